"""Where the links of the company's own posts and profiles lead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from auditor.model.messages import NOTHING, Message, message
from auditor.model.web import Redirect


class LandingState(StrEnum):
    """What came of following a link; never what it means."""

    ANSWERED = "answered"
    """Something is there: a page, a file."""
    GONE = "gone"
    """Its host says that there is nothing (404, 410), or there is no such host."""
    UNKNOWN = "unknown"
    """It could not be told: a wall, an overload, no answer; `Landing.reason` says why."""
    UNREAD = "unread"
    """It was not followed; `Landing.reason` says why."""


@dataclass(frozen=True, slots=True)
class Posting:
    """One place where the company gives a link."""

    platform: str
    account: str
    post: str = ""
    """Id of the post; empty for the profile itself, its name, bio and fields."""
    at: datetime | None = None
    """When it was posted, UTC; None for a profile, whose links bear no date."""
    url: str = ""
    """Where a stranger can read it."""


@dataclass(frozen=True, slots=True)
class Listed:
    """An address on the way of a link that a block list holds."""

    block_list: str
    """Name of the file that auditor.toml names."""
    url: str


@dataclass(frozen=True, slots=True)
class Landing:
    """Where one address leads that the company's own posts or profiles link. Nothing was typed or submitted there."""

    url: str
    """As linked, made whole as browsers do, without its fragment."""
    final_url: str
    """Where it ends; `url` where it leads nowhere else or was not followed. A key of `Snapshot.fetches` is `url`, not this."""
    domain: str
    """Registrable domain of `final_url`; the host itself where it has none, such as an address of numbers."""
    state: LandingState
    hops: tuple[Redirect, ...] = ()
    """Redirects, and pages that move visitors on by themselves, in this order."""
    reason: Message = NOTHING
    """Why its state is unknown, or why it was not followed; nothing for the others."""
    title: str = ""
    """Of the page there."""
    password: bool | None = None
    """Whether the page asks for a password; None where it could not be read, or shows nothing without its scripts."""
    block_lists: tuple[Listed, ...] = ()
    """The block lists that hold the address, where it ends, or a stop on the way."""
    postings: tuple[Posting, ...] = ()
    """Where it is given, profiles first, then the newest posts; some of them where there are many."""
    count: int = 0
    """In how many posts and profiles it is given."""
    at: datetime | None = None
    """When it was followed, UTC; None where it was not."""

    @property
    def in_profile(self) -> bool:
        """Whether a profile itself gives the link."""
        return any(not posting.post for posting in self.postings)

    @property
    def is_hidden(self) -> bool:
        """Whether what stands there was not seen, by a wall or because only scripts show it."""
        return self.state is LandingState.UNKNOWN or (self.state is LandingState.ANSWERED and self.password is None)

    @property
    def linked_from(self) -> Message:
        """Where the company links it, as a sentence; nothing where that bears no date."""
        if self.in_profile:
            return message("A profile of the company links it.")
        newest = max((one.at for one in self.postings if one.at is not None), default=None)
        if newest is None:
            return NOTHING
        return message(
            "{count:,} post links it, on {day}.",
            "{count:,} posts link it, most recently on {day}.",
            count=self.count,
            day=newest.date(),
        )
