"""Whose birth a date is that a page tells: a person's who is the subject of the sentence or heads the card, or nobody's. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from auditor.people.birthdates import BirthDate, folded_in_place
from auditor.people.names import Person
from auditor.people.view import View
from auditor.resources import facts

_END = re.compile(r"[.!?;\n\t\u3002\u2022|](?:\s|$)|[\n\t]")
_SHORT_WORD = re.compile(r"(?:^|[\s(])(?:[a-z]|dr|mr|mrs|ms|st|jr|sr|prof|ing|mag|geb|nar|ur)$")
_APPOSITION = re.compile(r"\s*[,(\u2013\u2014:*|-]")
_CLAUSE = 80
"""Characters from a name to the word, in apposition: `Jane Doe, founder of the forge, born`."""
_BEHIND = 60
"""Characters from the date to the name: `Born on 12 March 1981 in Quay, Jane Doe runs the forge.`"""
_BEFORE = 240
"""Characters in which somebody is named whom the next sentence calls `she`."""


@dataclass(frozen=True, slots=True)
class Birth:
    """A birth date, and whose it is."""

    date: BirthDate
    person: Person | None
    """None where it is somebody's who isn't named."""


def births(view: View) -> Iterator[Birth]:
    """Yield the birth dates of persons; those of workshops, brands, ships and of nobody in particular are left out."""
    folded = folded_in_place(view.text)
    for date in view.births:
        said = _whose(view, folded, date)
        if said is not None:
            yield said


def _whose(view: View, folded: str, date: BirthDate) -> Birth | None:
    begin = _sentence(folded, date.word)
    head = folded[begin : date.word]
    before = view.between(begin, date.word)
    if before:
        start, end, person = before[-1]
        if _is_thing(folded[max(0, start - 40) : start]) or not _is_subject(folded[end : date.word], date.kind):
            return None
        return Birth(date, person)
    subject = _without_verb(head)
    if subject and date.kind == "sign":
        return None
    if subject in _words("pronouns"):
        near = view.between(max(0, date.word - _BEFORE), date.word)
        return Birth(date, near[-1][2] if near else view.beside(date.word, date.end))
    if subject and not (date.kind == "label" and _is_own(subject)):
        return None
    return _headless(view, date)


def _headless(view: View, date: BirthDate) -> Birth | None:
    """Judge a date whose line or sentence begins with the word: the person stands behind it, or heads the card."""
    behind = view.between(date.end, date.end + _BEHIND)
    line = view.text.find("\n", date.end)
    rest = view.text[date.end : line if line >= 0 else None]
    if date.kind == "sign" and (rest.lstrip().startswith(":") or len(rest) > _BEHIND // 2):
        return None  # a footnote
    if date.kind == "said" and behind and (line < 0 or behind[0][0] < line):
        return Birth(date, behind[0][2])
    person = view.beside(date.word, date.end)
    if person is None and date.kind in {"direct", "sign"}:
        return None
    return Birth(date, person)


def _sentence(folded: str, word: int) -> int:
    """Return where the sentence, line or cell begins in which a word stands."""
    begin = max(0, word - 400)
    for match in _END.finditer(folded, begin, word):
        if match.group()[0] != "." or not _SHORT_WORD.search(folded[max(0, match.start() - 6) : match.start()]):
            begin = match.end()
    return begin


def _is_subject(between: str, kind: str) -> bool:
    """Return whether what stands between a name and the word leaves the name the subject: `was`, an apposition, a label."""
    rest = _without_verb(between)
    if not rest or rest in _words("pronouns"):
        return True
    if len(between) > _CLAUSE or _APPOSITION.match(between) is None:
        return False
    last = rest.rsplit(",", maxsplit=1)[-1].strip()
    has_verb = rest != between.strip(_TRIM)
    return not has_verb or not last or last in _words("pronouns") or kind != "said"


_TRIM = " \t\u00a0,.:;()*\u2013\u2014|-\"\u201c\u201d'"


def _without_verb(text: str) -> str:
    """Return a clause without `was` and the like at its end, and without signs around it."""
    text = text.strip(_TRIM)
    for verb in sorted(_words("verbs"), key=len, reverse=True):
        if text == verb or text.endswith(f" {verb}"):
            return text[: len(text) - len(verb)].strip(_TRIM)
    return text


def _is_own(subject: str) -> bool:
    return subject in {"his", "her", "my", "sein", "ihr", "son", "sa", "su", "suo", "sua", "zijn", "haar"}


def _is_thing(before: str) -> bool:
    """Return whether the words in front of a name tell that a thing or an animal bears it: `our mascot Kiki`."""
    said = re.findall(r"\w+", before.rsplit("\n", maxsplit=1)[-1])
    return bool(said) and said[-1] in _words("things")


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(map(folded_in_place, facts("people/births.toml")["around"][name]))
