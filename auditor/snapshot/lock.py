"""One process at a time in a folder: the system takes the lock back when the process ends, however it ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from auditor.snapshot.reader import SnapshotError

_VISIT = "{folder}: another visit is under way in it; wait for its end, or name another --output folder"


@contextmanager
def held(folder: Path, busy: str = _VISIT) -> Iterator[None]:
    """Hold a folder, such as that of a run for a visit. Reading it needs no lock.

    Args:
        folder: It has to be there.
        busy: What to say where another process holds it.

    Raises:
        SnapshotError: another process holds it.
    """
    handle = _taken(folder, busy)
    try:
        yield
    finally:
        os.close(handle)


if sys.platform == "win32":
    import msvcrt

    def _taken(folder: Path, busy: str) -> int:
        """Return a handle of a file that nobody else has locked: folders can't be."""
        handle = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            os.close(handle)
            raise SnapshotError(busy.format(folder=folder)) from None
        return handle

else:
    import fcntl

    def _taken(folder: Path, busy: str) -> int:
        """Return a handle of the folder, which nobody else has locked."""
        handle = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            raise SnapshotError(busy.format(folder=folder)) from None
        except OSError:  # a network's disk that knows no locks of folders
            return handle
        return handle
