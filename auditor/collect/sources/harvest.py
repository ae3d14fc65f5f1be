"""Takes an account's posts in and stores them as they come, so that a visit cut short keeps what it has."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import datetime

from auditor.collect.sources.base import Errand, Source, SourceError, require_sound
from auditor.collect.sources.session import SourceSession
from auditor.collect.sources.workers import Broken, Late, Workers
from auditor.model import Channel, Message, Post, message
from auditor.plugins import watch
from auditor.snapshot.writer import Store

_BATCH = 100
"""Posts stored at a time."""


class Harvest:
    """What is gathered of one account."""

    def __init__(self, store: Store, errand: Errand, workers: Workers) -> None:
        self._store = store
        self._errand = errand
        self._workers = workers
        self._waiting: list[Post] = []
        self._posts = 0
        self.newest: datetime | None = None
        """Time of the company's last post."""

    async def gather(self, source: Source, session: SourceSession) -> None:
        """Go through the source's posts, to their end or to the number allowed; store them, and what is to be known of the account."""
        errand = self._errand
        try:
            await self._workers.run(self._go_through, source, session)
        except asyncio.CancelledError:
            errand.stop(message("There was no more time."))
            raise
        except SourceError as error:
            errand.stop(error.said)
        except Broken as error:
            errand.stop(message("The source failed ({error}).", error=str(error)))
            if not isinstance(error, Late):
                watch.note(f"source {source.name} failed: {error} (reading the posts of {errand.handle})")
            failed = message(
                "The source “{name}” failed while it read the posts of {account} ({error}). What it had read is kept.",
                name=source.name,
                account=errand.handle,
                error=str(error),
            )
            self._store.put_notes([failed], passing=True)
        finally:
            self._end()

    def _go_through(self, source: Source, session: SourceSession) -> None:
        for post in self._posts_of(source, session):
            if self._posts == self._errand.most:
                self._errand.stop(_only_the_first(self._errand.most))
                return
            require_sound(post, Post, self._errand.profile)
            self._posts += 1
            self._waiting.append(post)
            if post.by_brand and (self.newest is None or post.created_at > self.newest):
                self.newest = post.created_at
            if len(self._waiting) >= _BATCH:
                self._workers.store(self._store_waiting)

    def _posts_of(self, source: Source, session: SourceSession) -> Iterator[Post]:
        assert source.posts is not None
        return source.posts(session, self._errand)

    def _store_waiting(self) -> None:
        waiting, self._waiting = self._waiting, []
        self._store.put_posts(waiting)

    def _end(self) -> None:
        self._store_waiting()
        errand = self._errand
        self._store.put_channel(
            Channel(
                errand.profile.platform,
                errand.handle,
                errand.source,
                url=errand.profile.url,
                since=errand.since,
                until=errand.until,
                cannot_see=tuple(sorted(errand.cannot_see)),
                posts=self._there(),
                skipped=dict(errand.skipped),
                cut=errand.cut,
            )
        )

    def _there(self) -> int:
        """Return how many of its posts are kept, those of an earlier part of the visit included."""
        errand = self._errand
        counted = "SELECT count(*) FROM post WHERE platform = ? AND account = ? AND source = ?"
        return int(self._store.rows(counted, errand.profile.platform, errand.handle, errand.source)[0][0])


def _only_the_first(most: int) -> Message:
    return message(
        "Only the first {count:,} post was kept, which is the limit.",
        "Only the first {count:,} posts were kept, which is the limit.",
        count=most,
    )
