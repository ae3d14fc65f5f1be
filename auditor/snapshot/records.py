"""Profiles, files and conversations ⇄ their tables in the snapshot.

What comes by the dozen is kept as JSON under its key; posts, which come by the million, have columns of their own and are
read anew each time somebody goes through them.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import TypeAdapter

from auditor.model import (
    AccountSearch,
    Capture,
    Channel,
    CompanyProfile,
    Document,
    Landing,
    Message,
    Post,
    PostKind,
    Profile,
    Venue,
)
from auditor.model.messages import from_text, to_text
from auditor.snapshot.damage import told
from auditor.snapshot.earlier_reasons import with_evidence
from auditor.snapshot.integrity import require_texts

SCHEMA = """
CREATE TABLE IF NOT EXISTS document (url TEXT PRIMARY KEY, said TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS profile (
    platform TEXT NOT NULL, handle TEXT NOT NULL, said TEXT NOT NULL, PRIMARY KEY (platform, handle)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS profile_control (platform TEXT PRIMARY KEY, problem TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS channel (
    platform TEXT NOT NULL, account TEXT NOT NULL, source TEXT NOT NULL, said TEXT NOT NULL,
    PRIMARY KEY (platform, account, source)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS accountsearch (
    platform TEXT NOT NULL, base TEXT NOT NULL, said TEXT NOT NULL, PRIMARY KEY (platform, base)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS landing (url TEXT PRIMARY KEY, said TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS capture (url TEXT PRIMARY KEY, said TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS venue (
    platform TEXT NOT NULL, name TEXT NOT NULL, source TEXT NOT NULL, said TEXT NOT NULL,
    PRIMARY KEY (platform, name, source)) WITHOUT ROWID;
"""
POSTS = POST, MENTION, STATUS_UPDATE = "post", "mention", "status_update"
"""Tables of posts: those of accounts, those of others elsewhere, those of the company's status pages."""
_COLUMNS = """
    platform TEXT NOT NULL, account TEXT NOT NULL, id TEXT NOT NULL, at INTEGER NOT NULL, author TEXT NOT NULL,
    by_brand INTEGER NOT NULL, kind TEXT NOT NULL, thread_id TEXT NOT NULL, parent_id TEXT NOT NULL, text TEXT NOT NULL,
    lang TEXT NOT NULL, url TEXT NOT NULL, source TEXT NOT NULL, more TEXT NOT NULL, PRIMARY KEY (platform, account, id)
"""
SCHEMA += "".join(
    f"CREATE TABLE IF NOT EXISTS {table} ({_COLUMNS}) WITHOUT ROWID;\n" for table in (POST, MENTION, STATUS_UPDATE)
)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_MOMENTS = ("edited_at",)
_LISTS = ("urls", "marks")
_MORE = ("automated", "urls", "rating", "likes", "edited_at", "deleted")
_REST = (*_MORE, "images", "described_images", "replies_closed", "client", "marks")
"""Fields of a post that most posts leave at what they are anyway: one JSON object holds those that differ."""
_USUAL = {name: Post.__dataclass_fields__[name].default for name in _REST}
_TYPES: dict[str, Any] = {
    **dict.fromkeys(("automated", "deleted", "replies_closed"), bool),
    **dict.fromkeys(("likes", "images", "described_images"), int),
    "rating": int | float,
    "client": str,
}
_KINDS = {kind.value: kind for kind in PostKind}


@cache
def _adapter(noun: Any) -> TypeAdapter[Any]:
    return TypeAdapter(noun)


def _said(thing: object) -> str:
    noun: Any = type(thing)
    return _adapter(noun).dump_json(thing, exclude_defaults=True).decode()


def brief_to_text(company_profile: CompanyProfile) -> str:
    """Return what auditor.toml says of the company as JSON."""
    return _said(company_profile)


def brief_from_text(text: str) -> CompanyProfile:
    """Return what `brief_to_text` wrote; raises ValueError for anything else."""
    company_profile: CompanyProfile = _adapter(CompanyProfile).validate_json(text or "{}")
    return company_profile


def put_documents(db: sqlite3.Connection, documents: Iterable[Document]) -> None:
    """Keep what files tell, in place of what was known of each."""
    db.executemany(
        "INSERT OR REPLACE INTO document VALUES (?, ?)",
        [(d.url, _said(replace(d, facts=dict(d.facts)))) for d in documents],
    )


def put_profiles(db: sqlite3.Connection, profiles: Iterable[Profile]) -> None:
    """Keep profiles, in place of what was known of each."""
    rows = [(p.platform, p.handle, _said(p)) for p in profiles]
    db.executemany("INSERT OR REPLACE INTO profile VALUES (?, ?, ?)", rows)


def put_control(db: sqlite3.Connection, platform: str, problem: Message) -> None:
    """Say why a platform's rule of existence can't be trusted."""
    db.execute("INSERT OR REPLACE INTO profile_control VALUES (?, ?)", (platform, to_text(problem)))


def put_channel(db: sqlite3.Connection, channel: Channel) -> None:
    """Keep what was gathered of an account, in place of what was said before."""
    said = _said(replace(channel, skipped=dict(channel.skipped)))  # a mapping that pydantic knows
    row = channel.platform, channel.account, channel.source, said
    db.execute("INSERT OR REPLACE INTO channel VALUES (?, ?, ?, ?)", row)


def put_account_searches(db: sqlite3.Connection, searches: Iterable[AccountSearch]) -> None:
    """Keep what searches for accounts found, in place of what was known of each."""
    rows = [(one.platform, one.base, _said(one)) for one in searches]
    db.executemany("INSERT OR REPLACE INTO accountsearch VALUES (?, ?, ?)", rows)


def account_searches(db: sqlite3.Connection) -> tuple[AccountSearch, ...]:
    """Return what searches for accounts found, by platform and origin."""
    return _all(db, AccountSearch, "SELECT said FROM accountsearch ORDER BY platform, base")


def put_landings(db: sqlite3.Connection, landings: Iterable[Landing]) -> None:
    """Keep where links lead, in place of what was known of each."""
    db.executemany("INSERT OR REPLACE INTO landing VALUES (?, ?)", [(one.url, _said(one)) for one in landings])


def put_captures(db: sqlite3.Connection, captures: Iterable[Capture]) -> None:
    """Keep which copies a web archive holds."""
    db.executemany("INSERT OR REPLACE INTO capture VALUES (?, ?)", [(one.url, _said(one)) for one in captures])


def put_venue(db: sqlite3.Connection, venue: Venue) -> None:
    """Keep what was seen of a place elsewhere, in place of what was said before."""
    row = venue.platform, venue.name, venue.source, _said(replace(venue, skipped=dict(venue.skipped)))
    db.execute("INSERT OR REPLACE INTO venue VALUES (?, ?, ?, ?)", row)


def put_posts(db: sqlite3.Connection, posts: Iterable[Post], table: str = POST) -> int:
    """Keep posts in one of their tables; return how many were not there yet. Of two with one id the first stays."""
    before = db.total_changes
    db.executemany(f"INSERT OR IGNORE INTO {table} VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)", map(_row, posts))  # noqa: S608 - our own names
    return db.total_changes - before


def _row(p: Post) -> tuple[object, ...]:
    at = (p.created_at - _EPOCH) // _MICROSECOND
    head = p.platform, p.account, p.id, at, p.author, p.by_brand, p.kind, p.thread_id, p.parent_id
    return (*head, p.text, p.lang, p.url, p.source, _more(p))


def _more(post: Post) -> str:
    differing: dict[str, object] = {}
    for name in _REST:
        value = getattr(post, name)
        if value != _USUAL[name]:
            differing[name] = value.astimezone(UTC).isoformat() if name in _MOMENTS else value
    return json.dumps(differing, ensure_ascii=False, separators=(",", ":")) if differing else ""


@dataclass(frozen=True, slots=True)
class StoredPosts:
    """Goes through the posts of a run folder, as often as somebody asks, without holding them."""

    db: sqlite3.Connection
    path: Path
    """For messages."""
    table: str = POST

    def __iter__(self) -> Iterator[Post]:
        """Yield every post, sorted by platform, account, time and id."""
        query = f"SELECT * FROM {self.table} ORDER BY platform, account, at, id"  # noqa: S608 - our own names
        with told(self.path):
            rows = self.db.cursor().execute(query)
        while (post := self._next(rows)) is not None:
            yield post

    def _next(self, rows: sqlite3.Cursor) -> Post | None:
        with told(self.path):
            row = rows.fetchone()
            return _post(row) if row is not None else None

    def pick(self, keys: Iterable[tuple[str, str, str]]) -> dict[tuple[str, str, str], Post]:
        """Return the posts of some (platform, account, id), those that are there."""
        query = f"SELECT * FROM {self.table} WHERE platform = ? AND account = ? AND id = ?"  # noqa: S608 - our own names
        rows = ((key, self.db.execute(query, key).fetchone()) for key in keys)
        return {key: _post(row) for key, row in rows if row is not None}

    def __len__(self) -> int:
        """Return how many there are."""
        query = f"SELECT count(*) FROM {self.table}"  # noqa: S608 - our own names
        return int(self.db.execute(query).fetchone()[0])


def own_posts_with_links(db: sqlite3.Connection) -> Iterator[Post]:
    """Yield the company's own public posts that link something, newest first."""
    query = "SELECT * FROM post WHERE by_brand AND kind != 'direct' AND more LIKE '%\"urls\"%' ORDER BY at DESC, platform, account, id"
    return map(_post, db.cursor().execute(query))


def _post(row: tuple[Any, ...]) -> Post:
    platform, account, id_, at, author, by_brand, kind, thread, parent, text, lang, url, source, more = row
    require_texts((platform, account, id_, author, thread, parent, text, lang, url, source, more), "a post")
    moment = _EPOCH + timedelta(microseconds=at)
    head = platform, account, id_, moment, text, author, bool(by_brand), _KINDS[kind], thread, parent
    return Post(*head, lang=lang, url=url, source=source, **(_rest(more) if more else {}))


def _rest(more: str) -> dict[str, Any]:
    """Return the fields of a post that `_more` wrote."""
    rest: dict[str, Any] = json.loads(more)
    for name, value in rest.items():
        if name in _LISTS:
            require_texts(value, "a post")
            rest[name] = tuple(value)
        elif name in _MOMENTS:
            rest[name] = datetime.fromisoformat(value)
        elif not isinstance(value, _TYPES[name]):
            raise ValueError(f"{name} of a post is {str(value)[:40]!r}")
    return rest


def documents(db: sqlite3.Connection) -> tuple[Document, ...]:
    """Return what files tell, by URL."""
    return _all(db, Document, "SELECT said FROM document ORDER BY url")


def profiles(db: sqlite3.Connection) -> tuple[Profile, ...]:
    """Return profiles by platform and handle."""
    return _all(db, Profile, "SELECT said FROM profile ORDER BY platform, handle", with_evidence)


def controls(db: sqlite3.Connection) -> dict[str, Message]:
    """Return why a rule of existence was not to be trusted, by platform."""
    if not _has(db, "profile_control"):
        return {}
    rows = db.execute("SELECT platform, problem FROM profile_control ORDER BY platform")
    return {platform: from_text(problem) for platform, problem in rows}


def channels(db: sqlite3.Connection) -> tuple[Channel, ...]:
    """Return accounts whose posts were gathered."""
    return _all(db, Channel, "SELECT said FROM channel ORDER BY platform, account, source")


def landings(db: sqlite3.Connection) -> dict[str, Landing]:
    """Return where the links of posts and profiles lead, by address."""
    return {one.url: one for one in _all(db, Landing, "SELECT said FROM landing ORDER BY url")}


def captures(db: sqlite3.Connection) -> dict[str, Capture]:
    """Return which copies a web archive holds, by address."""
    return {one.url: one for one in _all(db, Capture, "SELECT said FROM capture ORDER BY url")}


def elsewhere(db: sqlite3.Connection, path: Path) -> dict[str, Any]:
    """Return what was found away from the site and its profiles, by the fields of a snapshot."""
    return {
        "venues": venues(db),
        "mentions": posts(db, path, MENTION),
        "status_updates": posts(db, path, STATUS_UPDATE),
        "captures": MappingProxyType(captures(db)),
    }


def venues(db: sqlite3.Connection) -> tuple[Venue, ...]:
    """Return the places elsewhere that were looked at, or could not be."""
    return _all(db, Venue, "SELECT said FROM venue ORDER BY platform, name, source")


def posts(db: sqlite3.Connection, path: Path, table: str = POST) -> Iterable[Post]:
    """Return the posts of one of their tables, to be read when somebody goes through them."""
    return StoredPosts(db, path, table) if _has(db, table) else ()


def _all(
    db: sqlite3.Connection, noun: Any, query: str, renewed: Callable[[str], str] = lambda said: said
) -> tuple[Any, ...]:
    rows = db.execute(query).fetchall() if _has(db, noun.__name__.lower()) else ()
    if not rows:  # what validates them takes longer to make than many take to read
        return ()
    adapter = _adapter(noun)
    return tuple(adapter.validate_json(renewed(said)) for (said,) in rows)


def _has(db: sqlite3.Connection, table: str) -> bool:
    """Return whether a snapshot has a table: one gathered before there was such a thing lacks it."""
    return db.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", (table,)).fetchone() is not None
