"""How much is said of the company by the hour, and where. Pure.

Places are added up only over hours that all of them were seen for: a feed that shows its newest entries alone, or a place that was
looked at from some day on, would make a spike where it begins. Such a place is looked at by itself.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from auditor.analysis.conversations import post_scan
from auditor.analysis.listening import spikes
from auditor.analysis.listening.spikes import Hourly, Rule, Spike, Spikes
from auditor.analysis.mentions import threads
from auditor.model import Channel, Snapshot, Venue, VenueKind
from auditor.model.remembering import remembered
from auditor.platforms.spelling import account_key
from auditor.text.zones import zone

_SAME_START, _SAME_END = timedelta(days=1), timedelta(hours=2)
"""How far apart two places may begin and end to be added up. Our defaults."""
_ONE_INCIDENT = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class TalkPlace:
    """Where people speak of the company, and from when to when that was seen."""

    platform: str
    name: str
    """Of the venue, or the company's account."""
    elsewhere: bool
    """Whether it is away from the company's own accounts."""
    since: datetime
    until: datetime
    moments: array[float]
    """When each was said, in seconds since 1970; copies of a story left out."""


@dataclass(frozen=True, slots=True)
class Surge:
    """A time at which far more is said than usual, at one place or at several."""

    spike: Spike
    """At the places where it is largest."""
    first: datetime
    """Beginning of the first hour that stands out anywhere."""
    last: datetime
    """Beginning of the last one."""


@dataclass(frozen=True, slots=True)
class Volume:
    """What came of counting by the hour."""

    places: tuple[TalkPlace, ...]
    """By platform and name."""
    surges: tuple[Surge, ...]
    """By time."""
    unjudged: tuple[datetime, ...]
    """Hours busy enough, with too short a past to tell."""
    elsewhere: datetime | None
    """From when on it was counted away from the company's own accounts; None where it was not."""


@remembered()
def of(snapshot: Snapshot) -> Volume:
    """Return how much is said by the hour, elsewhere and to the company's accounts."""
    places = tuple(sorted((*_elsewhere(snapshot), *_accounts(snapshot)), key=lambda one: (one.platform, one.name)))
    rule = _rule(snapshot)
    there = zone(snapshot.company_profile.timezone) or UTC
    found = [spikes.find(hourly(group), rule, there) for group in _groups(places)]
    busy = tuple(sorted({hour for one in found for hour in one.unjudged}))
    return Volume(places, tuple(_merged(found)), busy, _seen_since(snapshot, places))


def _rule(snapshot: Snapshot) -> Rule:
    """Return when an hour stands out: while watching, only the past is known, and more is asked for."""
    z, least = snapshot.thresholds.spike_z, snapshot.thresholds.spike_mentions
    if not snapshot.watching:
        return Rule(z=z, least=least)
    return Rule(z=z + spikes.WATCH_Z - spikes.AUDIT_Z, least=least, past_only=True)


def _seen_since(snapshot: Snapshot, places: Iterable[TalkPlace]) -> datetime | None:
    """Return from when on any place elsewhere was seen, those at which nothing was said included."""
    begins = (_seen(one, snapshot.taken_at)[0] for one in snapshot.venues if not one.unseen)
    return min((*filter(None, begins), *(one.since for one in places if one.elsewhere)), default=None)


def hourly(places: Sequence[TalkPlace], since: datetime | None = None, until: datetime | None = None) -> Hourly:
    """Return the mentions of some places by the hour, over the time that all of them were seen for, or over a given one."""
    begin, end = since or max(one.since for one in places), until or min(one.until for one in places)
    moments = (datetime.fromtimestamp(at, UTC) for one in places for at in one.moments)
    return spikes.hourly(moments, begin, end)


