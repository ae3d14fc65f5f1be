"""Sentences by which a page says that it does not exist.

Words are facts: `not_found.toml` holds the closed vocabulary of titles, so that an article about error pages is none;
`lost_pages.toml` what is said to be missing in any of 42 languages. How the sentences of a page are weighed together stands
in `lost.py`. Pure functions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from auditor.resources import facts
from auditor.text import claims
from auditor.text.fold import fold, is_unspaced, spaced, title_parts, unspaced, words

LONGEST_TITLE = 400
"""Characters of a title, a heading or a sentence looked at."""
_MOST_WORDS = 30
"""Words of a sentence that says no more than "not found"."""
_FEW_WORDS = 8
"""Words of a sentence that says what is missing and, being so short, nothing else."""
_ADVICE = 3
"""Words after a colon that say what to do."""
_FEW_SIGNS = 30
"""The same in scripts without spaces."""
SENTENCE = re.compile(
    r"(?<=[.!?\u2026\u061f\u06d4\u0964\u3002\uff01\uff1f])\s+|(?<=[\u3002\uff01\uff1f])|\s{0,99}[\n\t]\s*"
)
_ADDRESS = re.compile(r"(?:^|(?<=\s))['\"\u201c\u2018]?(?:/|https?://)\S*")
_LONGEST_LINE = 4_000
_QUESTION = ("?", "\uff1f", "\u061f", "\u037e")
_SOME_SENSE = 200
"""Characters below which a page headed by a bare number says nothing else."""


def says_not_found(part: str, *, needs_noun: bool = False) -> str:
    """Return the sentence of a title, heading or line that says "not found" and nothing else; empty where none does."""
    return _says_not_found(part[: 4 * LONGEST_TITLE], needs_noun)


@lru_cache(maxsize=20_000)
def _says_not_found(part: str, needs_noun: bool) -> str:
    asks = "?" in part.rstrip()[:-1] or "\uff1f" in part or "\u061f" in part
    pieces = tuple(sentences(part))
    for piece in dict.fromkeys(pieces if asks else (part, *pieces)):
        single = len(pieces) == 1 or piece is not part
        if len(piece) <= LONGEST_TITLE and _says_nothing_else(piece, needs_noun=needs_noun, single=single):
            return " ".join(piece.split())
    return ""


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a text."""
    return (piece for piece in SENTENCE.split(text[:_LONGEST_LINE].strip()) if piece and piece.strip())


def is_number(part: str) -> bool:
    """Return whether a title or heading is nothing but the status."""
    return part.strip(" .!:-\u2013\u2014#\"'\u201c\u201d") in _known().numbers


def is_question(sentence: str) -> bool:
    """Return whether a sentence asks: "Nicht gefunden, was Sie suchen?"."""
    return sentence.rstrip(" \"'\u201d\u00bb)").endswith(_QUESTION)


def mentions_not_found(text: str) -> bool:
    """Return whether a page headed by a bare 404 says what it means, or says nothing else at all."""
    if len(text) < _SOME_SENSE:
        return True
    known, beginning = _known(), text[: LONGEST_TITLE * 10]
    run, joined = spaced(beginning), unspaced(beginning)
    return (
        any(core in run for language in known.languages for core in language.cores)
        or any(core in joined for core in known.unspaced)
        or any(claims.claims(sentence) for sentence in sentences(beginning))
    )


@dataclass(frozen=True, slots=True)
class _Language:
    cores: tuple[str, ...]
    """Each between spaces."""
    vocabulary: frozenset[str]


@dataclass(frozen=True, slots=True)
class _NotFound:
    languages: tuple[_Language, ...]
    numbers: frozenset[str]
    article: frozenset[str]
    nouns: frozenset[str]
    unspaced: tuple[str, ...]
    unspaced_article: tuple[str, ...]


@cache
def _known() -> _NotFound:
    found: dict[str, Any] = facts("text/not_found.toml")
    shared_words, shared_cores = _tokens(found["shared"]), _padded(found["cores"])
    return _NotFound(
        tuple(
            _Language(
                _padded(language["cores"]) + shared_cores,
                _tokens(language["words"]) | _tokens(language["cores"]) | shared_words,
            )
            for language in found["languages"].values()
        ),
        frozenset(found["numbers"]),
        _tokens(found["article"]),
        _tokens(found["nouns"]),
        tuple(map(unspaced, found["unspaced"]["cores"])),
        tuple(map(unspaced, found["unspaced"]["article"])),
    )


def _tokens(phrases: Iterable[str]) -> frozenset[str]:
    return frozenset(word for phrase in phrases for word in words(fold(phrase)))


def _padded(phrases: Iterable[str]) -> tuple[str, ...]:
    return tuple(spaced(phrase) for phrase in phrases)


def _says_nothing_else(sentence: str, *, needs_noun: bool, single: bool) -> bool:
    known = _known()
    if is_question(sentence):
        return False
    if is_unspaced(sentence):
        run = unspaced(sentence)
        if any(word in run for word in known.unspaced_article):
            return False
        return any(core in run for core in known.unspaced) or (len(run) <= _FEW_SIGNS and claims.claims(sentence))
    tokens = words(fold(_ADDRESS.sub(" ", sentence)))
    if not 0 < len(tokens) <= _MOST_WORDS or not known.article.isdisjoint(tokens):
        return False
    if single and len(tokens) <= _FEW_WORDS and claims.claims(sentence) and not _advises(sentence):
        return True
    if needs_noun and known.nouns.isdisjoint(tokens):
        return False
    run = f" {' '.join(tokens)} "
    return any(
        language.vocabulary.issuperset(tokens) and any(core in run for core in language.cores)
        for language in known.languages
    )


def _advises(sentence: str) -> bool:
    """Return whether a sentence goes on after the message: "File not found: choose the file again."."""
    after = _ADDRESS.sub(" ", sentence).partition(": ")[2]
    return len(words(after)) >= _ADVICE and not claims.claims(after)


def not_found_mark(title: str, heading: str, text: str) -> str:
    """Return the words with which a page says that it does not exist, where its mark-up is not at hand; else empty.

    The title and the first heading decide; `text`, one block a line, only where little is said in it. With the mark-up,
    `lost.lost_mark` knows more.
    """
    from auditor.text.lost import lost_words  # noqa: PLC0415 - it weighs the sentences that are told here

    said = [" ".join(piece[:LONGEST_TITLE].split()) for piece in (heading, title)]
    for piece in said:
        for part in (*title_parts(piece), piece):
            if mark := says_not_found(part):
                return mark
    if any(is_number(part) for piece in said for part in title_parts(piece)) and mentions_not_found(text):
        return next(part for piece in said for part in title_parts(piece) if is_number(part))
    return lost_words(title, heading, text)
