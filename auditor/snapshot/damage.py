"""Run folders that can't be used, and how that is told: they may come from anywhere, cut, edited or made up."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import zstandard

BROKEN = (
    sqlite3.Error,
    zstandard.ZstdError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    RecursionError,
    OverflowError,
    MemoryError,
)
"""What reading comes to where a file holds something else than what we write: there is no telling which."""


class SnapshotError(Exception):
    """A run folder that can't be used; the message says where, why and what to do."""


class CannotWrite(SnapshotError):
    """A run folder on a disk that is full, or closed to us: nothing is wrong with what was asked for."""


class UnreadableBodies(SnapshotError):
    """None of the answers kept can be read: whatever was said of their contents would be made up."""


@contextmanager
def told(path: Path | str) -> Iterator[None]:
    """Turn whatever reading a damaged file comes to into a SnapshotError that names it."""
    try:
        yield
    except BROKEN as error:
        lines = str(error).split("\n", 1)[0].strip() or type(error).__name__
        raise SnapshotError(f"{path}: damaged ({lines[:200]}); gather it again with `auditor collect`") from None
