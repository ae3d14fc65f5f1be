"""What a watch keeps on disk stays within bounds."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from auditor.model import Existence, Profile, Target
from auditor.snapshot.history import History
from auditor.snapshot.writer import Store
from auditor.watch import keeping
from auditor.watch.keeping import Folder

NOW = datetime(2026, 11, 27, 16, tzinfo=UTC)
SITE = "https://www.acme.example/"


def fill(folder: Path, size: int) -> None:
    folder.mkdir(parents=True)
    (folder / "snapshot.sqlite").write_bytes(b"x" * size)


def test_the_oldest_rounds_are_dropped_first_and_the_newest_never(tmp_path: Path) -> None:
    folder = Folder(tmp_path, 25_000)
    for number in range(4):
        fill(folder.begin_round(), 10_000)
        folder.end_round(f"2026112{number}T160000Z")
    assert sorted(path.name for path in folder.kept.iterdir()) == ["20261122T160000Z", "20261123T160000Z"]
    fill(folder.begin_round(), 90_000)
    folder.end_round("20261124T160000Z")
    assert [path.name for path in folder.kept.iterdir()] == ["20261124T160000Z"]


def test_a_round_in_which_nothing_was_found_is_dropped(tmp_path: Path) -> None:
    folder = Folder(tmp_path, 1_000_000)
    fill(folder.begin_round(), 10)
    assert folder.end_round() is None
    assert not folder.round.exists()
    assert not folder.kept.exists()


def test_on_a_disk_that_is_nearly_full_nothing_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Folder(tmp_path, 1_000_000)
    assert not folder.is_nearly_full()
    monkeypatch.setattr(keeping, "LOW", 1 << 60)
    fill(folder.begin_round(), 10)
    assert folder.end_round("20261124T160000Z") is None
    assert not folder.kept.exists()


@pytest.mark.parametrize(("takes", "days"), [(0, 90), (50_000, 90), (150_000, 45), (10_000_000, 35)])
def test_a_history_that_grows_too_large_goes_less_far_back(tmp_path: Path, takes: int, days: int) -> None:
    folder = Folder(tmp_path, 100_000)
    if takes:
        fill(folder.history, takes)
    assert NOW - folder.oldest(NOW, timedelta(days=90)) == timedelta(days=days)


def test_a_history_goes_back_far_enough_to_know_what_is_usual(tmp_path: Path) -> None:
    assert NOW - Folder(tmp_path, 100_000).oldest(NOW, timedelta(days=7)) == timedelta(days=35)


def audit(folder: Path, at: datetime, handle: str, *, whole: bool = True, site: str = SITE) -> None:
    store = Store(folder)
    store.begin(Target("Acme", site), at)
    store.put_profiles([Profile("bluesky", handle, f"https://bsky.app/profile/{handle}", existence=Existence.LIVE)])
    if whole:
        store.finish()
    store.close()


def test_what_an_audit_told_of_is_remembered(tmp_path: Path) -> None:
    runs, history = tmp_path / "runs", History(tmp_path / "history")
    audit(runs / "1", NOW, "acme.example")
    rows = [("fail", "f1", None), ("review", "f2", None), ("pass", "f3", None), ("fail", "f4", {"reason": "so be it"})]
    findings = [{"outcome": outcome, "fingerprint": name, "accepted": accepted} for outcome, name, accepted in rows]
    (runs / "1" / "results.json").write_text(json.dumps({"checks": [{"findings": findings}]}), encoding="utf-8")
    keeping.seed(history, runs, SITE, lambda one, other: one == other)
    assert json.loads(history.meta(keeping.AUDITED)) == ["f1", "f2"]
    audit(runs / "2", NOW + timedelta(days=1), "acme.example")
    (runs / "2" / "results.json").write_text("{", encoding="utf-8")
    keeping.seed(history, runs, SITE, lambda one, other: one == other)
    assert json.loads(history.meta(keeping.AUDITED)) == []
    history.close()


def test_the_newest_whole_audit_of_the_target_is_taken_in_once(tmp_path: Path) -> None:
    runs, history = tmp_path / "runs", History(tmp_path / "history")
    audit(runs / "1", NOW, "old.example")
    audit(runs / "2", NOW + timedelta(days=1), "new.example")
    audit(runs / "3", NOW + timedelta(days=2), "half.example", whole=False)
    audit(runs / "4", NOW + timedelta(days=3), "other.example", site="https://www.other.example/")
    (runs / "notes").mkdir()

    def same(one: str, other: str) -> bool:
        return one == other

    assert keeping.seed(history, runs, SITE, same) == "knows what the audit of 2026-11-28 16:00 UTC found"
    assert [one.handle for one in history.profiles()] == ["new.example"]
    assert keeping.seed(history, runs, SITE, same) == ""
    assert keeping.seed(history, tmp_path / "nowhere", SITE, same) == ""
    audit(runs / "5", NOW + timedelta(days=4), "newest.example")
    assert keeping.seed(history, runs, SITE, same)
    assert [one.handle for one in history.profiles()] == ["newest.example"]
