"""What every test shares."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder of real data; AUDITOR_SHARED_DATA names it where it is not beside the checkout."""
    folder = Path(os.environ.get("AUDITOR_SHARED_DATA", ROOT.parent / "shared" / "data"))
    assert folder.is_dir(), f"no real data at {folder}: leave these tests out with -m 'not shared_data'"
    return folder
