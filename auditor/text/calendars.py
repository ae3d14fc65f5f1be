"""Years and days of other calendars than the Gregorian one. Pure.

Rules from their own laws and standards: Japanese eras (Era Name Act), the Thai solar year (543 ahead), the years of the Republic of
China (1911 behind), the Persian calendar by its cycle of 33 years, right for every year of a press page.
"""

from __future__ import annotations

from datetime import date, timedelta

ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "r": 2018, "h": 1988, "s": 1925}
"""What is added to the year of an era, by its name and its letter."""
BUDDHIST = range(2443, 2644)
"""Years by the Thai calendar that are read as such."""
PERSIAN = range(1279, 1480)
_NOWRUZ = date(2025, 3, 21)
_NOWRUZ_YEAR = 1404
_HAN = {char: number for number, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "元": 1}


def day_of(year: int, month: int, day: int) -> date | None:
    """Return a day; None where there is no such day between 1900 and 2100."""
    try:
        return date(year, month, day) if 1900 <= year <= 2100 else None
    except ValueError:
        return None


def end_of(year: int, month: int) -> date | None:
    """Return the last day of a month."""
    if not (1 <= month <= 12 and 1900 <= year <= 2100):
        return None
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def from_persian(year: int, month: int, day: int) -> date | None:
    """Return the day that the Persian calendar calls so; a day past the end of the month is none."""
    if year not in PERSIAN or not 1 <= month <= 12 or not 1 <= day <= (31 if month < 7 else 30):
        return None
    first = _NOWRUZ
    for passed in range(_NOWRUZ_YEAR, year):
        first += timedelta(days=_persian_days(passed))
    for passed in range(year, _NOWRUZ_YEAR):
        first -= timedelta(days=_persian_days(passed))
    return first + timedelta(days=(month - 1) * 30 + min(month - 1, 6) + day - 1)


def _persian_days(year: int) -> int:
    return 366 if (year * 8 + 29) % 33 < 8 else 365


def from_han(text: str) -> int | None:
    """Return a number written in Chinese numerals: `二〇二六`, `十一`, `二十三`; None where it is none."""
    if not text or any(char not in _HAN and char not in "十廿" for char in text):
        return None
    if "十" not in text and "廿" not in text:
        return int("".join(str(_HAN[char]) for char in text))
    tens, _, ones = text.replace("廿", "二十").partition("十")
    return (_HAN[tens[-1]] if tens else 1) * 10 + (_HAN[ones[0]] if ones else 0)
