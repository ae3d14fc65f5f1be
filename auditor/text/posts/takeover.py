"""What posts around a hijacked account say: bait, the company's warning, what others suspect. Pure; the words are in takeover.toml."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from auditor.resources import facts
from auditor.text.fold import fold, spaced
from auditor.text.posts.clean import visible

_LOOKED_AT = 2_000
"""Characters of a post."""
_REMEMBERED = 8_192
_OPENING, _FEW = 4, 12
"""Words at the beginning of a post; so few that each of them counts. Our defaults."""
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
def baits_without_link(text: str) -> bool:
    """Return whether a post asks for coins, or sells one, and needs no link for it."""
    looked_at = visible(text[:_LOOKED_AT])
    said = spaced(looked_at) + (_COIN if _MONEY.search(looked_at) else "")
    found = facts("text/posts/takeover.toml")["linkless"]
    return all(_either(tuple(found[part])).search(said) is not None for part in ("things", "acts"))


@lru_cache(maxsize=_REMEMBERED)
def boasts(text: str) -> bool:
    """Return whether a post is by somebody who shows off with an account taken over: at its very beginning, or in few words."""
    words = spaced(visible(text[:_LOOKED_AT])).split()
    near = words if len(words) <= _FEW else words[:_OPENING]
    return _any_of("boast").search(f" {' '.join(near)} ") is not None


@lru_cache(maxsize=_REMEMBERED)
def reports_fault(text: str) -> bool:
    """Return whether a post speaks of a fault of the service."""
    return _any_of("fault").search(spaced(visible(text[:_LOOKED_AT]))) is not None


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


def renames(text: str, name: str) -> bool:
    """Return whether a post says that somebody goes by a name from now on."""
    shown = visible(text[:_LOOKED_AT])
    said, wanted = spaced(shown), spaced(name).strip()
    if not wanted or (f" {wanted} " not in said and fold(name) not in fold(shown)):
        return False
    words = facts("text/posts/takeover.toml")["renaming"]["anywhere"]
    return _any_of("renaming").search(said) is not None or any(fold(one) in fold(shown) for one in words)


@cache
def _bait() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    return tuple(
        (_either(tuple(one["things"])), _either(tuple(one["acts"])))
        for one in facts("text/posts/takeover.toml")["bait"]
    )


@cache
def _any_of(kind: str) -> re.Pattern[str]:
    return _either(tuple(facts("text/posts/takeover.toml")[kind]["phrases"]))


@cache
def _either(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds one of some phrases between blanks."""
    written = (_COIN.strip() if one == "$*" else one for one in phrases)
    return re.compile(f" (?:{'|'.join(re.escape(one).replace(chr(92) + '*', '[^ ]{0,20}') for one in written)}) ")
