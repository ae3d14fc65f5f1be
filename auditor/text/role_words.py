"""What pages of a role are called in each language that is known: the files of `text/words/`, one a language. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from auditor.resources import facts_in
from auditor.text.fold import MARKS, fold, is_unspaced

_ROLES = ("contact", "media")
"""Without words for these two a language counts as unknown: that a site lacks such pages could not be told."""


def by_language() -> Mapping[str, Mapping[str, Any]]:
    """Return the words of every language by its code."""
    return facts_in("text/words")


@cache
def known_languages() -> frozenset[str]:
    """Return the codes of the languages whose pages are recognised."""
    return frozenset(code for code, words in by_language().items() if all(words.get(role) for role in _ROLES))


def listed(*keys: str) -> Iterator[str]:
    """Yield the words under a key, or under a key of a table, in every language: `listed("slugs", "media")`."""
    for words in by_language().values():
        found: Any = words
        for key in keys[:-1]:
            found = found.get(key, {})
        yield from found.get(keys[-1], ())


def found_words(written: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern that finds any of the words in a folded text.

    A star before or after a word stands for more letters there. Scripts without spaces need none.
    """
    beside = rf"[^\W_]|[{MARKS}]"
    patterns = []
    for word in dict.fromkeys(written):
        bare = fold(word.strip("*"))
        before = "" if word.startswith("*") or is_unspaced(bare) else r"(?<![^\W_])"
        after = "" if word.endswith("*") or is_unspaced(bare) else f"(?!{beside})"
        patterns.append(f"{before}{re.escape(bare)}{after}")
    return re.compile("|".join(patterns))
