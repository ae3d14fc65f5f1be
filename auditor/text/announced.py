"""What a post promises for a day: "on sale from 14 November", "in stores next week". Pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from auditor.resources import facts
from auditor.text import dates, relative_days, said
from auditor.text.fold import fold, words
from auditor.text.posts.language import SUPPORTED, language
from auditor.text.relative_days import Ahead
from auditor.text.said import Said
from auditor.text.service import tokens
from auditor.text.topics import singular, topic_words

_AHEAD = timedelta(days=400)
"""How far ahead a day with a year may lie. Our default."""
_NEXT = timedelta(days=183)
"""How far ahead a day without a year may lie: further off, last year's is meant. Our default."""
_LAST_YEAR = 2100
"""Year after which the clock of whoever wrote a post was wrong: nothing is promised for days that there may not be."""
_DASHES = ("-", "\u2013", "\u2014")
_BEFORE_A_NOTE = 20
"""Characters that a note stands below: at the beginning it introduces what follows. Our default."""
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Promised:
    """What is promised for a day."""

    day: date
    """The last one on which it is in time."""
    about: frozenset[str]
    """Words that tell what it is, as `topic_words` writes them."""
    names: frozenset[str]
    """Those of them that are written like a name."""
    first: date
    """The first one that may be meant: the same day, or the Monday of "next week"."""
    words: str = ""
    """How the text names the day where it tells its distance only, such as `next week`."""


def promised(text: str, written: date, lang: str = "") -> Promised | None:
    """Return what a text promises for one day after the one it was written on; None where it does not, or names several days.

    Events, deadlines of customers, opening hours, planned work and what ends on a day are no promises, and neither is what a note
    below it moves or calls off.

    Args:
        text: Of a post.
        written: The day on which it was written, in the writer's zone.
        lang: As the source says; told by the words where it does not.
    """
    start = text[: said.LONGEST]
    if written.year > _LAST_YEAR or not (_DIGIT.search(start) or relative_days.may_name(fold(start))):
        return None
    own = said.own_words(text)
    lang = language(own, lang)
    if lang not in SUPPORTED:
        return None
    parts = said.sentences(own)
    if _is_taken_back(own, lang):
        return None
    when = _on_a_day(parts, lang, written) or _by_distance(parts, lang, written)
    if when is None:
        return None
    about = frozenset(topic_words(own)) - _announcing() - frozenset(map(singular, words(fold(when.words))))
    return Promised(when.last, about, about & frozenset(_capitalised(parts)), when.first, when.words)


def _on_a_day(parts: Iterable[Said], lang: str, written: date) -> Ahead | None:
    """Return the one day that sentences name, where something is promised for it."""
    named = {day: part for part in parts for day in _days_ahead(part.written, lang, written)}
    if len(named) != 1:
        return None
    ((day, part),) = named.items()
    return Ahead(day, day, "", 0, 0) if _promises(part, lang) else None


def _by_distance(parts: Iterable[Said], lang: str, written: date) -> Ahead | None:
    """Return the same of days told by their distance, in a text that names no day by its date."""
    named: dict[date, tuple[Said, Ahead]] = {}
    for part in parts:
        if any(one.day > written for one in dates.days(part.written, lang, near=written)):
            return None
        for one in relative_days.ahead(part, lang, written):
            named.setdefault(one.last, (part, one))
    if len(named) != 1:
        return None
    ((part, one),) = named.values()
    bound = _bounds().search(part.words[: one.start].rstrip()) is not None
    return one if not bound and _promises(part, lang, relative_days.announces(part, lang)) else None


def _promises(part: Said, lang: str, announces: bool = False) -> bool:
    """Return whether a sentence that names a day promises something for it."""
    return (
        not part.asks
        and (announces or said.holds("announces", lang, part))
        and not said.holds("no_promise", lang, part)
    )


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


def presumes(text: str, lang: str = "") -> bool:
    """Return whether a question presumes that a thing is there: what it costs, how it is set up; not where it is, or when it comes."""
    own = said.own_words(text)
    lang = language(own, lang)
    return any(said.holds("has", lang, part) for part in said.sentences(own))


def awaits(text: str, lang: str = "") -> bool:
    """Return whether somebody waits for a thing: where it is, when it comes."""
    own = said.own_words(text)
    lang = language(own, lang)
    return any(said.holds("awaits", lang, part) for part in said.sentences(own))


def _is_taken_back(own: str, lang: str) -> bool:
    """Return whether a post says that it was changed, and that something is moved or there."""
    note = _note().search(fold(own), _BEFORE_A_NOTE)
    return note is not None and settles(own[note.end() :], lang)


@cache
def _note() -> re.Pattern[str]:
    listed = "|".join(map(re.escape, facts("text/statements.toml")["edited"]["words"]))
    return re.compile(rf"(?:\A|[.!?\n(\[*\s])(?:{listed})(?: \d[\d./ -]{{0,12}})?\s?:")


def settles(text: str, lang: str = "") -> bool:
    """Return whether a post says that something is there now, or is moved."""
    own = said.own_words(text)
    lang = language(own, lang)
    return any(said.holds("settles", lang, part) and not part.asks for part in said.sentences(own))
