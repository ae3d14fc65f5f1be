"""Pages made to take memory: gathering, check and report of a visit that met them stay below a bound, their helpers included."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from benchmarks.measure import measured
from tests.assault.heavy_pages import heaviest, largest
from tests.conftest import ROOT
from tests.local_web import LocalWeb, answer

MOST = 300
"""Megabytes that all processes of a command take together."""
KINDS = (
    "one text",
    "one text of wide letters",
    "nested",
    "attributes of one element",
    "attributes of many elements",
    "tiny elements",
    "a table",
    "a huge attribute",
    "entities",
    "inline SVG",
    "JSON-LD",
    "srcset",
    "one comment",
    "scripts",
    "fields",
    "elements opened anew",
)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.assault("heavy pages"),
    pytest.mark.skipif(sys.platform != "linux", reason="the memory of processes is read from /proc"),
]


@pytest.mark.parametrize("kind", KINDS)
def test_no_page_takes_more_memory_than_a_machine_has_to_spare(kind: str, tmp_path: Path) -> None:
    run = tmp_path / "run"
    with LocalWeb() as web:
        web.html("/", f"<a href=/contact>Contact</a><a href=/press>Press</a><p>{'We make kites. ' * 30}")
        web.pages["/contact"] = answer(heaviest(kind))
        web.pages["/press"] = answer(largest(kind))
        for command in (
            ["collect", web.url, "--output", str(run)],
            ["check", str(run)],
            ["report", str(run), "--format", "html,json"],
        ):
            cost = measured([sys.executable, "-m", "auditor", *command], tmp_path / "told", limit=300, folder=ROOT)
            assert cost.code in {0, 1}, (tmp_path / "told.err").read_text()
            assert cost.rss is not None
            assert cost.rss <= MOST, f"{command[0]}: {cost.rss:.0f} MB"
    told = json.loads((run / "results.json").read_text())
    assert told["pages"]
