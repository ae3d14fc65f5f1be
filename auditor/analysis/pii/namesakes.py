"""Mailboxes that are called like persons and are a branch's, a house's, a product's or a program's, by what stands beside them. Pure.

A mailbox is a person's with evidence beside it: a full name, a form of address, a role. A given name alone, or two words that
nobody knows for a name, give way to a heading about branches, a street, a word for a thing, neighbours that are towns.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import islice

from auditor.analysis.pii.addresses import addresses
from auditor.analysis.pii.names import Person
from auditor.analysis.pii.view import View
from auditor.model import ContactDetail
from auditor.model.remembering import remembered
from auditor.resources import facts
from auditor.text import company_names
from auditor.text.fold import fold
from auditor.text.people import lexicon
from auditor.text.role_words import found_words

_SHORT, _ENTRY, _FAR = 60, 6, 60
"""Characters of a line that heads an entry or a list; lines of an entry; lines in which a list's heading is looked for. Our defaults."""
_NEAR = 45
"""Characters from a name to the word for a program. Our default."""
_DETAIL = re.compile(r"@|\d[\d\s()/-]{4,}\d")
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w.-]{1,100}")
_WORD = re.compile(r"[^\W_]+")
_MOST = 200
_REACH = 100
"""Characters in front of a name in which the word for its street begins, a word between them included."""
_BESIDE = frozenset({" ", "-", "\u00a0", "\u2010", "\u2011"})
_MARKED = re.compile(r"\s?[\u00ae\u2122]")
_QUOTED = {
    "\u201e": "\u201c\u201d",
    "\u201c": "\u201d",
    "\u00ab": "\u00bb",
    "\u00bb": "\u00ab",
    '"': '"',
    "\u300c": "\u300d",
}


def is_namesake(view: View, detail: ContactDetail, owner: Person | None) -> bool:
    """Return whether a mailbox, though it is called like a person, is said to be something else's where it stands."""
    if owner is not None and not _is_weak(owner):
        return False
    said = list(_keys(detail.value.rpartition("@")[0]))
    return bool(said) and any(
        _Entry(view, start, said).is_namesake(owner) for start, _ in list(view.places(detail))[:1]
    )


def _is_weak(owner: Person) -> bool:
    """Return whether nothing but a given name, or a mailbox built of two unknown words, speaks for a person."""
    said = [fold(word) for word in owner.name.split()]
    if len(said) > 1 and said[-1] in _things("behind") and not owner.title:
        return True
    if owner.title or owner.told_by not in {"given name", "mailbox", "label"}:
        return False
    return len(said) == 1 or (owner.told_by == "mailbox" and said[0] not in lexicon.our_given())


