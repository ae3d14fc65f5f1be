"""Where mentions were looked for, as rows of a list. Pure."""

from __future__ import annotations

from collections import Counter

from auditor.analysis.conversations import sentences
from auditor.analysis.mentions import threads
from auditor.audit.summary.nouns import VenueRow
from auditor.model import NOTHING, Message, Snapshot, Venue, VenueKind, message
from auditor.platforms.catalogue import platform

_CALLED = {"google-alerts": "Google Alerts", "feed": "Feed", "gdelt": "GDELT", "file": "Export"}
"""Venues that are no platforms: words that are the same in many languages."""
_TOLD = ("replies", "authors")
"""What a venue does not show that a reader has to know of."""


def rows(snapshot: Snapshot) -> tuple[VenueRow, ...]:
    """Return a row for each venue, those first that could be looked at."""
    if not snapshot.venues:
        return ()
    stories: Counter[tuple[str, str]] = Counter()
    for thread in threads.of(snapshot).threads:
        stories[thread.venue.platform, thread.venue.name] += 1
    found = (_row(venue, stories[venue.platform, venue.name]) for venue in snapshot.venues)
    return tuple(sorted(found, key=lambda row: (not row.seen, -row.mentions, row.name)))


def _row(venue: Venue, stories: int) -> VenueRow:
    return VenueRow(
        platform=kind_called(venue.platform),
        name=venue.name,
        url=venue.url if venue.url.startswith("http") else "",
        seen=not venue.unseen,
        mentions=venue.mentions,
        stories=min(stories, venue.mentions),
        left_out=sum(venue.skipped.get(reason, 0) for reason in ("namesake", "unrelated")),
        newest=venue.newest.date().isoformat() if venue.newest else "",
        how=_how(venue) or None,
    )


def kind_called(platform_id: str) -> str:
    """Return the name of a platform, or of a kind of source, by its id; the id itself where it has none."""
    known = platform(platform_id)
    return known.name if known else _CALLED.get(platform_id, platform_id)


def _how(venue: Venue) -> Message:
    """Return why a venue was not seen, or what of it was not."""
    if venue.unseen:
        return venue.unseen
    said = venue.cut
    if venue.partial:
        unread = message(
            "Not all answers to {count} mention could be read.",
            "Not all answers to {count} mentions could be read.",
            count=len(venue.partial),
        )
        said = said.then(unread) if said else unread
    if venue.kind in {VenueKind.ALERTS, VenueKind.NEWS}:
        return said  # nobody expects answers there
    lacks = sentences.lacks(word for word in _TOLD if word in venue.cannot_see)
    return said.then(lacks) if said and lacks else said or lacks or NOTHING
