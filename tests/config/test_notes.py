"""Notes beside auditor.toml: read as they are, or refused in one line that names the file."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from auditor.config import notes
from auditor.config.load import ConfigError


def test_they_are_read_by_name_and_what_else_lies_there_is_left(tmp_path: Path) -> None:
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "summary.md").write_bytes(b"\xef\xbb\xbf# Well\r\nGr\xc3\xbc\xc3\x9fe")
    (folder / "Dead-Contact-Link.MD").write_text("x", encoding="utf-8")
    (folder / "empty.md").write_text(" \n", encoding="utf-8")
    (folder / "plan.docx").write_bytes(b"\0\1")
    (folder / ".md").mkdir()
    found = notes.read(tmp_path / "auditor.toml")
    assert found == {"summary": "# Well\r\nGrüße", "dead-contact-link": "x"}


def test_without_a_folder_there_are_none(tmp_path: Path) -> None:
    assert notes.read(tmp_path / "auditor.toml") == {}


def text(data: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(data)


BAD: dict[str, tuple[Callable[[Path], object], str]] = {
    "Latin-1": (text(b"Gr\xfc\xdfe"), "is not UTF-8 text; save it as UTF-8"),
    "UTF-16": (text("Grüße".encode("utf-16")), "is not UTF-8 text"),
    "a lone surrogate": (text(b"\xed\xa0\x80"), "is not UTF-8 text"),
    "binary": (text(b"PK\x03\x04"), "is no text, since it holds control characters"),
    "long": (text(b"a" * 50_001), "is longer than 50 KB"),
    "a folder": (Path.mkdir, "is a folder; a note is a file in Markdown"),
    "a pipe": (os.mkfifo, "is no file; a note is a file in Markdown"),
    "a link to itself": (lambda path: path.symlink_to(path), "cannot be read ("),
    "a link to nothing": (lambda path: path.symlink_to(path.with_name("gone")), "cannot be read ("),
}


@pytest.mark.parametrize("kind", BAD)
def test_what_is_no_note_is_one_line(kind: str, tmp_path: Path) -> None:
    make, line = BAD[kind]
    path = tmp_path / "notes" / "summary.md"
    path.parent.mkdir()
    make(path)
    with pytest.raises(ConfigError) as caught:
        notes.read(tmp_path / "auditor.toml")
    assert str(caught.value).startswith(f"{path}: {line}")
    assert "\n" not in str(caught.value)


def test_a_file_of_that_name_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "notes").write_text("x", encoding="utf-8")
    with pytest.raises(ConfigError, match="is not a folder"):
        notes.read(tmp_path / "auditor.toml")


def test_a_crowd_of_them_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notes, "MOST_NOTES", 2)
    (tmp_path / "notes").mkdir()
    for number in range(3):
        (tmp_path / "notes" / f"{number}.md").write_text("x", encoding="utf-8")
    with pytest.raises(ConfigError, match="holds 3 notes; at most 2"):
        notes.read(tmp_path / "auditor.toml")
