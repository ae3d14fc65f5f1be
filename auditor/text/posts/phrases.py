r"""Phrases of a language as data, and where they stand in a text.

A phrase in the TOML files beside this module is written in lower case and without accents:

    word        that word; a blank also stands for a comma or a hyphen between words
    (a|b)       one of several; `(a )?` may be lacking
    stem*       the rest of the word may be anything
    (a |b )*    up to four of them
    (\w+ ){0,3}   any word; how often, as in regular expressions
    a ~ b       up to four words between
    ^           at the start of a sentence or after a comma, greetings passed over
    $           at the end of a sentence
    zurl zmail zphone zname    a web address, an e-mail address, a number, a mention

Texts are looked through once for all phrases of all kinds: a phrase is only tried where its first letters stand.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import NamedTuple

from auditor.resources import facts
from auditor.text.posts.clean import NAME, Clean

_KEY = 3
"""First letters by which phrases are found."""
_REMEMBERED = 50_000
"""Words whose phrases are kept at hand, of one language."""
_ADDRESSED = 3
"""Words before a comma that may be no more than an address: "Dear Acme team, when …"."""
_TOKEN = re.compile(r"[^\W_]+")
_LITERAL = re.compile(r"[^\W_]+")
_STEM = re.compile(r"(?<=\w)\*")
_END = r"\W{0,3}(?=[.!?\n\u2026]|\Z)"
_BLANK = "[ ,-]{1,3}"
_GAP = rf"(?:{_BLANK}[^\s,.!?-]{{1,40}}){{0,4}}{_BLANK}"
_PREFIXES = {"not": "not-", "kinds": "data-", "vow": "vow-"}
_OPENS = frozenset(',:;-(\u2013\u2014"')


class Hit(NamedTuple):
    """A phrase in a text."""

    start: int
    end: int
    sentence: int
    """Number of the sentence it begins in, from 0."""


_Match = Callable[[str, int], re.Match[str] | None]
"""Tries a pattern at a place."""
_Listed = dict[tuple[str, bool], list[str]]
"""(Kind, whether it must open a sentence) → patterns."""
Hits = dict[str, list[Hit]]
"""By kind."""


class _Tries:
    """The phrases that may begin with a certain word. Compiled when a text has the word: most never do."""

    def __init__(self, listed: _Listed) -> None:
        self._listed = listed

    @cached_property
    def anywhere(self) -> _Match | None:
        """Whatever may stand anywhere, in one pattern: most words are none of it, which one look tells."""
        return self._together(opening=False)

    @cached_property
    def opening(self) -> _Match | None:
        """The same of what may only open a sentence."""
        return self._together(opening=True)

    @cached_property
    def kinds(self) -> tuple[tuple[str, _Match, bool], ...]:
        """(kind, its phrases in one pattern, whether they must open a sentence)."""
        return tuple((kind, _any_of(patterns), opening) for (kind, opening), patterns in self._listed.items())

    def put(self, text: str, at: int, spans: dict[str, list[tuple[int, int]]], *, opening: bool) -> None:
        """Note the phrases that begin here, by kind."""
        first = opening and self.opening is not None and self.opening(text, at) is not None
        if first or (self.anywhere is not None and self.anywhere(text, at) is not None):
            for kind, match, must_open in self.kinds:
                if (first or not must_open) and (found := match(text, at)) is not None:
                    spans.setdefault(kind, []).append((at, found.end()))

    def _together(self, *, opening: bool) -> _Match | None:
        found = [each for (_, opens), patterns in self._listed.items() if opens is opening for each in patterns]
        return _any_of(found) if found else None


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of one language, ready to be looked for."""

    words: dict[str, _Tries]
    """By first word."""
    stems: dict[str, _Tries]
    """By first letters, where the rest of the first word is open."""
    leads: frozenset[str]
    """Words that may stand before the opening of a sentence: greetings, "so", "please"."""
    _known: dict[str, tuple[_Tries, ...]] = field(default_factory=dict)
    """What may begin with a word, of words looked up before: most words come again and again, and begin nothing."""

    def _look_up(self, word: str) -> tuple[_Tries, ...]:
        found = tuple(each for each in (self.words.get(word), self.stems.get(word[:_KEY])) if each is not None)
        if len(self._known) < _REMEMBERED:
            self._known[word] = found
        return found

    def hits(self, post: Clean) -> Hits:
        """Return where phrases stand in a text; those inside a phrase of kind `not-KIND` are none of that kind."""
        spans: dict[str, list[tuple[int, int]]] = {}
        starts = [sentence.start for sentence in post.sentences]
        text, known, leads = post.text, self._known, self.leads
        before = 0
        opening, bound, coming = True, -1, iter([*starts[1:], len(text) + 1])
        for token in _TOKEN.finditer(text):
            at, word = token.start(), token.group()
            if at >= bound:
                while at >= bound:
                    bound = next(coming)
                opening, before = True, 0
            elif before <= _ADDRESSED and not opening:
                opening = text[at - 1] in _OPENS or text[at - 2] in _OPENS
            found = known.get(word)
            if found is None:
                found = self._look_up(word)
            for tries in found:
                tries.put(text, at, spans, opening=opening)
            if opening:
                opening = word in leads
            if before <= _ADDRESSED and word != NAME:
                before += 1
        return {kind: kept for kind in spans if not kind.startswith("not-") and (kept := _kept(kind, spans, starts))}


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
    words: dict[str, _Listed] = {}
    stems: dict[str, _Listed] = {}
    for kind, listed in _kinds(found, by_brand):
        for phrase in listed:
            for head in heads(phrase.removeprefix("^")):
                by_head = stems if head.endswith("*") else words
                by_kind = by_head.setdefault(head.removesuffix("*"), {})
                by_kind.setdefault((kind, phrase.startswith("^")), []).append(pattern(phrase))
    leads = frozenset(found["leads"]) | {"zname"}
    return Phrases(
        {head: _Tries(listed) for head, listed in words.items()},
        {head: _Tries(listed) for head, listed in stems.items()},
        leads,
    )


