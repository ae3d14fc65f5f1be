"""When rounds are due and when a watch ends."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from auditor.config.spans import span
from auditor.watch.moments import SystemClock, Timer, end, in_words
from tests.watch.world import FastClock

BERLIN = ZoneInfo("Europe/Berlin")
FRIDAY = datetime(2026, 11, 27, 16, 30, tzinfo=UTC)


def berlin(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN).astimezone(UTC)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("30m", 30), ("2h", 120), ("1d", 1_440), ("1h30m", 90), ("90 min", 90), ("60s", 1), (" 1H ", 60), ("31d", 44_640)],
)
def test_spans(text: str, minutes: int) -> None:
    assert span(text) == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    "text", ["", "30", "m", "half an hour", "1.5h", "-1h", "30m!", "1w", "\u0663\u0660m", "30m" * 9_999 + "x"]
)
def test_what_is_no_span(text: str) -> None:
    with pytest.raises(ValueError, match="is not a span of time; write it like 30m, 2h or 1d"):
        span(text)


@pytest.mark.parametrize(("text", "what"), [("1s", "short"), ("0m", "short"), ("32d", "long"), ("999999d", "long")])
def test_spans_that_no_watch_can_have(text: str, what: str) -> None:
    with pytest.raises(ValueError, match=f"is too {what}; from 1m to 31d is possible"):
        span(text)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Mon 09:00", "2026-11-30T09:00"),
        ("monday 9:00", "2026-11-30T09:00"),
        ("MON, 09.00", "2026-11-30T09:00"),
        ("Fri 18:00", "2026-11-27T18:00"),
        ("Fri 17:30", "2026-12-04T17:30"),  # just now, so in a week
        ("17:31", "2026-11-27T17:31"),
        ("09:00", "2026-11-28T09:00"),
        ("2026-11-30T09:00", "2026-11-30T09:00"),
        ("2026-11-30 09:00", "2026-11-30T09:00"),
        ("2026-11-30T08:00Z", "2026-11-30T09:00"),
        ("2026-11-30T03:00-05:00", "2026-11-30T09:00"),
    ],
)
def test_ends_are_in_the_companys_zone(text: str, moment: str) -> None:
    assert end(text, BERLIN, FRIDAY) == berlin(moment)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "is not a time"),
        ("Monday", "is not a time"),
        ("2026-11-30", "is not a time"),
        ("25:00", "is not a time"),
        ("Mo 09:00 Uhr", "is not a time"),
        ("Moonday 09:00", "names no day of the week"),
        ("Mittwoch 09:00", "names no day of the week"),
        ("2026-11-27T09:00", "has passed already"),
        ("9999-12-31T23:59", "more than ten years ahead"),
        ("2026-13-01T09:00", "is not a time"),
    ],
)
def test_what_is_no_end(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        end(text, BERLIN, FRIDAY)


def test_an_end_is_by_the_clock_on_the_wall_when_the_clocks_change() -> None:
    before_autumn = datetime(2026, 10, 23, 16, 0, tzinfo=UTC)  # the Friday before the clocks go back
    assert end("Mon 09:00", BERLIN, before_autumn) == datetime(2026, 10, 26, 8, 0, tzinfo=UTC)
    before_spring = datetime(2026, 3, 27, 17, 0, tzinfo=UTC)
    assert end("Mon 09:00", BERLIN, before_spring) == datetime(2026, 3, 30, 7, 0, tzinfo=UTC)


def test_an_hour_that_the_clocks_leave_out_or_show_twice() -> None:
    assert end("Sun 02:30", BERLIN, datetime(2026, 3, 27, tzinfo=UTC)) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert end("Sun 02:30", BERLIN, datetime(2026, 10, 23, tzinfo=UTC)) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    between = datetime(2026, 10, 25, 0, 45, tzinfo=UTC)  # the first half past two is over
    assert end("Sun 02:30", BERLIN, between) == datetime(2026, 11, 1, 1, 30, tzinfo=UTC)


def test_a_timer_waits_in_slices_and_not_too_long() -> None:
    clock = FastClock()
    assert Timer(clock).until(clock.now() + timedelta(minutes=2, seconds=10)) == 0
    assert clock.waits == [30, 30, 30, 30, 10]


def test_a_timer_returns_at_once_where_the_moment_has_passed() -> None:
    clock = FastClock()
    assert Timer(clock).until(clock.now() - timedelta(hours=3)) == 3 * 3_600
    assert not clock.waits


def test_the_machines_own_clock() -> None:
    clock = SystemClock()
    before = clock.elapsed()
    clock.wait(0.01)
    assert clock.elapsed() > before
    assert clock.now().tzinfo is UTC


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(20, "20 s"), (60, "1 min"), (1_800, "30 min"), (3_600, "1 h"), (36_000, "10 h"), (5_400, "1 h 30 min"),
     (86_400, "24 h"), (3 * 86_400, "3 d"), (3 * 86_400 + 7_200, "3 d 2 h")],
)  # fmt: skip
def test_lengths_of_time_in_words(seconds: float, words: str) -> None:
    assert in_words(seconds) == words
