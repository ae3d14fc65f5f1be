"""Whether a company's words are for all who read them: answers to what many ask, news of a fault. Pure functions."""

from __future__ import annotations

import re
from functools import cache

from auditor.resources import facts
from auditor.text.posts.clean import fold

_LOOKED_AT = 1_000
"""Characters of a post."""


def speaks_to_all(text: str) -> bool:
    """Return whether a post speaks to all who asked, or tells how a fault goes on, which all who wait below it want to know."""
    folded = fold(text[:_LOOKED_AT])
    return any(_words(kind).search(folded) is not None for kind in ("everybody", "goes_on"))


def goes_on(text: str) -> bool:
    """Return whether a post may tell how a fault goes on."""
    return _words("goes_on").search(fold(text[:_LOOKED_AT])) is not None


@cache
def _words(kind: str) -> re.Pattern[str]:
    listed = facts("text/posts/replies.toml")[kind]["words"]
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, listed))})(?!\w)")
