"""Questions from Friday noon to Monday morning, against those of the week."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from auditor.model import Outcome, Post
from tests.desk import DESK, HOUR, MONDAY, ask, check, reply
from tests.snapshots import TAKEN_AT, only

CHECK = "weekend-silence"
FRIDAY = datetime(2026, 10, 9, 15, 0, tzinfo=TAKEN_AT.tzinfo)
WEEK = [
    post
    for n in range(20)
    for at in [MONDAY + timedelta(days=n % 4, hours=n % 5)]
    for post in (ask(n, at=at), reply(n, at=at))
]


def weekends(after: timedelta) -> list[Post]:
    days = [FRIDAY + timedelta(days=7 * week, hours=hour) for week in range(4) for hour in (0, 20, 24, 40)]
    return [post for n, at in enumerate(days, 500) for post in (ask(n, at=at), reply(n, at=at, after=after))]


@pytest.mark.parametrize(
    ("after", "outcome"),
    [
        (HOUR, Outcome.PASS),
        (3 * HOUR, Outcome.PASS),  # three times what a weekday takes
        (4 * HOUR, Outcome.FAIL),
        (70 * HOUR, Outcome.FAIL),
    ],
)
def test_a_weekend_may_take_three_times_as_long(after: timedelta, outcome: Outcome) -> None:
    finding = only(check(CHECK, WEEK, weekends(after)))
    assert (finding.outcome, finding.subject) == (outcome, DESK)


def test_few_questions_at_weekends_are_for_a_person_to_judge() -> None:
    assert only(check(CHECK, WEEK, weekends(70 * HOUR)[:6])).outcome is Outcome.REVIEW


def test_without_a_question_at_a_weekend_nothing_is_said() -> None:
    assert check(CHECK, WEEK).outcome is Outcome.NOT_APPLICABLE
