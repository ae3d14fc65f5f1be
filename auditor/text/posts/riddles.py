"""Quizzes that a company sets its readers, and their guesses, which are no questions though they end like some. Pure functions."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from auditor.resources import facts
from auditor.text.fold import fold, words
from auditor.text.posts.clean import visible

_LOOKED_AT = 1_000
"""Characters of a post."""
_LONGEST = 8
"""Words of a guess. Our default."""
_NAMES = re.compile(r"@[\w.@-]+")


@lru_cache(maxsize=4_096)
def sets_quiz(text: str) -> bool:
    """Return whether a post sets its readers a quiz."""
    return "?" in text and _asks().search(" ".join(words(fold(visible(text[:_LOOKED_AT]))))) is not None


def guesses(text: str) -> bool:
    """Return whether a post is a short question that may be a guess: "Is it the old lighthouse?"."""
    if len(text) > _LOOKED_AT or not text.rstrip().endswith("?"):
        return False
    said = words(fold(visible(_NAMES.sub(" ", text))))
    return 0 < len(said) <= _LONGEST and _more().isdisjoint(said)


@cache
def _asks() -> re.Pattern[str]:
    listed = facts("text/posts/riddles.toml")["asks"]["words"]
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, listed))})(?!\w)")


@cache
def _more() -> frozenset[str]:
    return frozenset(facts("text/posts/riddles.toml")["more"]["words"])
