"""Local times."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.analysis.conversations.metrics.clock import Clock
from auditor.analysis.conversations.metrics.turns import microseconds, moment
from auditor.text.zones import zone

ZONES = [
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "America/St_Johns",
]


@given(st.sampled_from(ZONES), st.integers(631_152_000, 2_145_916_800))
def test_weekdays_and_minutes_are_those_of_the_zone(name: str, seconds: int) -> None:
    when = datetime.fromtimestamp(seconds, UTC)
    there = when.astimezone(ZoneInfo(name))
    assert Clock(ZoneInfo(name)).local(microseconds(when)) == (there.weekday(), there.hour * 60 + there.minute)


@pytest.mark.parametrize(
    ("when", "end"),
    [
        ("2026-10-23T11:59:59+02:00", None),
        ("2026-10-23T12:00:00+02:00", "2026-10-26T09:00:00+01:00"),  # the clocks go back in between
        ("2026-10-25T23:59:00+01:00", "2026-10-26T09:00:00+01:00"),
        ("2026-10-26T08:59:59+01:00", "2026-10-26T09:00:00+01:00"),
        ("2026-10-26T09:00:00+01:00", None),
        ("2026-03-28T00:00:00+01:00", "2026-03-30T09:00:00+02:00"),
        ("2026-10-28T12:00:00+01:00", None),
    ],
)
def test_when_the_weekend_is_over(when: str, end: str | None) -> None:
    clock = Clock(ZoneInfo("Europe/Berlin"))
    at = microseconds(datetime.fromisoformat(when))
    found = clock.weekend_ends(at, *clock.local(at))
    assert (None if found is None else moment(found)) == (None if end is None else datetime.fromisoformat(end))


def test_the_first_and_the_last_day_there_is() -> None:
    clock = Clock(ZoneInfo("Asia/Tokyo"))
    for when in (datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)):
        weekday, minute = clock.local(microseconds(when))
        assert 0 <= weekday <= 6
        assert 0 <= minute < 1_440


def test_what_is_no_zone() -> None:
    assert [zone(name) for name in ("", "Mars/Olympus", "../../etc/passwd", "Europe", "\0")] == [None] * 5
