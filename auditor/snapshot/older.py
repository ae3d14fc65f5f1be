"""Snapshots gathered before the cause of a failure was kept beside its words: what those words stood for then."""

from __future__ import annotations

import sqlite3

from auditor.model import Cause, Reach

_FETCHES = {
    (Reach.DNS_FAILED, "the host name does not exist"): Cause.NO_SUCH_HOST,
    (Reach.RESPONDED, "the answer broke off"): Cause.BROKE_OFF,
    (Reach.RESPONDED, "cut"): Cause.CUT,
    (Reach.CHALLENGED, "login wall"): Cause.LOGIN,
    (Reach.CHALLENGED, "consent page"): Cause.CONSENT,
}
_UNREAD_ENCODING = "it came in an encoding that auditor does not read"
_OWN_NETWORK = ("this network", "no DNS resolver")


def of_fetch(reach: Reach, detail: str) -> Cause:
    """Return the cause that the words of an old row stood for."""
    if reach is Reach.GARBLED and detail.startswith(_UNREAD_ENCODING):
        return Cause.UNREAD_ENCODING
    return _FETCHES.get((reach, detail), Cause.UNSAID)


def of_record(detail: str) -> Cause:
    """Return the cause that the words of an old DNS row stood for."""
    return Cause.OWN_NETWORK if detail.startswith(_OWN_NETWORK) else Cause.UNSAID


def add_causes(db: sqlite3.Connection) -> None:
    """Give the tables of an old snapshot that is written on a column for causes."""
    for table in ("fetch", "dns"):
        if has_causes(db, table):
            continue
        db.execute(f"ALTER TABLE {table} ADD COLUMN cause TEXT NOT NULL DEFAULT ''")
    for reach, detail in db.execute(
        "SELECT DISTINCT reach, detail FROM fetch WHERE cause = '' AND detail != ''"
    ).fetchall():
        cause = of_fetch(Reach(reach), detail)
        db.execute("UPDATE fetch SET cause = ? WHERE reach = ? AND detail = ?", (cause, reach, detail))
    for (detail,) in db.execute("SELECT DISTINCT detail FROM dns WHERE cause = '' AND detail != ''").fetchall():
        db.execute("UPDATE dns SET cause = ? WHERE detail = ?", (of_record(detail), detail))


def has_causes(db: sqlite3.Connection, table: str) -> bool:
    """Return whether a table has a column for causes."""
    return any(row[1] == "cause" for row in db.execute(f"PRAGMA table_info({table})"))
