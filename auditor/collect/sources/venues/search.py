"""What a search for mentions is: an errand whose account is a venue, and what of its findings is worth keeping."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from auditor import urls
from auditor.collect.sources import fields
from auditor.collect.sources.base import Errand, SourceError
from auditor.collect.sources.replies import Reply
from auditor.model import Message, Post, PostKind, VenueKind, message
from auditor.text.mention_terms import NAMESAKE, UNRELATED, Terms

_FUTURE, _OLD = "future", "outside-window"
_AHEAD = timedelta(days=1)
"""How far clocks and time zones may be wrong. Our default."""


@dataclass
class Search(Errand):
    """What is searched for at one venue, and what is to be said of it besides the posts. `profile` stands for the venue."""

    terms: Terms = field(default_factory=Terms)
    queries: tuple[str, ...] = ()
    """Names and misspellings as a search is given them."""
    tags: tuple[str, ...] = ()
    """Tags to be read, for venues that have them."""
    told: tuple[str, ...] = ()
    """What the venue brings by itself: what an alert is for."""
    kind: VenueKind = VenueKind.FORUM
    named: bool = False
    """Whether all that the venue brings speaks of the company."""
    newest: datetime | None = None
    """When the newest entry was written, mention or not."""
    partial: set[str] = field(default_factory=set)
    """Threads whose answers were not all read."""
    answered: bool = False
    """Whether the venue answered at all."""
    stops: int = 0
    """How often something could not be read: `cut` tells the first reason alone."""

    @property
    def host(self) -> str:
        """The venue's host."""
        return urls.netloc(self.profile.url) or self.handle

    def is_brand(self, author: str) -> bool:
        """Return whether an author speaks for the company."""
        return bool(author) and author.lower() in self.brand

    def stop(self, why: Message | str) -> None:
        """Say why not everything was gathered, and count it."""
        self.stops += 1
        super().stop(why)

    def took(self, reply: Reply, *rows: str) -> bool:
        """Take note of an answer; return whether it can be used.

        Args:
            reply: The answer.
            rows: Where its list of findings lies: an answer without one says nothing of what is there.

        Raises:
            SourceError: it can't, and none before could: the venue was not seen.
        """
        listed = not rows or isinstance(fields.find(reply.data, *rows), list)
        usable = reply.ok and listed
        self.answered = self.answered or usable
        if not usable:
            why = (
                message("The platform's interface answered with something other than findings.")
                if reply.ok
                else reply.why
            )
            if not self.answered:
                raise SourceError(why)
            self.stop(why)
        return usable

    def wants(
        self, at: datetime, text: str, links: Iterable[str] = (), *, named: bool = False, part: bool = False
    ) -> bool:
        """Return whether what somebody wrote is a mention within the window; count it under its reason where it is none.

        `named` and `part` are those of `Terms.left_out`.
        """
        reason = self.reason(at, text, links, named=named, part=part)
        if reason:
            self.skip(reason)
        return not reason

    def reason(
        self, at: datetime, text: str, links: Iterable[str] = (), *, named: bool = False, part: bool = False
    ) -> str:
        """Return why what somebody wrote is no mention within the window; empty for one that is."""
        if at > self.until + _AHEAD:
            return _FUTURE
        self.newest = max(self.newest or at, at)
        if at < self.since:
            return _OLD
        return self.terms.left_out(text, links, named=named or self.named, part=part)


def picked(search: Search, posts: Iterable[Post]) -> Iterator[Post]:
    """Yield of one thread's posts the mentions, what answers them at whatever depth, and what the company itself says there.

    Nothing is yielded of a thread that holds no mention.
    """
    by_id = {post.id: post for post in posts}
    reasons = {post.id: _reason(search, post) for post in by_id.values() if not (post.by_brand or post.deleted)}
    mentions = {id_ for id_, reason in reasons.items() if not reason}
    for reason in _left_out(reasons.values(), any_mention=bool(mentions)):
        search.skip(reason)
    if not mentions:
        return
    below: dict[str, bool] = dict.fromkeys(mentions, True)
    for post in by_id.values():
        if post.id in mentions:
            yield replace(post, kind=PostKind.MENTION)
        elif post.by_brand:
            yield replace(post, kind=PostKind.REPLY if post.parent_id else PostKind.POST)
        elif _hangs(post, by_id, below):
            yield replace(post, kind=PostKind.REPLY)


def _reason(search: Search, post: Post) -> str:
    return search.reason(post.created_at, post.text, post.urls)


def _left_out(reasons: Iterable[str], *, any_mention: bool) -> list[str]:
    """Return what to count of a thread: a thread without a mention once; beside mentions, what is about a namesake or has no true date."""
    found = [reason for reason in reasons if reason]
    if any_mention:
        return [reason for reason in found if reason in {NAMESAKE, _FUTURE}]
    order = (NAMESAKE, UNRELATED, _OLD, _FUTURE)
    return sorted(found, key=lambda reason: order.index(reason) if reason in order else len(order))[:1]


def _hangs(post: Post, by_id: dict[str, Post], below: dict[str, bool]) -> bool:
    """Return whether a post answers a mention, however deep; `below` remembers it for all on the way."""
    way: list[str] = []
    at: Post | None = post
    while at is not None and at.id not in below:
        below[at.id] = False  # those that answer each other in a circle answer nobody
        way.append(at.id)
        at = by_id.get(at.parent_id)
    found = below[at.id] if at is not None else False
    below.update(dict.fromkeys(way, found))
    return found
