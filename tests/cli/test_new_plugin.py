"""What `auditor new-source`, `new-importer` and `new-renderer` write works at once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from auditor.cli.commands import main
from auditor.plugins import registry
from tests.conftest import ROOT

KINDS = ("source", "importer", "renderer")


def new(kind: str, *args: object) -> Result:
    return CliRunner().invoke(main, [f"new-{kind}", *map(str, args)])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.slow  # tests of its own, in a process each
def test_it_can_be_loaded_and_its_test_passes(tmp_path: Path, kind: str) -> None:
    folder = tmp_path / "ours"
    result = new(kind, "house-organ", "--folder", folder)
    assert result.exit_code == 0, result.output
    assert sorted(path.name for path in folder.iterdir()) == [
        "house_organ.md",
        "house_organ.py",
        "test_house_organ.py",
    ]
    (plugin,) = registry.find([folder], installed=False).plugins
    assert (plugin.kind, plugin.name) == (kind, "house-organ")
    assert not any(
        model in path.read_text(encoding="utf-8").lower()
        for path in folder.glob("*.*")
        for model in ("parley", "one-line")
    )
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", str(folder), str(folder)],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    for command in (("check",), ("format", "--check")):
        linted = subprocess.run(
            [sys.executable, "-m", "ruff", *command, "--no-cache", "--isolated", "--line-length", "120", str(folder)],
            capture_output=True,
            text=True,
            check=False,
        )
        assert linted.returncode == 0, linted.stdout


@pytest.mark.parametrize(
    ("kind", "name", "words"),
    [
        ("source", "House_Organ", "it has to be lower-case words joined by dashes"),
        ("source", "bluesky", "there is a source 'bluesky' already; choose another name"),
        ("importer", "zendesk", "there is an importer 'zendesk' already; choose another name"),
        ("renderer", "html", "there is a renderer 'html' already; choose another name"),
    ],
)
def test_what_cannot_be_is_said_in_a_line(tmp_path: Path, kind: str, name: str, words: str) -> None:
    result = new(kind, name, "--folder", tmp_path / "ours")
    assert result.exit_code == 2
    (line,) = result.stderr.splitlines()
    assert words in line
    assert not (tmp_path / "ours").exists()


def test_nothing_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "test_talk.py").write_text("mine")
    result = new("importer", "talk", "--folder", tmp_path)
    assert result.exit_code == 2
    assert "is there already" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["test_talk.py"]
