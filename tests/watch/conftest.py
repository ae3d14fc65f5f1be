"""Folders in memory: what a watch writes it makes sure of, and a disk takes its time for that."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

_MEMORY = Path("/dev/shm")


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """Yield an empty folder for a watch."""
    if not _MEMORY.is_dir():
        yield tmp_path / "watch"
        return
    made = Path(tempfile.mkdtemp(dir=_MEMORY, prefix="auditor-test-"))
    yield made
    shutil.rmtree(made, ignore_errors=True)
