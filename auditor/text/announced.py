"""What a post promises for a day: "on sale from 14 November". Pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from auditor.resources import facts
from auditor.text import dates, said
from auditor.text.fold import fold, words
from auditor.text.posts.language import SUPPORTED, language
from auditor.text.said import Said
from auditor.text.service import tokens
from auditor.text.topics import singular, topic_words

_AHEAD = timedelta(days=400)
"""How far ahead a day with a year may lie. Our default."""
_NEXT = timedelta(days=183)
"""How far ahead a day without a year may lie: further off, last year's is meant. Our default."""
_DASHES = ("-", "\u2013", "\u2014")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Promised:
    """What is promised for a day."""

    day: date
    about: frozenset[str]
    """Words that tell what it is, as `topic_words` writes them."""
    names: frozenset[str]
    """Those of them that are written like a name."""


def promised(text: str, written: date, lang: str = "") -> Promised | None:
    """Return what a text promises for one day after the one it was written on; None where it does not, or names several days.

    Events, deadlines of customers, opening hours, planned work and what ends on a day are no promises.
    """
    if not _DIGIT.search(text[: said.LONGEST]):
        return None
    own = said.own_words(text)
    lang = language(own, lang)
    if lang not in SUPPORTED:
        return None
    parts = said.sentences(own)
    named = {day: part for part in parts for day in _days_ahead(part.written, lang, written)}
    if len(named) != 1:
        return None
    ((day, part),) = named.items()
    if part.asks or not said.holds("announces", lang, part) or said.holds("no_promise", lang, part):
        return None
    about = frozenset(topic_words(own)) - _announcing()
    return Promised(day, about, about & frozenset(_capitalised(parts)))


def _days_ahead(sentence: str, lang: str, written: date) -> Iterator[date]:
    """Yield the days of a sentence after the one it was written on, but for ends, past beginnings and spans."""
    for one in dates.days(sentence, lang, near=written):
        furthest = _AHEAD if one.has_year else _NEXT
        if written < one.day <= written + furthest and not _is_bound(sentence, one):
            yield one.day


def _is_bound(sentence: str, day: dates.Day) -> bool:
    head, tail = sentence[: day.start].rstrip(), sentence[day.end :].lstrip()
    if head.endswith(_DASHES) or tail.startswith(_DASHES):
        return True
    return _bounds().search(" ".join(words(fold(head[-60:])))) is not None


@cache
def _bounds() -> re.Pattern[str]:
    weekday = r"(?: (?:the|on|am|dem|den|le|el|il|de|o|dia|\w{2,10}day|\w{3,8}tag|mittwoch))?"
    listed = "|".join(" ".join(words(fold(word))) for word in facts("text/statements.toml")["bounds"]["words"])
    return re.compile(rf"(?<!\w)(?:{listed}){weekday}\Z")


def _capitalised(parts: Iterable[Said]) -> Iterator[str]:
    """Yield words, folded, that are written like a name: with a capital, or with a digit."""
    for part in parts:
        for token in tokens(part.written):
            if token[0].isupper() or _DIGIT.search(token):
                yield singular(fold(token))


@cache
def _announcing() -> frozenset[str]:
    """Return words that announcements have in common."""
    return frozenset(singular(word) for word in facts("text/statements.toml")["announcing"]["words"])


def settles(text: str, lang: str = "") -> bool:
    """Return whether a post says that something is there now, or is moved."""
    own = said.own_words(text)
    lang = language(own, lang)
    return any(said.holds("settles", lang, part) and not part.asks for part in said.sentences(own))
