"""What every test shares."""

from __future__ import annotations

import gc
import os
import signal
from pathlib import Path

import pytest
from hypothesis import settings

from auditor.plugins import watch

ROOT = Path(__file__).resolve().parent.parent

# What a call takes depends on the machine and on what was loaded before; only what it returns is tested.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def pytest_configure() -> None:
    """Let interrupts through to the commands under test: in the background of a shell, or below nohup, they are ignored, and so by all children."""
    for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGHUP):
        if signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, signal.default_int_handler if number is signal.SIGINT else signal.SIG_DFL)


def pytest_collection_finish() -> None:
    """Keep tens of thousands of tests out of every later search for garbage."""
    gc.collect()
    gc.freeze()


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
