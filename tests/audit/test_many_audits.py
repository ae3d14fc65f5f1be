"""Many audits in one process: nothing of one is there when the next begins."""

from __future__ import annotations

import gc
import shutil
import sqlite3
import weakref
from pathlib import Path
from typing import Any

import pytest

from auditor import pipeline
from auditor.audit import registry
from auditor.collect import run
from auditor.config import load
from auditor.model import Page, Snapshot
from auditor.snapshot import reader
from tests.conftest import ROOT
from tests.visits import collected

pytestmark = pytest.mark.slow  # many audits

ROUNDS = 3


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(ROOT / "tests" / "golden" / "snapshot.sqlite", tmp_path / "snapshot.sqlite")
    return tmp_path


def held() -> list[str]:
    """Return what of visits is in memory, by kind."""
    gc.collect()
    return [type(one).__name__ for one in gc.get_objects() if isinstance(one, Snapshot | Page | sqlite3.Connection)]


def test_nothing_holds_a_visit_once_it_is_judged(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: list[weakref.ref[Snapshot]] = []
    before, load = held(), reader.load

    def watched(*args: Any, **kwargs: Any) -> Snapshot:
        found = load(*args, **kwargs)
        loaded.append(weakref.ref(found))
        return found

    monkeypatch.setattr(reader, "load", watched)
    judged = pipeline.check(folder, registry.load(installed=False))
    assert judged.checks
    assert held() == before
    assert [one() for one in loaded] == [None]


@pytest.mark.parametrize("said", [False, pytest.param(True, marks=pytest.mark.slow)])  # posts take most of the time
def test_audits_of_one_site_leave_as_much_behind_as_the_first(folder: Path, said: bool) -> None:
    if not said:
        collected(folder)
    known = registry.load(installed=False)
    counts = []
    for _ in range(ROUNDS):
        pipeline.check(folder, known)
        pipeline.write(folder, known, ["html", "json"])
        gc.collect()
        counts.append(len(gc.get_objects()))
    first, *later = counts[1:]  # words and patterns are read on the first
    assert max(later) - first < 0.002 * first, counts


class Circle:
    """What refers to itself, as reports do."""

    def __init__(self) -> None:
        self.itself = self


def test_what_an_audit_left_in_circles_is_gone_when_the_next_visit_begins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left: list[weakref.ref[Circle]] = []
    seen: list[Circle | None] = []
    monkeypatch.setattr(run, "collect", lambda *_, **__: seen.extend(one() for one in left))
    settings = load.for_site("https://www.acme.example/")
    pipeline.collect(settings, tmp_path, lambda *_: None)
    left.append(weakref.ref(Circle()))
    pipeline.collect(settings, tmp_path, lambda *_: None)
    assert seen == [None]
