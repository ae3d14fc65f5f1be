"""Shell-style wildcards over addresses: `*` for any characters, `?` for one, `[ab]` for one of several. Pure."""

from __future__ import annotations

import fnmatch
import re
from functools import lru_cache

_SCHEME = re.compile(r"https?")
_NO_NAMES = frozenset("*?/:.")
_STRANGERS = ("http://q.w/", "https://kontakt.firma.example/x?y=1#z", "http://192.0.2.7:8080/")
"""Addresses that have nothing in common: what matches all of them matches every address."""


@lru_cache(maxsize=1_024)
def _compiled(pattern: str) -> re.Pattern[str]:
    # What comes of it gives nothing back once a `*` has found what follows it, so that no text takes long to refuse.
    return re.compile(fnmatch.translate(pattern))


def matches(pattern: str, text: str) -> bool:
    """Return whether the whole of `text` is as `pattern` says; upper and lower case differ.

    A pattern matches itself, whatever its characters mean: `?` and `[]` stand in ordinary addresses too.
    """
    return text == pattern or _compiled(pattern).match(text) is not None


def is_boundless(pattern: str) -> bool:
    """Return whether a pattern names nothing, so that it matches everything, or every web address."""
    names_nothing = set(_SCHEME.sub("", pattern, count=1)) <= _NO_NAMES
    return names_nothing or all(matches(pattern, stranger) for stranger in _STRANGERS)
