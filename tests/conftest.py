"""What every test shares."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

from auditor.plugins import watch

ROOT = Path(__file__).resolve().parent.parent

# What a call takes depends on the machine and on what was loaded before; only what it returns is tested.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(autouse=True)
def _nothing_broke_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what plug-ins of one test broke from the next one."""
    monkeypatch.setattr(watch, "_WATCHES", [watch.Watch()])


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder of real data; AUDITOR_SHARED_DATA names it where it is not beside the checkout."""
    folder = Path(os.environ.get("AUDITOR_SHARED_DATA", ROOT.parent / "shared" / "data"))
    assert folder.is_dir(), f"no real data at {folder}: leave these tests out with -m 'not shared_data'"
    return folder
