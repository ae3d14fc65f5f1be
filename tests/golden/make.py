"""Make `snapshot.sqlite` anew: a visit to the example company as it was, with the marks of the hour taken out.

usage: .venv/bin/python tests/golden/make.py, then AUDITOR_GOLDEN=write .venv/bin/python -m pytest tests/test_golden.py,
then look at what `git diff` says. Needed only when the example company or what is stored of a visit changes; a golden
snapshot that stays as it is shows that old run folders can still be read.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import tempfile
from contextlib import closing
from datetime import datetime
from pathlib import Path

from auditor.collect.http.address_guard import StubNetwork
from auditor.collect.http.dns import StubLookup
from auditor.collect.http.retry_policy import Pace
from auditor.collect.http.stand_ins import StandIns
from auditor.collect.run import collect
from auditor.demo.company import load
from auditor.demo.server import ExampleServer, settings
from auditor.snapshot import reader

TAKEN_AT = "2026-11-20T09:00:00+00:00"
OF_THE_HOUR = frozenset({"date", "server", "connection"})
"""Headers that differ from one visit to the next, or from one Python to the next."""


def gather(folder: Path) -> None:
    """Visit the example company, served on loopback under its own names."""
    example = load()
    with ExampleServer(example, datetime.fromisoformat(TAKEN_AT)) as server, tempfile.TemporaryDirectory() as exports:
        around = StandIns(
            StubNetwork(server.http_port, server.https_port, frozenset(server.hosts)),
            server.ca_file,
            StubLookup(server.lookup),
            server.now,
        )
        said = settings(example, Path(exports), server.now)
        collect(said, folder, lambda *_: None, around=around, pace=Pace(waits=(0.05, 0.1)))


def settle(path: Path) -> None:
    """Give every answer the same moment and leave out what tells one visit from the next."""
    with closing(sqlite3.connect(path)) as db:
        with db:
            db.execute("UPDATE meta SET value = ? WHERE key = 'taken_at'", (TAKEN_AT,))
            db.execute("UPDATE fetch SET at = ?", (TAKEN_AT,))
            for platform, handle, said in db.execute("SELECT platform, handle, said FROM profile").fetchall():
                told = json.loads(said)
                told["at"] = TAKEN_AT if told.get("at") else None
                row = json.dumps(told, ensure_ascii=False), platform, handle
                db.execute("UPDATE profile SET said = ? WHERE platform = ? AND handle = ?", row)
            for url, method, headers in db.execute("SELECT url, method, headers FROM fetch").fetchall():
                kept = {name: value for name, value in json.loads(headers).items() if name.lower() not in OF_THE_HOUR}
                db.execute("UPDATE fetch SET headers = ? WHERE url = ? AND method = ?", (json.dumps(kept), url, method))
            _thin(db)
        db.execute("VACUUM")


def _thin(db: sqlite3.Connection) -> None:
    """Leave out what networks answered of conversations, whose posts have a table, and of handles made up for the hour."""
    talk = ("%/context", "%/statuses%", "%getPostThread%", "%getAuthorFeed%", "%/timelines/tag/%", "%/api/v1/items/%", "%search_by_date%", "%/search.json%", "%/t/%.json%")  # fmt: skip
    for like in (*talk, "%=zq%", "%acct:zq%", "%acct%3Azq%"):
        db.execute("DELETE FROM fetch WHERE url LIKE ?", (like,))
    used = "SELECT body_sha256 FROM fetch UNION SELECT body_sha256 FROM rendering UNION SELECT picture_sha256 FROM rendering"
    db.execute(f"DELETE FROM body WHERE sha256 NOT IN ({used})")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        gather(Path(folder))
        settle(Path(folder) / reader.NAME)
        shutil.copyfile(Path(folder) / reader.NAME, Path(__file__).with_name(reader.NAME))


if __name__ == "__main__":
    main()
