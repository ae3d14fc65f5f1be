"""When a text may say something is of: every day, month, quarter, season or year it names, in each way it may be read. Pure.

Made for telling whether the newest of several dates is old: of a month the last day counts, of two readings both are kept, and
whoever judges takes the one that is kind. `dates.days` names days alone, and only those that are certain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from auditor.resources import facts
from auditor.text.calendars import BUDDHIST, ERAS, PERSIAN, day_of, end_of, from_han, from_persian
from auditor.text.dates import folded as fold_letters
from auditor.text.month_names import joins, month_of, names

_LONGEST = 400_000
_WINDOW = 44
"""Characters before and behind a year in which day and month are looked for."""
_MARKS = "\u0610-\u061a\u064b-\u065f\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0981-\u0983\u09bc-\u09cd\u09d7\u200c"
"""Signs that belong to the letter before them, which `\\w` does not take for letters."""
_PART = re.compile(rf"\d+|[\u0e00-\u0e7f](?:[\u0e00-\u0e7f.]*[\u0e00-\u0e7f])?|(?:[^\W\d_][{_MARKS}]*)+|\n|[^\s]")
_GAP = frozenset(".,-/()|'\u2019\u2013\u2014\n:\u060c\u0964")
_YEAR = re.compile(r"(?<![\d.,])(\d{4})(?!\d|[.,]\d{3})")
_SHORT_YEAR = re.compile(r"(?<=[^\W\d_])[. ]?\s?'?(\d\d)(?![\d:.]|\s?[%€$£])")
_NUMERIC = re.compile(r"(?<![\d./-])(\d{1,4})(\.\s?|/|-|\s/\s)(\d{1,2})(?:\2|\.\s)(\d{1,4})(?!\d|[./-]\d)")
_MONTH_YEAR = re.compile(r"(?<![\d./-])(\d{1,2})\s?[./-]\s?(\d{4})(?!\d|[./-]\d)")
_YEAR_MONTH = re.compile(r"(?<![\d./-])(\d{4})\s?[./-]\s?(\d{1,2})(?![\d./-])")
_EAST = re.compile(
    r"(?:(令和?|平成?|昭和?|大正|民國|民国|[rhs](?=\s?(?:\d{1,2}|元)\s?年))\s?)?((?:\d{1,4}|元|[〇零○一二三四五六七八九]{4}))\s?[年년]\s?"
    r"(\d{1,2}|[一二三四五六七八九十]{1,3})\s?[月월](?:\s?(\d{1,2}|[一二三四五六七八九十廿]{1,3})\s?[日号號일])?"
)
_ERA = re.compile(
    r"(?:(?<![\w.])([rhs])|(令和?|平成?|昭和?))\s?(\d{1,2}|元)\s?([./-])\s?(\d{1,2})\s?\4\s?(\d{1,2})(?!\d|[./-]\d)"
)
_ROMAN = r"([i\u0456]{1,3}|[i\u0456]?v|v[i\u0456]{1,3}|[i\u0456]?[x\u0445]|[x\u0445][i\u0456]{1,2})"
"""A month in Roman numerals, whose letters Cyrillic keyboards have too."""
_ROMAN_MONTH = re.compile(
    rf"(?<!\w)(\d{{1,2}})([./-]\s?|\s){_ROMAN}(?:[./-]\s?|\s)(\d{{4}}|(?<!\s)\d\d)(?![\w]|[.,]\d)"
)
_ROMAN_MONTH_BEHIND = re.compile(rf"(?<![\w.,])(\d{{4}})(?:[./-]\s?|\s){_ROMAN}(?:[./-]\s?|\s)(\d{{1,2}})(?!\w|[.,]\d)")
_ROMAN_NUMBERS = {
    roman: number
    for number, roman in enumerate(["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"], 1)
}
_VIETNAMESE = re.compile(
    r"(?:(\d{1,2})\s{0,9},?\s{0,9})?(?:thang|thg)\.?\s{0,9}(\d{1,2})\s{0,9}[,/]?\s{0,9}(?:nam\s{0,9})?(\d{4})(?!\d)"
)
_YEAR_FIRST = frozenset({"hu", "lt", "lv", "ko", "zh", "ja", "eu", "tr", "mn", ""})


@dataclass(frozen=True, slots=True)
class Reading:
    """A time that a text names."""

    days: tuple[date, ...]
    """The last day of it in each way it may be read."""
    start: int
    """Offset of its first character in the text."""
    end: int
    whole: str = "day"
    """`day`, `month`, `quarter` or `year`."""

    def latest(self, until: date) -> date | None:
        """Return the latest of its readings that is not after `until`, a month or year that goes on included; None for none."""
        past = [until if day > until and self._has_begun(day, until) else day for day in self.days]
        return max((day for day in past if day <= until), default=None)

    def _has_begun(self, day: date, until: date) -> bool:
        reach = {"day": 0, "month": 30, "quarter": 130, "year": 365}[self.whole]
        return (day - until).days <= reach


def readings(text: str, lang: str = "") -> list[Reading]:
    """Return the times named in a text in their order, the more precise of two that overlap."""
    folded = fold_letters(text[:_LONGEST])
    code = lang.lower()[:2]
    found: list[Reading] = []
    taken: list[tuple[int, int]] = []
    for kind in (_eras, _numeric, _roman, _east, _worded, _periods, _months_in_numbers, _years):
        for one in kind(folded, code):
            if one.days and not any(start < one.end and one.start < end for start, end in taken):
                found.append(one)
                taken.append((one.start, one.end))
        taken.sort()
    return sorted(found, key=lambda one: one.start)


def said_lately(text: str) -> bool:
    """Return whether a text speaks of hours, days, weeks or months ago."""
    return _recent().search(fold_letters(text)) is not None


@cache
def _recent() -> re.Pattern[str]:
    listed = "|".join(map(fold_letters, facts("text/dates.toml")["recent"]["patterns"]))
    return re.compile(rf"(?<!\w)(?:{listed})(?![a-z\u0430-\u044f\u03b1-\u03c9])")


def _made(match: re.Match[str], *days: date | None, whole: str = "day") -> Reading:
    kept = tuple(dict.fromkeys(day for day in days if day is not None))
    return Reading(kept, match.start(), match.end(), whole)


# -------------------------------------------------------------------------------------------------------------- numbers


def _numeric(text: str, lang: str) -> Iterator[Reading]:
    for match in _NUMERIC.finditer(text):
        first, second, third = match[1], match[3], match[4]
        if len(first) > 2:
            yield _made(match, *_in_calendars(int(first), int(second), int(third), lang))
        elif len(third) == 4:
            yield _made(match, *_either_way(int(first), int(second), int(third), lang, match[2]))
        elif len(third) == 2:
            yield _made(match, *_short(int(first), int(second), int(third), lang, match[2]))


def _eras(text: str, lang: str) -> Iterator[Reading]:
    """Yield `R8.10.12`, which else is read as 8 October or as 2008."""
    for match in _ERA.finditer(text) if lang in {"ja", ""} else ():
        year = _of_era(match[1] or match[2]) + (_counted(match[3]) or 0)
        yield _made(match, day_of(year, int(match[5]), int(match[6])))


def _of_era(name: str) -> int:
    """Return what is added to the year of an era, called by its name, its letter or the first sign of `\u32ff`."""
    return next((added for known, added in ERAS.items() if name and known.startswith(name)), 1911 if name else 0)


def _roman(text: str, _: str) -> Iterator[Reading]:
    """Yield `12 X 2026` and, as Hungarian has it, `2026. X. 12.`."""
    for match in _ROMAN_MONTH.finditer(text):
        year = int(match[4]) if len(match[4]) == 4 else _century(int(match[4]))
        yield _made(match, day_of(year, _roman_number(match[3]), int(match[1])))
    for match in _ROMAN_MONTH_BEHIND.finditer(text):
        yield _made(match, day_of(int(match[1]), _roman_number(match[2]), int(match[3])))


def _roman_number(text: str) -> int:
    return _ROMAN_NUMBERS.get(text.replace("\u0456", "i").replace("\u0445", "x"), 0)


def _in_calendars(year: int, month: int, day: int, lang: str) -> tuple[date | None, ...]:
    """Return the day in each calendar by which the year may be counted."""
    if lang == "fa" and year in PERSIAN:
        return (from_persian(year, month, day),)
    if year in BUDDHIST:
        return (day_of(year - 543, month, day),)
    if 90 <= year <= 199 and lang == "zh":
        return (day_of(year + 1911, month, day),)
    return (day_of(year, month, day),)


def _either_way(first: int, second: int, year: int, lang: str, sign: str) -> tuple[date | None, ...]:
    day_first = _in_calendars(year, second, first, lang)
    return day_first if sign.strip() == "." else (*day_first, *_in_calendars(year, first, second, lang))


def _short(first: int, second: int, third: int, lang: str, sign: str) -> tuple[date | None, ...]:
    """Return the readings of `12.11.26`; with other signs than dots the month or the year may come first."""
    found = [day_of(_century(third), second, first)]
    if sign.strip() != ".":
        found.append(day_of(_century(third), first, second))
    if lang in {"ko", "ja", "zh", "hu", "sv", "lt"}:
        found.append(day_of(_century(first), second, third))
    if lang == "th" and 40 < third < 99:
        found = [day_of(2500 + third - 543, second, first)]
    return tuple(found)


def _century(year: int) -> int:
    return 2000 + year if year < 60 else 1900 + year


def _months_in_numbers(text: str, lang: str) -> Iterator[Reading]:
    for pattern, year, month in ((_MONTH_YEAR, 2, 1), (_YEAR_MONTH, 1, 2)):
        for match in pattern.finditer(text):
            found = _gregorian(int(match[year]), lang)
            if found is not None and 1 <= int(match[month]) <= 12:
                yield _made(match, end_of(found, int(match[month])), whole="month")


def _gregorian(year: int, lang: str) -> int | None:
    if 1900 <= year <= 2100:
        return year
    if year in BUDDHIST:
        return year - 543
    return year + 621 if lang == "fa" and year in PERSIAN else None


def _years(text: str, lang: str) -> Iterator[Reading]:
    for match in _YEAR.finditer(text):
        if (year := _gregorian(int(match[1]), lang)) is not None:
            yield _made(match, day_of(year, 12, 31), whole="year")


# ---------------------------------------------------------------------------------------------------------- East Asia


def _east(text: str, _: str) -> Iterator[Reading]:
    for match in _EAST.finditer(text):
        year, month = _counted(match[2]), _counted(match[3])
        if year is None or month is None:
            continue
        year += _of_era(match[1] or "")
        if match[4] and (day := _counted(match[4])):
            yield _made(match, day_of(year, month, day))
        else:
            yield _made(match, end_of(year, month), whole="month")
    for match in _VIETNAMESE.finditer(text):
        year, month = int(match[3]), int(match[2])
        if match[1]:
            yield _made(match, day_of(year, month, int(match[1])))
        else:
            yield _made(match, end_of(year, month), whole="month")


def _counted(text: str) -> int | None:
    return int(text) if text.isdecimal() else from_han(text)


# -------------------------------------------------------------------------------------------------------------- names


def _worded(text: str, lang: str) -> Iterator[Reading]:
    for match in _YEAR.finditer(text):
        left = _parts(text, max(0, match.start() - _WINDOW), match.start())[::-1]
        found = _before(left, int(match[1]), lang, match)
        if found is None:
            right = _parts(text, match.end(), match.end() + _WINDOW)
            found = _behind(right, int(match[1]), lang, match, text)
        if found is not None:
            yield found
    for match in _SHORT_YEAR.finditer(text):
        left = _parts(text, max(0, match.start() - _WINDOW), match.start() + 1)[::-1]
        year = 2500 + int(match[1]) if lang == "th" else _century(int(match[1]))
        found = _before(left, year, lang, match)
        if found is not None and (found.whole == "day" or "'" in match[0]):
            yield found


def _parts(text: str, start: int, end: int) -> list[re.Match[str]]:
    parts = list(_PART.finditer(text, start, min(len(text), end)))
    cut = parts and start > 0 and parts[0].start() == start and text[start - 1].isalnum()
    return parts[1:] if cut else parts


def _before(left: list[re.Match[str]], year: int, lang: str, match: re.Match[str]) -> Reading | None:
    """Return what stands before a year as its day and month, in either order, or as its month alone."""
    rest = _skipped(left)
    if not rest:
        return None
    if months := _months_at(rest, lang):
        after = _skipped(rest[_words_of(rest) :])
        while after and _months_at(after, lang) == months:
            after = _skipped(after[_words_of(after) :])
        start = rest[_words_of(rest) - 1].start()
        if after and _is_day(after[0][0]):
            return _dated(year, months, int(after[0][0]), lang, after[0].start(), match.end())
        return _dated(year, months, 0, lang, start, match.end())
    if _is_day(rest[0][0]):
        after = _skipped(rest[1:])
        if after and (months := _months_at(after, lang)):
            start = after[_words_of(after) - 1].start()
            return _dated(year, months, int(rest[0][0]), lang, start, match.end())
    return None


def _behind(right: list[re.Match[str]], year: int, lang: str, match: re.Match[str], text: str) -> Reading | None:
    """Return what stands behind a year: month and day, as in Hungarian, or day and month, as in Latvian."""
    if lang not in _YEAR_FIRST and text[match.end() : match.end() + 1] == ".":
        return None
    rest = _skipped(right)
    if not rest:
        return None
    if months := month_of(rest[0][0], lang):
        after = _skipped(rest[1:])
        if after and _is_day(after[0][0]):
            return _dated(year, months, int(after[0][0]), lang, match.start(), after[0].end())
        return _dated(year, months, 0, lang, match.start(), rest[0].end()) if lang in _YEAR_FIRST else None
    if lang == "lv" and _is_day(rest[0][0]):
        after = _skipped(rest[1:])
        if after and (months := month_of(after[0][0], lang)):
            return _dated(year, months, int(rest[0][0]), lang, match.start(), after[0].end())
    return None


def _dated(year: int, months: frozenset[int], day: int, lang: str, start: int, end: int) -> Reading | None:
    if year in PERSIAN and lang == "fa":
        days = [from_persian(year, month, day or 29) for month in months]
        return _kept(days, start, end, day)
    counted = _gregorian(year, lang)
    if counted is None:
        return None
    return _kept(
        [day_of(counted, month, day) if day else end_of(counted, month) for month in sorted(months)], start, end, day
    )


def _kept(days: list[date | None], start: int, end: int, day: int) -> Reading | None:
    kept = tuple(one for one in days if one is not None)
    return Reading(kept, start, end, "day" if day else "month") if kept else None


def _skipped(parts: list[re.Match[str]]) -> list[re.Match[str]]:
    """Return the parts past signs and words that join a date; nothing where something else stands between."""
    for number, part in enumerate(parts[:8]):
        if part[0] not in _GAP and part[0].replace(".", "") not in joins():
            return parts[number:]
    return []


def _is_day(part: str) -> bool:
    return part.isdecimal() and len(part) <= 2 and 1 <= int(part) <= 31


def _months_at(parts: list[re.Match[str]], lang: str) -> frozenset[int]:
    """Return the months that the first of the parts, which run backwards, names with the word before it or alone."""
    if len(parts) > 1 and (found := names().get(f"{parts[1][0]}_{parts[0][0]}")):
        return found
    return month_of(parts[0][0], lang)


def _words_of(parts: list[re.Match[str]]) -> int:
    return 2 if len(parts) > 1 and f"{parts[1][0]}_{parts[0][0]}" in names() else 1


# ------------------------------------------------------------------------------------------------------------ periods


def _periods(text: str, _: str) -> Iterator[Reading]:
    quarters, seasons = _period_patterns()
    for match in quarters.finditer(text):
        number = next(int(found) if found.isdecimal() else len(found) for found in match.group("a", "b", "c") if found)
        year = match["y"] or match["z"]
        yield _made(match, end_of(int(year), min(4, number) * 3), whole="quarter")
    for match in seasons.finditer(text):
        yield _made(match, end_of(int(match[2]), _seasons()[match[1]]), whole="quarter")


@cache
def _seasons() -> Mapping[str, int]:
    listed = facts("text/dates.toml")["periods"]["seasons"]
    return {word: int(month) for month, words in listed.items() for word in words}


@cache
def _period_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    known = facts("text/dates.toml")["periods"]
    words = "|".join(map(re.escape, known["quarters"]))
    year, of = r"(?:19|20)\d\d", r"[\s./'-]{0,3}(?:de |del |of |do |года? )?"
    quarter = (
        rf"(?<!\w)(?:(?:q|t|kv)\.?\s?(?P<a>[1-4])|(?:第)?(?P<b>[1-4]|i{{1,3}}v?)(?:st|nd|rd|th|er|e|o|a|º|\.|-?[\u0430-\u044f]{{1,2}})?\s?(?:{words}))"
        rf"{of}(?P<y>{year})(?!\d)|(?<!\d)(?P<z>{year})(?:年|\s|/|-)?\s?(?:q|第)(?P<c>[1-4])(?!\d)"
    )
    seasons = "|".join(map(re.escape, _seasons()))
    return re.compile(quarter), re.compile(rf"(?<!\w)({seasons}){of}({year})(?!\d)")
