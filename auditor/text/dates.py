"""Days named in a text, in the ways people write them in ten languages. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from auditor.resources import facts
from auditor.text.fold import fold

_LONGEST = 400_000
"""Characters of a text that are read."""
_YEARS = range(1900, 2101)

_ISO = re.compile(r"(?<![\d.-])((?:19|20)\d\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?!\d)")
_EAST = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?[年./]\s?(\d{1,2})\s?[月./]\s?(\d{1,2})(?!\d)")
_NUMBERS = re.compile(r"(?<![\d./-])(\d{1,2})([./-])\s?(\d{1,2})\2\s?((?:19|20)\d\d)(?!\d|\.\d)")
_DAY_FIRST = re.compile(
    r"(?<![\w.])(\d{1,2})(?:st|nd|rd|th|\.|er|º|o)?\s+(?:de\s+|of\s+)?([a-z]{3,12})\.?,?\s+(?:de\s+|del\s+)?((?:19|20)\d\d)(?!\d)"
)
_MONTH_FIRST = re.compile(r"(?<![\w])([a-z]{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+((?:19|20)\d\d)(?!\d)")

_DAY_MONTH = re.compile(r"(?<![\w.])(\d{1,2})(?:st|nd|rd|th|\.|er|º|o)?\s+(?:de\s+|of\s+)?([a-z]{3,12})(?![a-z])")
_MONTH_DAY = re.compile(r"(?<![\w])([a-z]{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?![\d:%€$£]|[.,]\d|\w)")
_DAY_DOT_MONTH = re.compile(r"(?<![\d./-])(\d{1,2})\.\s?(\d{1,2})\.(?!\s?\d|\w)")
_DAY_SLASH_MONTH = re.compile(r"(?<![\d./-])(\d{1,2})/(\d{1,2})(?![\d/.-]|\w)")
_EAST_MONTH_DAY = re.compile(r"(?<!\d)(\d{1,2})\s?月\s?(\d{1,2})\s?日")
_SLASHES = frozenset({"fr", "es", "it", "pt"})
"""Languages that write `14/11` for a day; in English that may as well be a share, or 11 April."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day that a text names."""

    day: date
    start: int
    """Offset of its first character in the text."""
    end: int
    other: date | None = None
    """The other reading of `04/05/2026`, where the language does not tell which is the month."""
    has_year: bool = True
    """Whether the text says of which year; else it is the next such day."""


def days(text: str, lang: str = "", *, near: date | None = None) -> list[Day]:
    """Return the days named in a text in their order.

    Args:
        text: Plain text; past 400,000 characters it is not read.
        lang: Of the page, such as `en-us`: tells 4 May from 5 April in `04/05/2026`.
        near: A day after which days without a year are: `4 May` is the next 4 May. Left out, days without a year are none.
    """
    text = text[:_LONGEST]
    letters = folded(text)
    found = {day.start: day for day in _all(letters, lang.lower())}
    if near is not None:
        taken = {place for day in found.values() for place in range(day.start, day.end)}
        for day in _without_year(letters, lang.lower()[:2], near):
            if taken.isdisjoint(range(day.start, day.end)):
                found.setdefault(day.start, day)
    return [found[start] for start in sorted(found)]


def newest(text: str, lang: str = "", *, until: date) -> Day | None:
    """Return the newest day named that is not after `until`; of two readings the newer one counts."""
    past = [day for day in (_before(one, until) for one in days(text, lang)) if day is not None]
    return max(past, key=lambda day: day.day, default=None)


def _before(day: Day, until: date) -> Day | None:
    readings = [one for one in (day.day, day.other) if one is not None and one <= until]
    return Day(max(readings), day.start, day.end) if readings else None


def folded(text: str) -> str:
    """Return the text in lower case without accents and with the digits of Europe, every letter at its place."""
    return text.lower() if text.isascii() else "".join(map(_letter, text))


@lru_cache(maxsize=4_096)
def _letter(char: str) -> str:
    if char.isascii():
        return char.lower()
    return str(unicodedata.decimal(char)) if char.isdecimal() else (fold(char) or " ")[:1]


def _all(text: str, lang: str) -> Iterator[Day]:
    for pattern in (_ISO, _EAST):
        for match in pattern.finditer(text):
            yield from _made(match, int(match[1]), int(match[2]), int(match[3]))
    for match in _NUMBERS.finditer(text):
        yield from _from_numbers(match, lang)
    for match in _DAY_FIRST.finditer(text):
        if month := _months().get(match[2]):
            yield from _made(match, int(match[3]), month, int(match[1]))
    for match in _MONTH_FIRST.finditer(text):
        if month := _months().get(match[1]):
            yield from _made(match, int(match[3]), month, int(match[2]))


def _without_year(text: str, lang: str, near: date) -> Iterator[Day]:
    for match, day, month in _partial(text, lang):
        coming = _next(near, month, day)
        if coming is not None:
            yield Day(coming, match.start(), match.end(), has_year=False)


def _partial(text: str, lang: str) -> Iterator[tuple[re.Match[str], int, int]]:
    """Yield (match, day, month); of a language whose months are known only those count: `set 5` is no September in English."""
    months = _months_of(lang)
    for match in _DAY_MONTH.finditer(text):
        if number := months.get(match[2]):
            yield match, int(match[1]), number
    for match in _MONTH_DAY.finditer(text) if lang in {"", "en"} else ():
        if number := months.get(match[1]):
            yield match, int(match[2]), number
    for match in _EAST_MONTH_DAY.finditer(text):
        yield match, int(match[2]), int(match[1])
    for match in _DAY_DOT_MONTH.finditer(text) if lang == "de" else ():
        yield match, int(match[1]), int(match[2])
    for match in _DAY_SLASH_MONTH.finditer(text) if lang in _SLASHES else ():
        yield match, int(match[1]), int(match[2])


def _next(near: date, month: int, day: int) -> date | None:
    """Return the first such day from `near` on."""
    for year in (near.year, near.year + 1):
        found = _date(year, month, day)
        if found is not None and found >= near:
            return found
    return None


def _from_numbers(match: re.Match[str], lang: str) -> Iterator[Day]:
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    day_first, month_first = _date(year, second, first), _date(year, first, second)
    if lang == "en-us":
        day_first, month_first = month_first, day_first
    # Dots are written day first everywhere; in English, slashes are not.
    sure = lang == "en-us" or match[2] == "." or not lang.startswith("en")
    main, other = (day_first or month_first), (None if sure or day_first == month_first else month_first)
    if main is not None:
        yield Day(main, match.start(), match.end(), other if day_first else None)


def _made(match: re.Match[str], year: int, month: int, day: int) -> Iterator[Day]:
    if (found := _date(year, month, day)) is not None:
        yield Day(found, match.start(), match.end())


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year in _YEARS else None
    except ValueError:
        return None


@cache
def _months_of(lang: str) -> Mapping[str, int]:
    """Return the same of one language; of all where its months are not known."""
    listed = facts("text/dates.toml")["months"].get(lang)
    if listed is None:
        return _months()
    return {word: number for number, words in enumerate(listed, 1) for word in words.split()}


@cache
def _months() -> Mapping[str, int]:
    """Return the number of the month by each of its names; no name means two months."""
    months: dict[str, int] = {}
    for names in facts("text/dates.toml")["months"].values():
        for number, words in enumerate(names, 1):
            for word in words.split():
                assert months.setdefault(word, number) == number, word
    return months
