"""What a post says of the state of a service: a fault, none, or one that is over; and of what. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from functools import cache, lru_cache
from re import Pattern
from typing import Literal

from auditor.resources import facts
from auditor.text import said
from auditor.text.fold import fold, words
from auditor.text.posts.language import SUPPORTED, language
from auditor.text.said import Said
from auditor.text.topics import is_chatter

Stance = Literal["fault", "fine", "over"]
"""There is a fault; there is none; there was one."""
_TOKEN = re.compile(r"[^\W_][\w'/-]{0,60}")
_MOST_BETWEEN = 3
"""Words between `in` and the name, as in `in the area of Rivermouth`."""


@dataclass(frozen=True, slots=True)
class State:
    """What a text says of the service."""

    stance: Stance
    named: frozenset[str] = frozenset()
    """Places and products it names, folded."""
    services: frozenset[str] = frozenset()
    """Parts of the service it names, such as `email`."""
    personal: bool = False
    """It speaks of one customer's line, or of the area where that customer lives."""
    corrects: bool = False
    """It takes back an earlier one, or says that it is new."""
    since: time | None = None
    """The time of day from which on it says that it is so."""


@lru_cache(maxsize=4_096)  # companies paste replies
def state(text: str, lang: str = "") -> State | None:
    """Return what a post says of the service; None where it says nothing, or that there is a fault and that there is none.

    Args:
        text: The post. What it quotes, or shares from others, is not its own.
        lang: As the platform says.
    """
    if said.hints("fault", "fine", "over").isdisjoint(words(fold(text[: said.LONGEST]))):
        return None
    own = said.own_words(text)
    lang = language(own, lang)
    if lang not in SUPPORTED:
        return None
    parts = said.sentences(own)
    stance = _stance(parts, lang)
    if stance is None:
        return None
    personal, corrects = (any(said.holds(kind, lang, part) for part in parts) for kind in ("personal", "corrects"))
    return State(stance, _named(parts), _services(parts), personal, corrects, _since(own))


def _since(text: str) -> time | None:
    """Return the first time of day behind a word such as `since`; a number alone is none."""
    found = _clock().search(fold(text))
    if found is None or not (found["minute"] or found["half"]):
        return None
    hour, half = int(found["hour"]), found["half"] or ""
    hour += 12 * (half.startswith("p") and hour < 12) - 12 * (half.startswith("a") and hour == 12)
    return time(hour, int(found["minute"] or 0)) if hour < 24 else None


@cache
def _clock() -> re.Pattern[str]:
    listed = facts("text/statements.toml")["since"]
    words_, about = ("|".join(map(re.escape, listed[name])) for name in ("words", "about"))
    clock = r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>[0-5]\d))?(?: ?(?P<half>[ap]\.?m\.?|uhr|uur|h)(?!\w))?"
    return re.compile(rf"(?<!\w)(?:{words_}) (?:(?:{about}) )?{clock}(?![\d/.-]\d|\w)")


def labelled(word: str) -> Stance | None:
    """Return what a status page says of the service by the first word of what it calls an incident's state; None for other words."""
    return _labels().get(fold(word))


def of_incident(text: str, stance: Stance) -> State:
    """Return what a status page's update says, of which the page itself names the stance: what it names, and of which services."""
    parts = said.sentences(text[: said.LONGEST])
    return State(stance, _named(parts), _services(parts))


def _stance(parts: Sequence[Said], lang: str) -> Stance | None:
    if any(said.states("over", lang, part) for part in parts):
        return "over"
    if any(said.holds("planned", lang, part) for part in parts):
        return None
    fault, fine = (any(said.states(kind, lang, part) for part in parts) for kind in ("fault", "fine"))
    if fault == fine:
        return None
    return "fault" if fault else "fine"


def named(text: str) -> frozenset[str]:
    """Return the places and products that a text names, folded."""
    return _named(said.sentences(said.own_words(text)))


def _named(parts: Iterable[Said]) -> frozenset[str]:
    """Return names behind words such as `in` and `near`, written with a capital, folded."""
    return frozenset(name for part in parts for name in _names_in(part.written))


def _names_in(written: str) -> Iterator[str]:
    before, between, never = _name_words()
    opened, steps = False, 0
    for token in tokens(written):
        folded = fold(token)
        if opened and _is_name(token) and folded not in never and folded not in between:
            if len(folded) > 1 and not is_chatter(folded):
                yield folded
        elif folded in before:
            opened, steps = True, 0
        elif folded in between and steps < _MOST_BETWEEN:
            steps += 1
        else:
            opened = False


def _is_name(token: str) -> bool:
    return token[0].isupper() or (any(map(str.isdigit, token)) and any(map(str.isalpha, token)))


def tokens(written: str) -> Iterator[str]:
    """Yield the words of a text as written."""
    return (match[0] for match in _TOKEN.finditer(written))


def _services(parts: Iterable[Said]) -> frozenset[str]:
    known = _service_words()
    return frozenset(known[word] for part in parts for word in part.words.split() if word in known)


@cache
def _labels() -> Mapping[str, Stance]:
    listed = facts("text/statements.toml")["labels"]
    stances: tuple[Stance, ...] = ("fault", "over")
    return {word: stance for stance in stances for word in listed[stance]}


@cache
def _service_words() -> dict[str, str]:
    return {word: name for name, listed in facts("text/statements.toml")["services"].items() for word in listed}


@cache
def _name_words() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    listed = facts("text/statements.toml")["before_names"]
    return frozenset(listed["words"]), frozenset(listed["between"]), frozenset(listed["never"])


def first_on_page(text: str, lang: str) -> tuple[Stance, str] | None:
    """Return what the first sentence of a status page that says anything says, and that sentence; the rest is history."""
    for part in said.sentences(text):
        for stance in ("fine", "fault"):
            if _page_phrases(stance).search(part.words) or (lang in SUPPORTED and said.states(stance, lang, part)):
                return stance, " ".join(part.written.split())
    return None


@cache
def _page_phrases(stance: str) -> Pattern[str]:
    return said.compiled(facts("text/statements.toml")["page"][stance])