def _any_of(patterns: Iterable[str]) -> _Match:
    return re.compile("|".join(dict.fromkeys(patterns))).match


def _kinds(found: Mapping[str, object], by_brand: bool) -> Iterator[tuple[str, list[str]]]:
    """Yield (kind, phrases); those of the table `not` get the kind `not-KIND`."""
    for table in ("customer", "brand", "data", "kinds", "hostile", "vow", "not") if by_brand else ("customer", "not"):
        kinds = found.get(table, {})
        assert isinstance(kinds, dict)
        for kind, listed in kinds.items():
            yield _PREFIXES.get(table, "") + kind, listed


def pattern(phrase: str) -> str:
    """Return a phrase as a regular expression to match at the start of its first word."""
    body = phrase.removeprefix("^").replace("-", " ")
    end = _END if body.endswith("$") else r"(?!\w)"
    body = _STEM.sub(r"\\w{0,20}", body.removesuffix("$").replace("(", "(?:").replace(")*", "){0,4}"))
    body = body.replace(r"\w+", r"[\w']{1,30}").replace(".", r"\.")
    body = body.replace(" ~ ", "\0").replace(" ", _BLANK).replace("\0", _GAP).replace("'", "'?")
    return f"(?:{body}){end}"


def heads(phrase: str) -> set[str]:
    """Return the words with which texts that match a phrase begin; `abc*` where only their first letters are certain.

    Raises:
        ValueError: fewer than three letters are certain.
    """
    if phrase.startswith("("):
        inside, rest = _group(phrase)
        found = {head for each in _alternatives(inside) for head in heads(each + rest.lstrip("?*"))}
        return found | heads(rest[1:]) if rest.startswith(("?", "*")) else found
    literal = _LITERAL.match(phrase)
    if literal is None:
        raise ValueError(f"phrase {phrase!r} does not begin with a word")
    word, rest = literal.group(), phrase[literal.end() :]
    if rest.startswith("'"):  # which may be lacking
        return {word} | heads(word + rest[1:])
    if not rest or rest[0] not in "(*?+{":
        return {word}
    if rest[0] in "?(" and len(word) < _KEY + 1:
        return _branched(word, rest)
    if len(word) < _KEY:
        raise ValueError(f"phrase {phrase!r}: its first {_KEY} letters are not certain")
    return {f"{word[:_KEY]}*"}


def _branched(word: str, rest: str) -> set[str]:
    """Return the heads of a short word that goes on in one of several ways."""
    if rest.startswith("?"):
        return heads(word[:-1] + rest[1:]) | heads(word + rest[1:])
    inside, after = _group(rest)
    found = {head for each in _alternatives(inside) for head in heads(word + each + after.removeprefix("?"))}
    return found | heads(word + after[1:]) if after.startswith("?") else found


def _group(phrase: str) -> tuple[str, str]:
    depth = 0
    for index, sign in enumerate(phrase):
        depth += (sign == "(") - (sign == ")")
        if not depth:
            return phrase[1:index], phrase[index + 1 :]
    raise ValueError(f"phrase {phrase!r} lacks a closing bracket")


def _alternatives(inside: str) -> Iterable[str]:
    depth, begin = 0, 0
    for index, sign in enumerate(inside):
        depth += (sign == "(") - (sign == ")")
        if sign == "|" and not depth:
            yield inside[begin:index]
            begin = index + 1
    yield inside[begin:]
