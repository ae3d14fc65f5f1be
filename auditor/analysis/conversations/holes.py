"""Stretches of an imported file in which nothing of the company's stands, though it wrote before: a file that may lack them. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

from auditor.analysis.conversations import post_scan, queries
from auditor.analysis.conversations.metrics.figures import ChannelMeasure
from auditor.analysis.conversations.metrics.rates import Rate
from auditor.analysis.conversations.queries import TargetStatus
from auditor.model import NOTHING, Message, Snapshot, message
from auditor.platforms.spelling import account_key

_LONG = timedelta(days=7)
"""Shortest stretch that counts. Our default: a week's holiday of a small team is conduct, and its customers wait."""
_TIMES = 5
"""How many times longer than any other pause it has to be. Our default."""
_TABLES = frozenset({"csv", "jsonl"})
"""Sources in which stands what somebody chose to save."""
_FEWEST = 10
"""Own posts besides, below which nothing is usual. Our default."""


def explains(snapshot: Snapshot, found: ChannelMeasure, rate: Rate, bar: float) -> Message:
    """Return that a share misses its target only because of a stretch that the file may lack; nothing where that is not so.

    What a platform was asked for page by page has no such stretches: there, silence is the company's.
    """
    missed = queries.missed(rate)
    asked = queries.posts(snapshot, missed)
    hole = _hole(snapshot, found, max((post.created_at for post in asked.values()), default=None))
    if hole is None:
        return NOTHING
    since, until = hole
    reach = timedelta(hours=snapshot.thresholds.answer_hours)
    inside = {key.id for key in missed if key in asked and since - reach <= asked[key].created_at <= until}
    parts = tuple(replace(one, misses=tuple(id_ for id_ in one.misses if id_ not in inside)) for one in rate.counted)
    rest = Rate(rate.hits, rate.n - len(inside), rate.frame, parts)
    if not inside or queries.compare_to_target(rest, bar) is not TargetStatus.GOOD:
        return NOTHING
    return message(
        "From {since} to {until}, the file holds nothing that the company wrote; it may lack these replies. Of {total:,} question at other times, {count:,} was answered in time.",
        "From {since} to {until}, the file holds nothing that the company wrote; it may lack these replies. Of {total:,} questions at other times, {count:,} were answered in time.",
        count=rest.hits,
        total=rest.n,
        since=since.date(),
        until=until.date(),
    )


def may_lack_replies(snapshot: Snapshot, found: ChannelMeasure) -> bool:
    """Return whether an imported table holds own posts alone, none of them a reply: whoever saved it may have left these out."""
    ways = queries.channels_of(snapshot, found.platform, found.account)
    tables = bool(ways) and all(one.source in _TABLES and "inbound" in one.cannot_see for one in ways)
    return tables and not found.dialogue.hits and not found.linkage.replies


def _hole(snapshot: Snapshot, found: ChannelMeasure, end: datetime | None) -> tuple[datetime, datetime] | None:
    """Return the longest stretch without an own post, the one up to the last missed question among them.

    None where it is like others, and where a platform was asked.
    """
    ways = queries.channels_of(snapshot, found.platform, found.account)
    if not ways or any(one.url.startswith("http") for one in ways):
        return None
    moments = sorted(_own(snapshot, found))
    if len(moments) < _FEWEST or end is None:
        return None
    pauses = sorted((*pairwise(moments), (moments[-1], max(moments[-1], end))), key=lambda pause: pause[1] - pause[0])
    longest, usual = pauses[-1], pauses[-2]
    long = longest[1] - longest[0]
    return longest if long >= max(_LONG, _TIMES * (usual[1] - usual[0])) else None


def _own(snapshot: Snapshot, found: ChannelMeasure) -> Iterable[datetime]:
    wanted = account_key(found.platform, found.account)
    for key, own in post_scan.scanned(snapshot).own.items():
        if account_key(*key) == wanted and len(own.posts) == own.public:
            yield from (post.created_at for post in own.posts)
