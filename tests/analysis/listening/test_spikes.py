"""Hours in which far more is said than usual."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from time import perf_counter
from zoneinfo import ZoneInfo

import pytest

from auditor.analysis.listening import spikes
from auditor.analysis.listening.spikes import AUDIT, HOUR, WATCH, Hourly, Rule, find, hourly

START = datetime(2026, 9, 1, tzinfo=UTC)
DAYS = 60
QUIET = [2, 1, 0, 0, 0, 1, 3, 5, 8, 9, 9, 8, 8, 9, 8, 8, 7, 6, 6, 5, 5, 4, 3, 2]
"""Mentions at each hour of a usual day."""


def usual(days: int = DAYS) -> list[int]:
    return [QUIET[hour] + (day * 7 + hour * 3) % 4 for day in range(days) for hour in range(24)]


def series(counts: list[int]) -> Hourly:
    return Hourly(START, tuple(counts))


def outage(day: int, first: int = 6, hours: int = 10, most: int = 60) -> list[int]:
    counts = usual()
    for hour in range(first, first + hours):
        counts[day * 24 + hour] += most
    return counts


@pytest.mark.parametrize("rule", [AUDIT, WATCH])
@pytest.mark.parametrize("day", [20, 40, DAYS - 1])
def test_an_outage_from_six_on_is_one_incident_that_begins_at_six(rule: Rule, day: int) -> None:
    (spike,) = find(series(outage(day)), rule).found
    assert spike.first == START + timedelta(days=day, hours=6)
    assert spike.last >= spike.first + 2 * HOUR
    assert spike.most == max(outage(day))
    assert spike.area > 5 * 60
    assert spike.usual < 15


@pytest.mark.parametrize("rule", [AUDIT, WATCH])
def test_usual_days_hold_no_spike(rule: Rule) -> None:
    found = find(series(usual()), rule)
    assert not found.found
    assert all(moment < START + timedelta(days=3) for moment in found.unjudged)


def test_an_ordinary_hour_of_the_first_day_is_told_by_the_days_after_it() -> None:
    assert not find(series(usual())).unjudged


def test_watching_knows_nothing_of_what_comes_later() -> None:
    counts = outage(30)
    whole, until = find(series(counts), WATCH), find(series(counts[: 31 * 24]), WATCH)
    assert whole.found == until.found


def test_nine_mentions_in_an_hour_never_stand_out_and_ten_do() -> None:
    for most, found in ((9, 0), (10, 1)):
        counts = [0] * (DAYS * 24)
        counts[20 * 24 + 3] = most
        assert len(find(series(counts)).found) == found


def test_a_rise_every_day_at_the_same_hour_is_none() -> None:
    counts = [80 if index % 24 == 9 else 2 for index in range(DAYS * 24)]
    assert not find(series(counts)).found


def test_a_slow_rise_is_none() -> None:
    assert not find(series([10 + index // 24 for index in range(DAYS * 24)])).found


@pytest.mark.parametrize(("apart", "incidents"), [(24, 1), (25, 2)])
def test_hours_within_a_day_of_one_another_are_one_incident(apart: int, incidents: int) -> None:
    counts = usual()
    counts[700] = counts[700 + apart] = 90
    found = find(series(counts)).found
    assert len(found) == incidents
    assert found[0].first == START + 700 * HOUR


@pytest.mark.parametrize(("days", "judged"), [(2, False), (3, True)])
def test_two_days_before_are_too_few_and_three_are_enough(days: int, *, judged: bool) -> None:
    found = find(series([*usual(days), *[0] * 11, 200]), WATCH)
    late = START + timedelta(days=days, hours=11)
    assert [spike.first for spike in found.found] == [late] * judged
    assert (late in found.unjudged) is not judged


def test_an_hour_in_the_first_day_is_not_judged() -> None:
    counts = usual()
    counts[10] = 500
    assert START + 10 * HOUR in find(series(counts)).unjudged


def test_mentions_are_counted_by_hour_with_the_quiet_ones() -> None:
    since, until = START, START + timedelta(hours=3, minutes=20)
    moments = [START, START + 59 * timedelta(minutes=1), START + 2 * HOUR, until]
    outside = [START - timedelta(seconds=1), until + timedelta(seconds=1), datetime(2031, 1, 1, tzinfo=UTC)]
    assert hourly([*outside, *moments], since, until) == Hourly(START, (2, 0, 1, 1))


def test_the_hour_of_day_is_that_of_the_company() -> None:
    """Clocks go back on 25 October 2026: a busy hour stays where people have it, and one hour of the world's time off."""
    zone = ZoneInfo("Europe/Berlin")
    counts = [
        40 if (START + index * HOUR).astimezone(zone).hour == 9 else 1 for index in range(60 * 24)
    ]  # from 1 September on, so that the last five days are in winter
    assert not find(series(counts), AUDIT, zone).found
    assert find(series(counts), AUDIT, UTC).found


def test_a_window_of_years_takes_its_newest_part_and_no_time() -> None:
    until = START + timedelta(days=3_650)
    begin = perf_counter()
    found = hourly((until - index * timedelta(minutes=5) for index in range(100_000)), START, until)
    assert len(found.counts) == spikes.MOST_HOURS
    find(found)
    assert perf_counter() - begin < 20


def test_nothing_said_is_nothing_found() -> None:
    assert find(hourly([], START, START)).found == ()
    assert find(Hourly(START, ())).found == ()
