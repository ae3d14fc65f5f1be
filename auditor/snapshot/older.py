"""Snapshots gathered before something was kept that is kept now: what their words stood for, and what they lack."""

from __future__ import annotations

import sqlite3

from auditor.model import Cause, Message, Reach, message

_FETCHES = {
    (Reach.DNS_FAILED, "the host name does not exist"): Cause.NO_SUCH_HOST,
    (Reach.RESPONDED, "the answer broke off"): Cause.BROKE_OFF,
    (Reach.RESPONDED, "cut"): Cause.CUT,
    (Reach.CHALLENGED, "login wall"): Cause.LOGIN,
    (Reach.CHALLENGED, "consent page"): Cause.CONSENT,
}
_UNREAD_ENCODING = "it came in an encoding that auditor does not read"
_IS_LINK_TEXT = "reason LIKE 'link text %'"
_OWN_NETWORK = ("this network", "no DNS resolver")


def of_fetch(reach: Reach, detail: str) -> Cause:
    """Return the cause that the words of an old row stood for."""
    if reach is Reach.GARBLED and detail.startswith(_UNREAD_ENCODING):
        return Cause.UNREAD_ENCODING
    return _FETCHES.get((reach, detail), Cause.UNSAID)


def of_record(detail: str) -> Cause:
    """Return the cause that the words of an old DNS row stood for."""
    return Cause.OWN_NETWORK if detail.startswith(_OWN_NETWORK) else Cause.UNSAID


def add_columns(db: sqlite3.Connection) -> None:
    """Give the tables of an old snapshot that is written on the columns that they lack."""
    if not has_column(db, "role", "is_link_text"):
        db.execute("ALTER TABLE role ADD COLUMN is_link_text INTEGER NOT NULL DEFAULT 0")
        db.execute(f"UPDATE role SET is_link_text = {_IS_LINK_TEXT}")  # noqa: S608 - our own words
    for table in ("fetch", "dns"):
        if has_column(db, table, "cause"):
            continue
        db.execute(f"ALTER TABLE {table} ADD COLUMN cause TEXT NOT NULL DEFAULT ''")
    for reach, detail in db.execute(
        "SELECT DISTINCT reach, detail FROM fetch WHERE cause = '' AND detail != ''"
    ).fetchall():
        cause = of_fetch(Reach(reach), detail)
        db.execute("UPDATE fetch SET cause = ? WHERE reach = ? AND detail = ?", (cause, reach, detail))
    for (detail,) in db.execute("SELECT DISTINCT detail FROM dns WHERE cause = '' AND detail != ''").fetchall():
        db.execute("UPDATE dns SET cause = ? WHERE detail = ?", (of_record(detail), detail))


def role_rows(db: sqlite3.Connection) -> list[tuple[str, str, str, bool]]:
    """Return (url, role, reason, whether the reason is the text of a link), in this order."""
    flag = "is_link_text" if has_column(db, "role", "is_link_text") else _IS_LINK_TEXT
    return db.execute(f"SELECT url, role, reason, {flag} FROM role ORDER BY url, role, reason").fetchall()  # noqa: S608 - our own words


def missing(db: sqlite3.Connection) -> dict[str, Message]:
    """Return why a snapshot lacks what was not gathered yet when it was written, by artifact."""
    known = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    since = {
        "landings": ("landing", message("This visit was made before the links in posts and profiles were followed.")),
        "account_searches": (
            "accountsearch",
            message("This visit was made before accounts under the company's name were searched for."),
        ),
    }
    return {artifact: why for artifact, (table, why) in since.items() if table not in known}


def has_column(db: sqlite3.Connection, table: str, column: str) -> bool:
    """Return whether a table has a column."""
    return any(row[1] == column for row in db.execute(f"PRAGMA table_info({table})"))
