"""What a profile says of itself as a channel: does it answer, when, and where to turn instead. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from functools import cache, lru_cache

from auditor import names, presences
from auditor.model import Profile, Snapshot
from auditor.resources import facts

_ROUTE = re.compile(
    r"https?://|www\.|[^\s@]{2,64}@[^\s@]{2,253}\.[a-z]{2,}|(?<!\w)@\w{2,}|\+?\d[\d ()/.-]{6,}\d|\b[a-z0-9-]{2,63}\.[a-z]{2,12}(?:/|\b)",
    re.IGNORECASE,
)
_HOURS = re.compile(
    r"24\s*/\s*7|\b\d{1,2}(?:[:.h]\d{2})?\s*(?:am|pm|uhr|h)?\s*(?:[-\u2013\u2014]|to|bis|à|a|til|do|tot)\s*\d{1,2}(?:[:.h]\d{2})?\s*(?:am|pm|uhr|h)?\b",
    re.IGNORECASE,
)


@cache
def _words() -> Mapping[str, tuple[str, ...]]:
    return {name: tuple(listed) for name, listed in facts("channels.toml").items()}


def is_support(profile: Profile) -> bool:
    """Return whether a profile is for support: auditor.toml says so, or its handle or name does."""
    if profile.purpose:
        return profile.purpose == "support"
    said = [names.plain(presences.chosen_name(profile)), names.plain(profile.name or "")]
    for wrong in _words()["not_support"]:
        said = [text.replace(wrong, "") for text in said]
    return any(text.startswith(word) or text.endswith(word) for text in said for word in _words()["support"])


def only_announces(profile: Profile) -> bool:
    """Return whether a profile does not answer: auditor.toml calls it one for news, or its bio says so."""
    return profile.purpose == "news" or presences.says(profile, _words()["announces"])


def says_dormant(profile: Profile) -> bool:
    """Return whether name or bio say that nobody looks after it any more."""
    return presences.says(profile, _words()["dormant"] + _words()["announces"])


def says_hours(profile: Profile) -> bool:
    """Return whether the bio tells when somebody answers."""
    return bool(_HOURS.search(_bio(profile)))


def says_route(profile: Profile) -> bool:
    """Return whether bio or links name another place to ask."""
    return bool(profile.links) or bool(_ROUTE.search(_bio(profile)))


def says_how(profile: Profile) -> bool:
    """Return whether the bio tells when it answers or where else to turn."""
    return says_hours(profile) or says_route(profile)


def _bio(profile: Profile) -> str:
    return (profile.bio or "")[:20_000]


def last_own_post(snapshot: Snapshot, profile: Profile) -> datetime | None:
    """Return when the company last wrote on a profile, as far as its posts were gathered."""
    return _newest(snapshot).get((profile.platform, profile.handle))


@lru_cache(maxsize=8)
def _newest(snapshot: Snapshot) -> Mapping[tuple[str, str], datetime]:
    newest: dict[tuple[str, str], datetime] = {}
    for post in snapshot.posts:
        if post.by_brand:
            key = post.platform, post.account
            newest[key] = max(post.created_at, newest.get(key, post.created_at))
    return newest
