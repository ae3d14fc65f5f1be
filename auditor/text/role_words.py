"""What pages of a role are called in each language that is known: the files of `text/words/`, one a language. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from auditor.resources import facts_in
from auditor.text.fold import MARKS, fold, is_unspaced

_ROLES = ("contact", "media")
"""Without words for these two a language counts as unknown: that a site lacks such pages could not be told."""
_BEGINS, _ENDS = r"(?<![^\W_])", rf"(?![^\W_]|[{MARKS}])"
"""Where a word begins and ends."""


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
    """Return a pattern that finds any of the words in a folded text, of several at one place the first that was written.

    A star before or after a word stands for more letters there. Scripts without spaces need none. Words are put together by their
    first letter, which changes nothing but how soon a place is known to hold none of hundreds.
    """
    by_letter: dict[str, list[tuple[str, str, str]]] = {}
    for word in dict.fromkeys(written):
        bare = fold(word.strip("*"))
        before = "" if word.startswith("*") or is_unspaced(bare) else _BEGINS
        after = "" if word.endswith("*") or is_unspaced(bare) else _ENDS
        by_letter.setdefault(bare[0], []).append((before, after, bare[1:]))
    begun, anywhere = [], []
    for letter, found in by_letter.items():
        if all(before for before, _, _ in found):
            begun.append(f"{re.escape(letter)}(?:{_either(found)})")
        else:
            anywhere += [f"{before}{re.escape(letter + rest)}{after}" for before, after, rest in found]
    return re.compile("|".join([*([f"{_BEGINS}(?:{'|'.join(begun)})"] if begun else []), *anywhere]))


def _either(found: Iterable[tuple[str, str, str]]) -> str:
    """Return the pattern of words without their first letter, in their order; how words end is asked once for all that end alike."""
    runs = groupby(found, key=itemgetter(1))
    return "|".join(f"(?:{'|'.join(re.escape(rest) for _, _, rest in run)}){after}" for after, run in runs)
