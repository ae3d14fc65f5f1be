"""What sentences of not-found pages say, in 42 languages: that a page is missing, and what is said beside it.

Words are facts, in `lost_pages.toml`. Pure functions over one sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache, cached_property, lru_cache
from typing import Any

from auditor.resources import facts
from auditor.text.fold import fold, spaced, unspaced, words

_MOST_BETWEEN = 4
"""Words that `…` stands for."""
_LONGEST = 600
"""Characters of a sentence."""
_MOST_WORDS = 40
_HINT_WORDS = 10
"""Words of a line in which a hint is more than chance."""
_CJK = re.compile("[\u0e00-\u0e7f\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff]")


class _Language:
    """The phrases of a language; a pattern is made of them when it is first searched for: most languages never say half of these."""

    def __init__(
        self,
        table: Mapping[str, list[str]],
        shared: Mapping[str, list[str]],
        written: Callable[[Iterable[str]], re.Pattern[str]],
    ) -> None:
        """Take what is listed for the language and for all of them, and what makes a pattern of phrases."""
        self._table, self._shared, self._written = table, shared, written

    def _pattern(self, key: str) -> re.Pattern[str]:
        return self._written([*self._table[key], *self._shared.get(key, ())])

    @cached_property
    def nouns(self) -> re.Pattern[str]:
        return self._pattern("nouns")

    @cached_property
    def cores(self) -> re.Pattern[str]:
        return self._pattern("cores")

    @cached_property
    def claims(self) -> re.Pattern[str]:
        return self._pattern("claims")

    @cached_property
    def hints(self) -> re.Pattern[str]:
        return self._pattern("hints")

    @cached_property
    def unless(self) -> re.Pattern[str]:
        return self._pattern("unless")


def claims(sentence: str) -> bool:
    """Return whether a sentence says that a page is missing, whatever else it says."""
    return _claims(sentence)


@lru_cache(maxsize=20_000)
def _claims(sentence: str) -> bool:
    if len(sentence) > _LONGEST or sentence.rstrip(" \"'\u201d\u00bb)").endswith(("?", "\uff1f", "\u061f", "\u037e")):
        return False
    spaced_ones, unspaced_ones = _languages()
    if _CJK.search(sentence) and _one_claims(unspaced_ones, unspaced(sentence)):
        return True
    run = spaced(sentence)
    return run.count(" ") <= _MOST_WORDS and _one_claims(spaced_ones, run)


def _one_claims(languages: Iterable[_Language], run: str) -> bool:
    return any(
        (language.claims.search(run) or (language.cores.search(run) and language.nouns.search(run)))
        and not language.unless.search(run)
        for language in languages
    )


@lru_cache(maxsize=20_000)
def hint(line: str) -> str:
    """Return what a short line says as not-found pages do beside their message; empty where it says nothing so."""
    if len(line) > _LONGEST:
        return ""
    spaced_ones, unspaced_ones = _languages()
    run = spaced(line)
    if run.count(" ") - 1 > _HINT_WORDS:
        return ""
    if _CJK.search(line):
        joined = unspaced(line)
        return next((found[0] for known in unspaced_ones if (found := known.hints.search(joined))), "")
    return next((found[0].strip() for known in spaced_ones if (found := known.hints.search(run))), "")


@cache
def _languages() -> tuple[tuple[_Language, ...], tuple[_Language, ...]]:
    """Return what is known of languages with spaces between words, and of those without."""
    known: dict[str, Any] = dict(facts("text/lost_pages.toml"))
    joined, everywhere = known.pop("unspaced"), known.pop("any")
    shared = {key: everywhere.get(key, []) for key in ("cores", "hints", "unless")}
    return (
        tuple(_Language(table, shared, _run_of_words) for table in known.values()),
        tuple(_Language(table, {}, _run_of_signs) for table in joined.values()),
    )


def _run_of_words(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile(f" (?:{'|'.join(sorted({_pattern(phrase) for phrase in phrases}))})(?= )(?! (?!404 )\\d)")


def _run_of_signs(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(sorted({re.escape(unspaced(phrase)) for phrase in phrases})))


def _pattern(phrase: str) -> str:
    pieces = []
    for piece in phrase.split():
        if piece == "\u2026":
            pieces.append(rf"(?:\w+ ){{0,{_MOST_BETWEEN}}}")
        else:
            written = " ".join(words(fold(piece.rstrip("*"))))
            pieces.append(re.escape(written).replace("\\ ", " ") + (r"\w*" if piece.endswith("*") else "") + " ")
    return "".join(pieces).rstrip(" ") if pieces[-1] != "\u2026" else "".join(pieces)
