"""One visit at a time in a run folder: the system takes the lock back when the process ends, however it ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from auditor.snapshot.reader import SnapshotError


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold a run folder for a visit. Reading it needs no lock.

    Raises:
        SnapshotError: another process visits into it.
    """
    handle = _taken(folder)
    try:
        yield
    finally:
        os.close(handle)


if sys.platform == "win32":
    import msvcrt

    def _taken(folder: Path) -> int:
        """Return a handle of a file that nobody else has locked: folders can't be."""
        handle = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            os.close(handle)
            raise _busy(folder) from None
        return handle

else:
    import fcntl

    def _taken(folder: Path) -> int:
        """Return a handle of the folder, which nobody else has locked."""
        handle = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            raise _busy(folder) from None
        except OSError:  # a network's disk that knows no locks of folders
            return handle
        return handle


def _busy(folder: Path) -> SnapshotError:
    return SnapshotError(
        f"{folder}: another visit is under way in it; wait for its end, or name another --output folder"
    )
