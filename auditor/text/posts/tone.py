"""How curt a message sounds. Pure; English only."""

from __future__ import annotations

import re
from functools import cache

from auditor.resources import facts

LANGUAGES = frozenset({"en"})
CURT = 2.1
"""Curtness from which a message counts as curt where tone is measured; no check quotes replies for it yet. Of Wikipedia editors' requests
that come so high, hardly one was found polite; docs/accuracy.md has the figures. Our default."""
_LONGEST = 2_000


def curtness(text: str, lang: str) -> float | None:
    """Return how curt a message sounds: below 0 for polite ones, 2 and more for harsh ones; None for languages not known.

    The sum of the weights of the marks it bears (tone.toml), each once however often it occurs.
    """
    if lang not in LANGUAGES:
        return None
    said = text[:_LONGEST].replace("\u2019", "'").strip()
    return round(sum(weight for pattern, weight in _marks() if pattern.search(said)), 2)


@cache
def _marks() -> tuple[tuple[re.Pattern[str], float], ...]:
    found = facts("text/posts/tone.toml")["mark"]
    return tuple((re.compile(mark["pattern"], re.IGNORECASE | re.DOTALL), float(mark["weight"])) for mark in found)
