"""Where else people speak of the company, and what was seen of it.

What is said there is told as posts (`auditor.model.posts`), kept apart from those of the company's own accounts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from auditor.model.messages import NOTHING, Message


class VenueKind(StrEnum):
    """What sort of place a venue is: whether somebody can answer there, and whether one story comes many times."""

    ALERTS = "alerts"
    """A feed that reports wherever a name occurs, such as Google Alerts: links to articles, nothing to answer."""
    NEWS = "news"
    """Articles of the press: nothing to answer, and agencies' stories come many times."""
    FORUM = "forum"
    """Threads that anybody may answer."""
    SOCIAL = "social"
    """Posts on a network."""
    FILE = "file"
    """An export of somebody's monitoring tool: any of these."""


@dataclass(frozen=True, slots=True)
class Venue:
    """A place away from the company's own accounts that was searched for mentions of it, or could not be."""

    platform: str
    """Id in platforms.toml, or the name of what was asked: `hackernews`, `feed`, `gdelt` …"""
    name: str
    """What tells it from others of its platform, as in `Post.account`: a host, a tag, a name given in auditor.toml."""
    source: str
    """What brought it, as in `Post.source`."""
    url: str = ""
    """Where a stranger can look; or the file's name for an import."""
    kind: VenueKind = VenueKind.FORUM
    terms: tuple[str, ...] = ()
    """What was searched for, as given; empty where the venue brings what it brings (a feed, a tag, a file)."""
    since: datetime | None = None
    """Start of the window asked for; None for all there is."""
    until: datetime | None = None
    """End of the window."""
    cannot_see: tuple[str, ...] = ()
    """What the source never shows: words of `Channel.cannot_see`, above all `replies`, `threads`, `authors` and `text`."""
    mentions: int = 0
    """Mentions stored, replies not counted."""
    newest: datetime | None = None
    """When the newest entry was written that the venue showed, mention or not; None where it showed none."""
    skipped: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    """Entries left out, by reason: `namesake`, `unrelated`, `outside-window`, `no-date`, `future`, `no-text`."""
    partial: tuple[str, ...] = ()
    """Threads (`Post.thread_id`) whose answers were not all seen: nobody can say that these have none."""
    cut: Message = NOTHING
    """Why not everything in the window was gathered; nothing where it was."""
    unseen: Message = NOTHING
    """Why it was not looked at; nothing where it was."""
