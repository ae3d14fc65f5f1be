"""Whose birth a date is that a page tells: a person's who is the subject of the sentence or heads the card, or nobody's. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from auditor.analysis.pii.birthdates import BirthDate
from auditor.analysis.pii.deaths import is_death, is_memorial, tells_years
from auditor.analysis.pii.names import Person
from auditor.analysis.pii.view import View
from auditor.analysis.pii.written_dates import folded_in_place
from auditor.resources import facts
from auditor.text.fold import fold, is_unspaced
from auditor.text.people import lexicon

_END = re.compile(r"[.!?;\n\t\u3002\u2022|](?:\s|$)|[\n\t]")
_SHORT_WORD = re.compile(r"(?:^|[\s(])(?:[a-z]|dr|mr|mrs|ms|st|jr|sr|prof|ing|mag|geb|nar|ur)$")
_APPOSITION = re.compile(r"\s*[,(\u2013\u2014:*|-]")
_CASED = re.compile(r"[a-z\u00c0-\u04ff]", re.IGNORECASE)
"""Letters of the scripts whose names are known by their capitals."""
_CLAUSE = 80
"""Characters from a name to the word, in apposition: `Jane Doe, founder of the forge, born`."""
_ROLE = 6
"""Words of what somebody is, at the beginning of a line under the name. House rule."""
_BEHIND = 60
"""Characters from the date to the name: `Born on 12 March 1981 in Quay, Jane Doe runs the forge.`"""
_CLOSE = 12
"""Characters from a participle to the name that it belongs to: `geborene Dr. Jutta Hartmann`. House rule."""
_CARD_LINES = 3
"""Lines above and below a birth date in which a death is looked for. House rule."""
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
        if view.between(start + 1, end) or any(start < other.word < end for other in view.births) or _is_name(written):
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
            or not _is_subject(_without_onto(folded[end : date.word], date), date.kind)
        ):
            return None
        return Birth(date, person)
    subject = _without_verb(_without_onto(head, date))
    if date.is_behind and (named := _named_behind(view, folded, date, subject)) is not None:
        return named
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


def _named_behind(view: View, folded: str, date: BirthDate, subject: str) -> Birth | None:
    """Judge a date and a participle in front of a name: `Die am 12. M\u00e4rz 1980 geborene Jutta Hartmann`."""
    near = view.between(date.word_end, date.word_end + _CLOSE)
    between = folded[date.word_end : near[0][0]] if near else ""
    if not near or len(re.findall(r"\w+", subject)) > 2 or "," in between or "\n" in between:
        return None
    said = re.findall(r"\w+", between)
    return Birth(date, near[0][2]) if _words("things").isdisjoint(said) and len(said) < 2 else None


def _may_be_short(view: View, date: BirthDate, name_end: int) -> bool:
    """Return whether one letter means being born: at once behind a name or what somebody is; `s. 12` elsewhere is a page."""
    written = view.text[date.word : date.word_end].rstrip(".")
    between = view.text[name_end : date.word].strip(_TRIM)
    if len(written) > 1 or not between:
        return True
    return bool(lexicon.role_in(between)) or not _words("roles").isdisjoint(
        re.findall(r"\w+", folded_in_place(between))
    )


def _under_name(view: View, date: BirthDate, begin: int, head: str) -> Birth | None:
    """Judge a line that begins with what somebody is: `Bookbinder, born 5 March 1980`, directly under the name, or behind it."""
    said = re.findall(r"\w+", head)
    subject = _without_verb(_without_onto(view.text[begin : date.word], date))
    if _is_called(view, subject):
        return Birth(date, None, is_headed=True)
    if date.kind == "said" and _may_be_name(subject):
        return Birth(date, None)
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
    if _is_eastern_name(first) or any(
        first[-n - 1 : -n] in _TITLES and _is_eastern_name(first[-n:]) for n in _LENGTHS if first[:-n]
    ):
        return True
    said = [word for word in re.split(r"[\s-]+", first) if word]
    if _is_titled(first) or _is_korean(said) or (said and _is_addressed(said)):
        return True
    if not _words("things").isdisjoint(map(folded_in_place, said)):
        return False
    said = _without_place(_without_roles(said))
    if not said and (rest := subject[len(first) :].strip(_TRIM)):
        return _is_called(view, rest)  # `Igazgat\u00f3nk, Szab\u00f3 P\u00e9ter`
    first = " ".join(said)
    if not 2 <= len(said) <= 4 or not all(word[0].isupper() for word in said) or fold(first) in map(fold, view.own):
        return False
    known = lexicon.given() | lexicon.weak_given() | lexicon.given_abroad()
    folded = lexicon.folded(said)
    return (
        folded[0] in known or folded[-1] in known or (all(map(lexicon.is_family, folded[-1:])) and not first.isascii())
    )


def _without_roles(said: list[str]) -> list[str]:
    """Return words without what somebody is, before and behind them: `Nagy \u00c9va \u00fcgyvezet\u0151`."""
    while said and _is_role(said[-1]):
        said = said[:-1]
    while said and _is_role(said[0]):
        said = said[1:]
    return said


def _without_place(said: list[str]) -> list[str]:
    """Return words without a Hungarian town behind them: `Szab\u00f3 P\u00e9ter Gy\u0151rben`."""
    return said[:-1] if len(said) > 2 and re.search(r"\wb[ae]n$", said[-1]) else said


def _is_role(word: str) -> bool:
    return folded_in_place(word).rstrip(".") in _words("roles") or lexicon.is_role_word(fold(word))


def _is_titled(text: str) -> bool:
    """Return whether a text is a Chinese name with a title or a form of address behind it: `\u5f20\u4f1f \u603b\u7ecf\u7406`."""
    for length in _LENGTHS:
        name, title = text[:length], text[length:].strip()
        if _is_eastern_name(name) and 1 < len(title) <= _LONGEST_TITLE and title[-1] in _TITLES:
            return all("\u4e00" <= sign <= "\u9fff" for sign in title)
    return False


def _is_korean(said: list[str]) -> bool:
    """Return whether words are a Korean name of three signs, with particles, and nothing but titles beside: `\ub300\ud45c \uae40\ubbfc\uc218\ub294`."""
    said = [word for word in said if word[0].isalnum()]
    bare = [re.sub(r"(?<=..)(?:\uc740|\ub294|\uc774|\uac00)$", "", word) for word in said[:5]]
    bare = [re.sub(r"(?<=\w{3})(?:\uc528|\ub2d8)$", "", word) for word in bare]
    rest = [word for word in bare if word not in _words("titles")]
    if len(rest) != 1 or len(said) > 5:
        return False
    name = rest[0]
    title = next((one for one in _words("titles") if len(one) > 1 and name.endswith(one)), "")
    name = name[: len(name) - len(title)] if len(name) - len(title) == 3 else name
    return (
        len(name) == 3 and "\uac00" <= name[0] <= "\ud7a3" and _is_eastern_name(name) and name not in _words("things")
    )


def _is_addressed(said: list[str]) -> bool:
    """Return whether words begin with a form of address, in a script without capitals: `\u0e04\u0e38\u0e13\u0e2a\u0e21\u0e0a\u0e32\u0e22`."""
    first = folded_in_place(said[0])
    if len(said) > 5 or first[0].isascii() or not _words("things").isdisjoint(map(folded_in_place, said)):
        return False
    thai = "\u0e00" <= first[0] <= "\u0e7f"
    return any(first == word or (thai and len(word) > 2 and first.startswith(word)) for word in _words("addressed"))


def _is_headed(view: View, place: int, lines: int = 3) -> bool:
    """Return whether one of the lines above has the form of a name: two to four words with capitals, none of them a common one."""
    *above, _ = view.text[max(0, place - 300) : place].split("\n")
    return any(map(_is_name, above[-lines:])) or any(_is_uncased_name(view, line) for line in above[-2:])


def _is_name(line: str) -> bool:
    line = line.strip()
    bare = re.split(r"[:\uff1a\t]", line)[-1].strip()
    if _is_eastern_name(bare) or _is_titled(bare) or _is_korean(bare.split()):
        return True
    said = re.findall(r"[^\W\d_]+", line)
    folded = [lexicon.folded([word])[0] for word in said]
    if not 2 <= len(said) <= 4 or len(line) > 45 or any(map(str.isdigit, line)) or line[-1:] in ".!?:":
        return False
    if lexicon.is_family(folded[0]) and not line.isascii() and len(said) == 3:
        return True  # Nguy\u1ec5n V\u0103n An
    common = any(word in lexicon.never() or word in _words("things") or lexicon.is_role_word(word) for word in folded)
    return all(word[0].isupper() and not word.isupper() for word in said) and not common and "\n" not in line


def _is_uncased_name(view: View, line: str) -> bool:
    """Return whether a heading of two or three words, in a script without capitals, may be a name."""
    said = line.split()
    if not 2 <= len(said) <= 4 or not view.is_heading(line) or any(map(str.isdigit, line)):
        return False
    return (
        not _CASED.search(line)
        and _words("things").isdisjoint(map(folded_in_place, said))
        and not is_unspaced(said[0][:1])
    ) or (_is_addressed(said) or _is_thai_name(said))


def _may_be_name(subject: str) -> bool:
    """Return whether a subject of two or three words, in a script without capitals, may be a name that no list has."""
    said = [word for word in subject.split() if word not in {"\u0915\u093e", "\u0915\u0940", "\u0915\u0947"}]
    if _CASED.search(subject) or not 2 <= len(said) <= 3 or is_unspaced(subject) or any(map(str.isdigit, subject)):
        return False
    return all(len(word) > 1 for word in said) and _words("things").isdisjoint(map(folded_in_place, said))


def _is_thai_name(said: list[str]) -> bool:
    return (
        len(said) == 2 and all("\u0e00" <= word[0] <= "\u0e7f" for word in said) and _words("things").isdisjoint(said)
    )


def _is_eastern_name(text: str) -> bool:
    """Return whether a text is a Chinese or Korean name: a family name of one sign and one or two more."""
    names = facts("analysis/pii/births.toml")["eastern"]["families"]
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
_TITLES = "\u957f\u7406\u5458\u5e08\u58eb\u4eba\u88c1\u4e8b\u751f\u9577\u59d0"
"""Signs in which Chinese titles end: `\u8463\u4e8b\u957f\u674e\u56fd\u5f3a`."""
_LONGEST_TITLE = 6
_LENGTHS = (3, 2)
"""Signs of a Chinese name behind a title."""
_TRIM = " \t\u00a0,.:;()\uff08\uff09\u3001\uff0c*\u2013\u2014|-\"\u201c\u201d'"


def _without_verb(text: str) -> str:
    """Return a clause without `was` and the like at its end, and without signs around it."""
    text = text.strip(_TRIM)
    for verb in sorted(_words("verbs"), key=len, reverse=True):
        if text == verb or text.endswith(f" {verb}"):
            return text[: len(text) - len(verb)].strip(_TRIM)
    return text


def _without_onto(text: str, date: BirthDate) -> str:
    """Return what stands before a date without the words that lead to it, where the word for the birth stands behind."""
    if not date.is_behind:
        return text
    bare = text.rstrip()
    return next((bare[: -len(word) - 1] for word in _words("onto") if bare.endswith(f" {word}")), text)


def _is_own(subject: str) -> bool:
    return subject in {"his", "her", "my", "sein", "ihr", "son", "sa", "su", "suo", "sua", "zijn", "haar"}


def _is_thing(before: str) -> bool:
    """Return whether the words in front of a name tell that a thing or an animal bears it: `our mascot Kiki`."""
    said = re.findall(r"\w+", before.rsplit("\n", maxsplit=1)[-1])
    return bool(said) and said[-1] in _words("things")


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(map(folded_in_place, facts("analysis/pii/births.toml")["around"][name]))
