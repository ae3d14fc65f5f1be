"""When a post was written, in the ways exports write it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta, timezone, tzinfo
from enum import Enum
from functools import cache, lru_cache
from typing import NamedTuple

from auditor.resources import facts
from auditor.text.fold import fold

DAY_FIRST, MONTH_FIRST = "day-first", "month-first"
"""Values of `time_format` that only settle what `04/05/2026` means."""
_LONGEST = 80
"""Characters; what is longer is no date."""
_YEARS = range(1990, 2101)
"""Others come from rows that slipped, not from conversations on the web."""
_NUMBERS = re.compile(r"(\d{1,4})([./-])\s?(\d{1,2})\2\s?(\d{1,4})(?!\d)")
_NAME = r"([^\W\d_]{3,12})\.?"
_DAY_NAME = re.compile(
    rf"(?:[^\W\d_]{{2,12}}\.?,?\s{{1,3}})?(\d{{1,2}})(?:st|nd|rd|th|\.)?[\s-]{{1,3}}(?:de\s)?{_NAME},?[\s-]{{1,3}}(?:de\s|del\s)?(\d{{4}}|\d\d)(?!\d|:)"
)
_NAME_DAY = re.compile(
    rf"(?:[^\W\d_]{{2,12}}\.?,?\s{{1,3}})?{_NAME}\s{{1,3}}(\d{{1,2}})(?:st|nd|rd|th)?,?\s{{1,3}}(\d{{4}})(?!\d|:)"
)
_YEAR_LAST = re.compile(r"[A-Za-z]{3} ([A-Za-z]{3}) {1,2}(\d{1,2}) (\d\d:\d\d:\d\d(?: [+-]\d{4}| [A-Z]{2,4})?) (\d{4})")
"""As X and C's ctime write it: `Wed Oct 10 20:19:24 +0000 2018`."""
_TIME = re.compile(
    r"[\sT,]{0,3}(?:(?:at|um|om|à|às|alle|a las)\s)?(\d{1,2})[:.h](\d\d)(?:[:.](\d\d)(?:[.,](\d{1,9}))?)?"
    r"(?:\s?(?:Uhr|uur|h)\b)?\s?(?:([AaPp])\.?\s?[Mm]\b\.?)?\s{0,2}\(?([+-]\d{2}:?\d{2}|[A-Za-z]{1,5}(?:[+-]\d{1,2}(?::?\d\d)?)?)?\)?"
)
_OFFSET = re.compile(r"(?:UTC|GMT)?([+-])(\d{1,2}):?(\d\d)?")
# Names of zones in mail headers (RFC 5322, section 4.3), and the European ones, which have one meaning too. Others, such as
# IST or BST, have several.
_ZONES = {"Z": 0, "UT": 0, "UTC": 0, "GMT": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8,
          "PDT": -7, "WET": 0, "WEST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3}  # fmt: skip


class Order(Enum):
    """What comes first in the dates of a table that are written in numbers alone."""

    DAY = "day"
    MONTH = "month"
    UNKNOWN = "unknown"
    """Every one of them could be read either way."""
    MIXED = "mixed"
    """Some can only be read the one way, some only the other."""
    NONE = "none"
    """There are no such dates."""


class _Date(NamedTuple):
    year: int
    month: int
    day: int
    rest: str


class Clock:
    """Reads the dates of one file."""

    def __init__(self, zone: tzinfo | None = None, pattern: str = "") -> None:
        """Read dates.

        Args:
            zone: Of dates that name none; UTC where it is None.
            pattern: `day-first`, `month-first`, or a pattern of `strptime`; empty for anything that can be understood.
        """
        self.unzoned = False
        """Whether a date without a zone was read, and no zone was given for it."""
        self.dated = False
        """Whether a date without a time of day was read."""
        self.timed = False
        """Whether one with a time of day was."""
        self.order = {DAY_FIRST: Order.DAY, MONTH_FIRST: Order.MONTH}.get(pattern, Order.NONE)
        self._pattern = "" if pattern in {DAY_FIRST, MONTH_FIRST} else pattern
        self._zone = zone

    @property
    def needs_order(self) -> bool:
        """Whether nobody has said yet what comes first in dates of numbers alone."""
        return not self._pattern and self.order is Order.NONE

    def read(self, said: object) -> datetime | None:
        """Return the moment that a date names, with its zone; None where it can't be understood.

        Args:
            said: Text, or seconds, milliseconds or microseconds since 1970.
        """
        if isinstance(said, str):
            return self._text(said)
        if isinstance(said, int | float) and not isinstance(said, bool):
            self.timed = True
            return _since_1970(said)
        return None

    @property
    def days_only(self) -> bool:
        """Whether all that was read were dates without a time of day."""
        return self.dated and not self.timed

    def _text(self, text: str) -> datetime | None:
        if len(text) > _LONGEST:
            return None
        if self._pattern:
            return self._by_pattern(text.strip())
        if text.isdigit():
            if len(text) not in {12, 14}:
                self.timed = True
                return _since_1970(int(text)) if text.isascii() else None
            found = _compact(text)
        elif "/" in text:
            found = self._loose(text.strip())
        else:
            try:
                found = datetime.fromisoformat(text)
            except ValueError:
                found = self._loose(text.strip())
        return self._placed(found)

    def _placed(self, found: datetime | None) -> datetime | None:
        if found is None or found.year not in _YEARS:
            return None
        if found.tzinfo is not None:
            self.timed = True
            return found
        if found.time() == time.min:  # or written at midnight: then others are not
            self.dated = True
        else:
            self.timed = True
        if self._zone is None:
            self.unzoned = True
            return found.replace(tzinfo=UTC)
        return found.replace(tzinfo=self._zone)

    def _by_pattern(self, text: str) -> datetime | None:
        try:
            return self._placed(datetime.strptime(text, self._pattern))  # noqa: DTZ007 - `_placed` adds the zone
        except ValueError:
            return None

    def _loose(self, text: str) -> datetime | None:
        """Read what is not ISO 8601."""
        found = self._by_numbers(text)
        if found is None:
            try:
                return _since_1970(float(text))
            except ValueError:
                found = _by_name(text)
        return _moment(found) if found else None

    def _by_numbers(self, text: str) -> _Date | None:
        match = _NUMBERS.match(text)
        if match is None:
            return None
        first, mark, second, third = match.groups()
        rest = text[match.end() :]
        if len(first) == 4:
            return _Date(int(first), int(second), int(third), rest)
        one, two, year = int(first), int(second), _year(third)
        if mark == "." or self.order is Order.DAY:  # between dots the day always comes first
            return _Date(year, two, one, rest)
        return _Date(year, one, two, rest) if self.order is Order.MONTH else None


def order_of(texts: Iterable[str]) -> Order:
    """Return what comes first in dates such as `10/31/17`, as far as they tell; dates of other kinds are passed over.

    Stops early only where both orders were met.
    """
    seen, day, month = False, False, False
    for text in texts:
        match = _NUMBERS.match(text.strip()) if len(text) <= _LONGEST else None
        if match is None or match.group(2) == "." or len(match.group(1)) == 4:
            continue
        seen = True
        first, second = int(match.group(1)), int(match.group(3))
        day |= first > 12 >= second
        month |= second > 12 >= first
        if day and month:
            return Order.MIXED
    if day or month:
        return Order.DAY if day else Order.MONTH
    return Order.UNKNOWN if seen else Order.NONE


def _by_name(text: str) -> _Date | None:
    """Read a date whose month is a word."""
    if match := _YEAR_LAST.fullmatch(text):
        name, day, rest, year = match.groups()
    elif match := _DAY_NAME.match(text):
        day, name, year = match.groups()
        rest = text[match.end() :]
    elif match := _NAME_DAY.match(text):
        name, day, year = match.groups()
        rest = text[match.end() :]
    else:
        return None
    month = _month(name)
    return _Date(_year(year), month, int(day), rest) if month else None


@lru_cache(maxsize=512)
def _month(name: str) -> int:
    """Return the number of a month by its name in any of the languages known; 0 for none."""
    return _months().get(fold(name), 0)


@cache
def _months() -> dict[str, int]:
    known: dict[str, int] = {}
    for names in facts("text/dates.toml")["months"].values():
        for number, spellings in enumerate(names, 1):
            for name in spellings.split():
                known[name] = number if known.get(name, number) == number else 0
    return known


def _moment(date: _Date) -> datetime | None:
    hour = minute = second = fraction = 0
    zone: tzinfo | None = None
    if date.rest.strip():
        match = _TIME.fullmatch(date.rest.rstrip())
        if match is None:
            return None
        hour, minute, second = (int(part or 0) for part in match.group(1, 2, 3))
        fraction = int((match.group(4) or "0").ljust(6, "0")[:6])
        if half := match.group(5):
            if not 1 <= hour <= 12:
                return None
            hour = hour % 12 + (12 if half in "pP" else 0)
        if name := match.group(6):
            zone = _zone(name)
            if zone is None:
                return None
    try:
        return datetime(date.year, date.month, date.day, hour, minute, second, fraction, zone)
    except ValueError:
        return None


@lru_cache(maxsize=256)
def _zone(name: str) -> tzinfo | None:
    """Return the zone of a name or an offset; None where it has no one meaning."""
    if name.upper() in _ZONES:
        return timezone(timedelta(hours=_ZONES[name.upper()]))
    if match := _OFFSET.fullmatch(name.upper()):
        sign, hours, minutes = match.groups()
        offset = timedelta(hours=int(hours), minutes=int(minutes or 0))
        return timezone(offset if sign == "+" else -offset) if offset < timedelta(hours=24) else None
    return None


def _year(digits: str) -> int:
    """Return a year, one of two digits as POSIX reads it."""
    year = int(digits)
    return year if len(digits) > 2 else year + (1900 if year >= 69 else 2000)


def _compact(digits: str) -> datetime | None:
    try:
        return datetime.fromisoformat(f"{digits[:8]}T{digits[8:]}")
    except ValueError:
        return None


def _since_1970(number: float) -> datetime | None:
    """Return the moment so many seconds, milliseconds or microseconds after 1970; the three can't be confused after 1990."""
    for unit in (1, 1_000, 1_000_000):
        if 631_152_000 <= number / unit < 4_133_980_800:  # 1990-01-01 to 2101-01-01
            return datetime.fromtimestamp(number / unit, UTC)
    return None
