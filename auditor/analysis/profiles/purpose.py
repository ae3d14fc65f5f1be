"""What a profile says of itself as a channel: does it answer, when, and where to turn instead. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache

from auditor.analysis.profiles import profiles
from auditor.model import Profile, Snapshot
from auditor.model.remembering import remembered
from auditor.platforms.spelling import account_key
from auditor.resources import facts
from auditor.text import company_names
from auditor.text.fold import fold

_DAY = 24
"""Hours."""

_ROUTE = re.compile(
    r"https?://|www\.|[^\s@]{2,64}@[^\s@]{2,253}\.[a-z]{2,}|(?<!\w)@\w{2,}|\+?\d[\d ()/.-]{6,}\d|\b[a-z0-9-]{2,63}\.[a-z]{2,12}(?:/|\b)",
    re.IGNORECASE,
)
_SPAN = re.compile(
    r"(?<![\w./:-])(?P<from>\d{1,2})(?:[:.h](?P<fm>\d{2}))?\s?(?P<f>am|pm|a\.m\.|p\.m\.|uhr|h|hrs|u|oclock)?\s?"
    r"(?:-|\u2013|\u2014|to|till|until|bis|\u00e0|a|al|alle|ate|at\u00e9|tot|do|til)\s?"
    r"(?P<to>\d{1,2})(?:[:.h](?P<tm>\d{2}))?\s?(?P<t>am|pm|a\.m\.|p\.m\.|uhr|h|hrs|u|oclock)?(?![\w/%]|[.:-]\d)",
    re.IGNORECASE,
)
_DAYS_NEAR = 40
"""Characters around a span of numbers in which a weekday makes hours of it. Our default."""
_LETTERS = re.compile(r"[^\W\d_]+")
_PIECES = re.compile(r"[A-Z]?[a-z\u00df-\u00ff]+|[A-Z]+(?![a-z])")


@cache
def _words() -> Mapping[str, tuple[str, ...]]:
    return {name: tuple(map(fold, listed)) for name, listed in facts("analysis/profiles/purpose.toml").items()}


def is_support(profile: Profile, brand: Iterable[str] = ()) -> bool:
    """Return whether a profile is for support: auditor.toml says so, or its handle or name does.

    Args:
        profile: The profile.
        brand: The company's names: a word for support in one of them says nothing.
    """
    if profile.purpose:
        return profile.purpose == "support"
    own = tuple(filter(None, map(company_names.plain, brand)))
    said = (profiles.chosen_name(profile)[:200], (profile.name or "")[:200])
    return any(_says_support(text, own) for text in said)


def _says_support(text: str, own: Iterable[str]) -> bool:
    known = _words()
    whole = fold(text)
    if any(wrong in whole or wrong in company_names.plain(text) for wrong in known["not_support"]):
        return False
    apart = [fold(piece) for word in _LETTERS.findall(text) for piece in (word, *_PIECES.findall(word))]
    if not set(known["support"]).isdisjoint(word for word in apart if word not in own):
        return True
    left = company_names.plain(text)
    for name in sorted(own, key=len, reverse=True):
        left = left.replace(name, " ")
    parts = left.split()
    if " " in left and not set(known["support"]).isdisjoint(parts):
        return True
    parts = [part for part in parts if part not in own]
    long = [word for word in known["support"] if word not in known["alone"]]
    return any(part.startswith(word) or part.endswith(word) for part in parts for word in long)


def is_aside(profile: Profile) -> bool:
    """Return whether a profile is for something else than customers, by its name or its platform: jobs, code, pictures."""
    if profile.platform in facts("analysis/profiles/purpose.toml")["aside_platforms"]:
        return True
    names = (profiles.chosen_name(profile)[:200], (profile.name or "")[:200])
    pieces = {
        fold(piece) for name in names for word in _LETTERS.findall(name) for piece in (word, *_PIECES.findall(word))
    }
    return not pieces.isdisjoint(_words()["aside"])


def only_announces(profile: Profile) -> bool:
    """Return whether a profile does not answer: auditor.toml calls it one for news, or its bio says so."""
    return profile.purpose == "news" or profiles.says(profile, _words()["announces"])


def says_dormant(profile: Profile) -> bool:
    """Return whether name or bio say that nobody looks after it any more."""
    return profiles.says(profile, _words()["dormant"] + _words()["announces"])


def says_hours(profile: Profile) -> bool:
    """Return whether the bio tells when somebody answers: a span of hours, or words such as "24/7"."""
    bio = _bio(profile)
    folded = fold(bio)
    if any(phrase in folded for phrase in _words()["always"]):
        return True
    return any(_are_hours(match, bio) for match in _SPAN.finditer(bio))


def _are_hours(match: re.Match[str], bio: str) -> bool:
    """Return whether `9-17` is hours: with minutes, with a word such as `am` behind it, or beside a weekday."""
    if int(match["from"]) > _DAY or int(match["to"]) > _DAY:
        return False
    if match["f"] or match["t"] or (match["fm"] and match["tm"]):
        return True
    around = bio[max(0, match.start() - _DAYS_NEAR) : match.end() + _DAYS_NEAR]
    return any(word in _weekdays() for word in _LETTERS.findall(fold(around)))


@cache
def _weekdays() -> frozenset[str]:
    listed = facts("analysis/conversations/metrics/hours.toml")
    return frozenset({*_words()["weekdays"], *(day for of in listed["days"].values() for day in of), *listed["spans"]})


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
    return _newest(snapshot).get(account_key(profile.platform, profile.handle))


@remembered()
def _newest(snapshot: Snapshot) -> Mapping[tuple[str, str], datetime]:
    newest: dict[tuple[str, str], datetime] = {}
    for post in snapshot.posts:
        if post.by_brand:
            key = account_key(post.platform, post.account)
            newest[key] = max(post.created_at, newest.get(key, post.created_at))
    return newest
