"""Snapshots gathered before causes were kept: read by their words, and given the column when they are written on."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from auditor.model import Cause, DnsOutcome, DnsRecord, Fetch, Reach, Target
from auditor.snapshot import older
from auditor.snapshot.reader import NAME, Held, load
from auditor.snapshot.writer import Store, Visit

SITE = "https://www.acme.example/"
AT = datetime(2026, 11, 23, tzinfo=UTC)
OLD = [
    (Reach.DNS_FAILED, "the host name does not exist", Cause.NO_SUCH_HOST),
    (Reach.DNS_FAILED, "try again", Cause.UNSAID),
    (Reach.GARBLED, "it came in an encoding that auditor does not read (br)", Cause.UNREAD_ENCODING),
    (Reach.CHALLENGED, "login wall", Cause.LOGIN),
    (Reach.RESPONDED, "the answer broke off", Cause.BROKE_OFF),
]


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A run folder as it was written before."""
    store = Store(tmp_path)
    store.begin(Target("Acme", SITE), AT)
    for number, (reach, detail, _) in enumerate(OLD):
        store.put(Visit(Fetch(f"{SITE}{number}", f"{SITE}{number}", reach, AT, detail=detail)))
    store.put_dns([DnsRecord("a.example", "NS", DnsOutcome.FAILED, detail="this network resolves nothing")])
    store.close()
    with closing(sqlite3.connect(tmp_path / NAME)) as db, db:
        db.execute("ALTER TABLE fetch DROP COLUMN cause")
        db.execute("ALTER TABLE dns DROP COLUMN cause")
    return tmp_path


def causes(folder: Path) -> list[Cause]:
    seen = load(folder)
    fetched = [seen.fetches[f"{SITE}{number}"].cause for number in range(len(OLD))]
    return [*fetched, seen.dns["a.example", "NS"].cause]


def test_an_old_snapshot_is_read_and_written_on(old: Path) -> None:
    wanted = [*(cause for *_, cause in OLD), Cause.OWN_NETWORK]
    assert causes(old) == wanted
    store = Store(old)
    store.put(Visit(Fetch(f"{SITE}x", f"{SITE}x", Reach.RESPONDED, AT, cause=Cause.CUT)))
    store.close()
    assert causes(old) == wanted
    assert load(old).fetches[f"{SITE}x"].cause is Cause.CUT


def test_a_role_read_from_the_text_of_a_link_is_told_from_others_by_a_column(tmp_path: Path) -> None:
    db = sqlite3.connect(tmp_path / "old.sqlite", factory=Held)
    db.execute("CREATE TABLE role (url TEXT, role TEXT, reason TEXT, PRIMARY KEY (url, role, reason)) WITHOUT ROWID")
    db.executemany(
        "INSERT INTO role VALUES (?, ?, ?)", [("/a", "media", 'link text "Press"'), ("/b", "media", "heading")]
    )
    told = [("/a", "media", 'link text "Press"', 1), ("/b", "media", "heading", 0)]
    assert older.role_rows(db) == told
    for table in ("fetch", "dns"):
        db.execute(f"CREATE TABLE {table} (cause TEXT, reach TEXT, detail TEXT)")
    older.add_columns(db)
    older.add_columns(db)
    db.execute("UPDATE role SET reason = 'link text \"Press\"' WHERE url = '/b'")
    assert [row[3] for row in older.role_rows(db)] == [1, 0], "the column says it, not the words"
