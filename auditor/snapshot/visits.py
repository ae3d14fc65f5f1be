"""Which visit a run folder holds, told without reading all of it."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from auditor.snapshot import reader
from auditor.snapshot.damage import told


@dataclass(frozen=True, slots=True, order=True)
class Visit:
    """One visit; visits sort by when they were."""

    taken_at: str
    """ISO 8601 in UTC."""
    site: str
    folder: Path
    settled: bool = False
    """Whether it is complete, so that going on with it visits nothing."""
    broken: tuple[str, ...] = ()
    """What plug-ins broke on it, a line each: what they would have brought is missing."""
    asked: str = ""
    """The address that was asked for, which may have led to `site`; empty where that was not kept."""


def visit_of(folder: Path) -> Visit:
    """Return the visit that a run folder holds.

    Raises:
        SnapshotError: there is none, it is damaged, or a newer auditor wrote it.
    """
    with told(folder / reader.NAME):
        with closing(reader.open_read_only(folder)) as db:
            said = dict(
                db.execute(
                    "SELECT key, value FROM meta WHERE key IN ('taken_at', 'site', 'asked', 'finished', 'broken')"
                )
            )
        broken = tuple(map(str, json.loads(said.get("broken") or "[]")))
        settled = bool(said.get("finished")) and not broken
        asked = str(said.get("asked") or "")
        return Visit(str(said["taken_at"]), str(said["site"]), folder, settled, broken, asked)
