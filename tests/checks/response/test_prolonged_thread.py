"""Conversations that drag on."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from auditor.model import Outcome, Post, PostKind
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


def test_a_single_one_of_many_fails_nothing() -> None:
    one = [ask(99), reply(99), reply(99, "Now it is really mended.", after=100 * HOUR, id="b99")]
    assert only(check(CHECK, asked(30), answered(30), one)).outcome is Outcome.PASS


def test_reviews_are_measured_by_themselves() -> None:
    reviews = [replace(each, kind=PostKind.REVIEW, rating=1.0) for each in asked(20)]
    assert check(CHECK, reviews, answered(20, after=100 * HOUR)).outcome is Outcome.NOT_APPLICABLE
