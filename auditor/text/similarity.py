"""How much two texts have in common."""

from __future__ import annotations

import re

_WORD = re.compile(r"\w+")
_LONGEST = 20_000
"""Words looked at; error pages are far shorter, and hostile pages far longer."""


def overlap(one: str, other: str) -> float:
    """Return the share of three-word sequences two texts have in common, 0 to 1 (Jaccard index).

    Texts of fewer than three words are compared whole. Digits count as one sign: error pages repeat ids and times.
    """
    left, right = _shingles(one), _shingles(other)
    if not left and not right:
        return 1.0
    return len(left & right) / len(left | right)


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = [re.sub(r"\d+", "0", word) for word in _WORD.findall(text.casefold())[:_LONGEST]]
    if len(words) < 3:
        return {tuple(words)} if words else set()
    return {tuple(words[index : index + 3]) for index in range(len(words) - 2)}
