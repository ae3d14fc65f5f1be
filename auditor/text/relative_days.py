"""Days that a text names by their distance from the day it was written on: "next week", "in two weeks", "tomorrow". Pure.

What is told by weeks ends with the last day of that week, a Sunday, and what is told by months with the last day of that month: nobody
who says "next week" is late on its Saturday.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from auditor.resources import facts
from auditor.text.said import Said, compiled

_FACTS = "text/relative_days.toml"
_MOST = {"days": 60, "weeks": 12, "months": 6}
"""Furthest distances that are believed: "in 365 days" names no day. Our default."""
_NAMED = ("overmorrow", "tomorrow", "this_week", "next_week", "next_month")
_CLOCK = re.compile(r"\d\s?(?:[ap]m|uhr|h)\b|\d[:.]\d\d\b|\bum \d", re.IGNORECASE)
_TOKEN = re.compile(r"[\w/-]+")
_SUNDAY = 6
_STARTS_ON_SUNDAY = frozenset({"en", "pt"})
"""Languages many of whose speakers begin a week with its Sunday: on a Sunday, their "next week" may be the one after."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """The days that a text may mean."""

    first: date
    last: date
    words: str
    """How it says so, as written."""
    start: int
    """Offset of its first character in `Said.words`."""
    end: int
    """Offset past its last one."""


def may_name(folded: str) -> bool:
    """Return whether a folded text may name such a day: a quick look first."""
    return any(word in folded for word in facts(_FACTS)["hints"]["words"])


def ahead(sentence: Said, lang: str, written: date) -> list[Ahead]:
    """Return the days after `written` that a sentence names by their distance, in their order.

    Args:
        sentence: A sentence. What names an hour besides is an appointment, and names no day here.
        lang: Two-letter code of its language; of languages whose words are not known nothing is found.
        written: The day on which it was written, in the writer's zone.
    """
    if lang not in facts(_FACTS)["tomorrow"] or _CLOCK.search(sentence.written):
        return []
    found: list[Ahead] = []
    for one in sorted(_all(sentence, lang, written), key=lambda each: (each.start, -each.end)):
        if not found or one.start >= found[-1].end:
            found.append(one)
    return [one for one in found if one.last > written]


def announces(sentence: Said, lang: str) -> bool:
    """Return whether a sentence that names such a day says that something will be there."""
    listed = facts(_FACTS)["announces"].get(lang)
    return bool(listed) and _compiled("announces", lang).search(sentence.words) is not None


def _all(sentence: Said, lang: str, written: date) -> Iterator[Ahead]:
    words = sentence.words
    for kind in _NAMED:
        for match in _compiled(kind, lang).finditer(words):
            if not _means_another(words[: match.start()], lang):
                yield _made(sentence, match, _named(kind, lang, written))
    for match in _by_number(lang).finditer(words):
        days = _by(match["unit"], _number(match["number"], lang), lang, written)
        if days is not None and not _means_another(words[: match.start()], lang):
            yield _made(sentence, match, days)


def _made(sentence: Said, match: re.Match[str], days: tuple[date, date]) -> Ahead:
    before, inside = len(sentence.words[: match.start()].split()), len(match.group().split())
    written = _TOKEN.findall(sentence.written)
    aligned = len(written) == len(sentence.words.split())
    words = " ".join(written[before : before + inside]) if aligned else match.group()
    return Ahead(*days, words, match.start(), match.end())


def _means_another(before: str, lang: str) -> bool:
    padded = f" {before.rstrip()}"
    return padded.endswith(tuple(f" {word}" for word in facts(_FACTS)["other_sense"][lang]))


def _named(kind: str, lang: str, written: date) -> tuple[date, date]:
    day = timedelta(days=1)
    if kind == "tomorrow":
        return written + day, written + day
    if kind == "overmorrow":
        return written + 2 * day, written + 2 * day
    if kind == "this_week":
        return written, _week(written)[1]
    if kind == "next_month":
        return _month(written, 1)
    first, last = _week(written + timedelta(weeks=1))
    late = written.weekday() == _SUNDAY and lang in _STARTS_ON_SUNDAY
    return first, last + timedelta(weeks=1) if late else last


def _by(unit: str, number: int, lang: str, written: date) -> tuple[date, date] | None:
    """Return the days of "in `number` `unit`"; None where it is further off than is believed."""
    kind = next(each for each in _MOST if unit in facts(_FACTS)[each][lang])
    if not 0 < number <= _MOST[kind]:
        return None
    if kind == "days":
        return written + timedelta(days=number), written + timedelta(days=number)
    return _week(written + timedelta(weeks=number)) if kind == "weeks" else _month(written, number)


def _week(day: date) -> tuple[date, date]:
    """Return the Monday and the Sunday of a day's week."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def _month(day: date, later: int) -> tuple[date, date]:
    """Return the first and the last day of the month so many months later."""
    months = day.year * 12 + day.month - 1 + later
    first, after = date(months // 12, months % 12 + 1, 1), date((months + 1) // 12, (months + 1) % 12 + 1, 1)
    return first, after - timedelta(days=1)


def _number(word: str, lang: str) -> int:
    if word.isdigit():
        return int(word)
    return next(place for place, names in enumerate(facts(_FACTS)["numbers"][lang], 1) if word in names.split())


@cache
def _compiled(kind: str, lang: str) -> re.Pattern[str]:
    return compiled(facts(_FACTS)[kind][lang])


@cache
def _by_number(lang: str) -> re.Pattern[str]:
    """Return the pattern of "in two weeks" in a language."""
    listed = facts(_FACTS)
    leads = "|".join(lead.replace("(", "(?:") for lead in listed["in"][lang])
    numbers = "|".join(word for names in listed["numbers"][lang] for word in names.split())
    units = "|".join(word for kind in _MOST for word in listed[kind][lang])
    return re.compile(rf"(?<![\w-])(?:{leads}) (?P<number>[1-9]\d?|{numbers}) (?P<unit>{units})(?![\w-])")
