"""What posts around a hijacked account say: bait, the company's warning, what others suspect. Pure; the words are in takeover.toml."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from auditor.resources import facts
from auditor.text.fold import spaced
from auditor.text.posts.clean import visible

_LOOKED_AT = 2_000
"""Characters of a post."""
_REMEMBERED = 8_192
_MONEY = re.compile(r"(?<!\w)\$[A-Z]{3,5}\b")
"""A coin as people who sell it write it: `$DOGE`."""
_COIN = " coinsign "


@lru_cache(maxsize=_REMEMBERED)
def baits(text: str) -> bool:
    """Return whether a post baits its readers: money that is given away or doubled, an account that has to be confirmed at once."""
    looked_at = visible(text[:_LOOKED_AT])
    said = spaced(looked_at) + (_COIN if _MONEY.search(looked_at) else "")
    return any(things.search(said) is not None and acts.search(said) is not None for things, acts in _bait())


@lru_cache(maxsize=_REMEMBERED)
def warns(text: str) -> bool:
    """Return whether the company warns of posts that were not its own, or says that its account was taken over."""
    said = spaced(visible(text[:_LOOKED_AT]))
    found = facts("text/posts/takeover.toml")["warning"]
    return _any_of("warning").search(said) is not None and not any(f" {one} " in said for one in found["unless"])


@lru_cache(maxsize=_REMEMBERED)
def suspects(text: str) -> bool:
    """Return whether somebody suspects that a post is not the company's, or a fraud."""
    return _any_of("doubt").search(spaced(visible(text[:_LOOKED_AT]))) is not None


@cache
def _bait() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    return tuple((_either(one["things"]), _either(one["acts"])) for one in facts("text/posts/takeover.toml")["bait"])


@cache
def _any_of(kind: str) -> re.Pattern[str]:
    return _either(facts("text/posts/takeover.toml")[kind]["phrases"])


def _either(phrases: Iterable[str]) -> re.Pattern[str]:
    """Return what finds one of some phrases between blanks."""
    written = (_COIN.strip() if one == "$*" else one for one in phrases)
    return re.compile(f" (?:{'|'.join(re.escape(one).replace(chr(92) + '*', '[^ ]{0,20}') for one in written)}) ")
