"""Promises to come back, and whether the company wrote again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from auditor.model import Outcome
from tests.desk import DESK, HOUR, ask, check, reply, url
from tests.snapshots import only

CHECK = "abandoned-promise"
PROMISE = "We'll look into it and get back to you."


@pytest.mark.parametrize(
    ("later", "outcome"),
    [
        (20 * HOUR, Outcome.PASS),
        (73 * HOUR, Outcome.PASS),  # three days after the promise, which came after an hour
        (74 * HOUR, Outcome.FAIL),
        (None, Outcome.FAIL),
    ],
)
def test_promises_to_come_back(later: timedelta | None, outcome: Outcome) -> None:
    posts = [ask(1), reply(1, PROMISE)]
    if later is not None:
        posts.append(reply(1, "It was a loose wire, now mended.", after=later, id="b1"))
    finding = only(check(CHECK, posts))
    assert (finding.outcome, finding.subject) == (outcome, DESK)


def test_the_broken_promise_is_quoted_and_not_the_kept_one() -> None:
    kept = [ask(1), reply(1, PROMISE), reply(1, "It was a loose wire, now mended.", after=5 * HOUR, id="b1")]
    finding = only(check(CHECK, kept, [ask(2), reply(2, PROMISE)]))
    assert [proof.url for proof in finding.evidence] == [url("a2")]


def test_without_a_promise_nothing_is_said() -> None:
    assert check(CHECK, [ask(1), reply(1)]).outcome is Outcome.NOT_APPLICABLE


DATED = "The part arrives on {day}, we'll update you then."


@pytest.mark.parametrize(
    ("day", "outcome"),
    [("30 November", None), ("20 October", Outcome.FAIL), ("6 October", Outcome.FAIL)],
)
def test_a_promise_for_a_day_to_come_is_not_forgotten_yet(day: str, outcome: Outcome | None) -> None:
    found = check(CHECK, [ask(1), reply(1, DATED.format(day=day))]).findings
    assert [one.outcome for one in found] == ([outcome] if outcome else [])


def test_a_promise_for_a_day_is_kept_by_a_word_on_that_day() -> None:
    word = reply(1, "It is in, and your line is mended.", after=15 * 24 * HOUR, id="b1")
    assert check(CHECK, [ask(1), reply(1, DATED.format(day="20 October")), word]).findings == ()
    late = reply(1, "It is in, and your line is mended.", after=30 * 24 * HOUR, id="b1")
    assert only(check(CHECK, [ask(1), reply(1, DATED.format(day="20 October")), late])).outcome is Outcome.FAIL
