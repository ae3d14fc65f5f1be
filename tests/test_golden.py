"""One visit kept for good: checks and report make of it today what they made of it when it was last looked at.

When a change is meant, AUDITOR_GOLDEN=write writes what comes out now; `git diff tests/golden` then shows in words what
readers of a report will see change.
"""

from __future__ import annotations

import difflib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString
from click.testing import CliRunner

from auditor.cli.commands import main
from tests.conftest import ROOT

GOLDEN = ROOT / "tests" / "golden"
WRITE = os.environ.get("AUDITOR_GOLDEN") == "write"
SHOWN = 80
"""Lines of a difference shown."""
INLINE = frozenset(
    {
        "a",
        "abbr",
        "b",
        "bdi",
        "br",
        "cite",
        "code",
        "em",
        "i",
        "kbd",
        "q",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "tspan",
        "wbr",
    }
)
"""Elements whose words belong to the line around them."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a run folder with everything made from the golden snapshot but the snapshot itself."""
    folder = tmp_path_factory.mktemp("golden")
    shutil.copyfile(GOLDEN / "snapshot.sqlite", folder / "snapshot.sqlite")
    for command in (["check"], ["report", "--format", "html,json,junit"]):
        result = CliRunner().invoke(main, [*command, str(folder)])
        assert result.exit_code == 0, result.output
    return folder


def test_the_results_are_the_golden_ones(made: Path) -> None:
    same(GOLDEN / "results.json", (made / "results.json").read_text(encoding="utf-8"))


def test_the_report_says_what_the_golden_one_says(made: Path) -> None:
    page = BeautifulSoup((made / "report.html").read_text(encoding="utf-8"), "lxml")
    same(GOLDEN / "report.txt", "\n".join(told(page)) + "\n")


@pytest.mark.slow  # the whole example once more
def test_it_can_be_told_on_a_terminal_without_unicode(tmp_path: Path) -> None:
    shutil.copyfile(GOLDEN / "snapshot.sqlite", tmp_path / "snapshot.sqlite")
    command = [sys.executable, "-m", "auditor", "check", str(tmp_path), "--only", "dead-contact-page"]
    env = os.environ | {"PYTHONIOENCODING": "ascii"}
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"to it as ?Complaints?" in done.stdout


def test_the_golden_snapshot_stays_small() -> None:
    assert (GOLDEN / "snapshot.sqlite").stat().st_size < 1_500_000


def same(golden: Path, text: str) -> None:
    """Compare with a golden file, or write it anew."""
    if WRITE:
        golden.write_text(text, encoding="utf-8", newline="\n")
        pytest.fail(f"{golden.name} was written anew; look at the difference, then run without AUDITOR_GOLDEN")
    before = golden.read_text(encoding="utf-8")
    if text != before:
        lines = difflib.unified_diff(before.splitlines(), text.splitlines(), golden.name, "now", lineterm="", n=2)
        pytest.fail(
            "\n".join(["what is made of the golden snapshot has changed", *islice(lines, SHOWN)]), pytrace=False
        )


def told(page: BeautifulSoup) -> Iterator[str]:
    """Yield what a reader meets, one line for each block of text, named by the element it stands in."""
    for unseen in page(["script", "style"]):
        unseen.decompose()
    for block in page.find_all(lambda element: element.name not in INLINE):
        words = re.sub(r"\s+", " ", "".join(own_words(block))).strip()
        if words:
            yield f"{block.name}: {words}"


def own_words(element: Tag) -> Iterator[str]:
    """Yield the words of an element but for those of blocks inside it."""
    for child in element.children:
        if type(child) is NavigableString:
            yield child
        elif isinstance(child, Tag):
            yield "".join(own_words(child)) if child.name in INLINE else " "
