"""Pipes, devices, links in a circle, folders and files without end where a file belongs: told in a line, never read, waited for or written through."""

from __future__ import annotations

import base64
import json
import os
import shutil
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import chdir, contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from auditor.cli.commands import main
from tests.conftest import ROOT
from tests.files import picture
from tests.visits import collected

pytestmark = [
    pytest.mark.assault("odd files"),
    pytest.mark.slow,  # each is tried by a command
    pytest.mark.skipif(sys.platform != "linux", reason="pipes and devices as Linux has them"),
]

SETTINGS = """
[target]
site = "{site}"
[report]
logo = "logo.png"
templates = "templates"
[plugins]
folders = ["./plugins"]
[checks]
folders = ["./checks"]
"""
CHECK = ("check", "run", "--config", "auditor.toml", "--only", "fax", "--against", "none")
REPORT = ("report", "run", "--config", "auditor.toml", "--format", "md")
READ = {
    "auditor.toml": CHECK,
    "interview.toml": CHECK,
    "approved.toml": CHECK,
    "plugins/parley.py": CHECK,
    "checks/fax.py": CHECK,
    "checks/fax.md": CHECK,
    "checks/categories.toml": CHECK,
    "findings.toml": REPORT,
    "notes/summary.md": REPORT,
    "logo.png": REPORT,
    "templates/report.html.j2": REPORT,
    "run/results.json": REPORT,
    "run/snapshot.sqlite": CHECK,
    "baseline.json": ("check", "run", "--only", "dead-media-page", "--baseline", "baseline.json", "--against", "none"),
    "older/results.json": ("check", "run", "--only", "dead-media-page", "--against", "older"),
    "list.txt": ("run", "listed.toml", "--output", "new"),
}
"""Files that are read, each with a command that reads it."""
HARMLESS = {("checks/categories.toml", kind) for kind in ("a pipe", "a device", "a circle", "nowhere", "a folder")}
"""What may be missing and is as good as that."""


def auditor(*args: str) -> Result:
    return CliRunner().invoke(main, list(args))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with settings and all that can lie beside them; copy it before use."""
    folder = tmp_path_factory.mktemp("whole")
    collected(folder / "run")
    commands = (
        ("new-source", "parley", "--folder", "plugins"),
        ("new-check", "fax", "--folder", "checks"),
        ("check", "run", "--only", "dead-media-page"),
        ("baseline", "run"),
    )
    with chdir(folder):
        for args in commands:
            assert auditor(*args).exit_code == 0, args
    results = json.loads((folder / "run" / "results.json").read_text(encoding="utf-8"))
    site = results["target"]["site"]
    (folder / "older").mkdir()
    (folder / "older" / "results.json").write_text(json.dumps({**results, "taken_at": "2020-01-01T00:00:00Z"}))
    (folder / "auditor.toml").write_text(SETTINGS.format(site=site))
    (folder / "listed.toml").write_text(f'[target]\nsite = "{site}"\n[security]\nblock_lists = ["list.txt"]\n')
    (folder / "logo.png").write_bytes(picture("PNG"))
    (folder / "templates").mkdir()
    shutil.copy(ROOT / "templates" / "report.html.j2", folder / "templates")
    return folder


@pytest.fixture
def folder(whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copy = shutil.copytree(whole, tmp_path / "copy")
    monkeypatch.chdir(copy)
    return copy


@contextmanager
def pipe(path: Path) -> Iterator[None]:
    """Make a pipe, and see that nobody reads it; somebody who does is not left waiting."""
    os.mkfifo(path)
    read = threading.Event()

    def answer() -> None:
        with path.open("wb"):  # waits for a reader
            read.set()

    thread = threading.Thread(target=answer, daemon=True)
    thread.start()
    yield
    assert not read.is_set(), "the pipe was read"
    while thread.is_alive():
        os.close(os.open(path, os.O_RDONLY | os.O_NONBLOCK))
        thread.join(0.01)


@contextmanager
def made(make: Callable[[Path], object], path: Path) -> Iterator[None]:
    make(path)
    yield


def endless(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(50_000_000_000)


KINDS: dict[str, Callable[[Path], object]] = {
    "a device": lambda path: path.symlink_to("/dev/zero"),
    "a circle": lambda path: path.symlink_to(path.name),
    "nowhere": lambda path: path.symlink_to("/nowhere/at/all"),
    "a folder": lambda path: path.mkdir(),
    "50 GB": endless,
}


@pytest.mark.parametrize("kind", ["a pipe", *KINDS])
@pytest.mark.parametrize("name", READ)
def test_what_is_no_file_is_told_in_a_line(name: str, kind: str, folder: Path) -> None:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.unlink(missing_ok=True)
    with pipe(path) if kind == "a pipe" else made(KINDS[kind], path):
        result = auditor(*READ[name])
    assert isinstance(result.exception, SystemExit | None), result.exception
    if (name, kind) in HARMLESS:
        assert result.exit_code == 0, result.output
        return
    assert result.exit_code == 2, result.output
    line = result.stderr.splitlines()[-1]
    assert line.startswith(("auditor: ", "Error: "))
    assert path.name in line or path.parent.name in line
    assert "internal error" not in line
    assert not (folder / "new").exists()


WRITTEN = {
    "run/summary.md": REPORT,
    "run/results.sarif": ("report", "run", "--format", "sarif"),
    "run/results.json": CHECK,
    "run/results.json.part": CHECK,
    ".baseline.json.new": ("baseline", "run"),
}
"""Files that are written into a folder, each with a command that does it."""


@pytest.mark.parametrize("kind", ["a link", "a pipe", "a circle", "nowhere"])
@pytest.mark.parametrize("name", WRITTEN)
def test_nothing_is_written_through_what_stands_there(name: str, kind: str, folder: Path, tmp_path: Path) -> None:
    other, path = tmp_path / "other", folder / name
    other.write_text("mine")
    path.unlink(missing_ok=True)
    if kind == "a pipe":
        os.mkfifo(path)
    else:
        path.symlink_to({"a link": other, "a circle": path, "nowhere": tmp_path / "new"}[kind])
    result = auditor(*WRITTEN[name])
    if name == "run/results.json" or not path.name.endswith((".part", ".new")):
        assert path.is_file()
        assert not path.is_symlink()
    assert result.exit_code == 0, result.output
    assert other.read_text() == "mine"
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("named", ["../other", "/dev/stdin", "evidence/../../other", "link", "/etc/passwd", "."])
def test_no_report_shows_a_file_of_elsewhere(named: str, folder: Path) -> None:
    """A run folder may come from anywhere, and a report made of it goes on to others."""
    secret = b"\xff\xd8\xff what a report must not show"
    named = named.replace("/etc/passwd", str(folder / "other"))
    (folder / "other").write_bytes(secret)
    (folder / "run" / "link").symlink_to(folder / "other")
    path = folder / "run" / "results.json"
    results = json.loads(path.read_text(encoding="utf-8"))
    for page in results["pages"]:
        page["picture"] = named
    path.write_text(json.dumps(results))
    assert auditor("report", "run", "--format", "html", "--length", "full").exit_code == 0
    assert base64.b64encode(secret).decode()[:20] not in (folder / "run" / "report.html").read_text(encoding="utf-8")
