"""Whether the file of a snapshot is whole, with texts where texts belong and numbers where numbers do.

SQLite and JSON take anything anywhere, and a flipped bit or a change by hand can bring it there.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

_KINDS = {"TEXT": ("text",), "INTEGER": ("integer",), "BLOB": ("blob",)}
_TEXT = frozenset({str})
_MOST_TO_CHECK = 1 << 30
"""Bytes of a file up to which it is looked through before it is read: a second's work."""


def require_whole(db: sqlite3.Connection, path: Path, schema: str, left_out: Iterable[str] = ()) -> None:
    """Raise ValueError where the file's pages or values are damaged: else it would show only where they are read.

    Args:
        db: A snapshot, perhaps of an older auditor, which lacks some tables and columns.
        path: Its file.
        schema: The tables as they are made, in SQL.
        left_out: Tables that may be so large that whoever reads them looks at each row.
    """
    if path.stat().st_size > _MOST_TO_CHECK:
        return
    (said,) = db.execute("PRAGMA quick_check(1)").fetchone()
    if said != "ok":
        raise ValueError(said)
    _require_columns(db, schema, frozenset(left_out))


def require_texts(values: Iterable[object], what: str) -> None:
    """Raise ValueError where one of some values is no text; `what` says what they are of."""
    if not _TEXT.issuperset(map(type, values)):
        raise ValueError(f"{what} holds something else than text")


def _require_columns(db: sqlite3.Connection, schema: str, passed: frozenset[str]) -> None:
    """Raise ValueError where a column holds what its table does not allow."""
    for table, columns in _allowed(schema).items():
        there = {row[1] for row in db.execute(f"PRAGMA table_info({table})")}
        doubts = [f"typeof({name}) NOT IN ({kinds})" for name, kinds in columns.items() if name in there]
        if table not in passed and doubts:
            query = f"SELECT 1 FROM {table} WHERE {' OR '.join(doubts)} LIMIT 1"  # noqa: S608 - our own names
            if db.execute(query).fetchone() is not None:
                raise ValueError(f"a column of the table {table} holds what does not belong there")


@cache
def _allowed(schema: str) -> dict[str, dict[str, str]]:
    """Return what SQLite may call the values of each column, by table and column, as a list for a query."""
    import sqlite3  # noqa: PLC0415 - what reads pages, in a process of its own, opens no database

    with closing(sqlite3.connect(":memory:")) as db:
        db.executescript(schema)
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {table: dict(_columns(db, table)) for table in tables}


def _columns(db: sqlite3.Connection, table: str) -> Iterable[tuple[str, str]]:
    for _, name, kind, required, _, in_key in db.execute(f"PRAGMA table_info({table})"):
        allowed = _KINDS[kind] if required or in_key else (*_KINDS[kind], "null")
        yield name, ", ".join(f"'{one}'" for one in allowed)
