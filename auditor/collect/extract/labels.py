"""Words beside a number that say what it is: a phone, a fax, or nothing to call at all."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from auditor.collect.extract.phone_numbers import plain
from auditor.resources import facts


class Says(StrEnum):
    """What a label says of the number beside it."""

    PHONE = "phone"
    FAX = "fax"
    BOTH = "both"
    """Such as "Tel/Fax"."""
    OTHER = "other"
    """An account, an order, a register: nothing to call."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label and how far the number is."""

    says: Says
    gap: str = ""
    """What stands between label and number."""
    lone_letter: bool = False
    """A single letter without a colon or dot, as in "T 030 …": enough to tell fax from phone, no more."""

    @property
    def close(self) -> bool:
        """Whether nothing of its own stands between label and number."""
        return not self.lone_letter and len(self.gap) <= 25 and not _DIGIT.search(_ASIDE.sub("", self.gap))

    @property
    def forbids(self) -> bool:
        """Whether the digits are an account's, an order's, a register's: no other digits stand between."""
        return self.says is Says.OTHER and len(self.gap) <= 20 and not _DIGITS.search(self.gap)

    @property
    def touches(self) -> bool:
        """Whether nothing but blanks and a colon or the like stands between label and number."""
        return not self.lone_letter and _NOTHING.issuperset(self.gap)


class Hit(NamedTuple):
    """A label in a piece of text."""

    start: int
    end: int
    says: Says


_NOTHING = frozenset(" \t.:-)]|")
_DIGITS = re.compile(r"\d{3}")
_DIGIT = re.compile(r"\d")
_ASIDE = re.compile(r"\([^()]{0,40}\)")
_WORD = re.compile(r"(?<!_)[^\W\d_]++(?!_)")
_TORN = re.compile(r"(?<=[A-Za-z][a-z])(?=[A-Z][a-z])")
"""Where words have run together, as in "Contact usPhone"."""
_WIDE = re.compile("[\u0900-\u0dff\u0e00-\u0eff\u2600-\u27bf\u2e80-\u9fff\uac00-\ud7af\U0001f300-\U0001faff\u213b]")
"""Symbols, and scripts that put no blanks between words."""
_BETWEEN_WORDS = frozenset(" .-°'\u2019")
_SMALL = "tpmcof"
"""Letters that stand for words where nothing else is on the line: "f 607 273 1299"."""
_ADJECTIVE = re.compile(r"(?:toll|free|local|mobile|direct|cell)", re.IGNORECASE)
"""What says which phone or fax it is, and not that it is both: "toll-free fax"."""
_LONGEST_HEADING = 48
_HEADING_WORDS = 5
_SHORTEST_STEM = 3


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """The labels of all languages, arranged for looking up."""

    phrases: dict[str, list[tuple[tuple[str, ...], Says]]]
    """By their first word; the longest first."""
    stems: dict[str, Says]
    wide: re.Pattern[str]
    wide_says: dict[str, Says]


@cache
def _lexicon() -> _Lexicon:
    known = facts("collect/extract/contact_words.toml")
    phrases: dict[str, list[tuple[tuple[str, ...], Says]]] = {}
    stems: dict[str, Says] = {}
    wide: dict[str, Says] = {}
    for kind, says in (("phone", Says.PHONE), ("other_number", Says.OTHER), ("fax", Says.FAX)):
        for written in {word for words in known[kind].values() for word in words}:
            core = plain(written.rstrip("*").lower())
            words = tuple(_WORD.findall(core))
            if _WIDE.search(core) or not words:
                wide[core] = says
            elif written.endswith("*") and len(words) == 1:
                stems[core] = says
            else:
                phrases.setdefault(words[0], []).append((words, says))
    for found in phrases.values():
        found.sort(key=lambda entry: (-len(entry[0]), entry))
    longest_first = sorted(wide, key=lambda word: (-len(word), word))
    return _Lexicon(phrases, stems, re.compile("|".join(map(re.escape, longest_first))), wide)


