"""Single posts in which something was noticed, with their words, for checks that show them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from auditor.analysis.conversations import post_scan, queries
from auditor.analysis.conversations.metrics.turns import Key
from auditor.analysis.conversations.post_scan import Flagged, Flags
from auditor.model import NOTHING, Finding, Message, Outcome, Post, Snapshot, message
from auditor.model.messages import listed
from auditor.text.languages import named

Flag = Literal["customer-data", "data-request", "hostile", "risky-advice"]
"""`customer-data`: a customer's public post with personal details that no reply asks to remove; the others are the company's."""

Side = Literal["company", "customers"]
"""Who wrote a post."""
_VARIANTS: dict[Side, str] = {"company": "language", "customers": "customers-language"}
_HAVE_THEM_READ = message("Ask somebody who can read them to look through them.")


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
    private: int = 0
    """Private ones of the company, read as they were imported, whose words are not kept."""


def counts(snapshot: Snapshot) -> PostCounts:
    """Return how many posts were read."""
    found = post_scan.scanned(snapshot)
    return PostCounts(found.brand_posts, found.customer_posts, found.private_posts)


def not_read(snapshot: Snapshot, *sides: Side, rated: bool = False) -> Iterator[Finding]:
    """Yield how many posts of each side could not be read, and in which languages they are; nothing where all could.

    A share or a median bears a few: with `rated`, nothing is said of a side of which no account has more than `unread_share` unread.
    """
    found = post_scan.scanned(snapshot)
    for side in sides:
        unread = found.unread if side == "company" else found.unread_customers
        every = found.company_all if side == "company" else found.customers_all
        if rated and all(
            count <= snapshot.thresholds.unread_share * every[one] for one, count in unread.accounts.items()
        ):
            continue
        said = _in_languages(side, unread.languages).then(_untold(side, unread.languages[""]))
        if said:
            said = said.then(_wordless(unread.wordless))
            yield Finding(
                Outcome.INCONCLUSIVE, snapshot.target.site, said, variant=_VARIANTS[side], hint=_HAVE_THEM_READ
            )


def _in_languages(side: Side, languages: Mapping[str, int]) -> Message:
    codes = sorted(filter(None, languages), key=lambda code: (-languages[code], code))
    if not codes:
        return NOTHING
    told = sum(languages[code] for code in codes)
    names = listed([Message(named(code).name) for code in codes])
    if side == "customers":
        return message(
            "{count:,} of the customers' posts is in a language that this audit does not read: {languages}.",
            "{count:,} of the customers' posts are in languages that this audit does not read: {languages}.",
            count=told,
            languages=names,
        )
    return message(
        "{count:,} of the company's posts is in a language that this audit does not read: {languages}.",
        "{count:,} of the company's posts are in languages that this audit does not read: {languages}.",
        count=told,
        languages=names,
    )


def _untold(side: Side, number: int) -> Message:
    if not number:
        return NOTHING
    if side == "customers":
        return message(
            "The language of {count:,} post by a customer could not be told.",
            "The language of {count:,} posts by customers could not be told.",
            count=number,
        )
    return message(
        "The language of {count:,} post could not be told.",
        "The language of {count:,} posts could not be told.",
        count=number,
    )


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
    return _flags(snapshot, flag).count - (len(_settled(snapshot)) if flag == "customer-data" else 0)


def posts(snapshot: Snapshot, flag: Flag, most: int) -> list[FlaggedPost]:
    """Return at most so many posts with a flag: in the order they were read."""
    return _with_words(snapshot, flag, _flags(snapshot, flag).kept, most)


def newest(snapshot: Snapshot, flag: Flag, most: int) -> list[FlaggedPost]:
    """Return the newest of all posts with a flag, at most so many, the newest first."""
    return _with_words(snapshot, flag, _flags(snapshot, flag).newest(), most)


def _with_words(snapshot: Snapshot, flag: Flag, flagged: Iterable[Flagged], most: int) -> list[FlaggedPost]:
    taken = _settled(snapshot) if flag == "customer-data" else frozenset[Key]()
    kept = [one for one in flagged if one.key not in taken][:most]
    there = queries.posts(snapshot, [one.key for one in kept])
    return [FlaggedPost(there[one.key], one.what) for one in kept if one.key in there]


def removals(snapshot: Snapshot) -> frozenset[Key]:
    """Return the keys of customers' posts with personal details that a reply asked to remove."""
    return frozenset(post_scan.scanned(snapshot).removals)


def _settled(snapshot: Snapshot) -> frozenset[Key]:
    """Return the keys of posts with details that a reply asked to remove, or that are the company's own."""
    return removals(snapshot) | post_scan.scanned(snapshot).published


def _flags(snapshot: Snapshot, flag: Flag) -> Flags:
    found = post_scan.scanned(snapshot)
    flags: dict[Flag, Flags] = {
        "customer-data": found.details,
        "data-request": found.requests,
        "hostile": found.hostile,
        "risky-advice": found.risky,
    }
    return flags[flag]
