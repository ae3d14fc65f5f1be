"""Single posts in which something was noticed, with their words, for checks that show them. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from auditor.analysis.conversations import post_scan, queries
from auditor.analysis.conversations.metrics.turns import Key
from auditor.analysis.conversations.post_scan import Flags, PostScan
from auditor.model import NOTHING, Message, Post, Snapshot, message
from auditor.text.languages import named

Flag = Literal["customer-data", "data-request", "hostile", "risky-advice"]
"""`customer-data`: a customer's public post with personal details that no reply asks to remove; the others are the company's."""


@dataclass(frozen=True, slots=True)
class FlaggedPost:
    """A post in which something was noticed."""

    post: Post
    what: tuple[str, ...]
    """Its kinds, such as `email` or `insult`."""


@dataclass(frozen=True, slots=True)
class PostCounts:
    """How many posts were read."""

    company: int
    """Public ones of the company, in languages that Auditor reads."""
    customers: int
    unread: int
    """Of the company, in other languages, or in one that can't be told."""
    private: int = 0
    """Private ones of the company, read as they were imported, whose words are not kept."""
    not_read: Message = NOTHING
    """How many of the company's could not be read, and in which languages they are; nothing where all could."""


def counts(snapshot: Snapshot) -> PostCounts:
    """Return how many posts were read."""
    found = post_scan.scanned(snapshot)
    return PostCounts(found.brand_posts, found.customer_posts, found.unread, found.private_posts, _not_read(found))


def _not_read(found: PostScan) -> Message:
    told = sum(found.unread_in.values()) - found.unread_in[""]
    said = NOTHING
    if told:
        codes = sorted((code for code in found.unread_in if code), key=lambda code: (-found.unread_in[code], code))
        said = message(
            "{count:,} of the company's posts is in a language that this audit does not read: {languages}.",
            "{count:,} of the company's posts are in languages that this audit does not read: {languages}.",
            count=told,
            languages=", ".join(named(code).name for code in codes),
        )
    if untold := found.unread_in[""]:
        said = said.then(
            message(
                "The language of {count:,} post could not be told.",
                "The language of {count:,} posts could not be told.",
                count=untold,
            )
        )
    return said.then(_wordless(found.wordless)) if said else NOTHING


def _wordless(number: int) -> Message:
    if not number:
        return NOTHING
    return message(
        "{count:,} more holds too few words to be in any language, such as a link.",
        "{count:,} more hold too few words to be in any language, such as a link.",
        count=number,
    )


def count(snapshot: Snapshot, flag: Flag) -> int:
    """Return how many posts have a flag."""
    return _flags(snapshot, flag).count - (len(removals(snapshot)) if flag == "customer-data" else 0)


def posts(snapshot: Snapshot, flag: Flag, most: int) -> list[FlaggedPost]:
    """Return at most so many posts with a flag: in the order they were read."""
    taken = removals(snapshot) if flag == "customer-data" else frozenset[Key]()
    kept = [one for one in _flags(snapshot, flag).kept if one.key not in taken][:most]
    there = queries.posts(snapshot, [one.key for one in kept])
    return [FlaggedPost(there[one.key], one.what) for one in kept if one.key in there]


def newest(snapshot: Snapshot, flag: Flag, most: int) -> list[FlaggedPost]:
    """Return the newest posts with a flag, at most so many, the newest first."""
    found = sorted(posts(snapshot, flag, post_scan.MOST_FLAGGED), key=lambda one: one.post.created_at)
    return found[-most:][::-1]


def removals(snapshot: Snapshot) -> frozenset[Key]:
    """Return the keys of customers' posts with personal details that a reply asked to remove."""
    return frozenset(post_scan.scanned(snapshot).removals)


def _flags(snapshot: Snapshot, flag: Flag) -> Flags:
    found = post_scan.scanned(snapshot)
    flags: dict[Flag, Flags] = {
        "customer-data": found.details,
        "data-request": found.requests,
        "hostile": found.hostile,
        "risky-advice": found.risky,
    }
    return flags[flag]