class _Entry:
    """The lines that belong to a mailbox: from what it is called after to where it stands."""

    def __init__(self, view: View, start: int, said: list[str]) -> None:
        self._view = view
        self._said = said
        start += len(view.text[start : start + 3]) - len(
            view.text[start : start + 3].lstrip()
        )  # links begin before their line
        self._lines = _lines_before(view.text, start)
        end = view.text.find("\n", start)
        self._own = self._lines[-1] + view.text[start : end if end >= 0 else None]
        self._head = self._find_head()

    def _find_head(self) -> int:
        """Return the number of the line that holds the words of the mailbox; that of the mailbox itself where none does."""
        last = len(self._lines) - 1
        for number in range(last, max(-1, last - _ENTRY - 1), -1):
            line = self._lines[number]
            if self._is_in(line):
                return number
            if number < last and ("@" in line or len(line) > 2 * _SHORT):
                break
        return last

    def is_namesake(self, owner: Person | None) -> bool:
        """Return whether anything says so."""
        if self._is_program() or self._is_street():
            return True
        head = self._lines[self._head]
        if lexicon.role_in(head) and owner is not None:
            return False
        if owner is None and len(self._said) > 1 and not self._is_headed_by_it():
            return False
        if self._names_thing(head) or self._is_quoted(head):
            return True
        return self._begins() and (self._has_street() or self._is_among_branches() or self._is_among_towns())

    def _is_in(self, line: str) -> bool:
        """Return whether a line, mailboxes in it aside, holds the words of the mailbox in any script."""
        return _words_of(line).issuperset(self._said)

    def _is_headed_by_it(self) -> bool:
        return self._is_in(self._lines[self._head])

    def _is_program(self) -> bool:
        """Return whether the name stands beside a word for a program or a mascot anywhere on the page."""
        if len(self._said) != 1:
            return False
        lines = _lines_by_word(self._view).get(self._said[0], ())[:_MOST_LINES]
        return any(_programs().search(fold(near)) for line in lines for near in self._around(line))

    def _around(self, line: str) -> Iterator[str]:
        """Yield what stands near the name in a line, without the mailbox itself."""
        if not self._is_in(line):
            return
        for match in list(_WORD.finditer(line))[:_MOST]:
            if [*_keys(match[0])] == self._said[:1] and line[match.end() : match.end() + 1] != "@":
                yield line[max(0, match.start() - _NEAR) : match.start()]
                yield line[match.end() : match.end() + _NEAR]

    def _is_street(self) -> bool:
        """Return whether the words of the mailbox are a street's on one of its lines: `Sophie-Scholl-Straße 5`."""
        lines = [_MAIL.sub(" ", line) for line in (*self._lines[self._head : -1], self._own)]
        folded = [fold(line) for line in lines if len(self._said) > 1 or any(map(str.isdigit, line))]
        folded = [line for line in folded if all(word in line for word in self._said)]
        if not folded:  # most mailboxes: no pattern is made for them
            return False
        name = re.compile(r"(?<!\w)" + r"[\s-]+".join(map(re.escape, self._said)))
        places = ((line, *match.span()) for line in folded for match in islice(name.finditer(line), _MOST))
        return any(_is_in_street(*place) for place in places)  # "via Anna" without a number is also how one books

    def _names_thing(self, line: str) -> bool:
        """Return whether a word for a thing or a place stands right beside the name: `Villa Anna`, no `Villa: Anna`."""
        if len(line) > 2 * _SHORT:
            return False
        line = _MAIL.sub(" | ", line)
        found = list(_WORD.finditer(line))
        for one, other in itertools.pairwise(found):
            named = [{*_keys(word[0])} <= {*self._said} for word in (one, other)]
            if line[one.end() : other.start()] in _BESIDE and any(named):
                beside = [fold(word[0]) for word, is_name in zip((one, other), named, strict=True) if not is_name]
                beside = beside or [fold(one[0])]  # santa.marta@: the place's word is in the mailbox too
                if not _things().isdisjoint(beside) or fold(other[0]) in _things("behind"):
                    return self._is_headed_by_it()
        return False

    def _is_quoted(self, line: str) -> bool:
        """Return whether the name is written as that of a thing: in quotation marks, or with the sign of a trade mark."""
        place = _first_whole(" ".join(self._said), line.casefold())
        if place is None:
            return False
        start, end = place
        around = line[start - 1 : start], line[end : end + 1]
        return _MARKED.match(line, end) is not None or (around[1] != "" and around[1] in _QUOTED.get(around[0], ""))

    def _begins(self) -> bool:
        """Return whether the entry begins with the name: what stands before is another entry, a heading, or no short line."""
        before = self._lines[self._head - 1].strip() if self._head else ""
        if "\t" in self._lines[self._head]:
            return list(_keys(self._lines[self._head].partition("\t")[0]))[:1] == self._said[:1]
        other = (
            not before or len(before) > _SHORT or _DETAIL.search(before) is not None or before in self._view.headings
        )
        return other or _heads_branches(before) or bool(addresses(before)) or "\t" in before

    def _has_street(self) -> bool:
        return bool(addresses("\n".join([*self._lines[self._head + 1 : -1], self._own.partition("@")[0]])))

    def _is_among_branches(self) -> bool:
        """Return whether a heading over the list, or over its column, is about branches."""
        for number in range(self._head - 1, max(-1, self._head - _FAR), -1):
            line = self._lines[number].strip()
            if line in self._view.headings:
                if _branches().search(fold(line)) and not lexicon.role_in(line):
                    return True
                if self._view.headings[line] <= 2:
                    return False
            elif "\t" in line and not _DETAIL.search(line):
                return _branches().match(fold(line)) is not None
            elif _heads_branches(line):
                return True
        return False

    def _is_among_towns(self) -> bool:
        """Return whether at least half of three and more lines, each with its mailbox of the same name, are no given names."""
        heads = _own_heads(self._view)
        return len(heads) > 2 and self._said[0] in heads and 2 * sum(map(_is_given, heads)) <= len(heads)


_MOST_LINES = 200
"""Lines with one word of a page that are looked at: beyond, it is no name but a word of the page."""


