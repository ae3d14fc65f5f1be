"""Run folders from anywhere: cut, flipped and edited. Commands tell it in a line, or do their work."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from pathlib import Path

from click.testing import CliRunner, Result

from auditor.cli.commands import main
from auditor.plugins import watch
from tests.conftest import ROOT
from tests.fuzz import trees
from tests.fuzz.case import Case
from tests.fuzz.mutate import Mutator
from tests.fuzz.target import Target, require

GOLDEN = ROOT / "tests" / "golden"
_PAGES = 3
"""Of the golden visit that are kept: what is tried often has to be small."""
_CODES = frozenset({0, 1, 2, 3})


def _auditor(*args: object) -> Result:
    watch.forget() if hasattr(watch, "forget") else None
    return CliRunner().invoke(main, list(map(str, args)))


def _told(result: Result) -> bool:
    """See that a command did its work, or says in a line why not."""
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    require(result.exit_code in _CODES, f"exit code {result.exit_code}")
    for sign in ("Traceback", "internal error", "failed to run"):
        require(sign not in result.output, f"it says {sign}: {result.output[-1_500:]}")
    return result.exit_code == 0


def _snapshot(case: Case) -> object:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "snapshot.sqlite").write_bytes(case.body)
        done = _told(_auditor("check", folder, "--against", "none"))
        if done:
            done = _told(_auditor("report", folder, "--format", "json,md,junit"))
        return done


@cache
def _visit() -> bytes:
    """Return a small part of the golden visit."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "snapshot.sqlite"
        shutil.copyfile(GOLDEN / "snapshot.sqlite", path)
        with closing(sqlite3.connect(path)) as db:
            with db:
                pages = "SELECT url FROM page ORDER BY length(url), url LIMIT ?"
                for table in ("contact", "form", "links"):
                    db.execute(f"DELETE FROM {table} WHERE page NOT IN ({pages})", (_PAGES,))
                for table in ("fetch", "role", "found"):
                    db.execute(f"DELETE FROM {table} WHERE url NOT IN ({pages})", (_PAGES,))
                db.execute(f"DELETE FROM page WHERE url NOT IN ({pages})", (_PAGES,))
                for table in ("post", "mention"):
                    db.execute(
                        f"DELETE FROM {table} WHERE id NOT IN (SELECT id FROM {table} ORDER BY at DESC LIMIT 12)"
                    )
                db.execute("DELETE FROM body WHERE sha256 NOT IN (SELECT body_sha256 FROM fetch)")
            db.execute("VACUUM")
        return path.read_bytes()


def _snapshots() -> Iterator[Case]:
    yield Case.of(_visit())


def _edited(case: Case, number: int) -> Case:
    """Change a cell of a table; now and then bytes of the file, as a bad disk would."""
    chance = random.Random(number)
    if chance.random() < 0.25:
        return Mutator(chance).changed(case, case)
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "snapshot.sqlite"
        path.write_bytes(case.body)
        try:
            with closing(sqlite3.connect(path)) as db, db:
                for _ in range(chance.choice((1, 1, 2, 4))):
                    _edit(db, chance)
        except (sqlite3.Error, UnicodeEncodeError, OverflowError):
            return Case.of(_visit())
        return Case.of(path.read_bytes())


def _edit(db: sqlite3.Connection, chance: random.Random) -> None:
    tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    filled = [table for table in tables if db.execute(f"SELECT 1 FROM {table}").fetchone() and table != "body"]
    table = chance.choice(filled)
    column = chance.choice([row[1] for row in db.execute(f"PRAGMA table_info({table})")])
    rows = [row for (row,) in db.execute(f"SELECT rowid FROM {table}")] if table not in _without_rowid(db) else []
    if not rows:
        ((old,), *_) = db.execute(f"SELECT {column} FROM {table} ORDER BY random()").fetchall() or [("",)]
        db.execute(f"UPDATE OR IGNORE {table} SET {column} = ? WHERE {column} IS ?", (_value(old, chance), old))
        return
    row = chance.choice(rows)
    (old,) = db.execute(f"SELECT {column} FROM {table} WHERE rowid = ?", (row,)).fetchone()
    db.execute(f"UPDATE OR IGNORE {table} SET {column} = ? WHERE rowid = ?", (_value(old, chance), row))


def _without_rowid(db: sqlite3.Connection) -> set[str]:
    rows = db.execute("SELECT name FROM sqlite_master WHERE sql LIKE '%WITHOUT ROWID%'")
    return {name for (name,) in rows}


def _value(old: object, chance: random.Random) -> object:
    text = old if isinstance(old, str) else ""
    tree = trees.parsed(text.encode("utf-8", "replace"))
    if tree is not None and chance.random() < 0.8:
        changes = trees.Trees(chance)
        changes.learn(tree)
        return trees.written(changes.changed(tree)).decode()
    if text and chance.random() < 0.6:
        return Mutator(chance).changed(Case.of(text), Case.of(text)).body.decode(errors="replace")
    odd = chance.choice([*trees.ODD, b"\xff\x00", -1, 2**62])
    return (
        odd
        if isinstance(odd, str | int | float | bytes | None) and not _half(odd)
        else str(odd)[:100].encode("utf-8", "replace").decode()
    )


def _half(value: object) -> bool:
    return (isinstance(value, str) and not value.isprintable()) or (isinstance(value, int) and abs(value) >= 2**63)


def _results(case: Case) -> object:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "results.json").write_bytes(case.body)
        (folder / "snapshot.sqlite").write_bytes(_visit())
        kinds = "json,md,junit,sarif,gitlab,github,html" if len(case.body) % 5 == 0 else "json,md,junit,sarif"
        return _told(_auditor("report", folder, "--format", kinds))


@cache
def _judged() -> bytes:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "snapshot.sqlite").write_bytes(_visit())
        _auditor("check", folder, "--against", "none")
        told = json.loads((folder / "results.json").read_bytes())
        told["checks"] = [{**check, "findings": check["findings"][:1]} for check in told["checks"]][::8]
        return json.dumps(told).encode()


def _seeds() -> Iterator[Case]:
    yield Case.of(_judged())


TARGETS = (
    Target("snapshot", _snapshot, _snapshots, weight=3, slowest=12.0, per_byte=50e-6, change=_edited),
    Target("results", _results, _seeds, weight=3, slowest=10.0, per_byte=50e-6),
)