def _elsewhere(snapshot: Snapshot) -> Iterator[TalkPlace]:
    venues = threads.venues_by_account(snapshot)
    said: dict[tuple[str, str], array[float]] = {}
    for thread in threads.of(snapshot).threads:
        at = thread.opening.created_at
        if at <= snapshot.taken_at and not thread.opening.automated:
            said.setdefault((thread.venue.platform, thread.venue.name), array("d")).append(at.timestamp())
    for key, moments in said.items():
        yield _place(key, moments, _seen(venues.get(key), snapshot.taken_at), elsewhere=True)


def _seen(venue: Venue | None, now: datetime) -> tuple[datetime | None, datetime | None]:
    """Return from when to when a venue was seen; None for from its first, or to its last mention."""
    if venue is None:
        return None, None
    whole = not venue.cut and venue.kind is not VenueKind.ALERTS  # which show their newest entries only
    until = None if venue.cut and venue.newest is not None and venue.kind is VenueKind.FILE else venue.until
    return (venue.since if whole else None), (min(until, now) if until else venue.newest)


def _accounts(snapshot: Snapshot) -> Iterator[TalkPlace]:
    by_account: dict[tuple[str, str], list[Channel]] = {}
    for channel in snapshot.channels:
        by_account.setdefault(account_key(channel.platform, channel.account), []).append(channel)
    for (platform, account), all_moments in post_scan.scanned(snapshot).inbound.items():
        moments = array("d", (at for at in all_moments if at <= snapshot.taken_at.timestamp()))
        channels = by_account.get(account_key(platform, account), [])
        whole = channels and not any(channel.cut for channel in channels)
        since = max((one.since for one in channels if one.since), default=None) if whole else None
        until = min((one.until for one in channels if one.until), default=snapshot.taken_at)
        if moments:
            yield _place((platform, account), moments, (since, min(until, snapshot.taken_at)), elsewhere=False)


def _place(
    key: tuple[str, str], moments: array[float], seen: tuple[datetime | None, datetime | None], *, elsewhere: bool
) -> TalkPlace:
    first, last = datetime.fromtimestamp(min(moments), UTC), datetime.fromtimestamp(max(moments), UTC)
    since, until = seen
    return TalkPlace(*key, elsewhere, since or first, max(until or last, last), moments)


def _groups(places: Iterable[TalkPlace]) -> Iterator[list[TalkPlace]]:
    """Yield places that may be added up: those seen for the same time, elsewhere and at the company's accounts apart."""
    groups: list[list[TalkPlace]] = []
    for place in sorted(places, key=lambda one: (one.elsewhere, one.since, one.until, one.platform, one.name)):
        fitting = (group for group in groups if _fits(place, group[0]))
        group = next(fitting, None)
        if group is None:
            groups.append([place])
        else:
            group.append(place)
    yield from groups


def _fits(one: TalkPlace, other: TalkPlace) -> bool:
    near = abs(one.since - other.since) <= _SAME_START and abs(one.until - other.until) <= _SAME_END
    return one.elsewhere == other.elsewhere and near


def _merged(found: Iterable[Spikes]) -> Iterator[Surge]:
    """Yield the spikes of all places, those within a day of one another as one."""
    every = sorted((spike for one in found for spike in one.found), key=lambda spike: (spike.first, spike.last))
    current: Surge | None = None
    for spike in every:
        if current is not None and spike.first - current.last <= _ONE_INCIDENT:
            larger = max(current.spike, spike, key=lambda one: one.area)
            current = replace(current, spike=larger, last=max(current.last, spike.last))
            continue
        if current is not None:
            yield current
        current = Surge(spike, spike.first, spike.last)
    if current is not None:
        yield current


def counts(places: Iterable[TalkPlace], since: datetime, until: datetime) -> Mapping[tuple[str, str], int]:
    """Return how much was said at each place in a time, by (platform, name); places where nothing was left out."""
    begin, end = since.timestamp(), until.timestamp()
    found = {(one.platform, one.name): sum(begin <= at < end for at in one.moments) for one in places}
    return {key: count for key, count in found.items() if count}
