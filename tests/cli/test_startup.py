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


@pytest.mark.parametrize(
    ("module", "unwanted"),
    [
        ("auditor.cli.commands", DRAWS | ASKS_NAMES | NEVER_NEEDED | {"aiohttp"}),
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
