"""Damage that would show only where a value is used is told when the snapshot is opened."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from auditor.snapshot.integrity import require_texts, require_whole

SCHEMA = "CREATE TABLE page (url TEXT PRIMARY KEY, size INTEGER NOT NULL, status INTEGER) WITHOUT ROWID;"


def tried(folder: Path, statement: str, table: str = SCHEMA, left_out: tuple[str, ...] = ()) -> None:
    path = folder / "a.sqlite"
    with closing(sqlite3.connect(path)) as db, db:
        db.execute(table)
        db.execute(statement)
        require_whole(db, path, SCHEMA, left_out)


@pytest.mark.parametrize("values", ["'a', 1, 2", "'a', 1, NULL", "'', 0, 0"])
def test_what_a_table_allows_is_taken(values: str, tmp_path: Path) -> None:
    tried(tmp_path, f"INSERT INTO page VALUES ({values})")


@pytest.mark.parametrize("values", ["x'00', 1, 2", "'a', 'one', 2", "'a', 1.5, 2", "'a', 1, 'two'"])
def test_what_it_does_not_allow_is_not(values: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="the table page"):
        tried(tmp_path, f"INSERT INTO page VALUES ({values})")


def test_a_table_that_is_read_row_by_row_is_left_to_its_reader(tmp_path: Path) -> None:
    tried(tmp_path, "INSERT INTO page VALUES (x'00', 1, 2)", left_out=("page",))


@pytest.mark.parametrize("table", ["CREATE TABLE page (url TEXT)", "CREATE TABLE post (url TEXT)"])
def test_an_older_snapshot_lacks_columns_and_tables(table: str, tmp_path: Path) -> None:
    tried(tmp_path, f"INSERT INTO {table.split()[2]} VALUES ('a')", table)


def test_a_required_number_that_is_missing_is_told(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="the table page"):
        tried(tmp_path, "INSERT INTO page VALUES ('a', NULL)", "CREATE TABLE page (url TEXT, size INTEGER)")


def test_texts() -> None:
    require_texts(("a", ""), "a link")
    for other in (1, None, b"a", ["a"]):
        with pytest.raises(ValueError, match="a link"):
            require_texts(("a", other), "a link")
