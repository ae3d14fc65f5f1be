"""Opening hours as people write them, such as `Mon-Fri 09:00-17:00, Sat 10-14`."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from auditor.resources import facts
from auditor.text.fold import fold

_LONGEST = 300
"""Characters; what is longer is no opening hours."""
_HOUR, _DAY, _WEEK = 60, 1_440, 10_080
"""Minutes."""
_ALWAYS = re.compile(r"\b24\s*(?:/|x|hours?,?)\s*(?:7|a day)\b|\baround the clock\b|\brund um die uhr\b")
_TOKEN = re.compile(
    r"(?P<time>\d{1,2}(?:[:.h]\d{2})?(?!\d))\s*(?P<half>[ap]\.?m\b\.?)?|(?P<word>[^\W\d_]+)\.?|(?P<sign>[-\u2010-\u2015,;&/+:\n])"
)
_DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2015")


@dataclass(frozen=True, slots=True)
class Hours:
    """The minutes of a week in which somebody answers."""

    spans: tuple[tuple[int, int], ...]
    """(first minute, minute after the last) since Monday 00:00 local time, in order, apart from each other."""
    said: str = ""
    """As it was written."""

    def is_open(self, weekday: int, minute: int) -> bool:
        """Return whether somebody answers then.

        Args:
            weekday: Monday is 0.
            minute: Since local midnight.
        """
        moment = weekday * _DAY + minute
        found = bisect_right(self.spans, (moment, _WEEK))
        return found > 0 and moment < self.spans[found - 1][1]

    @property
    def minutes(self) -> int:
        """How many minutes of the week that is."""
        return sum(end - start for start, end in self.spans)


class _Token(NamedTuple):
    kind: str
    """`time`, `day`, `span`, `to`, `and`, `closed`."""
    first: int = 0
    """Minute of the day, or weekday."""
    last: int = 0
    half: str = ""
    """`a` or `p` where a time said so."""


def parse(text: str) -> Hours:
    """Return the hours a text tells.

    Days and their times stand in a row, several parted by commas, semicolons or new lines: `Mon-Fri 09:00-12:00, 13-17; Sat
    10am-2pm`. Times without days are for every day, days without times open around the clock; `24/7` is both. A time that ends before
    it begins goes on after midnight.

    Raises:
        ValueError: it can't be read; the message says where and gives an example.
    """
    shown = " ".join(text.split())
    if not shown or len(text) > _LONGEST:
        raise ValueError(f"{shown[:40]!r} are no opening hours; write them like Mon-Fri 09:00-17:00, Sat 10-14")
    # Lines part entries; everything else that is white space only separates words.
    folded = "\n".join(fold(line) for line in text.splitlines()).replace("-feira", "")
    if _ALWAYS.search(folded):
        return Hours(((0, _WEEK),), shown)
    try:
        return Hours(_merged(_minutes(_entries(list(_tokens(folded))))), shown)
    except ValueError as error:
        raise ValueError(f"{shown!r}: {error}; write hours like Mon-Fri 09:00-17:00, Sat 10-14") from None


def _tokens(folded: str) -> Iterator[_Token]:
    words = facts("analysis/conversations/metrics/hours.toml")["words"]
    named = [match["word"] for match in _TOKEN.finditer(folded) if match["word"]]
    days = _days(tuple(word for word in named if not any(word in kind for kind in words.values())))
    place = 0
    for match in _TOKEN.finditer(folded):
        _must_be_blank(folded[place : match.start()])
        place = match.end()
        if match["time"]:
            yield _time(match["time"], (match["half"] or "")[:1])
        elif match["word"]:
            yield from _word(match["word"], days, words)
        elif match["sign"] in _DASHES:
            yield _Token("to")
        elif match["sign"] != ":":
            yield _Token("and")
    _must_be_blank(folded[place:])


def _must_be_blank(left: str) -> None:
    if left.strip(" \t().|"):
        raise ValueError(f"{left.strip()[:20]!r} is neither a day nor a time")


def _word(word: str, days: dict[str, tuple[int, int]], words: dict[str, list[str]]) -> Iterator[_Token]:
    kind = next((kind for kind, listed in words.items() if word in listed), "day")
    if kind == "day":
        first, last = days[word]
        yield _Token("day" if first == last else "span", first, last)
    elif kind != "noise":
        yield _Token(kind)


def _time(said: str, half: str) -> _Token:
    hour, _, minute = said.replace(".", ":").replace("h", ":").partition(":")
    hours, minutes = int(hour), int(minute or 0)
    if half:
        if not 1 <= hours <= 12:
            raise ValueError(f"{said}{half}m is no time")
        hours = hours % 12 + (12 if half == "p" else 0)
    if minutes > 59 or hours * _HOUR + minutes > _DAY:
        raise ValueError(f"{said} is no time")
    return _Token("time", hours * _HOUR + minutes, half=half)


def _days(named: tuple[str, ...]) -> dict[str, tuple[int, int]]:
    """Return what the names of days in a text mean, all in one language."""
    spans = {
        word: (first, last)
        for word, (first, last) in facts("analysis/conversations/metrics/hours.toml")["spans"].items()
    }
    wanted = [word for word in dict.fromkeys(named) if word not in spans]
    read = [
        {word: names[word] for word in wanted} for names in _names().values() if all(word in names for word in wanted)
    ]
    if not read:
        strange = next((w for w in wanted if not any(w in names for names in _names().values())), ", ".join(wanted))
        raise ValueError(f"{strange[:20]!r} is neither a day nor a time")
    english = all(word in _names()["en"] for word in wanted)
    if not english and any(other != read[0] for other in read):
        raise ValueError(f"{wanted[0]!r} is another day in another language, so name days in English")
    return spans | {word: (day, day) for word, day in read[0].items()}


@cache
def _names() -> dict[str, dict[str, int]]:
    """Return, by language, every way to write a day."""
    return {
        lang: dict(_shortened(days))
        for lang, days in facts("analysis/conversations/metrics/hours.toml")["days"].items()
    }


def _shortened(days: list[str]) -> Iterator[tuple[str, int]]:
    for number, day in enumerate(days):
        for length in range(2, len(day) + 1):
            if sum(other.startswith(day[:length]) for other in days) == 1:
                yield day[:length], number
        yield f"{day}s", number


@dataclass(slots=True)
class _Entry:
    """Days and what is said of them."""

    days: list[int]
    times: list[tuple[int, int]]
    closed: bool = False

    @property
    def is_full(self) -> bool:
        """Whether a day that comes now begins another entry."""
        return bool(self.times or (self.closed and self.days))


def _entries(tokens: list[_Token]) -> list[_Entry]:
    entries = [_Entry([], [])]
    place = 0
    while place < len(tokens):
        token = tokens[place]
        if token.kind == "to":
            raise ValueError("a dash stands between what is neither two days nor two times")
        if token.kind in {"day", "span"}:
            if entries[-1].is_full:
                entries.append(_Entry([], []))
            place, days = _day_range(tokens, place)
            entries[-1].days += days
            continue
        if token.kind == "time":
            place, span = _time_range(tokens, place)
            entries[-1].times.append(span)
            continue
        if token.kind == "closed":
            if entries[-1].times:
                entries.append(_Entry([], []))
            entries[-1].closed = True
        place += 1
    return entries


def _minutes(entries: list[_Entry]) -> Iterator[tuple[int, int]]:
    """Yield (first minute, minute after the last) of the week; the last may lie in the next week."""
    if len(entries) > 1 and entries[0].times and not entries[0].days and not entries[-1].times and entries[-1].days:
        raise ValueError("the days stand after their times")
    shut = {day for entry in entries if entry.closed for day in entry.days}
    for entry in entries:
        if entry.closed:
            continue
        for day in (entry.days or range(7)) if entry.times else entry.days:
            if day not in shut:
                yield from ((day * _DAY + start, day * _DAY + end) for start, end in entry.times or [(0, _DAY)])


def _day_range(tokens: list[_Token], place: int) -> tuple[int, list[int]]:
    first = tokens[place]
    if first.kind == "span" or [t.kind for t in tokens[place + 1 : place + 3]] != ["to", "day"]:
        return place + 1, list(range(first.first, first.last + 1))
    last = tokens[place + 2].first
    return place + 3, [(first.first + step) % 7 for step in range((last - first.first) % 7 + 1)]


def _time_range(tokens: list[_Token], place: int) -> tuple[int, tuple[int, int]]:
    if [t.kind for t in tokens[place + 1 : place + 3]] != ["to", "time"]:
        raise ValueError("a time stands alone, without the one until which it lasts")
    start, last = tokens[place].first, tokens[place + 2]
    if last.half == "p" and not tokens[place].half and start + 12 * _HOUR < last.first:
        start += 12 * _HOUR  # 1-5pm
    return place + 3, (start, last.first if last.first > start else last.first + _DAY)


def _merged(spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(part for span in spans for part in _in_week(*span)):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    if not merged:
        raise ValueError("no day has hours")
    return tuple(merged)


def _in_week(start: int, end: int) -> Iterator[tuple[int, int]]:
    yield start, min(end, _WEEK)
    if end > _WEEK:
        yield 0, end - _WEEK
