"""What the importer makes of an export, and of what is none."""

import json
import zipfile
from pathlib import Path

from parley_export import IMPORTER

from auditor.api.importers import CERTAIN, NO, NO_DATE, NO_ENTRY, trial
from auditor.api.importers import sure as sure_of

TALKS = [
    {"id": "1", "by": "ann", "at": "2026-03-02T10:00:00Z", "text": "Is my order lost?"},
    {"id": "2", "by": "acme", "to": "1", "at": "2026-03-02T10:25:00Z", "text": "It will be with you tomorrow."},
    {"id": "3", "by": "ann", "at": "soon"},
    "nonsense",
]


def test_the_declaration_is_sound() -> None:
    """As `auditor plugins` looks at it."""
    assert list(IMPORTER.problems()) == []


def test_an_export_is_recognised_and_read(tmp_path: Path) -> None:
    """Rows that can't be read are counted by their reason."""
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("archive/talks.json", json.dumps(TALKS))
    assert sure_of(IMPORTER, path) == CERTAIN
    posts, skips = trial(IMPORTER, path, account="acme")
    assert [(post.id, post.by_brand, post.parent_id) for post in posts] == [("1", False, ""), ("2", True, "1")]
    assert [skip.reason for skip in skips] == [NO_DATE, NO_ENTRY]


def test_another_file_is_not_taken_for_one(tmp_path: Path) -> None:
    """What is sure of everything takes other importers' files."""
    (tmp_path / "talks.json").write_text("[1, 2, 3]", encoding="utf-8")
    assert sure_of(IMPORTER, tmp_path / "talks.json") == NO
