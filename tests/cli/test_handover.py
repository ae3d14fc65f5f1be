"""What a consultant writes for a report: taken from beside auditor.toml, or refused in one line before anything is done."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from auditor.cli.commands import main
from tests.conftest import ROOT

GOLDEN = ROOT / "tests" / "golden"


@pytest.fixture
def run_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "run"
    folder.mkdir()
    shutil.copyfile(GOLDEN / "results.json", folder / "results.json")
    return folder


def config(folder: Path, text: str = "") -> Path:
    path = folder / "auditor.toml"
    path.write_text(f'[target]\nsite = "https://www.quillnet.example"\n[report]\n{text}\n', encoding="utf-8")
    (folder / "notes").mkdir(exist_ok=True)
    return path


def told(run_folder: Path, path: Path, formats: str = "actions") -> tuple[int, list[str]]:
    done = CliRunner().invoke(main, ["report", str(run_folder), "--config", str(path), "--format", formats])
    return done.exit_code, done.stderr.splitlines()


def test_a_note_that_has_no_place_is_told_and_the_report_written(run_folder: Path, tmp_path: Path) -> None:
    path = config(tmp_path)
    (tmp_path / "notes" / "ded-contact-link.md").write_text("x", encoding="utf-8")
    (tmp_path / "notes" / "summary.md").write_text("x", encoding="utf-8")
    assert told(run_folder, path) == (
        0,
        [
            "auditor: notes/ded-contact-link.md: names neither a check nor a finding (did you mean dead-contact-link.md?); the note is left out"
        ],
    )
    assert (run_folder / "actions.csv").is_file()


@pytest.mark.parametrize("command", ["report", "run"])
@pytest.mark.parametrize(
    ("name", "data", "line"),
    [
        ("notes/summary.md", b"Gr\xfc\xdfe", "is not UTF-8 text; save it as UTF-8"),
        ("notes/summary.md", b"\0", "is no text, since it holds control characters; a note is a file in Markdown"),
        ("notes/summary.md", b"1. " * 9_000, "lists or quotes stand too deep inside one another"),
        ("logo.png", b"x", "is no PNG, JPEG or SVG; save it as one of these (report.logo in auditor.toml)"),
    ],
)
def test_what_cannot_be_used_ends_the_command_before_anything_is_done(
    command: str, name: str, data: bytes, line: str, run_folder: Path, tmp_path: Path
) -> None:
    path = config(tmp_path, 'logo = "logo.png"' if name == "logo.png" else "")
    (tmp_path / name).write_bytes(data)
    if command == "report":
        code, lines = told(run_folder, path)
    else:
        done = CliRunner().invoke(main, ["run", str(path), "--output", str(tmp_path / "new")])
        code, lines = done.exit_code, done.stderr.splitlines()
    assert (code, len(lines)) == (2, 1)
    assert lines[0].endswith(f"{name}: {line}")
    assert not (run_folder / "actions.csv").exists()
    assert not (tmp_path / "new").exists()


@pytest.mark.slow  # whole commands
def test_each_edition_has_its_own_notes_and_what_has_no_place_is_told_once(run_folder: Path, tmp_path: Path) -> None:
    path = config(tmp_path)
    for name, text in (("summary", "Read this."), ("summary.de", "Bitte lesen."), ("zzzz", "x")):
        (tmp_path / "notes" / f"{name}.md").write_text(text, encoding="utf-8")
    command = ["report", str(run_folder), "--config", str(path), "--format", "html", "--language", "en,de"]
    done = CliRunner().invoke(main, command)
    assert done.exit_code == 0
    assert done.stderr.count("notes/zzzz.md") == 1
    english, german = ((run_folder / f"report{mark}.html").read_text(encoding="utf-8") for mark in ("", ".de"))
    assert ("Read this." in english, "Bitte lesen." in english) == (True, False)
    assert ("Read this." in german, "Bitte lesen." in german) == (False, True)
