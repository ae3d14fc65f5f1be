"""Replies that repeat each other."""

from __future__ import annotations

import pytest

from auditor.model import Outcome
from tests.desk import DESK, PLACES, answered, ask, asked, check, reply
from tests.snapshots import Site, only, run

CHECK = "canned-reply"
SAME = "Thanks for getting in touch, we are sorry to hear that and will pass it on to the team."


def test_replies_that_repeat_each_other() -> None:
    finding = only(check(CHECK, asked(60), answered(60, text=SAME)))
    assert (finding.outcome, finding.subject) == (Outcome.FAIL, DESK)
    assert finding.evidence


def test_replies_of_their_own() -> None:
    different = [reply(n, f"The cable in {place} street is mended, number {n} too.") for n, place in enumerate(PLACES)]
    finding = only(check(CHECK, asked(len(PLACES)), different))
    assert (finding.outcome, finding.subject) == (Outcome.PASS, DESK)


@pytest.mark.parametrize("few", [2, 9])
def test_few_replies_are_for_a_person_to_judge(few: int) -> None:
    assert only(check(CHECK, asked(few), answered(few, text=SAME))).outcome is Outcome.REVIEW


def test_one_question_has_one_answer() -> None:
    opening = asked(60, text="When do you open on Sundays?")
    assert only(check(CHECK, opening, answered(60, text="At ten, and we close at four."))).outcome is Outcome.PASS
    many = [ask(n, f"Where is the {place}?") for n, place in enumerate(PLACES * 2)]
    assert only(check(CHECK, many, answered(22, text="At ten, and we close at four."))).outcome is Outcome.FAIL
    # What sends people elsewhere is no answer, however alike the questions are.
    assert only(check(CHECK, opening, answered(60, text="Please send us a DM."))).outcome is Outcome.FAIL


def test_without_posts_nothing_applies() -> None:
    assert run(CHECK, Site().snapshot()).outcome is Outcome.NOT_APPLICABLE
