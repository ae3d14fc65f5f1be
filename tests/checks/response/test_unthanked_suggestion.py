"""Suggestions, and whether somebody takes note of them."""

from __future__ import annotations

import pytest

from auditor.model import Outcome
from tests.desk import DESK, answered, asked, check
from tests.snapshots import only

CHECK = "unthanked-suggestion"
TIP = "You should add a dark mode to the app, that would be great."
THANKS = "Great idea, thank you! I have passed it on to the team."


@pytest.mark.parametrize(
    ("tips", "thanked", "outcome"),
    [
        (12, 12, Outcome.PASS),
        (12, 0, Outcome.FAIL),
        (50, 25, Outcome.PASS),
        (50, 24, Outcome.FAIL),
        (9, 9, Outcome.REVIEW),
    ],
)
def test_half_of_the_suggestions_are_to_be_acknowledged(tips: int, thanked: int, outcome: Outcome) -> None:
    finding = only(check(CHECK, asked(tips, text=TIP), answered(thanked, text=THANKS)))
    assert (finding.outcome, finding.subject) == (outcome, DESK)


def test_questions_are_no_suggestions() -> None:
    assert check(CHECK, asked(12)).outcome is Outcome.NOT_APPLICABLE
