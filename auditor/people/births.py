"""Whose birth a date is that a page tells: a person's who is the subject of the sentence or heads the card, or nobody's. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from auditor.people import lexicon
from auditor.people.birthdates import BirthDate, folded_in_place
from auditor.people.names import Person
from auditor.people.view import View
from auditor.resources import facts
from auditor.text.fold import fold

_END = re.compile(r"[.!?;\n\t\u3002\u2022|](?:\s|$)|[\n\t]")
_SHORT_WORD = re.compile(r"(?:^|[\s(])(?:[a-z]|dr|mr|mrs|ms|st|jr|sr|prof|ing|mag|geb|nar|ur)$")
_APPOSITION = re.compile(r"\s*[,(\u2013\u2014:*|-]")
_CLAUSE = 80
"""Characters from a name to the word, in apposition: `Jane Doe, founder of the forge, born`."""
_ROLE = 6
"""Words of what somebody is, at the beginning of a line under the name. House rule."""
_BEHIND = 60
"""Characters from the date to the name: `Born on 12 March 1981 in Quay, Jane Doe runs the forge.`"""
_BEFORE = 240
"""Characters in which somebody is named whom the next sentence calls `she`."""


@dataclass(frozen=True, slots=True)
class Birth:
    """A birth date, and whose it is."""

    date: BirthDate
    person: Person | None
    """None where it is somebody's who isn't named, or whose name is no known one."""
    is_headed: bool = False
    """It stands in a card that begins like a person's: under a line that has the form of a name."""


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
        quoted = view.text[max(0, start - 1) : start] in _OPEN and view.text[end : end + 1] in _CLOSED
        if (
            quoted
            or _is_thing(folded[max(0, start - 40) : start])
            or not _is_subject(folded[end : date.word], date.kind)
        ):
            return None
        return Birth(date, person)
    subject = _without_verb(head)
    if subject and date.kind == "sign":
        return None
    if subject in _words("pronouns"):
        near = view.between(max(0, date.word - _BEFORE), date.word)
        return Birth(date, near[-1][2] if near else view.beside(date.word, date.end))
    if subject and not (date.kind == "label" and _is_own(subject)):
        return _under_name(view, date, begin, head)
    said = _headless(view, date)
    if said is not None and said.person is None and _is_headed(view, date.word):
        return Birth(date, None, is_headed=True)
    return said


def _under_name(view: View, date: BirthDate, begin: int, head: str) -> Birth | None:
    """Judge a line that begins with what somebody is: `Bookbinder, born 5 March 1980`, directly under the name, or behind it."""
    said = re.findall(r"\w+", head)
    if _is_called(view, _without_verb(view.text[begin : date.word])):
        return Birth(date, None, is_headed=True)
    if date.kind == "label" or not head.rstrip().endswith((",", "\u3001", "\uff0c", "\u060c")) or len(said) > _ROLE:
        return None
    if not _words("things").isdisjoint(said) or view.text[:begin].rstrip(" ")[-1:] not in {"\n", ""}:
        return None
    above = view.text.rfind("\n", 0, max(0, view.text.rfind("\n", 0, date.word))) + 1
    near = view.between(above, begin)
    if near:
        return Birth(date, near[-1][2])
    return Birth(date, None, is_headed=True) if _is_headed(view, date.word, lines=1) else None


def _is_called(view: View, subject: str) -> bool:
    """Return whether a subject has the form of a person's name and begins, or in Hungarian ends, with a given one."""
    first = re.split(r"[,\uff0c\u3001(\uff08]", subject)[0].strip()
    if _is_eastern_name(first) or (first[:-3] and first[-4:-3] in _TITLES and _is_eastern_name(first[-3:])):
        return True
    said = [word for word in re.split(r"[\s-]+", first) if word]
    if not 2 <= len(said) <= 4 or not all(word[0].isupper() for word in said) or fold(first) in map(fold, view.own):
        return False
    known = lexicon.given() | lexicon.weak_given() | lexicon.given_abroad()
    folded = lexicon.folded(said)
    return (
        folded[0] in known or folded[-1] in known or (all(map(lexicon.is_family, folded[-1:])) and not first.isascii())
    )


def _is_headed(view: View, place: int, lines: int = 3) -> bool:
    """Return whether one of the lines above has the form of a name: two to four words with capitals, none of them a common one."""
    *above, _ = view.text[max(0, place - 300) : place].split("\n")
    return any(map(_is_name, above[-lines:]))


def _is_name(line: str) -> bool:
    line = line.strip()
    if _is_eastern_name(line):
        return True
    said = re.findall(r"[^\W\d_]+", line)
    folded = [lexicon.folded([word])[0] for word in said]
    if not 2 <= len(said) <= 4 or len(line) > 45 or any(map(str.isdigit, line)) or line[-1:] in ".!?:":
        return False
    common = any(word in lexicon.never() or word in _words("things") or lexicon.is_role_word(word) for word in folded)
    return all(word[0].isupper() and not word.isupper() for word in said) and not common and "\n" not in line


def _is_eastern_name(text: str) -> bool:
    """Return whether a text is a Chinese or Korean name: a family name of one sign and one or two more."""
    names = facts("people/births.toml")["eastern"]["families"]
    return 2 <= len(text) <= 4 and text[0] in names and all("\u4e00" <= sign <= "\ud7a3" for sign in text)


def _headless(view: View, date: BirthDate) -> Birth | None:
    """Judge a date whose line or sentence begins with the word: the person stands behind it, or heads the card."""
    behind = view.between(date.end, date.end + _BEHIND)
    line = view.text.find("\n", date.end)
    rest = view.text[date.end : line if line >= 0 else None]
    if date.kind == "sign" and (rest.lstrip().startswith(":") or len(rest) > _BEHIND // 2):
        return None  # a footnote
    if date.kind == "said" and not _words("things").isdisjoint(re.findall(r"\w+", folded_in_place(rest[:_BEHIND]))[:3]):
        return None
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


_OPEN, _CLOSED = (
    frozenset('\u201e\u201c"\u00bb\u00ab\u300c\u2018\u201a'),
    frozenset('\u201c\u201d"\u00ab\u00bb\u300d\u2019\u2018'),
)
"""Signs around the names of ships and brands."""
_TITLES = "\u957f\u7406\u5458\u5e08\u58eb\u4eba\u88c1\u4e8b\u751f\u9577"
"""Signs in which Chinese titles end: `\u8463\u4e8b\u957f\u674e\u56fd\u5f3a`."""
_TRIM = " \t\u00a0,.:;()\uff08\uff09\u3001\uff0c*\u2013\u2014|-\"\u201c\u201d'"


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
