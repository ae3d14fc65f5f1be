"""What `auditor new-check` writes works at once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from auditor.api import Pages, testing
from auditor.audit import registry
from auditor.audit.registry import CheckLoadError
from auditor.cli.commands import main
from auditor.model import Outcome, Role

pytestmark = pytest.mark.slow  # a test run within a test

ROOT = Path(__file__).resolve().parents[2]
FILES = ["test_untitled_page.py", "untitled_page.md", "untitled_page.py"]


def new_check(*args: object) -> Result:
    return CliRunner().invoke(main, ["new-check", *map(str, args)])


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """Return a folder with a new check."""
    folder = tmp_path / "our_checks"
    result = new_check("untitled-page", "--category", "privacy", "--folder", folder)
    assert result.exit_code == 0, result.output
    assert all(name in result.stdout for name in FILES)
    return folder


def test_the_check_can_be_loaded(written: Path) -> None:
    assert sorted(path.name for path in written.iterdir()) == FILES
    known = registry.load(folders=[written], installed=False)["untitled-page"]
    assert known.check.category == "privacy"
    assert "minutes" in known.doc.fix


def test_its_test_passes_in_a_folder_of_its_own(written: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", str(written), str(written)],
        cwd=written.parent,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert "3 passed" in done.stdout


@pytest.mark.parametrize("config", [("--isolated",), ("--config", str(ROOT / "pyproject.toml"))])
@pytest.mark.parametrize("command", [("check",), ("format", "--check")])
def test_it_passes_lint(written: Path, command: tuple[str, ...], config: tuple[str, ...]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ruff", *command, "--no-cache", *config, str(written)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("Untitled_Page",), "it has to be lower-case words joined by dashes"),
        (("untitled-page", "--category", "contakt"), 'category: "contakt" is unknown; did you mean "contact"?'),
        (("dead-media-page",), "there is a check 'dead-media-page' already"),
    ],
)
def test_what_cannot_be_is_said_in_a_line(tmp_path: Path, args: tuple[str, ...], words: str) -> None:
    result = new_check(*args, "--folder", tmp_path / "ours")
    assert result.exit_code == 2
    (line,) = result.stderr.splitlines()
    assert words in line
    assert not (tmp_path / "ours").exists()


def test_it_imports_nothing_but_the_api(written: Path) -> None:
    found = {
        line for file in written.glob("*.py") for line in file.read_text("utf-8").splitlines() if "auditor" in line
    }
    assert {line for line in found if "import" in line} == {
        "from auditor.api import (",
        "from auditor.api import Outcome, Role, testing",
    }


def test_nothing_is_written_over(written: Path) -> None:
    (written / "untitled_page.py").unlink()
    result = new_check("untitled-page", "--folder", written)
    assert result.exit_code == 2
    assert "is there already" in result.stderr
    assert not (written / "untitled_page.py").exists()


def test_a_trial_tells_of_a_check_that_reads_what_it_does_not_declare(written: Path) -> None:
    path = written / "untitled_page.py"
    path.write_text(path.read_text(encoding="utf-8").replace('("pages",)', '("links",)'), encoding="utf-8")
    result = testing.run(path, testing.visit([testing.page("/contact", "<title>Us</title>", Role.CONTACT)]))
    assert result.outcome is Outcome.ERROR
    assert "snapshot.pages is read and not declared" in result.reason.text
    path.write_text("x = 1", encoding="utf-8")
    with pytest.raises(CheckLoadError, match="declares no check"):
        testing.run(path, testing.visit())


def test_a_made_up_visit_saw_all_there_is() -> None:
    """So that a check can say what is not there."""
    assert Pages(testing.visit()).doubt() is None
    assert [page.roles for page in testing.visit().pages] == [(Role.HOME,)]
    mine = testing.page("/", "<title>Mine</title>", Role.HOME)
    assert testing.visit([mine]).pages == (mine,)


def test_a_made_up_page_is_as_a_visit_would_keep_it() -> None:
    page = testing.page("/press", "<title> Press </title><h1>For the press</h1>", Role.MEDIA, status=404)
    snapshot = testing.visit([page])
    assert (page.title, page.heading, page.fetch.status) == ("Press", "For the press", 404)
    assert snapshot.fetches[page.url] is page.fetch
    assert snapshot.read(page.fetch) == page.read() == "<title> Press </title><h1>For the press</h1>"
