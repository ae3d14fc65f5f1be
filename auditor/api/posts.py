"""Single posts: the company's own, those worth showing, what they announce and what they say of the service."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from auditor.analysis.conversations import announcements, feeds, flagged, post_scan, queries, statements
from auditor.analysis.conversations.flagged import Flag, FlaggedPost, PostCounts, Side
from auditor.analysis.conversations.metrics.turns import Key
from auditor.analysis.conversations.statements import Announcement, Contradiction, Statement
from auditor.api.query import Query
from auditor.model import Evidence, Finding, Post


class Posts(Query):
    """Posts that were gathered or imported, of the company and of customers. These questions share one walk through all.

    `contacts` and `profiles` help; declare `pages` too for announcements and statements.
    """

    __slots__ = ()
    rests_on = ("posts",)

    def own(self) -> Iterator[tuple[str, list[Post]]]:
        """Yield the newest public posts that each account wrote itself with what to call it; items of feeds and reposts left out."""
        for (platform, account), found in sorted(post_scan.scanned(self._snapshot).own.items()):
            posts = [post for post in feeds.written(found.posts) if post.source != queries.FEED]
            yield queries.subject(self._snapshot, platform, account), posts

    def counts(self) -> PostCounts:
        """Return how many posts were read: public ones of the company and of customers, and private ones of the company."""
        return flagged.counts(self._snapshot)

    def not_read(self, *sides: Side, rated: bool = False) -> Iterator[Finding]:
        """Yield how many posts of the `company` or of `customers` could not be read, inconclusive; nothing where all could.

        Every check that goes by the words of posts says so: "none of 18" means little beside 725 that nobody read. A check of a share or
        a median, which bears a few, is `rated`: it says so only where more than `unread_share` of an account's posts could not be read.
        """
        return flagged.not_read(self._snapshot, *sides, rated=rated)

    def count(self, flag: Flag) -> int:
        """Return how many posts have a flag, such as `hostile`."""
        return flagged.count(self._snapshot, flag)

    def flagged(self, flag: Flag, most: int = 20, *, newest: bool = False) -> list[FlaggedPost]:
        """Return the first posts with a flag, at most so many, in the order they were read; or the newest of all, the newest first.

        The flags are `customer-data` (a customer's public post with personal details that no reply asks to remove) and, of
        the company's posts, `data-request`, `hostile` and `risky-advice`.
        """
        return (flagged.newest if newest else flagged.posts)(self._snapshot, flag, most)

    def removals(self) -> list[Key]:
        """Return the keys of customers' posts with personal details that a reply asked to remove."""
        return sorted(flagged.removals(self._snapshot))

    def quotes(self, keys: Iterable[Key], most: int = 3) -> tuple[Evidence, ...]:
        """Return the first of some posts as evidence."""
        return queries.quotes(self._snapshot, keys, most)

    def feed_since(self) -> datetime | None:
        """Return the time of the oldest item that the site's own feeds list; None where no feed was read."""
        items = feeds.items(self._snapshot)
        return items[0].at if items else None

    def comparable(self, posts: Sequence[Post]) -> list[Post]:
        """Return the posts since the oldest item of the feeds: of earlier ones nobody can tell what they repeat."""
        return feeds.listed(posts, feeds.items(self._snapshot))

    def repeats_feed(self, post: Post, minutes: int) -> bool:
        """Return whether a post repeats the title or address of a feed's item published so many minutes before it at most."""
        return feeds.repeats(post, feeds.items(self._snapshot), minutes)

    def announcements(self) -> tuple[Announcement, ...]:
        """Return what own public posts promised for a day that has passed, by the time of the posts."""
        return statements.announcements(self._snapshot)

    def taken_up(self, promise: Announcement) -> Post | None:
        """Return an own post that says a word about an announcement once it was due, or moved the day before."""
        return announcements.settled(self._snapshot).get(post_scan.key_of(promise.post))

    def page_about(self, promise: Announcement) -> str:
        """Return a page of the site that takes an announcement up in its title or heading; empty for none."""
        return announcements.page_says(self._snapshot, promise)

    def asked_about(self, promise: Announcement) -> tuple[Key, ...]:
        """Return the keys of questions about an announcement since it was due, one of each person."""
        return announcements.asked_about(self._snapshot).get(post_scan.key_of(promise.post), ())

    def statements(self) -> tuple[Statement, ...]:
        """Return what the company said about its service, by time."""
        return statements.of_service(self._snapshot)

    def contradictions(self, within: timedelta) -> tuple[Contradiction, ...]:
        """Return statements so close in time that contradict each other, by the time of the later one."""
        every = sorted(
            (*self.statements(), *self.status_statements()), key=lambda one: (one.post.created_at, one.post.id)
        )
        return tuple(statements.contradictions(every, within))

    def status_statements(self) -> tuple[Statement, ...]:
        """Return what the company's own status pages said of faults, by time; declare `status_updates`."""
        return statements.of_status_pages(self._snapshot)

    def status_pages(self) -> Iterator[tuple[str, str, str]]:
        """Yield (URL, `fault` or `fine`, the words that say so) of the site's pages about the state of its service."""
        return statements.status_pages(self._snapshot)

    @staticmethod
    def quote(post: Post) -> Evidence:
        """Return a post as evidence: its words, handles and names of others hidden."""
        return queries.quote(post)
