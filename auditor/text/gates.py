"""Pages that stand between visitors and a site: questions for age, country, consent or a password, and "enter". Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from auditor.model.messages import NOTHING, Message, message
from auditor.resources import facts
from auditor.text.fold import fold

_SAID = {
    "age": (message("The page asks visitors for their age first."), 1_500),
    "password": (message("The page asks for a password first."), 1_500),
    "cookies": (message("The page lets nobody on who does not accept cookies."), 1_500),
    "region": (message("The page asks for a country or language first."), 1_500),
    "splash": (message("The page is only a door to the site."), 300),
}
"""What each asks, and the characters up to which a page that says so is one: what says more only mentions it. Our defaults."""


@lru_cache(maxsize=4_096)
def gate(text: str) -> Message:
    """Return what a page that shows only `text` asks of visitors before it lets them on; empty where nothing."""
    said = fold(text[:2_000])
    kinds = (kind for kind, pattern in _patterns().items() if len(text) <= _SAID[kind][1] and pattern.search(said))
    return next((_SAID[kind][0] for kind in kinds), NOTHING)


@cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    known = facts("text/gates.toml")
    return {kind: re.compile("|".join(known[kind])) for kind in _SAID}
