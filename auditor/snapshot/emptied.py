"""A folder that a command makes, and takes away again where nothing came of it."""

from __future__ import annotations

import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Before:
    """What was there before a command began with a folder."""

    folder: Path
    names: frozenset[str]
    """Of what lay in it."""
    missing: tuple[Path, ...]
    """The folder and those above it that were not there, the innermost first."""

    def restore(self, *ours: str) -> None:
        """Take away what was not there before, as far as it is ours by its name; and the folders, where nothing else is in them.

        Whoever calls this holds the folder, so that no other process has begun with it.
        """
        for name in set(ours) - self.names:
            path = self.folder / name
            with suppress(OSError):
                shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        with suppress(OSError):  # somebody else put something there meanwhile
            for folder in self.missing:
                folder.rmdir()


def before(folder: Path) -> Before:
    """Note what is there."""
    missing = tuple(one for one in (folder, *folder.parents) if not one.exists())
    names = () if missing or not folder.is_dir() else (one.name for one in folder.iterdir())
    return Before(folder, frozenset(names), missing)
