"""Phrases of a language as data, and where they stand in a text.

How they are written is told in notation.py. Texts are looked through once for all phrases of all kinds: a phrase is only tried
where its first two words stand.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from auditor.resources import facts
from auditor.text.posts.clean import NAME, Clean
from auditor.text.posts.notation import KEY, heads, openings, pattern, seconds

_REMEMBERED = 50_000
"""Words whose phrases are kept at hand, of one language."""
_REMEMBERED_AFTER = 1_000
"""The same of the words after each of them."""
_ADDRESSED = 3
"""Words before a comma that may be no more than an address: "Dear Acme team, when …"."""
_TOKEN = re.compile(r"[^\W_]+")
_PREFIXES = {"not": "not-", "kinds": "data-", "vow": "vow-"}
VOWS = frozenset({"vow-tell", "vow-they", "vow-act", "vow-mend", "vow-reach"})
"""Kinds of phrases that are promises; the other kinds of vows.toml only tell what becomes of them."""
_ASKS = frozenset({"demand", "dm", "email"})
"""Kinds that ask for what the kinds of data name."""
_OPENS = frozenset(',:;-(\u2013\u2014"')


class Hit(NamedTuple):
    """A phrase in a text."""

    start: int
    end: int
    sentence: int
    """Number of the sentence it begins in, from 0."""


_Match = Callable[[str, int], re.Match[str] | None]
"""Tries a pattern at a place."""
Hits = dict[str, list[Hit]]
"""By kind."""


class _Phrase:
    """A phrase. It is compiled when it is first tried: most never are."""

    __slots__ = ("_begins", "_text", "match")

    def __init__(self, text: str) -> None:
        self._text = text
        self._begins: dict[str, list[str]] | None = None
        self.match: _Match = self._first_match

    def _first_match(self, text: str, at: int) -> re.Match[str] | None:
        self.match = re.compile(pattern(self._text)).match
        return self.match(text, at)

    def after(self, word: str) -> frozenset[str] | None:
        """Return what may come after a first word, as `heads` writes it; None for anything, nothing where it can't begin so."""
        if self._begins is None:
            self._begins = {}
            for head, rest in openings(self._text.removeprefix("^")):
                self._begins.setdefault(head, []).append(rest)
        if any(head.endswith("*") and word.startswith(head[:-1]) for head in self._begins):
            return None
        found = [seconds(rest) for rest in dict.fromkeys(self._begins.get(word, ()))]
        return None if None in found else frozenset().union(*filter(None, found))


class _Group(NamedTuple):
    """Phrases of one kind, of which the first that fits counts."""

    kind: str
    opening: bool
    """Whether they must open a sentence."""
    beside: frozenset[str]
    """Kinds of which one must have been found, or else nobody asks for this one; empty for none."""
    phrases: tuple[_Phrase, ...]


class _Groups(NamedTuple):
    """What may begin at a place."""

    first: tuple[_Group, ...]
    beside: tuple[_Group, ...]
    """Those that only count beside others."""
    others: frozenset[str]
    """These others."""


class _Begin(dict[str, _Groups | None]):
    """What may begin with a certain word, by the word after it: most pairs of words begin nothing."""

    def __init__(self, listed: Iterable[tuple[_Group, Sequence[frozenset[str] | None]]]) -> None:
        super().__init__()
        self._listed = tuple(listed)

    def __missing__(self, after: str) -> _Groups | None:
        listed = tuple(self._fitting({after, f"{after[:KEY]}*"}))
        first, beside = (tuple(each for each in listed if bool(each.beside) is second) for second in (False, True))
        found = _Groups(first, beside, frozenset().union(*(each.beside for each in beside))) if listed else None
        if len(self) < _REMEMBERED_AFTER:
            self[after] = found
        return found

    def _fitting(self, after: set[str]) -> Iterator[_Group]:
        for group, seconds_ in self._listed:
            pairs = zip(group.phrases, seconds_, strict=True)
            if kept := tuple(each for each, words in pairs if words is None or not words.isdisjoint(after)):
                yield group._replace(phrases=kept)