def labels_in(text: str) -> list[Hit]:
    """Return the labels in a short piece of text, in their order; of several at one place the longest."""
    known = _lexicon()
    words = [(start, end, text[start:end].lower()) for start, end in _words_of(text)]
    found: list[Hit] = []
    index = 0
    while index < len(words):
        taken, says = _phrase_at(text, words, index, known)
        if says is not None:
            found.append(Hit(words[index][0], words[index + taken - 1][1], says))
        index += taken
    if not text.isascii() and _WIDE.search(text):
        found += [Hit(*match.span(), known.wide_says[match[0]]) for match in known.wide.finditer(text)]
        found.sort()
    return found


def _words_of(text: str) -> Iterable[tuple[int, int]]:
    for match in _WORD.finditer(text):
        start = match.start()
        for torn in _TORN.finditer(match[0]):
            yield start, match.start() + torn.start()
            start = match.start() + torn.start()
        yield start, match.end()


def _phrase_at(text: str, words: list[tuple[int, int, str]], index: int, known: _Lexicon) -> tuple[int, Says | None]:
    """Return how many words from `index` on make a label, and what it says; one and None where none does."""
    word = words[index][2]
    for phrase, says in known.phrases.get(word, ()):
        ahead = words[index : index + len(phrase)]
        if tuple(entry[2] for entry in ahead) == phrase and all(
            _joined(text, one[1], other[0]) for one, other in pairwise(ahead)
        ):
            return len(phrase), says
    return 1, _stem(word)


@lru_cache(maxsize=8_192)
def _stem(word: str) -> Says | None:
    """Return what the longest stem says that a word begins with."""
    stems = _lexicon().stems
    return next(
        (stems[word[:length]] for length in range(len(word), _SHORTEST_STEM - 1, -1) if word[:length] in stems), None
    )


def _joined(text: str, start: int, end: int) -> bool:
    return end - start <= 3 and _BETWEEN_WORDS.issuperset(text[start:end])


@cache
def _letter() -> re.Pattern[str]:
    """Return what finds a letter that stands for a word, such as the T of "T: 030 …"."""
    letters = facts("collect/extract/contact_words.toml")["letters"]
    fax, phone = ("|".join(letters[kind]) for kind in ("fax", "phone"))
    both = rf"(?P<both>[Tt]/[Ff]|[Pp]/[Ff]|[Тт]/[Фф])|(?P<fax>{fax})|(?P<phone>{phone})"
    small = r"(?P<small_fax>f)|(?P<small_phone>[tpmc])"
    aside = r"[(\[](?:(?P<aside_fax>[fF])|(?P<aside_phone>[tpmcTPMC]))[)\]]\s{0,2}"
    return re.compile(
        rf"(?:^|[\s|•·,;/(\[>*])(?:(?:{both})(?:\s{{0,2}}[:.)\]|/-]{{0,2}}\s{{0,2}})|(?:{small})\s?[:.|]\s{{0,2}}|{aside})[(\[]?$"
    )


@cache
def _joiner() -> re.Pattern[str]:
    words = "|".join(map(re.escape, facts("collect/extract/contact_words.toml")["joining"]["words"]))
    return re.compile(rf"(?:[\s/&+,;|.()\-]|\b(?:{words})\b){{0,12}}", re.IGNORECASE)


def joins(between: str) -> bool:
    """Return whether `between`, the text from one number to the next, lets the second share the first one's label."""
    return len(between) <= 12 and _joiner().fullmatch(between) is not None


@lru_cache(maxsize=2_048)
def before(window: str) -> Label | None:
    """Return the label nearest to the end of `window`, the text in front of a number on its line."""
    if (small := window.strip()) in _SMALL and len(small) == 1:
        return Label(Says.FAX if small == "f" else Says.PHONE, lone_letter=True)
    letter = _letter().search(window[-8:])
    if letter:
        return Label(_of_letter(letter), lone_letter=not set(letter[0]) & set(".:|"))
    found = labels_in(window)
    if not found:
        return None
    start, end, says = found[-1]
    for other in reversed(found[:-1]):
        if window[other.end : start].strip() == ":":
            return Label(other.says, window[end:])  # "Fax: dial 1-253-…"
        if not joins(window[other.end : start]):
            break
        if {says, other.says} == {Says.PHONE, Says.FAX} and not _ADJECTIVE.match(window, other.start):
            says = Says.BOTH
        start = other.start
    return Label(says, window[end:])


