"""What a client reads holds no speech of the tool: no files of ours, keys, ids of checks, hashes or paths of this machine."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pytest
from lxml import html as parser

from auditor import report
from auditor.audit import registry, results
from auditor.config.report import Length
from auditor.report.renderers import html
from tests.conftest import ROOT

KNOWN = registry.load(installed=False)
SPEECH = re.compile(
    r"auditor\.toml|\[\[|results\.json|posts\.csv|findings\.toml|snapshot|\b[0-9a-f]{12,}\b(?<!\d{12})|/tmp/|(?<!\w)--[a-z]|"
    + "|".join(rf"(?<![\w-]){id_}(?![\w-])" for id_ in KNOWN if "-" in id_)
)


@cache
def told(length: Length, *, paper: bool) -> str:
    judged = results.read(ROOT / "tests" / "golden" / "results.json")
    return html.document(report.build(judged, KNOWN, length=length), paper=paper)


def said(markup: str) -> list[str]:
    """Return the texts of a document but for those that are folded away."""
    tree: Any = parser.document_fromstring(markup)
    for folded in tree.xpath("//style | //details"):
        folded.drop_tree()
    return [" ".join(one.split()) for one in tree.body.itertext() if one.strip()]


@pytest.mark.parametrize(
    ("length", "paper"), [("summary", True), ("summary", False), ("report", True), ("report", False)]
)
def test_no_speech_of_the_tool_is_in_a_clients_paper(length: Length, paper: bool) -> None:
    texts = said(told(length, paper=paper))
    assert len(texts) > 50
    assert [one for one in texts if SPEECH.search(one)] == []


def test_the_measure_of_it_finds_it() -> None:
    found = {match.group() for one in said(told("full", paper=True)) for match in SPEECH.finditer(one)}
    assert {"posts.csv", "auditor.toml", "dead-contact-page"} <= found
    assert any(re.fullmatch("[0-9a-f]{12,}", one) for one in found)
