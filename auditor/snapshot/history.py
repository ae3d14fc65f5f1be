"""The history of a watch: what its rounds brought, in one snapshot that grows at its end and is cut off at its beginning.

A round is a snapshot of its own, gathered since the one before. It is taken in by one transaction: a watch that is killed in the middle
has taken in all of it or nothing. What a round says of the present (profiles, what was asked and answered) takes the place of what was
said before; what was written (posts and the like) is added.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter

from auditor.model import NOTHING, Channel, Landing, Profile, Venue
from auditor.snapshot import older, reader, records
from auditor.snapshot.reader import NAME, CannotWrite, SnapshotError
from auditor.snapshot.rows import iso
from auditor.snapshot.schema import SCHEMA

_PRESENT = ("profile_control", "missing", "note", "dns", "certificate")
"""Tables that say how things stand now."""
_SITE = ("page", "role", "found", "links", "contact", "form", "rendering", "document")
"""Tables of the site, which no round reads and which a run is not asked for."""
_BY_ITSELF = ("meta", "fetch", "body", "profile", "channel", "venue", "landing", "coverage")
"""Tables that are taken in each in its own way."""
MOST_TRIES = 3
"""Rounds that ask again for what a channel showed only in part; then what it did not show counts as not to be had. Our default."""
_MOST_POSTINGS = 20
"""Places of one link that are kept, the newest."""
_CHANNEL, _VENUE, _LANDING = TypeAdapter(Channel), TypeAdapter(Venue), TypeAdapter(Landing)
W = TypeVar("W", Channel, Venue)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_COVERAGE = """
CREATE TABLE IF NOT EXISTS coverage (
    platform TEXT NOT NULL, account TEXT NOT NULL, source TEXT NOT NULL, until TEXT NOT NULL, tries INTEGER NOT NULL,
    PRIMARY KEY (platform, account, source)) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Absorbed:
    """What of a round was not known before."""

    own: int = 0
    """Posts by the company."""
    others: int = 0
    """Posts by others, where the company's are read."""
    mentions: int = 0
    """Posts of others elsewhere."""


