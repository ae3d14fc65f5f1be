"""Promises that nothing followed where they stand, and what a post to everybody tells."""

from __future__ import annotations

from datetime import timedelta

import pytest

from auditor.model import Outcome
from tests.desk import HOUR, MONDAY, ask, check, own, reply
from tests.snapshots import only

CHECK = "abandoned-promise"
FAULT = "My line in Harbour Row is down. What is wrong?"
PROMISE = "A cable in Harbour Row is cut. We'll post an update here as soon as it is mended."


@pytest.mark.parametrize(
    ("post", "hours", "outcome"),
    [
        ("The cable in Harbour Row is mended, all lines are back. Sorry!", 4, Outcome.PASS),
        ("The outage in Harbour Row is over, everything works again.", 4, Outcome.PASS),
        ("The outage in Mill Lane is over.", 4, Outcome.FAIL),
        ("There is cake in our shop in Harbour Row today.", 4, Outcome.FAIL),
        ("The cable in Harbour Row is mended, all lines are back. Sorry!", 90, Outcome.FAIL),
        ("The cable in Harbour Row is mended, all lines are back. Sorry!", -9, Outcome.FAIL),
    ],
)
def test_a_post_to_everybody_keeps_a_promise(post: str, hours: int, outcome: Outcome) -> None:
    told = own(1, post, at=MONDAY + 6 * HOUR + timedelta(hours=hours))
    assert only(check(CHECK, [ask(1, FAULT), reply(1, PROMISE), told])).outcome is outcome


@pytest.mark.parametrize(
    ("words", "lang"),
    [
        ("Sorry! We are working on it.", "en"),
        ("Das tut uns leid, wir arbeiten an einer Lösung.", "de"),
        ("Our engineers are on the case.", "en"),
    ],
)
def test_that_it_is_being_worked_on_is_for_a_person_to_judge(words: str, lang: str) -> None:
    vague = [ask(1, FAULT), reply(1, words, lang=lang)]
    finding = only(check(CHECK, vague))
    assert (finding.outcome, len(finding.evidence)) == (Outcome.REVIEW, 1)
    both = [*vague, ask(2, FAULT), reply(2, "We'll look into it and get back to you.")]
    assert only(check(CHECK, both)).outcome is Outcome.FAIL
    kept = [*vague, reply(1, "It was a loose wire.", after=9 * HOUR, id="b1")]
    assert only(check(CHECK, kept)).outcome is Outcome.PASS