class _Begins(dict[str, _Begin | None]):
    """What may begin with a word: most words come again and again, and begin nothing."""

    def __init__(self, words: Mapping[str, Sequence[_Group]], stems: Mapping[str, Sequence[_Group]]) -> None:
        super().__init__()
        self._words, self._stems = words, stems

    def __missing__(self, word: str) -> _Begin | None:
        listed = []
        for group in (*self._words.get(word, ()), *self._stems.get(word[:KEY], ())):
            after = ((each, each.after(word)) for each in group.phrases)
            kept = {each: words for each, words in after if words is None or words}
            if kept:
                listed.append((group._replace(phrases=tuple(kept)), tuple(kept.values())))
        found = _Begin(listed) if listed else None
        if len(self) < _REMEMBERED:
            self[word] = found
        return found


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of one language, ready to be looked for."""

    begins: _Begins
    leads: frozenset[str]
    """Words that may stand before the opening of a sentence: greetings, "so", "please"."""

    def hits(self, post: Clean) -> Hits:
        """Return where phrases stand in a text; those inside a phrase of kind `not-KIND` are none of that kind."""
        begins, words = self.begins, _TOKEN.findall(post.text)
        tried = [
            (number, groups)
            for number, (word, after) in enumerate(zip(words, [*words[1:], ""], strict=False))
            if (begin := begins[word]) is not None and (groups := begin[after]) is not None
        ]
        if not tried:
            return {}
        search = _Search(post, words, self.leads)
        for number, groups in tried:
            search.put(number, groups.first)
        spans = search.spans
        for number, groups in tried if spans else ():
            if not groups.others.isdisjoint(spans):
                search.put(number, [group for group in groups.beside if not group.beside.isdisjoint(spans)])
        starts = search.starts
        return {kind: kept for kind in spans if not kind.startswith("not-") and (kept := _kept(kind, spans, starts))}


class _Search:
    """Looks for phrases at the words of one text."""

    def __init__(self, post: Clean, words: list[str], leads: frozenset[str]) -> None:
        self._text, self._words, self._leads = post.text, words, leads
        self._places = [token.start() for token in _TOKEN.finditer(post.text)]
        self.starts = [sentence.start for sentence in post.sentences]
        self.spans: dict[str, list[tuple[int, int]]] = {}
        """By kind, where its phrases stand."""

    def put(self, number: int, groups: Iterable[_Group]) -> None:
        """Note which phrases begin at a word."""
        text, at, opens = self._text, self._places[number], None
        for kind, opening, _, listed in groups:
            if opening:
                if opens is None:
                    opens = self._opens(number)
                if not opens:
                    continue
            for phrase in listed:
                if (found := phrase.match(text, at)) is not None:
                    self.spans.setdefault(kind, []).append((at, found.end()))
                    break

    def _opens(self, number: int) -> bool:
        """Return whether a word opens a sentence, or what comes after an address or a greeting."""
        text, words, places, starts = self._text, self._words, self._places, self.starts
        first = bisect_left(places, starts[max(0, bisect_right(starts, places[number]) - 1)])
        while number > first:
            at = places[number]
            if (text[at - 1] in _OPENS or text[at - 2] in _OPENS) and _is_address(words[first:number]):
                return True
            number -= 1
            if words[number] not in self._leads:
                return False
        return True


def _is_address(before: Sequence[str]) -> bool:
    """Return whether so few words stand before a comma that they may be no more than an address."""
    return len(before) - before.count(NAME) <= _ADDRESSED


def _kept(kind: str, spans: Mapping[str, list[tuple[int, int]]], starts: list[int]) -> list[Hit]:
    nots = spans.get(f"not-{kind}", ())
    if not nots:
        return [Hit(start, end, bisect_right(starts, start) - 1) for start, end in spans[kind]]
    return [
        Hit(start, end, bisect_right(starts, start) - 1)
        for start, end in spans[kind]
        if not any(left <= start < right for left, right in nots)
    ]


@cache
def phrases(lang: str, by_brand: bool = True) -> Phrases:
    """Return the phrases of a language that has a file; without those of replies where a customer wrote."""
    found = facts(f"text/posts/{lang}.toml") | {"vow": facts("text/posts/vows.toml")[lang]}
    words: _Listed = {}
    stems: _Listed = {}
    for kind, listed in _kinds(found, by_brand):
        for phrase in listed:
            for head in heads(phrase.removeprefix("^")):
                by_head = stems if head.endswith("*") else words
                by_kind = by_head.setdefault(head.removesuffix("*"), {})
                by_kind.setdefault((kind, phrase.startswith("^")), []).append(phrase)
    return Phrases(_Begins(_grouped(words), _grouped(stems)), frozenset(found["leads"]) | {NAME})


_Listed = dict[str, dict[tuple[str, bool], list[str]]]
"""By the beginning of phrases: (kind, whether they must open a sentence) → phrases."""


def _grouped(listed: _Listed) -> dict[str, list[_Group]]:
    return {
        head: [
            _Group(kind, opening, _beside(kind), tuple(map(_phrase, found)))
            for (kind, opening), found in by_kind.items()
        ]
        for head, by_kind in listed.items()
    }


def _beside(kind: str) -> frozenset[str]:
    if kind.startswith("not-"):
        denied = kind.removeprefix("not-")
        return _beside(denied) or frozenset({denied})
    if kind.startswith("data-"):
        return _ASKS
    return VOWS if kind.startswith("vow-") and kind not in VOWS else frozenset()


@cache
def _phrase(text: str) -> _Phrase:
    return _Phrase(text)


def _kinds(found: Mapping[str, object], by_brand: bool) -> Iterator[tuple[str, list[str]]]:
    """Yield (kind, phrases); those of the table `not` get the kind `not-KIND`."""
    for table in ("customer", "brand", "data", "kinds", "hostile", "vow", "not") if by_brand else ("customer", "not"):
        kinds = found.get(table, {})
        assert isinstance(kinds, dict)
        for kind, listed in kinds.items():
            yield _PREFIXES.get(table, "") + kind, listed
