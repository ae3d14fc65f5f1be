"""What a watch keeps on disk, and how it stays within bounds."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from auditor.audit.files import RESULTS
from auditor.collect import rounds
from auditor.snapshot import visits
from auditor.snapshot.history import History
from auditor.snapshot.reader import SnapshotError

LOW = 20_000_000
"""Bytes free on the disk below which nothing is kept that can be spared. Our default."""
SHORTEST_HISTORY = timedelta(days=35)
"""Of what was written, whatever the limit: what is usual at an hour of the day is told from four weeks."""
_SHARE = 0.75
"""Share of the limit that the history may take; the rest is for rounds kept as evidence."""


STATUS_PAGES = "seeded_status_pages"
AUDITED = "seeded_faults"
"""What a history remembers of an audit besides: JSON."""


class Folder:
    """The folder of a watch."""

    def __init__(self, path: Path, limit: int) -> None:
        """Take a folder.

        Args:
            path: It need not be there yet.
            limit: Bytes that it may take.
        """
        self.path = path
        self.limit = limit
        self.history = path / "history"
        self.round = path / "round"
        """Of the round under way."""
        self.kept = path / "rounds"
        """Rounds in which something was found, as evidence."""
        self.receipts = path / "handover"

    def begin_round(self) -> Path:
        """Return an empty folder for a round."""
        shutil.rmtree(self.round, ignore_errors=True)
        return self.round

    def end_round(self, keep_as: str = "") -> Path | None:
        """Drop the round, or keep it under a name; return where it lies."""
        if keep_as and not self.is_nearly_full():
            target = self.kept / keep_as
            with suppress(OSError):
                self.kept.mkdir(parents=True, exist_ok=True)
                shutil.rmtree(target, ignore_errors=True)
                self.round.rename(target)
                self._thin()
                return target
        shutil.rmtree(self.round, ignore_errors=True)
        return None

    def is_nearly_full(self) -> bool:
        """Return whether little is left on the disk."""
        with suppress(OSError):
            return shutil.disk_usage(self.path).free < LOW
        return False

    def spare(self) -> None:
        """Let go of what can be spared: all rounds kept but the newest."""
        shutil.rmtree(self.round, ignore_errors=True)
        with suppress(OSError):
            for old in sorted(path for path in self.kept.iterdir() if path.is_dir())[:-1]:
                shutil.rmtree(old, ignore_errors=True)

    def oldest(self, now: datetime, window: timedelta) -> datetime:
        """Return how far back the history goes: its window, or less of it where it takes up too much."""
        longest = max(window, SHORTEST_HISTORY)
        takes = _size(self.history)
        allowed = self.limit * _SHARE
        share = min(1.0, allowed / takes) if takes else 1.0
        return now - max(longest * share, SHORTEST_HISTORY) if share < 1 else now - longest

    def put_history_aside(self) -> Path:
        """Put a history aside that can't be read; return where."""
        number = 1
        while (aside := self.path / f"history.damaged-{number}").exists():
            number += 1
        self.history.rename(aside)
        for older in range(1, number):  # one is enough to look at
            shutil.rmtree(self.path / f"history.damaged-{older}", ignore_errors=True)
        return aside

    def _thin(self) -> None:
        """Drop the oldest rounds kept until all is within the limit."""
        rounds = sorted(path for path in self.kept.iterdir() if path.is_dir())
        takes = _size(self.path)
        for old in rounds[:-1]:
            if takes <= self.limit:
                return
            takes -= _size(old)
            shutil.rmtree(old, ignore_errors=True)


def _size(folder: Path) -> int:
    total = 0
    with suppress(OSError):
        for path in folder.rglob("*"):
            with suppress(OSError):
                total += path.stat().st_size if path.is_file() else 0
    return total


def seed(history: History, runs: Path, site: str, same: Callable[[str, str], bool]) -> str:
    """Take in the newest complete audit of a target that the history does not know; return what to say of it, empty for nothing.

    Raises:
        CannotWrite: the disk is full, or closed to us.
    """
    for visit in sorted(_visits(runs), reverse=True):
        name = f"{visit.taken_at} {visit.folder.name}"
        if name <= history.meta("seeded"):
            return ""
        if visit.settled and same(visit.site, site):
            pages = rounds.linked_status_pages(visit.folder)
            told = sorted(_found(visit.folder / RESULTS))
            history.seed(visit.folder, name, {STATUS_PAGES: json.dumps(pages), AUDITED: json.dumps(told)})
            return f"knows what the audit of {visit.taken_at[:16].replace('T', ' ')} UTC found"
    return ""


def _found(results: Path) -> Iterator[str]:
    """Yield the fingerprints of what an audit told of; none where it wrote no results, or none that can be read."""
    with suppress(OSError, ValueError, TypeError, KeyError, AttributeError):
        for check in json.loads(results.read_text(encoding="utf-8"))["checks"]:
            for finding in check["findings"]:
                if finding["outcome"] in {"fail", "review"} and finding.get("accepted") is None:
                    yield str(finding["fingerprint"])


def _visits(runs: Path) -> Iterator[visits.Visit]:
    with suppress(OSError):
        for folder in runs.iterdir():
            if folder.is_dir():
                with suppress(SnapshotError):
                    yield visits.visit_of(folder)
