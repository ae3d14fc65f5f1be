"""Conversations: one shape for every platform."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from auditor.model.messages import NOTHING, Message


class PostKind(StrEnum):
    """What a post is in a conversation."""

    POST = "post"
    """Opens a conversation on its author's own account."""
    REPLY = "reply"
    MENTION = "mention"
    """Opens a conversation by speaking to, or of, the account."""
    REVIEW = "review"
    DIRECT = "direct"
    """Not public: from an export or an inbox."""


@dataclass(frozen=True, slots=True)
class Post:
    """One message, whoever wrote it."""

    platform: str
    """Id in platforms.toml, or the name of the tool an export came from."""
    account: str
    """The company's account it was gathered for: handle, mailbox or name of the channel."""
    id: str
    """Unique within platform and account."""
    created_at: datetime
    """With zone; in UTC once stored."""
    text: str = ""
    """Plain text."""
    author: str = ""
    """Handle or name, as the platform compares them; empty where the source hides it."""
    by_brand: bool = False
    """Written by the company or one of its agents."""
    kind: PostKind = PostKind.POST
    thread_id: str = ""
    """As the source says; empty where it does not."""
    parent_id: str = ""
    """Id of the post it answers; empty for none or unknown."""
    automated: bool = False
    """The source itself says that no person wrote it."""
    lang: str = ""
    """As the source says, lower case; empty where it does not."""
    urls: tuple[str, ...] = ()
    """Addresses it links, those behind shortened text included."""
    rating: float | None = None
    """Stars of a review, 1 to 5."""
    likes: int | None = None
    url: str = ""
    """Where a stranger can read it."""
    source: str = ""
    """What brought it: `bluesky`, `csv`, `x-archive` …"""
    edited_at: datetime | None = None
    deleted: bool = False
    """Known only as gone: its text is not there."""
    images: int | None = None
    """Pictures attached; None where the source can't tell."""
    described_images: int | None = None
    """Those of them with a description for people who don't see them; None where the source can't tell."""
    replies_closed: bool | None = None
    """Whether nobody, or not everybody, may answer; None where the source can't tell."""
    client: str = ""
    """Name of the program it was written with, where the platform tells; empty where it does not."""
    marks: tuple[str, ...] = ()
    """What its words came to, as `auditor.text.posts.marks` writes it, where the words themselves are not kept; empty where they are."""


@dataclass(frozen=True, slots=True)
class Channel:
    """An account whose posts were gathered, by one source, and what that source does not show."""

    platform: str
    account: str
    source: str
    url: str = ""
    """The profile; or the file's name for an import."""
    since: datetime | None = None
    """Start of the window asked for; None for all there is."""
    until: datetime | None = None
    """End of the window."""
    timezone: str = ""
    """IANA name of the zone its hours are told in; empty for the company's."""
    cannot_see: tuple[str, ...] = ()
    """What the source never shows: `inbound`, `replies`, `threads`, `deleted`, `direct`, `images`, `automation`, `authors`, `mentions`,
    `time-zone`, `reply-times`, `addressees`, `parents`, `times`."""
    pairing: str = ""
    """`time` where auditor.toml says that each reply answers the post before it; empty where only ids and names tell."""
    posts: int = 0
    """Posts stored."""
    skipped: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    """Rows left out, by reason."""
    cut: Message = NOTHING
    """Why not everything in the window was gathered; nothing where it was."""
