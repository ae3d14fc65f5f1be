"""A run folder as a visit leaves it, for commands whose work is not what is tested."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from functools import cache
from pathlib import Path

_GOLDEN = Path(__file__).resolve().parent / "golden" / "snapshot.sqlite"


def collected(folder: Path) -> Path:
    """Make a run folder with the golden visit but for what people wrote, which takes more than half of judging it."""
    folder.mkdir(exist_ok=True)
    (folder / "snapshot.sqlite").write_bytes(_without_posts())
    return folder


@cache
def _without_posts() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "snapshot.sqlite"
        copy.write_bytes(_GOLDEN.read_bytes())
        with closing(sqlite3.connect(copy)) as db, db:
            for table in ("post", "mention", "channel", "venue"):
                db.execute(f"DELETE FROM {table}")
        return copy.read_bytes()