def _first_whole(said: str, text: str) -> tuple[int, int] | None:
    """Return where words first stand in a text, no letter before or behind them; a pattern for each mailbox would be made anew."""
    start = text.find(said)
    while start >= 0:
        end = start + len(said)
        if not any(char.isalnum() or char == "_" for char in (text[start - 1 : start] + text[end : end + 1])):
            return start, end
        start = text.find(said, start + 1)
    return None


def _is_in_street(line: str, start: int, end: int) -> bool:
    """Return whether what stands at a place of a folded line is a street's name, by the word for a street behind or in front of it."""
    if _street_behind().match(line, end):
        return True
    ends = not (line[end : end + 1].isalnum() or line[end : end + 1] == "_")
    return ends and _street_before().search(line, max(0, start - _REACH), start) is not None


def _lines_before(text: str, end: int) -> list[str]:
    """Return the last lines of a text up to a place, as many as anybody looks back."""
    begin = end
    for _ in range(_ENTRY + _FAR + 2):
        begin = text.rfind("\n", 0, begin)
        if begin < 0:
            break
    return text[begin + 1 : end].split("\n")


@remembered()
def _lines_by_word(view: View) -> dict[str, list[str]]:
    """Return the lines of a page by the words in them: a page may have as many mailboxes as lines."""
    found: dict[str, list[str]] = {}
    for line in view.text.split("\n"):
        for word in dict.fromkeys(_keys(line)):
            found.setdefault(word, []).append(line)
    return found


@remembered()
def _own_heads(view: View) -> list[str]:
    """Return the first words of the mailboxes of a page that stand below or behind a line of nothing but their words."""
    found = []
    lines = [line.strip() for line in view.text.split("\n")]
    for number, line in enumerate(lines):
        for local in re.findall(r"(?<![\w.+-])([\w.-]{3,40})@[\w-]{1,63}\.", line)[:3]:
            said = list(_keys(local))
            heads = (line.partition(local)[0], *lines[max(0, number - 3) : number])
            if said and any(list(_keys(head)) == said for head in heads):
                found.append(said[0])
    return list(dict.fromkeys(found))


def _keys(text: str) -> Iterator[str]:
    """Yield the words of a text, mailboxes aside, as they are compared across scripts and spellings."""
    for word in filter(None, map(company_names.key, _WORD.findall(_MAIL.sub(" ", text)))):
        yield word.replace("iya", "ia").replace(
            "ija", "ia"
        )  # \u041c\u0430\u0440\u0438\u044f is Mariya, Marija or Maria


@lru_cache(maxsize=1024)
def _words_of(line: str) -> frozenset[str]:
    return frozenset(_keys(line))


def _is_given(word: str) -> bool:
    """Return whether a word is a given name, and no town that is called like a rare one."""
    if word in lexicon.our_given():
        return True
    named = word in lexicon.given() or word in lexicon.given_abroad() or word in lexicon.weak_given()
    return named and word not in lexicon.lone_towns()


def _heads_branches(line: str) -> bool:
    """Return whether a short line is nothing but a heading about branches: `As nossas lojas:`."""
    folded = fold(line.strip(" :"))
    return (
        0 < len(folded.split()) <= 3
        and len(line) <= _SHORT
        and _DETAIL.search(line) is None
        and _branches_end().search(folded) is not None
    )


@cache
def _branches() -> re.Pattern[str]:
    return found_words(facts("analysis/pii/namesakes.toml")["branches"]["words"])


@cache
def _branches_end() -> re.Pattern[str]:
    return re.compile(rf"(?:{_branches().pattern})$")


@cache
def _programs() -> re.Pattern[str]:
    return found_words(facts("analysis/pii/namesakes.toml")["programs"]["words"])


@cache
def _things(key: str = "words") -> frozenset[str]:
    return frozenset(facts("analysis/pii/namesakes.toml")["things"][key])


@cache
def _street_behind() -> re.Pattern[str]:
    listed = facts("analysis/pii/streets.toml")
    words = _any_street([*listed["behind"], *listed["after"], *listed["joined"]])
    return re.compile(rf"[\s-]{{0,9}}(?:{words})(?!\w)")


@cache
def _street_before() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_any_street(facts('analysis/pii/streets.toml')['before'])})\s(?:\w+\s)?\Z")


def _any_street(listed: Iterable[str]) -> str:
    found = {re.escape(fold(word).strip("-")) for word in listed if len(word) > 2}
    return "|".join(sorted(found, key=lambda word: (-len(word), word)))
