"""What a sentence of a company says of its service, or announces: phrases as data, one file for all languages. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from auditor.resources import facts
from auditor.text.fold import fold
from auditor.text.posts.clean import is_share, visible

LONGEST = 2_000
"""Characters of a post that are looked at."""
_QUOTED = re.compile(
    '\u201c[^\u201d]{3,400}\u201d|\u201e[^\u201c\u201d]{3,400}[\u201c\u201d]|\u00ab[^\u00bb]{3,400}\u00bb|\u00bb[^\u00ab]{3,400}\u00ab|"[^"\n]{3,400}"'
)
_CITED = re.compile(r"^[ \t]*>.*$", re.MULTILINE)
_BREAK = re.compile(r"[!?\u2026\n]+|(?<!\d)(?<!\b[A-Z])(?<!\.)\.++(?=\s{1,99}[^\W\d]|\s{0,99}\Z|\s{1,99}[\"#@(])")
_TOKEN = re.compile(r"[\w/-]+")
_ADDRESS = re.compile(r"\b(?:https?://|www\.)[^\s<>\"]{1,2000}", re.IGNORECASE)
_YES = re.compile(r"(?<!\w)s[\u00ed\u00ec](?!\w)", re.IGNORECASE)
"""What would be folded to the Spanish `si`, which means if."""
_DENIED_WITHIN = 3
"""Words before a phrase among which a negation turns it round."""


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence."""

    written: str
    """As it stands there."""
    words: str
    """Folded, without punctuation, single blanks between."""
    asks: bool
    """Whether it ends in a question mark."""


def own_words(text: str) -> str:
    """Return what of a post its writer says: without what others are quoted with. Empty for a post that only shares another."""
    text = visible(text[:LONGEST])
    if is_share(text):
        return ""
    if ">" in text:
        text = _CITED.sub(" ", text)
    if "//" in text or "www." in text:
        text = _ADDRESS.sub("\n", text)  # which ends a sentence more often than not
    return _QUOTED.sub(" ", text)


def quoted_in(text: str) -> list[str]:
    """Return what a post quotes, in quotation marks or behind `>`, without the marks."""
    text = visible(text[:LONGEST])
    found = [*_QUOTED.findall(text), *_CITED.findall(text)]
    return [words for one in found if (words := one.strip(' \t>"\u201c\u201d\u201e\u00ab\u00bb'))]


def sentences(text: str) -> tuple[Said, ...]:
    """Return the sentences of a text; the dot of `14. November` and `Sept. 3` ends none."""
    return tuple(_sentences(text))


def _sentences(text: str) -> Iterator[Said]:
    begin = 0
    for match in _BREAK.finditer(text):
        yield from _said(text[begin : match.start()], asks="?" in match.group())
        begin = match.end()
    yield from _said(text[begin:], asks=False)


def _said(written: str, *, asks: bool) -> Iterator[Said]:
    words = " ".join(_TOKEN.findall(fold(_YES.sub("", written))))
    if words:
        yield Said(written, words, asks)


@cache
def phrases(kind: str, lang: str) -> re.Pattern[str] | None:
    """Return the phrases of a kind in a language as one pattern over `Said.words`; None where there are none."""
    listed = facts("text/statements.toml")[kind].get(lang)
    return compiled(listed) if listed else None


def compiled(listed: Iterable[str]) -> re.Pattern[str]:
    """Return phrases as one pattern over folded words without punctuation."""
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(_pattern, listed))})(?![\w-])")


def _pattern(phrase: str) -> str:
    found = phrase.replace(".", r"\.").replace("(", "(?:").replace(")*", "){0,4}")
    found = found.replace(" * ", " (?:\\S{1,40} ){0,5}").replace(" *", "")
    found = re.sub(r"(?<=\w)\*", r"[\\w-]{0,20}", found)
    # An optional last word is preceded by a blank that is optional too.
    return re.sub(r" (\(\?:[^()]*\)\?)$", lambda match: f"(?: {match[1][:-1]})?", found)


def states(kind: str, lang: str, said: Said) -> bool:
    """Return whether a sentence says something of a kind as a fact: no question, no condition, no hope, no denial."""
    pattern = phrases(kind, lang)
    if pattern is None or said.asks:
        return False
    return any(not _undone(said.words[: match.start()], lang) for match in pattern.finditer(said.words))


def holds(kind: str, lang: str, said: Said) -> bool:
    """Return whether a sentence holds words of a kind."""
    pattern = phrases(kind, lang)
    return pattern is not None and pattern.search(said.words) is not None


def _undone(before: str, lang: str) -> bool:
    unless, denied = phrases("unless", lang), phrases("denied", lang)
    near = " ".join(before.split()[-_DENIED_WITHIN:])
    return bool((unless is not None and unless.search(before)) or (denied is not None and denied.search(near)))


@cache
def hints(*kinds: str) -> frozenset[str]:
    """Return words one of which stands in every sentence that is of one of some kinds, in any language: a quick look first."""
    return frozenset(
        word
        for kind in kinds
        for listed in facts("text/statements.toml")[kind].values()
        for phrase in listed
        for word in _hints(phrase)
    )


def _hints(phrase: str) -> tuple[str, ...]:
    """Return the alternatives of a phrase's most telling part that may not be lacking."""
    parts = re.findall(r"\(([^()]*)\)(?![?*])|(?<![\w(|])([\w/-]+)(?![\w*|)])", re.sub(r"\([^()]*\)[?*]", " ", phrase))
    choices = [tuple(each.split()[0] for each in (group or word).split("|") if each.strip()) for group, word in parts]
    sure = [each for each in choices if not any("*" in word for word in each)]
    return max(sure, key=lambda each: (min(map(len, each)), -len(each)), default=())
