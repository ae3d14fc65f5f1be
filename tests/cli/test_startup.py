"""What a command does not need, it does not import: a visit would wait for it, and hold it in memory to its end."""

from __future__ import annotations

import subprocess
import sys

import pytest

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
