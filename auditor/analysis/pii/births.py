"""Whose birth a date is that a page tells: a person's who is the subject of the sentence or heads the card, or nobody's. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from auditor.analysis.pii import subjects
from auditor.analysis.pii.birthdates import BirthDate
from auditor.analysis.pii.deaths import is_death, is_memorial, tells_years
from auditor.analysis.pii.names import Person
from auditor.analysis.pii.view import View
from auditor.analysis.pii.written_dates import folded_in_place
from auditor.text.people import lexicon

_END = re.compile(r"[.!?;\n\t\u3002\u2022|](?:\s|$)|[\n\t]")
_SHORT_WORD = re.compile(r"(?:^|[\s(])(?:[^\W\d_]|dr|mr|mrs|ms|st|jr|sr|prof|ing|mag|geb|nar|ur)$")
_APPOSITION = re.compile(r"\s*[,(\u2013\u2014:*|-]")
_CLAUSE = 80
"""Characters from a name to the word, in apposition: `Jane Doe, founder of the forge, born`."""
_ROLE = 6
"""Words of what somebody is, at the beginning of a line under the name. Our default."""
_OURS = 2
"""Words in front of a name: `our mascot`, and in languages that put it last, `mascota noastr\u0103`. Our default."""
_FEW = 2
"""Words in front of a date whose word and name stand behind it: `Die am`. Our default."""
_SHORT = 3
"""Signs of a short form from which it is hardly anything else. Our default."""
_BEHIND = 60
"""Characters from the date to the name: `Born on 12 March 1981 in Quay, Jane Doe runs the forge.`"""
_CLOSE = 12
"""Characters from a participle to the name that it belongs to: `geborene Dr. Jutta Hartmann`. Our default."""
_CARD_LINES = 3
"""Lines above and below a birth date in which a death is looked for. Our default."""
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
        if said is not None and not _is_dead(view, folded, date):
            yield said


def _is_dead(view: View, folded: str, date: BirthDate) -> bool:
    """Return whether a line of the same card, above or below, tells that the person is dead, or is written in memory of one."""
    year = date.day.year
    begin, end = folded.rfind("\n", 0, date.word) + 1, folded.find("\n", date.end)
    own = folded[begin : date.word]
    below = _lines_below(view, folded, end) if end >= 0 else ()
    above = folded[max(0, begin - 400) : max(0, begin - 1)].split("\n")[-_CARD_LINES:]
    # Above, everything down from the last name; what stands over it is another's, but for years and memories.
    named = max((index for index, line in enumerate(above) if _starts_with_name(view, line)), default=-1)
    return (
        any(is_death(line, year) for line in (*below, *above[named + 1 :]))
        or any(is_memorial(line) for line in above[max(0, named - 1) :])
        or any(tells_years(line, year) for line in (own, *above[max(0, named) :]))
        or ("\u2020" in "".join(above[named : named + 1]))
    )


def _lines_below(view: View, folded: str, start: int) -> list[str]:
    """Return the lines below a date that are still about whom the date is: up to the next name or birth."""
    found: list[str] = []
    for line in folded[start + 1 : start + 400].split("\n")[:_CARD_LINES]:
        end = start + 1 + len(line)
        written = view.text[start + 1 : end]
        if (
            view.between(start + 1, end)
            or any(start < other.word < end for other in view.births)
            or subjects.is_name(written)
        ):
            break
        found.append(line)
        start = end
    return found


def _starts_with_name(view: View, line: str) -> bool:
    return (
        any(line.strip().startswith(folded_in_place(person.name)) for person in view.people) if line.strip() else False
    )


def _whose(view: View, folded: str, date: BirthDate) -> Birth | None:
    begin = _sentence(folded, date.word)
    head = folded[begin : date.word]
    before = view.between(begin, date.word)
    if before:
        start, end, person = before[-1]
        if date.kind == "direct" and not _may_be_short(view, date, end):
            return None
        quoted = view.text[max(0, start - 1) : start] in _OPEN and view.text[end : end + 1] in _CLOSED
        if (
            quoted
            or _is_thing(folded[max(0, start - 40) : start])
            or not (
                _is_subject(_without_onto(folded[end : date.word], date), date.kind)
                or subjects.is_only_role(_without_onto(view.text[end : date.word], date))
            )
        ):
            return None
        return Birth(date, person)
    subject = _without_verb(_without_onto(head, date))
    if date.is_behind and (named := _named_behind(view, folded, date, subject)) is not None:
        return named
    if subject and date.kind == "sign":
        return None
    if subject in subjects.words("pronouns"):
        near = view.between(max(0, date.word - _BEFORE), date.word)
        return Birth(date, near[-1][2] if near else view.beside(date.word, date.end))
    if date.kind == "said" and len(re.findall(r"\w+", subject)) == 1 and _begins(view, date.end):
        return Birth(
            date, None, is_headed=True
        )  # `Szegeden sz\u00fcletett 1979. m\u00e1rcius 14-\u00e9n Kov\u00e1cs Anna`
    if subject and not (date.kind == "label" and _is_own(subject)):
        return _under_name(view, date, begin, head)
    said = _headless(view, date)
    if said is not None and said.person is None and _is_headed(view, date.word):
        return Birth(date, None, is_headed=True)
    return said


def _named_behind(view: View, folded: str, date: BirthDate, subject: str) -> Birth | None:
    """Judge a date and a participle in front of a name: `Die am 12. M\u00e4rz 1980 geborene Jutta Hartmann`."""
    near = view.between(date.word_end, date.word_end + _CLOSE)
    if not near and len(re.findall(r"\w+", subject)) <= _FEW and _begins(view, date.word_end):
        return Birth(date, None, is_headed=True)
    between = folded[date.word_end : near[0][0]] if near else ""
    if not near or len(re.findall(r"\w+", subject)) > 2 or "," in between or "\n" in between:
        return None
    said = re.findall(r"\w+", between)
    return Birth(date, near[0][2]) if subjects.words("things").isdisjoint(said) and len(said) < 2 else None


def _begins(view: View, place: int) -> bool:
    """Return whether a name follows at a place, behind an ending of the day: `14-\u00e9n Kov\u00e1cs Anna`."""
    text = re.sub(r"^[-\u2019'][^\W\d]{1,4}", "", view.text[place : place + _BEHIND].split("\n", maxsplit=1)[0])
    return subjects.begins_with_name(view.own, text)


def _may_be_short(view: View, date: BirthDate, name_end: int) -> bool:
    """Return whether one letter means being born: at once behind a name or what somebody is; `s. 12` elsewhere is a page."""
    written = view.text[date.word : date.word_end].rstrip(".")
    between = view.text[name_end : date.word].strip(subjects.TRIM)
    if len(written) > 1 or not between:
        return True
    return bool(lexicon.role_in(between)) or not subjects.words("roles").isdisjoint(
        re.findall(r"\w+", folded_in_place(between))
    )


def _under_name(view: View, date: BirthDate, begin: int, head: str) -> Birth | None:
    """Judge a line that begins with what somebody is: `Bookbinder, born 5 March 1980`, directly under the name, or behind it."""
    said = re.findall(r"\w+", head)
    subject = _without_verb(_without_onto(view.text[begin : date.word], date))
    if subjects.is_called(view.own, subject):
        return Birth(date, None, is_headed=True)
    short = date.kind == "sign" or (date.kind == "direct" and date.word_end - date.word < _SHORT)
    if (date.kind == "said" and subjects.may_be_name(subject)) or (
        not short and subjects.holds_name(view.own, subject)
    ):
        return Birth(date, None)
    if date.kind == "label" or not head.rstrip().endswith((",", "\u3001", "\uff0c", "\u060c")) or len(said) > _ROLE:
        return None
    if not subjects.words("things").isdisjoint(said) or view.text[:begin].rstrip(" ")[-1:] not in {"\n", ""}:
        return None
    above = view.text.rfind("\n", 0, max(0, view.text.rfind("\n", 0, date.word))) + 1
    near = view.between(above, begin)
    if near:
        return Birth(date, near[-1][2])
    return Birth(date, None, is_headed=True) if _is_headed(view, date.word, lines=1) else None


def _is_headed(view: View, place: int, lines: int = 3) -> bool:
    """Return whether one of the lines above has the form of a name: two to four words with capitals, none of them a common one."""
    *above, _ = view.text[max(0, place - 300) : place].split("\n")
    return any(map(subjects.is_name, above[-lines:])) or any(
        view.is_heading(line) and subjects.is_uncased_name(line) for line in above[-2:]
    )


def _headless(view: View, date: BirthDate) -> Birth | None:
    """Judge a date whose line or sentence begins with the word: the person stands behind it, or heads the card."""
    behind = view.between(date.end, date.end + _BEHIND)
    line = view.text.find("\n", date.end)
    rest = view.text[date.end : line if line >= 0 else None]
    if date.kind == "sign" and (rest.lstrip().startswith(":") or len(rest) > _BEHIND // 2):
        return None  # a footnote
    if date.kind == "said" and not subjects.words("things").isdisjoint(
        re.findall(r"\w+", folded_in_place(rest[:_BEHIND]))[:3]
    ):
        return None
    if date.kind == "said" and behind and (line < 0 or behind[0][0] < line):
        return Birth(date, behind[0][2])
    if date.kind == "said" and subjects.has_thing(re.findall(r"\w+", view.text[date.word_end : date.start])[:_OURS]):
        return (
            None  # the subject stands behind the verb: `\u0648\u0644\u062f\u062a \u0634\u0631\u0643\u062a\u0646\u0627`
        )
    person = view.beside(date.word, date.end)
    if person is None and (date.kind in {"direct", "sign"} or "\n" in view.text[date.word : date.start]):
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
    if not rest or rest in subjects.words("pronouns"):
        return True
    if len(between) > _CLAUSE or _APPOSITION.match(between) is None:
        return False
    last = rest.rsplit(",", maxsplit=1)[-1].strip()
    has_verb = rest != between.strip(subjects.TRIM)
    return not has_verb or not last or last in subjects.words("pronouns") or kind != "said"


_OPEN, _CLOSED = (
    frozenset('\u201e\u201c"\u00bb\u00ab\u300c\u2018\u201a'),
    frozenset('\u201c\u201d"\u00ab\u00bb\u300d\u2019\u2018'),
)
"""Signs around the names of ships and brands."""


def _without_verb(text: str) -> str:
    """Return a clause without `was` and the like at its end, and without signs around it."""
    text = text.strip(subjects.TRIM)
    for verb in sorted(subjects.words("verbs"), key=len, reverse=True):
        if text == verb or text.endswith(f" {verb}"):
            return text[: len(text) - len(verb)].strip(subjects.TRIM)
    return text


def _without_onto(text: str, date: BirthDate) -> str:
    """Return what stands before a date without the words that lead to it, where the word for the birth stands behind."""
    if not date.is_behind:
        return text
    bare = text.rstrip()
    return next((bare[: -len(word) - 1] for word in subjects.words("onto") if bare.endswith(f" {word}")), text)


def _is_own(subject: str) -> bool:
    return subject in {"his", "her", "my", "sein", "ihr", "son", "sa", "su", "suo", "sua", "zijn", "haar"}


def _is_thing(before: str) -> bool:
    """Return whether the words in front of a name tell that a thing or an animal bears it: `our mascot Kiki`."""
    said = re.findall(r"\w+", before.rsplit("\n", maxsplit=1)[-1])
    return subjects.has_thing(said[-_OURS:])
