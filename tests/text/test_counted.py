"""Times that are counted instead of named."""

from __future__ import annotations

from datetime import date

import pytest

from auditor.text.counted import counted, of_the_last_year

TODAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("3 years ago", date(2023, 11, 30)),
        ("vor einem Jahr", date(2025, 11, 30)),
        ("3 jaar geleden", date(2023, 11, 30)),
        ("il y a 2 ans", date(2024, 11, 30)),
        ("hace 3 años", date(2023, 11, 30)),
        ("KW 46/2026", date(2026, 11, 15)),
        ("2026-W46", date(2026, 11, 15)),
        ("Week 46, 2026", date(2026, 11, 15)),
        ("KW 60/2026", None),
        ("30 years of experience", None),
        ("2026-W4", None),
    ],
)
def test_years_and_weeks(text: str, day: date | None) -> None:
    assert [one.days for one in counted(text, TODAY)] == ([(day,)] if day else [])


def test_29_february_a_year_ago_is_the_28th() -> None:
    assert counted("1 year ago", date(2028, 2, 29))[0].days == (date(2027, 2, 28),)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("4 Nov", date(2026, 11, 4)),
        ("4 December", date(2025, 12, 4)),
        ("4 Nov 2022", None),
        ("We met on 4 November, and " * 3, None),
    ],
)
def test_days_without_a_year_are_of_the_last_one(text: str, day: date | None) -> None:
    assert of_the_last_year(text, "en", TODAY) == day
