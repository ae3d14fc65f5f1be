"""The half of a snapshot being gathered that takes what `records` knows the tables of."""

from __future__ import annotations

import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager

from auditor.model import AccountSearch, Capture, Channel, Document, Landing, Message, Post, PostKind, Profile, Venue
from auditor.snapshot import records


class RecordStore(ABC):
    """Keeps profiles, files, conversations and where their links lead; each method is one transaction."""

    _db: sqlite3.Connection

    @abstractmethod
    def flush(self) -> None:
        """Write all that was put before."""

    @abstractmethod
    def _transaction(self) -> AbstractContextManager[None]:
        """Have all of what is done stored, or none of it."""

    def put_documents(self, documents: Iterable[Document]) -> None:
        """Keep what published files tell besides their contents."""
        self.flush()
        with self._transaction():
            records.put_documents(self._db, documents)

    def put_profiles(self, profiles: Iterable[Profile]) -> None:
        """Keep profiles, in place of what was known of each."""
        self.flush()
        with self._transaction():
            records.put_profiles(self._db, profiles)

    def put_control(self, platform: str, problem: Message) -> None:
        """Say why a platform's rule of existence can't be trusted on this visit."""
        self.flush()
        with self._transaction():
            records.put_control(self._db, platform, problem)

    def put_channel(self, channel: Channel) -> None:
        """Keep what was gathered of an account."""
        self.flush()
        with self._transaction():
            records.put_channel(self._db, channel)

    def put_account_searches(self, searches: Iterable[AccountSearch]) -> None:
        """Keep what searches for accounts found."""
        self.flush()
        with self._transaction():
            records.put_account_searches(self._db, searches)

    def account_searches(self) -> tuple[AccountSearch, ...]:
        """Return what searches for accounts found so far."""
        self.flush()
        return records.account_searches(self._db)

    def own_posts_with_links(self) -> Iterator[Post]:
        """Yield the company's own public posts that link something, newest first."""
        self.flush()
        return records.own_posts_with_links(self._db)

    def put_landings(self, landings: Iterable[Landing]) -> None:
        """Keep where links of posts and profiles lead."""
        self.flush()
        with self._transaction():
            records.put_landings(self._db, landings)

    def put_posts(self, posts: Iterable[Post]) -> int:
        """Keep posts in one transaction, drawn one by one; return how many were not there yet."""
        return self._put_posts(posts, records.POST)

    def put_mentions(self, mentions: Iterable[Post]) -> int:
        """Keep what others say elsewhere as `put_posts` does, apart from posts."""
        return self._put_posts(mentions, records.MENTION)

    def put_status_updates(self, updates: Iterable[Post]) -> int:
        """Keep what the company's own status pages say as `put_posts` does, apart from posts."""
        return self._put_posts(updates, records.STATUS_UPDATE)

    def put_captures(self, captures: Iterable[Capture]) -> None:
        """Keep which copies a web archive holds."""
        self.flush()
        with self._transaction():
            records.put_captures(self._db, captures)

    def put_venue(self, venue: Venue) -> None:
        """Keep what was seen of a place elsewhere, in place of what was said of it before."""
        self.flush()
        with self._transaction():
            records.put_venue(self._db, venue)

    def drop_private(self, sources: Iterable[str]) -> None:
        """Forget the private posts that files of these formats brought."""
        self.flush()
        rows = [(PostKind.DIRECT.value, one) for one in sources]
        self._db.executemany("DELETE FROM post WHERE kind = ? AND source = ?", rows)

    def documents(self) -> tuple[Document, ...]:
        """Return the files read so far."""
        self.flush()
        return records.documents(self._db)

    def profiles(self) -> tuple[Profile, ...]:
        """Return the profiles known so far."""
        self.flush()
        return records.profiles(self._db)

    def channels(self) -> tuple[Channel, ...]:
        """Return the accounts gathered so far."""
        self.flush()
        return records.channels(self._db)

    def venues(self) -> tuple[Venue, ...]:
        """Return the places elsewhere looked at so far."""
        self.flush()
        return records.venues(self._db)

    def _put_posts(self, posts: Iterable[Post], table: str) -> int:
        self.flush()
        with self._transaction():
            return records.put_posts(self._db, posts, table)
