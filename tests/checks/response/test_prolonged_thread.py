"""Conversations that drag on."""

from __future__ import annotations

from datetime import timedelta

import pytest

from auditor.model import Outcome, Post
from tests.desk import DESK, HOUR, answered, ask, asked, check, reply
from tests.snapshots import only

CHECK = "prolonged-thread"


def settled(n: int, after: timedelta) -> list[Post]:
    """Return conversations whose last word comes so long after the question."""
    return [
        post
        for number in range(n)
        for post in (
            ask(number),
            reply(number),
            reply(number, "Now it is really mended.", after=after, id=f"b{number}"),
        )
    ]


@pytest.mark.parametrize(
    ("after", "outcome"), [(2 * HOUR, Outcome.PASS), (72 * HOUR, Outcome.PASS), (73 * HOUR, Outcome.FAIL)]
)
def test_three_days_are_too_long(after: timedelta, outcome: Outcome) -> None:
    finding = only(check(CHECK, settled(12, after)))
    assert (finding.outcome, finding.subject) == (outcome, DESK)


def test_what_is_answered_at_once_passes() -> None:
    assert only(check(CHECK, asked(12), answered(12))).outcome is Outcome.PASS


def test_few_conversations_are_for_a_person_to_judge() -> None:
    assert only(check(CHECK, settled(9, 100 * HOUR))).outcome is Outcome.REVIEW


def test_without_conversations_nothing_applies() -> None:
    assert check(CHECK).outcome is Outcome.NOT_APPLICABLE
