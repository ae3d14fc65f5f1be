"""The time to the first reply by a person."""

from __future__ import annotations

import pytest

from auditor.model import Outcome
from tests.desk import DESK, HOUR, answered, asked, check
from tests.snapshots import only

CHECK = "slow-first-response"


@pytest.mark.parametrize(
    ("hours", "outcome", "value"),
    [
        (0.5, Outcome.PASS, 1.0),
        (1, Outcome.PASS, 1.0),
        (3, Outcome.PASS, 0.75),
        (4, Outcome.PASS, 0.75),
        (20, Outcome.PASS, 0.5),
        (24, Outcome.PASS, 0.5),
        (30, Outcome.FAIL, 0.0),
    ],
)
def test_the_median_decides(hours: float, outcome: Outcome, value: float) -> None:
    finding = only(check(CHECK, asked(20), answered(20, after=hours * HOUR)))
    assert (finding.outcome, finding.value, finding.subject) == (outcome, value, DESK)


def test_few_replies_are_for_a_person_to_judge() -> None:
    finding = only(check(CHECK, asked(4), answered(4)))
    assert (finding.outcome, finding.value) == (Outcome.REVIEW, None)


def test_without_a_reply_there_is_no_time_to_judge() -> None:
    assert check(CHECK, asked(20)).outcome is Outcome.NOT_APPLICABLE