class History:
    """The snapshot of a watch. Every method that changes it does so by one transaction."""

    def __init__(self, folder: Path) -> None:
        """Open or create it in `folder`.

        Raises:
            CannotWrite: the disk is full, or closed to us.
            SnapshotError: it is damaged, or of a newer auditor.
        """
        self.folder = folder
        self._path = folder / NAME
        with _told(self._path):
            folder.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(self._path, isolation_level=None, factory=reader.Held)
            self._db.execute("PRAGMA auto_vacuum=INCREMENTAL")
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=NORMAL")
            self._db.executescript(SCHEMA + _COVERAGE)
            older.add_columns(self._db)
            found = self._db.execute("SELECT value FROM meta WHERE key = 'format'").fetchone()
            sound = self._db.execute("PRAGMA quick_check(1)").fetchone()
        if sound is None or sound[0] != "ok":
            raise SnapshotError(f"{self._path}: damaged")
        reader.require_known_format(self._path, str(found[0]) if found else "")

    def close(self) -> None:
        """Close it."""
        self._db.close()

    def meta(self, key: str) -> str:
        """Return a value said of it; empty where nothing was said."""
        row = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else ""

    def profiles(self) -> tuple[Profile, ...]:
        """Return the profiles as they were seen last."""
        return records.profiles(self._db)

    def since(self, platform: str, account: str, source: str) -> datetime | None:
        """Return up to when a channel was seen whole; None where it never was."""
        query = "SELECT until FROM coverage WHERE platform = ? AND account = ? AND source = ?"
        row = self._db.execute(query, (platform, account, source)).fetchone()
        return datetime.fromisoformat(row[0]) if row and row[0] else None

    def seed(self, run: Path, name: str, more: Mapping[str, str]) -> None:
        """Take in what an audit gathered of posts and profiles; `name` says which audit it was, `more` what else is to be remembered.

        Raises:
            CannotWrite: the disk is full, or closed to us.
            SnapshotError: one of both can't be read.
        """
        with self._attached(run) as tables:
            self._add(table for table in tables if table not in (*_PRESENT, *_SITE, *_BY_ITSELF))
            self._take_channels()
            self._take_venues(tables)
            self._db.execute("DELETE FROM profile")
            self._db.execute("INSERT INTO profile SELECT * FROM round.profile")
            said = self._db.execute("SELECT value FROM round.meta WHERE key = 'name'").fetchone()
            rows = [("seeded", name), ("seeded_name", said[0] if said else ""), *more.items()]
            self._db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", rows)

    def absorb(self, round_folder: Path, oldest: datetime) -> Absorbed:
        """Take a round in, and let go of what was written before `oldest`.

        Raises:
            CannotWrite: the disk is full, or closed to us.
            SnapshotError: one of both can't be read.
        """
        with self._attached(round_folder) as tables:
            found = self._counted(tables)
            self._add(table for table in tables if table not in (*_PRESENT, *_SITE, *_BY_ITSELF))
            for table in _PRESENT:
                self._db.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names
            self._add(table for table in tables if table in _PRESENT)
            self._db.execute("DELETE FROM profile")
            self._db.execute("INSERT INTO profile SELECT * FROM round.profile")
            self._take_channels()
            self._take_venues(tables)
            self._take_landings()
            self._take_answers()
            self._db.execute("INSERT OR REPLACE INTO meta SELECT * FROM round.meta")
            self._let_go(tables, oldest)
        with _told(self._path):
            self._db.execute("PRAGMA incremental_vacuum").fetchall()
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        return found

    @contextmanager
    def _attached(self, folder: Path) -> Iterator[list[str]]:
        """Have a transaction on this history with another snapshot beside it, whose tables are told."""
        with closing(reader.open_read_only(folder)):
            pass  # says in a line what is wrong with it
        with _told(self._path):
            self._db.execute("ATTACH DATABASE ? AS round", (str(folder / NAME),))
            try:
                ours = {name for (name,) in self._db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
                theirs = self._db.execute("SELECT name FROM round.sqlite_master WHERE type = 'table'").fetchall()
                self._db.execute("BEGIN IMMEDIATE")
                yield [name for (name,) in theirs if name in ours]
                self._db.execute("COMMIT")
            finally:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                self._db.execute("DETACH DATABASE round")

    def _add(self, tables: Iterable[str]) -> None:
        for table in tables:
            columns = ", ".join(self._columns(table))
            self._db.execute(f"INSERT OR REPLACE INTO {table} ({columns}) SELECT {columns} FROM round.{table}")  # noqa: S608 - our own names

    def _columns(self, table: str) -> Sequence[str]:
        """Return the columns that both have: an older run may lack some."""
        ours = [row[1] for row in self._db.execute(f"PRAGMA main.table_info({table})")]
        theirs = {row[1] for row in self._db.execute(f"PRAGMA round.table_info({table})")}
        return [name for name in ours if name in theirs]

    def _counted(self, tables: Iterable[str]) -> Absorbed:
        own, others = (self._unknown("post", f"AND new.by_brand = {flag}") for flag in (1, 0))
        return Absorbed(own, others, self._unknown("mention") if "mention" in tables else 0)

    def _unknown(self, table: str, only: str = "") -> int:
        known = "old.platform = new.platform AND old.account = new.account AND old.id = new.id"
        query = f"SELECT count(*) FROM round.{table} new WHERE NOT EXISTS (SELECT 1 FROM main.{table} old WHERE {known}) {only}"  # noqa: S608 - our own names
        return int(self._db.execute(query).fetchone()[0])

    def _take_channels(self) -> None:
        known = {(one.platform, one.account, one.source): one for one in records.channels(self._db)}
        for (said,) in self._db.execute("SELECT said FROM round.channel").fetchall():
            new = _CHANNEL.validate_json(said)
            key = new.platform, new.account, new.source
            merged = self._continued(key, known.get(key), new, new.posts)
            records.put_channel(self._db, replace(merged, posts=self._stored("post", key)))

    def _take_venues(self, tables: Sequence[str]) -> None:
        known = {(one.platform, one.name, one.source): one for one in records.venues(self._db)}
        for (said,) in self._db.execute("SELECT said FROM round.venue").fetchall() if "venue" in tables else ():
            new = _VENUE.validate_json(said)
            key = new.platform, new.name, new.source
            old = known.get(key)
            if new.unseen and old is not None:
                continue  # it is known up to when it was seen, and no further
            merged = self._continued(key, old, new, new.mentions) if not new.unseen else new
            newest = max(filter(None, (new.newest, old.newest if old else None)), default=None)
            records.put_venue(self._db, replace(merged, mentions=self._stored("mention", key), newest=newest))

    def _stored(self, table: str, key: tuple[str, str, str]) -> int:
        opens = " AND kind = 'mention'" if table == "mention" else ""
        count = f"SELECT count(*) FROM {table} WHERE platform = ? AND account = ? AND source = ?{opens}"  # noqa: S608 - our own names
        return int(self._db.execute(count, key).fetchone()[0])

    def _continued(self, key: tuple[str, str, str], old: W | None, new: W, brought: int) -> W:
        """Return what is known of a channel or a venue with a round's part of it, and note up to when it was seen whole."""
        query = "SELECT until, tries FROM coverage WHERE platform = ? AND account = ? AND source = ?"
        until, tries = self._db.execute(query, key).fetchone() or ("", 0)
        tries = tries + 1 if new.cut and brought else 0
        given_up = tries > MOST_TRIES
        moment = iso(new.until) if new.until and (not new.cut or given_up) else until
        row = (*key, moment, 0 if given_up else tries)
        self._db.execute("INSERT OR REPLACE INTO coverage VALUES (?, ?, ?, ?, ?)", row)
        if new.cut and not brought and old is not None:
            return replace(old, cut=new.cut)  # known up to when it was seen
        joined = old is not None and old.until is not None and new.since is not None and new.since <= old.until
        since = old.since if joined and old is not None else new.since
        cut = new.cut or (old.cut if old is not None and not (joined and until) else NOTHING)
        return replace(new, since=since, cut=cut)

    def _take_landings(self) -> None:
        known = records.landings(self._db)
        rows = self._db.execute("SELECT said FROM round.landing").fetchall()
        for new in (_LANDING.validate_json(said) for (said,) in rows):
            old = known.get(new.url)
            postings = dict.fromkeys((*new.postings, *(old.postings if old else ())))
            count = max(len(postings), new.count)
            records.put_landings(self._db, [replace(new, postings=tuple(postings)[:_MOST_POSTINGS], count=count)])

    def _take_answers(self) -> None:
        """Keep the answers of this round, and of older ones those that links led to."""
        self._db.execute("DELETE FROM fetch WHERE url NOT IN (SELECT url FROM landing)")
        self._add(["body", "fetch"])
        self._db.execute("DELETE FROM body WHERE sha256 NOT IN (SELECT body_sha256 FROM fetch)")

    def _let_go(self, tables: Iterable[str], oldest: datetime) -> None:
        moment = (oldest - _EPOCH) // timedelta(microseconds=1)
        for table in ("post", "mention", "status_update"):
            if table in (*tables, "post"):
                self._db.execute(f"DELETE FROM {table} WHERE at < ?", (moment,))  # noqa: S608 - our own names
        gone = [one.url for one in records.landings(self._db).values() if one.at is not None and one.at < oldest]
        self._db.executemany("DELETE FROM landing WHERE url = ?", [(url,) for url in gone])


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Say in a line what goes wrong with the file.

    Raises:
        CannotWrite: the disk is full, or closed to us.
        SnapshotError: it is damaged.
    """
    try:
        yield
    except (sqlite3.OperationalError, OSError) as error:
        raise CannotWrite(f"{path}: cannot be written ({error})") from None
    except (sqlite3.DatabaseError, ValueError) as error:
        raise SnapshotError(f"{path}: damaged ({error})") from None