def _of_letter(match: re.Match[str]) -> Says:
    if match["both"]:
        return Says.BOTH
    return Says.FAX if match["fax"] or match["small_fax"] or match["aside_fax"] else Says.PHONE


_LEAD = re.compile(r"[\s,;:\-]{0,3}[(\[]?\s?")
_NUMBER_FOLLOWS = re.compile(r"[)\].:\s\-]{0,4}(?:\w{1,6}[.:]\s?)?[+(\[]{0,2}\d")
_APART = re.compile(r"\s{0,2}[(\[]([^()\[\]\d]{1,40})[)\]]")
_LETTER_BEHIND = re.compile(
    r"(?:\s{0,2}[-,]?\s{1,2}([TPMCFO])|\s?[(\[]([tpmcfoTPMCFO])[)\]])\.?(?=\s{0,2}(?:\Z|[,;|/\t(+\d]))"
)
"""A letter that stands for the word, behind its number: "607 273 1234 F", "607 273 1234 (f)"."""


def behind(rest: str) -> Says | None:
    """Return what the word right behind a number says, whether it belongs to that number or to the next one."""
    if (letter := _LETTER_BEHIND.match(rest)) is not None:
        return Says.FAX if (letter[1] or letter[2]) in "fF" else Says.PHONE
    if (apart := _APART.match(rest)) is not None:
        return _of_several(labels_in(apart[1]))
    lead = _LEAD.match(rest)
    first = next(iter(labels_in(rest)), None)
    return first.says if first is not None and lead is not None and first.start == lead.end() else None


def _of_several(hits: list[Hit]) -> Says | None:
    """Return what all the words of an aside say together: "main fax line", "phone and fax"."""
    said = {hit.says for hit in hits}
    if {Says.PHONE, Says.FAX} <= said:
        return Says.BOTH
    return next(iter(said), None)


def after(rest: str) -> Says | None:
    """Return what a label behind a number says, as in "030 1234 (Fax)"; one that belongs to the next number doesn't count."""
    if (apart := _APART.match(rest)) is not None or (apart := _LETTER_BEHIND.match(rest)) is not None:
        return None if _NUMBER_FOLLOWS.match(rest, apart.end()) else behind(rest)
    first = next(iter(labels_in(rest)), None)
    if first is None or _NUMBER_FOLLOWS.match(rest, first.end):
        return None
    return behind(rest)


def stand_behind(line: str, numbers: list[tuple[int, int]]) -> bool:
    """Return whether the labels of a line stand behind its numbers: nothing in front of the first, one behind each."""
    if not numbers or not _WORD.search(line, numbers[-1][1]):  # most lines end with their number
        return False
    if any(behind(line[end : end + 40]) is None for _, end in reversed(numbers)):
        return False
    return before(line[max(0, numbers[0][0] - 60) : numbers[0][0]].rstrip("+([")) is None


def heading(line: str) -> Says | None:
    """Return what a line says of the numbers below it, where it is a label and little else."""
    words = len(line.split())
    if (
        len(line) > _LONGEST_HEADING
        or words > _HEADING_WORDS
        or _DIGIT.search(line)
        or (words > 2 and line.endswith("."))
    ):
        return None
    label = before(line + " ")
    # A letter at the end of a line is a heading only where there is nothing else: "T:".
    if label is None or label.lone_letter or (len(line) > 3 and not labels_in(line)):
        return None
    return label.says


def columns(line: str) -> dict[int, Says]:
    """Return what the cells of a table's head say of the columns below them; empty where it is no such head."""
    if len(line) > 400:
        return {}
    found = {index: says for index, cell in enumerate(line.split("\t")) if (says := heading(cell)) is not None}
    return found if Says.PHONE in found.values() or Says.FAX in found.values() else {}
