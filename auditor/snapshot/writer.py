"""The snapshot while it is being gathered: one transaction for all that a few answers brought."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import zstandard

from auditor.model import (
    Accept,
    Approved,
    Certificate,
    CompanyProfile,
    ContactDetail,
    DnsRecord,
    Exclude,
    Fetch,
    Form,
    Link,
    Page,
    Role,
    Target,
)
from auditor.model.messages import NOTHING, Message, as_message, to_json, to_text
from auditor.snapshot import configured, older, records
from auditor.snapshot.bodies import Bodies
from auditor.snapshot.damage import CannotWrite
from auditor.snapshot.reader import (
    FORMAT,
    NAME,
    Held,
    SnapshotError,
    fetch_of,
    forms_of,
    links_of,
    require_known_format,
    roles_of,
)
from auditor.snapshot.record_store import RecordStore
from auditor.snapshot.rows import contact_rows, fetch_row, form_rows, iso, role_row
from auditor.snapshot.schema import SCHEMA

_BATCH, _BATCH_BYTES = 128, 2_000_000
"""Visits in one transaction, and what their bodies may come to: enough to spread its cost, few enough that nothing waits for it."""


@dataclass(frozen=True, slots=True)
class Rendering:
    """What a browser made of a page or of the answer to an impossible address."""

    url: str
    at: datetime
    html: str = ""
    """The document, where it takes the place of the one received."""
    picture: bytes = b""
    """How it looked, as JPEG."""
    problem: Message = NOTHING
    """Why it could not be shown."""


@dataclass(frozen=True, slots=True)
class Visit:
    """All that one answer brought."""

    fetch: Fetch | None = None
    """None where something was learned without a request."""
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    page: Page | None = None
    links: str = ""
    """As `link_text` writes them."""
    contacts: tuple[ContactDetail, ...] = ()
    forms: tuple[Form, ...] = ()
    roles: tuple[tuple[str, Role, str], ...] = ()
    """(url, role, reason): of this page and what its links promise of others."""
    found: tuple[tuple[str, str], ...] = ()
    """(url, by)."""
    control_of: str = ""
    """Origin, where this was a request for an address that cannot exist."""
    rendering: Rendering | None = None
    """With a document, the rest of the visit takes the place of what was known of that page."""


class Store(RecordStore):
    """The snapshot while it is being gathered.

    Visits are written several in one transaction; every other method first writes what waits. (A thread of its own for
    the writing was measured: with it the whole visit took 10 to 20 % more processor time and no less of the clock's, because both
    threads kept asking for the interpreter.)
    """

    def __init__(self, folder: Path) -> None:
        """Open or create the snapshot in `folder`.

        Raises:
            SnapshotError: the file is of a newer auditor, or no snapshot at all; CannotWrite where the disk is full, or closed to us.
        """
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self._path = folder / NAME
        self._waiting: list[Visit] = []
        self._waiting_bytes = 0
        try:
            self._db = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False, factory=Held)
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=NORMAL")
            self._db.execute("PRAGMA wal_autocheckpoint=4000")
            self._db.executescript(SCHEMA)
            older.add_columns(self._db)
        except sqlite3.OperationalError as error:
            raise CannotWrite(f"{self._path}: cannot be written ({error})") from None
        except sqlite3.DatabaseError as error:
            raise SnapshotError(f"{self._path}: not a snapshot ({error}); choose another --output folder") from None
        require_known_format(self._path, self.meta("format"))
        self._compress = zstandard.ZstdCompressor(level=3).compress

    def begin(
        self,
        target: Target,
        taken_at: datetime,
        thresholds: Mapping[str, float] | None = None,
        accepts: Iterable[Accept] = (),
        company_profile: CompanyProfile | None = None,
        asked: str = "",
        approved: Approved | None = None,
        *,
        watching: bool = False,
    ) -> None:
        """Say what is being visited and when; of auditor.toml which thresholds differ, which faults are borne, who the company is.

        `watching` says that it is one of the short looks of a watch.
        """
        self._set_meta(
            format=FORMAT,
            name=target.name,
            site=target.site,
            asked=asked or target.site,
            taken_at=iso(taken_at),
            thresholds=json.dumps(dict(thresholds or {}), sort_keys=True),
            accepts=configured.accepts_to_text(accepts),
            brief=records.brief_to_text(company_profile or CompanyProfile()),
            approved=configured.approved_to_text(approved),
            watching="1" if watching else "",
        )

    def finish(self, broken: Iterable[str] = ()) -> None:
        """Mark the visit as complete; `broken` says, a line each, what plug-ins broke on it.

        The site was seen whole, but what they would have brought is still to be had.
        """
        self._set_meta(finished=1, broken=json.dumps(list(broken)))

    @property
    def settled(self) -> bool:
        """Whether the visit is complete, and nothing would come of going on with it."""
        return bool(self.meta("finished")) and not json.loads(self.meta("broken") or "[]")

    def resume(self) -> None:
        """Withdraw what was said of a visit's end: whoever goes on with it comes to another."""
        passing = json.loads(self.meta("passing") or "[]")
        with self._transaction():
            self._db.executemany("DELETE FROM note WHERE text = ?", [(text,) for text in passing])
            self._db.execute("DELETE FROM meta WHERE key IN ('passing', 'finished', 'broken')")
            self._db.execute("DELETE FROM missing")
            self._db.execute("DELETE FROM profile_control")

    def meta(self, key: str) -> str:
        """Return a value said of the visit; empty where nothing was said."""
        found = self.rows("SELECT value FROM meta WHERE key = ?", key)
        return str(found[0][0]) if found else ""

    def put(self, *visits: Visit) -> None:
        """Store visits, soon: all of them or none."""
        self._waiting += visits
        self._waiting_bytes += sum(len(visit.body) for visit in visits)
        if len(self._waiting) >= _BATCH or self._waiting_bytes >= _BATCH_BYTES:
            self.flush()

    def flush(self) -> None:
        """Write all that was put.

        Raises:
            CannotWrite: the disk is full, or closed to us.
        """
        waiting, self._waiting, self._waiting_bytes = self._waiting, [], 0
        if not waiting:
            return
        try:
            with self._transaction():
                for visit in waiting:
                    self._put_visit(visit)
        except CannotWrite:
            self._waiting = [*waiting, *self._waiting]  # whoever writes next is told too; none of it is passed over
            raise

    def put_dns(self, records: Iterable[DnsRecord]) -> None:
        """Store what was looked up."""
        rows = [(r.name, r.type, r.outcome, json.dumps(r.values), r.detail, r.cause) for r in records]
        self.flush()
        with self._transaction():
            self._db.executemany("INSERT OR REPLACE INTO dns VALUES (?, ?, ?, ?, ?, ?)", rows)

    def put_certificates(self, certificates: Iterable[Certificate]) -> None:
        """Store what hosts showed of their certificates."""
        rows = [(c.host, iso(c.not_after) if c.not_after else "", c.problem) for c in certificates]
        self.flush()
        with self._transaction():
            self._db.executemany("INSERT OR REPLACE INTO certificate VALUES (?, ?, ?)", rows)

    def put_missing(self, artifact: str, reason: Message) -> None:
        """Say that something could not be gathered."""
        self.flush()
        with self._transaction():
            self._db.execute("INSERT OR REPLACE INTO missing VALUES (?, ?)", (artifact, to_text(reason)))

    def put_notes(self, notes: Iterable[Message | str], *, passing: bool = False) -> None:
        """Say what was left out; `passing` for what whoever goes on with the visit does again or comes to."""
        self.flush()
        kept = [to_text(as_message(note)) for note in notes]
        with self._transaction():
            self._db.executemany("INSERT OR REPLACE INTO note VALUES (?)", [(text,) for text in kept])
        if passing and kept:
            known = json.loads(self.meta("passing") or "[]")
            self._set_meta(passing=json.dumps([*known, *(text for text in kept if text not in known)]))

    def put_unimported(self, problems: Iterable[Message]) -> None:
        """Say which files of posts could not be read, in place of what was said before."""
        self._set_meta(unimported=json.dumps(list(map(to_json, problems))))

    def put_excludes(self, excludes: Iterable[Exclude]) -> None:
        """Say what configuration kept out, in place of what was said of it before."""
        self._set_meta(excludes=json.dumps([(e.pattern, e.reason, e.count) for e in excludes]))

    def fetched(self) -> Iterator[tuple[str, str]]:
        """Yield (method, url) of what is stored already."""
        yield from self.rows("SELECT method, url FROM fetch")

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Return the rows of a read-only query."""
        self.flush()
        return self._db.execute(query, values).fetchall()

    def close(self) -> None:
        """Fold the write-ahead log into the file, so that the folder can be copied or read from a read-only place."""
        try:
            self.flush()
        finally:
            with suppress(
                sqlite3.Error
            ):  # somebody reads it, or the disk is full: the log stays beside it, which is no loss
                self._db.execute("PRAGMA journal_mode=DELETE")
            self._db.close()

    def links(self, wanted: Callable[[str, str], bool] | None = None) -> Iterator[Link]:
        """Yield the links stored, by page.

        Args:
            wanted: Told a page and its links as JSON, which takes long to read: whether they are worth it. All are without it.
        """
        self.flush()
        yield from links_of(self._db, wanted)

    def roles(self) -> dict[str, set[Role]]:
        """Return the roles of every address that has any, as the snapshot will say them; redirects are not followed."""
        self.flush()
        return {url: set(found) for url, found in roles_of(self._db).items()}

    def forms(self) -> Iterator[Form]:
        """Yield every form stored, by page."""
        self.flush()
        yield from forms_of(self._db)

    def page(self, url: str) -> tuple[Fetch, str] | None:
        """Return what came of reading `url` and its decoded body; None where there is none."""
        found = self.rows("SELECT * FROM fetch WHERE url = ? AND method = 'GET'", url)
        if not found:
            return None
        fetch = fetch_of(found[0])
        return fetch, Bodies(self._db).text(fetch)

    def _set_meta(self, **values: object) -> None:
        self.flush()
        rows = [(key, str(value)) for key, value in values.items()]
        with self._transaction():
            self._db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", rows)

    def _transaction(self) -> AbstractContextManager[None]:
        return _transaction(self._db, self._path)

    def _put_visit(self, visit: Visit) -> None:
        many = self._db.executemany
        if visit.fetch is not None:
            if visit.fetch.body_sha256:
                self._put_body(visit.fetch.body_sha256, visit.body)
            row = fetch_row(visit.fetch, visit.headers, visit.control_of)
            self._db.execute("INSERT OR REPLACE INTO fetch VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)", row)
        if visit.rendering is not None:
            self._put_rendering(visit.rendering)
        if visit.page is not None:
            page = visit.page
            row = (page.url, page.title, page.heading, page.lang, page.text_length, page.needs_script)
            self._db.execute("INSERT OR REPLACE INTO page VALUES (?, ?, ?, ?, ?, ?)", row)
            if visit.links:
                self._db.execute("INSERT OR REPLACE INTO links VALUES (?, ?)", (page.url, visit.links))
        many("INSERT OR REPLACE INTO contact VALUES (?,?,?,?,?,?,?,?,?)", contact_rows(visit.contacts))
        many("INSERT OR REPLACE INTO form VALUES (?,?,?,?,?,?,?,?)", form_rows(visit.forms))
        many("INSERT OR IGNORE INTO role VALUES (?, ?, ?, ?)", map(role_row, visit.roles))
        many("INSERT OR IGNORE INTO found VALUES (?, ?)", visit.found)

    def _put_rendering(self, rendering: Rendering) -> None:
        body = rendering.html.encode("utf-8", errors="replace")
        keys = [hashlib.sha256(part).hexdigest() if part else "" for part in (body, rendering.picture)]
        for key, part in zip(keys, (body, rendering.picture), strict=True):
            if key:
                self._put_body(key, part)
        row = rendering.url, iso(rendering.at), keys[0], len(body), keys[1], to_text(rendering.problem)
        self._db.execute("INSERT OR REPLACE INTO rendering VALUES (?, ?, ?, ?, ?, ?)", row)
        if body:
            for table in ("links", "contact", "form"):
                self._db.execute(f"DELETE FROM {table} WHERE page = ?", (rendering.url,))  # noqa: S608 - three fixed names

    def _put_body(self, sha256: str, body: bytes) -> None:
        if not self._db.execute("SELECT 1 FROM body WHERE sha256 = ?", (sha256,)).fetchone():
            self._db.execute("INSERT INTO body VALUES (?, ?, ?)", (sha256, len(body), self._compress(body)))


@contextmanager
def _transaction(db: sqlite3.Connection, path: Path) -> Iterator[None]:
    """Have all of what is done stored, or none of it.

    Raises:
        CannotWrite: the disk is full, or closed to us.
    """
    try:
        db.execute("BEGIN")
        try:
            yield
            db.execute("COMMIT")
        finally:
            if db.in_transaction:  # a full disk may have ended it already
                db.execute("ROLLBACK")
    except sqlite3.Error as error:
        raise CannotWrite(f"{path}: cannot be written ({error}); what was gathered before is kept") from None
