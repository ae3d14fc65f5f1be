"""What a command does not need, it does not import: a visit would wait for it, and hold it in memory to its end."""

from __future__ import annotations

import importlib
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from auditor.cli import outcome
from tests.conftest import ROOT

DRAWS = {"jinja2", "markdown", "rich", "weasyprint"}
ASKS_NAMES = {"dns"}
NEVER_NEEDED = {"requests", "urllib3", "warcio"}
READS_PAGES = {"auditor.collect.crawl.crawler", "auditor.collect.crawl.parse_page", "phonenumbers", "selectolax"}
"""Imported while the first answers are waited for."""
PARENT_ONLY = {"aiohttp", "asyncio", "pydantic", "sqlite3"}
READS_WORDS = {"auditor.model", "auditor.resources", "auditor.text"}


@pytest.mark.parametrize(
    ("module", "unwanted"),
    [
        ("auditor.cli.commands", DRAWS | ASKS_NAMES | NEVER_NEEDED | PARENT_ONLY | READS_WORDS),
        ("auditor.cli.auditing", DRAWS | ASKS_NAMES | NEVER_NEEDED | {"aiohttp"}),
        ("auditor.collect.run", DRAWS | ASKS_NAMES | NEVER_NEEDED | READS_PAGES),
        ("auditor.collect.crawl.site_visit", DRAWS | ASKS_NAMES | NEVER_NEEDED | {"bs4"}),
        ("auditor.collect.crawl.parser_worker", DRAWS | ASKS_NAMES | NEVER_NEEDED | PARENT_ONLY),
        ("auditor.pipeline", {"aiohttp", "jinja2", "markdown", "weasyprint"}),
    ],
)
def test_nothing_is_imported_that_is_not_needed(module: str, unwanted: set[str]) -> None:
    say = f"import sys, {module}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", say], check=True, capture_output=True, text=True)
    assert module in done.stdout.split()
    assert sorted(unwanted & set(done.stdout.split())) == []


def test_the_version_is_told_without_a_command() -> None:
    say = "import sys; from auditor.cli.commands import main; main(['--version'], standalone_mode=False); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", say], check=True, capture_output=True, text=True)
    told, modules = done.stdout.splitlines()
    assert told.startswith("auditor, version ")
    ours = {name for name in modules.split() if name.partition(".")[0] == "auditor"}
    assert ours == {"auditor", "auditor.cli", "auditor.cli.commands", "auditor.cli.outlet", "auditor.cli.tracing"}


BEFORE_THE_FIRST_REQUEST = """
import os, re._compiler, sys

compiled = []
compile = re._compiler.compile
re._compiler.compile = lambda pattern, flags=0: compiled.append(_whose()) or compile(pattern, flags)

def _whose():
    frame = sys._getframe(2)
    while os.sep + "re" + os.sep in frame.f_code.co_filename:
        frame = frame.f_back
    return frame.f_code.co_filename

def tell(event, details):
    if event == "socket.connect" and details[1][:2] == ("127.0.0.1", 9):
        ours = [name for name in compiled if name.startswith(os.path.join(os.getcwd(), "auditor"))]
        print(len(ours), *sys.modules, flush=True)
        os._exit(0)

sys.addaudithook(tell)
from auditor.cli.start import main
sys.argv = ["auditor", "run", "http://127.0.0.1:9/", "--output", sys.argv[1]]
main()
"""
"""`auditor run`, which ends as it connects for the first request, and tells how many patterns of ours it compiled and what it imported."""
MOST_PATTERNS = 45
JUDGES = (
    "auditor_loaded_",
    "auditor.analysis",
    "auditor.api",
    "auditor.audit.results",
    "auditor.report.compose",
    "auditor.text.posts",
)


def test_a_site_is_asked_before_what_judges_is_imported(tmp_path: Path) -> None:
    command = [sys.executable, "-c", BEFORE_THE_FIRST_REQUEST, str(tmp_path / "run")]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    patterns, *modules = done.stdout.split()
    assert "auditor.collect.run" in modules
    assert [name for name in modules if name.startswith(JUDGES)] == []
    assert int(patterns) <= MOST_PATTERNS


AT_THE_END = """
import atexit, sys
from auditor.collect.http.retry_policy import Pace
Pace.__init__.__defaults__ = (3, (0.01, 0.02), 0.01, 32)
atexit.register(lambda: print(*sys.modules))
from auditor.cli.start import main
main()
"""
"""A command with short pauses, which tells what it imported."""


def test_a_dead_site_is_told_without_what_judges(tmp_path: Path) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        site = f"http://127.0.0.1:{closed.getsockname()[1]}/"
        command = [sys.executable, "-c", AT_THE_END, "run", site, "--output", str(tmp_path / "run")]
        done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr.count("\n")) == (3, 1), done.stderr
    assert "could not be connected to" in done.stderr
    modules = done.stdout.split()
    assert "auditor.collect.run" in modules
    assert [name for name in modules if name.startswith((*JUDGES, "auditor.demo"))] == []


def test_what_is_told_in_a_line_is_an_error_of_its_module() -> None:
    for module, name in outcome._IN_A_LINE.items():
        error = getattr(importlib.import_module(module), name)
        assert issubclass(error, Exception)
        assert error.__module__ == module
