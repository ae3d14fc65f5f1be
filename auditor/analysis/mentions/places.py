"""Where people speak of the company: venues, and what alert feeds and exports lead to; and who is responsible there. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from auditor import urls
from auditor.analysis.mentions import threads
from auditor.analysis.mentions.copies import ARTICLES
from auditor.model import Coverage, Post, Reach, Snapshot, Venue
from auditor.model.remembering import remembered
from auditor.platforms.spelling import platform_named
from auditor.text.fold import fold, spaced

AlertState = Literal["works", "silent", "gone", "unread"]
_GONE = (404, 410)


@dataclass(frozen=True, slots=True)
class MentionPlace:
    """A place where others spoke of the company."""

    name: str
    """A host, a tag, the name of a feed; as `Venue.name`."""
    platform: str
    """As `Venue.platform`."""
    url: str
    mentions: int
    newest: Post
    """The newest mention there."""


@remembered()
def of(snapshot: Snapshot) -> tuple[MentionPlace, ...]:
    """Return the places that mentions come from, those with most of them first.

    What an alert feed reports of a platform where people talk was said there; of papers, the feed is the place to watch.
    """
    found: dict[tuple[str, str, str], list[Post]] = {}
    venues = threads.venues_by_account(snapshot)
    for thread in threads.of(snapshot).threads:
        for post in (
            one for one in (thread.opening, *thread.copies) if not one.automated or thread.venue.kind in ARTICLES
        ):
            found.setdefault(_place(post, venues.get((post.platform, post.account), thread.venue)), []).append(post)
    places = [MentionPlace(*key, len(posts), max(posts, key=_when)) for key, posts in found.items()]
    return tuple(sorted(places, key=lambda place: (-place.mentions, place.name, place.platform)))


def owner(snapshot: Snapshot, place: MentionPlace) -> Coverage | None:
    """Return what the table of venues says of a place; None where it does not name it."""
    called = _names(place)
    matching = (one for one in snapshot.company_profile.listening.coverage if _key(one.venue) in called)
    return next(matching, None)


def alerts(snapshot: Snapshot) -> tuple[Venue, ...]:
    """Return the feeds that report mentions, those included that could not be read."""
    return tuple(venue for venue in snapshot.venues if venue.kind == "alerts")


def covers(snapshot: Snapshot, alert: Venue, term: str) -> bool | None:
    """Return whether an alert is for a term: it names it or a part of it, or has brought it; None where it does not say what it is for."""
    if any(spaced(said).strip() and spaced(said) in spaced(term) for said in alert.terms):
        return True
    wanted = spaced(term)
    here = (post for post in snapshot.mentions if (post.platform, post.account) == (alert.platform, alert.name))
    if any(wanted in spaced(post.text) for post in here):
        return True
    return False if alert.terms else None


def alert_state(snapshot: Snapshot, alert: Venue) -> AlertState:
    """Return whether an alert feed works: `works`, `silent` (no entry of late, which proves nothing), `gone`, or `unread`."""
    if alert.unseen:
        fetch = snapshot.fetches.get(alert.url)
        gone = fetch is not None and fetch.reach is Reach.RESPONDED and fetch.status in _GONE
        return "gone" if gone else "unread"
    since = snapshot.taken_at - timedelta(days=snapshot.thresholds.alert_days)
    return "works" if alert.newest is not None and alert.newest >= since else "silent"


def _place(post: Post, venue: Venue) -> tuple[str, str, str]:
    host = urls.host(post.url)
    platform = platform_named(host) if venue.kind in ARTICLES and host else None
    if platform is not None:
        return host.removeprefix("www."), platform, f"https://{host}/"
    return venue.name, venue.platform, venue.url


def _names(place: MentionPlace) -> frozenset[str]:
    host = urls.host(place.url)
    every = (place.name, place.platform, host, urls.registrable(host) if host else "", _platform(place.platform))
    return frozenset(map(_key, filter(None, every)))


def _platform(platform: str) -> str:
    return platform_named(platform) or ""


def _key(name: str) -> str:
    known = platform_named(name)
    plain = (
        fold(name).removeprefix("https://").removeprefix("http://").rstrip("/").removeprefix("www.").removeprefix("@")
    )
    return known or plain


def _when(post: Post) -> tuple[datetime, str]:
    return post.created_at, post.id


def spelled(terms: tuple[str, ...]) -> Iterator[str]:
    """Yield terms, each once however it is written."""
    seen: set[str] = set()
    for term in terms:
        if spaced(term) not in seen:
            seen.add(spaced(term))
            yield term
