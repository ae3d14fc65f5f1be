"""Takes an account's posts in and stores them as they come, so that a visit cut short keeps what it has."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime

from auditor.collect.sources.base import Errand, Source
from auditor.collect.sources.client import Client
from auditor.model import Channel, Post
from auditor.snapshot.writer import Store

_BATCH = 100
"""Posts stored at a time."""


class Harvest:
    """What is gathered of one account."""

    def __init__(self, store: Store, errand: Errand) -> None:
        self._store = store
        self._errand = errand
        self._waiting: list[Post] = []
        self._posts = 0
        self._stored = 0
        self.newest: datetime | None = None
        """Time of the company's last post."""

    async def gather(self, source: Source, client: Client) -> None:
        """Go through the source's posts, to their end or to the number allowed."""
        assert source.posts is not None
        posts = source.posts(client, self._errand)
        try:
            await self._take(posts)
        finally:
            if hasattr(posts, "aclose"):
                await posts.aclose()

    async def _take(self, posts: AsyncIterator[Post]) -> None:
        async for post in posts:
            if self._posts == self._errand.most:
                self._errand.stop(f"only the first {self._errand.most:,} posts were kept (sources.max_posts)")
                break
            self._posts += 1
            self._waiting.append(post)
            if post.by_brand and (self.newest is None or post.created_at > self.newest):
                self.newest = post.created_at
            if len(self._waiting) >= _BATCH:
                self._store_waiting()

    def _store_waiting(self) -> None:
        waiting, self._waiting = self._waiting, []
        self._stored += self._store.put_posts(waiting)

    def end(self) -> None:
        """Store the rest, and what is to be known of the account."""
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
                posts=self._stored,
                skipped=dict(errand.skipped),
                cut=errand.cut,
            )
        )
