"""Which visit a run folder holds, told without reading all of it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from auditor.snapshot import reader
from auditor.snapshot.reader import SnapshotError


@dataclass(frozen=True, slots=True, order=True)
class Visit:
    """One visit; visits sort by when they were."""

    taken_at: str
    """ISO 8601 in UTC."""
    site: str
    folder: Path
    settled: bool = False
    """Whether it is complete, so that going on with it visits nothing."""


def visit_of(folder: Path) -> Visit:
    """Return the visit that a run folder holds.

    Raises:
        SnapshotError: there is none, it is damaged, or a newer auditor wrote it.
    """
    try:
        with closing(reader.open_read_only(folder)) as db:
            said = dict(
                db.execute("SELECT key, value FROM meta WHERE key IN ('taken_at', 'site', 'finished', 'broken')")
            )
        settled = bool(said.get("finished")) and said.get("broken", "[]") in {"", "[]"}
        return Visit(str(said["taken_at"]), str(said["site"]), folder, settled)
    except (sqlite3.DatabaseError, KeyError) as error:
        raise SnapshotError(
            f"{folder / reader.NAME}: damaged ({error}); gather it again with `auditor collect`"
        ) from None
