"""Opening hours as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.analysis.conversations.metrics.hours import Hours, parse


def shown(hours: Hours) -> str:
    """Return hours as days with their times: `0 09:00-17:00` is Monday."""
    day = 1_440
    return ", ".join(
        f"{a // day} {a % day // 60:02}:{a % 60:02}-{b // day} {b % day // 60:02}:{b % 60:02}" for a, b in hours.spans
    )


WEEK = "0 09:00-0 17:00, 1 09:00-1 17:00, 2 09:00-2 17:00, 3 09:00-3 17:00, 4 09:00-4 17:00"


@pytest.mark.parametrize(
    "text",
    [
        "Mon-Fri 09:00-17:00",
        "Mo-Fr 09:00-17:00",
        "Mon \u2013 Fri: 9 \u2013 17",
        "monday to friday 9am-5pm",
        "Mon-Fri, 9:00 AM to 5:00 p.m.",
        "Weekdays 9-17",
        "Mo,Tu,We,Th,Fr 09:00-17:00",
        "Mon Tue Wed; Thu and Fri 9-5pm",
        "Mo-Fr 9-12, 12-17 Uhr",
        "Montags bis freitags 9.00-17.00 Uhr",
        "lunes a viernes 9h-17h",
        "du lundi au vendredi 9h à 17h",
        "lunedì-venerdì 9-17",
        "ma-vr 9:00 - 17:00",
        "segunda-feira a sexta-feira 9h-17h",
        "Mon-Sun 9-17, Sat closed\nSunday: closed",
        "Mon-Fri 9-17, closed on holidays",
        "Mon-Fri 10-17, Mon-Fri 9-11",
    ],
)
def test_the_same_hours_written_otherwise(text: str) -> None:
    assert shown(parse(text)) == WEEK


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("Sat 10-14", "5 10:00-5 14:00"),
        ("Mon 09:00-12:00, 13:00-17:30; Sat 10am-2pm", "0 09:00-0 12:00, 0 13:00-0 17:30, 5 10:00-5 14:00"),
        ("Fri 22:00-02:00", "4 22:00-5 02:00"),
        ("Sun 22-2", "0 00:00-0 02:00, 6 22:00-7 00:00"),
        ("Sat-Mon 12-24", "0 12:00-1 00:00, 5 12:00-6 00:00, 6 12:00-7 00:00"),
        ("Mon 1-5pm", "0 13:00-0 17:00"),
        ("Tue 12am-12pm", "1 00:00-1 12:00"),
        ("Weekend", "5 00:00-7 00:00"),
        ("24/7", "0 00:00-7 00:00"),
        ("We are here around the clock", "0 00:00-7 00:00"),
        ("Di, Do 8-10", "1 08:00-1 10:00, 3 08:00-3 10:00"),
    ],
)
def test_hours_are_read(text: str, spans: str) -> None:
    assert shown(parse(text)) == spans


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "no opening hours"),
        ("whenever", "'whenever' is neither a day nor a time"),
        ("Mon 9", "stands alone"),
        ("Mon 25-26", "25 is no time"),
        ("Mon 9:75-10", "9:75 is no time"),
        ("Mon 13pm-14", "no time"),
        ("Do 9-12", "name days in English"),
        ("Sun closed", "no day has hours"),
        ("9-17 Mon-Fri", "after their times"),
        ("Mon - 9-17", "a dash stands between"),
        ("Mon-Fri 9-17 §", "'§' is neither"),
        ("Mon 9-17 " * 100, "no opening hours"),
    ],
)
def test_what_cant_be_read_is_said(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why) as found:
        parse(text)
    assert "Mon-Fri 09:00-17:00" in str(found.value)
    assert "\n" not in str(found.value)


def test_open_and_shut() -> None:
    hours = parse("Mon-Fri 09:00-17:00, Sun 22-2")
    assert hours.is_open(0, 540)
    assert hours.is_open(0, 1_019)
    assert not hours.is_open(0, 1_020)
    assert not hours.is_open(0, 539)
    assert hours.is_open(0, 119)
    assert not hours.is_open(5, 600)
    assert hours.is_open(6, 1_439)
    assert hours.minutes == 5 * 480 + 240


@given(st.text(max_size=400))
def test_anything_is_read_or_refused(text: str) -> None:
    try:
        hours = parse(text)
    except ValueError:
        return
    assert hours.spans
    assert all(0 <= start < end <= 10_080 for start, end in hours.spans)


@given(
    st.lists(
        st.tuples(st.integers(0, 6), st.integers(0, 23), st.integers(1, 24)).filter(lambda each: each[1] < each[2]),
        min_size=1,
        max_size=8,
    )
)
def test_what_is_written_is_open(entries: list[tuple[int, int, int]]) -> None:
    days = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    hours = parse(", ".join(f"{days[day]} {start:02}:00-{end:02}:00" for day, start, end in entries))
    for day in range(7):
        for hour in range(24):
            wanted = any(d == day and start <= hour < end for d, start, end in entries)
            assert hours.is_open(day, hour * 60) == wanted
