"""The captured contact pages of real companies, served on loopback and audited like any site."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from auditor.analysis.links.status import LinkState, judge
from auditor.collect.http.retry_policy import Pace
from auditor.collect.run import collect
from auditor.config import load
from auditor.model import ContactKind, Snapshot
from auditor.snapshot import reader
from tests.local_web import LocalWeb, answer

pytestmark = pytest.mark.shared_data


@pytest.fixture(scope="module")
def pages(shared_data: Path) -> list[Path]:
    return sorted((shared_data / "contact_pages" / "pages").glob("*.html"))


@pytest.fixture(scope="module")
def labels(shared_data: Path) -> Mapping[str, list[tuple[str, str]]]:
    found: Mapping[str, list[tuple[str, str]]] = json.loads((shared_data / "contact_pages" / "labels.json").read_text())
    return found


@pytest.fixture(scope="module")
def visited(pages: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Snapshot, str]]:
    """Audit a site whose home page links to all of them; every other address is a 404."""
    folder = tmp_path_factory.mktemp("run")
    with LocalWeb() as web:
        index = "".join(f"<li><a href=/pages/{page.name}>{page.stem}</a>" for page in pages)
        web.html("/", f"<p>All captured pages.</p><ul>{index}</ul>", title="Captured")
        for page in pages:
            web.pages[f"/pages/{page.name}"] = answer(page.read_bytes(), type="text/html")
        text = f'[target]\nsite = "{web.url}"\n[crawl]\nmax_links = 0\nconnections = 8\ntimeout = 60\n'
        (folder / "auditor.toml").write_text(text)
        settings = load.read(folder / "auditor.toml")
        collect(settings, folder, lambda *_: None, pace=Pace(waits=(0.01, 0.02), confirm_after=0.01))
        yield reader.load(folder), web.url


def test_every_page_is_read(visited: tuple[Snapshot, str], pages: list[Path]) -> None:
    read = {page.url.rpartition("/")[2] for page in visited[0].pages}
    assert {page.name for page in pages} <= read


def test_none_is_called_dead_or_unknown(visited: tuple[Snapshot, str], pages: list[Path]) -> None:
    gathered, url = visited
    verdicts = {page.name: judge(gathered, f"{url}/pages/{page.name}") for page in pages}
    assert {name: verdict for name, verdict in verdicts.items() if verdict.state is not LinkState.ALIVE} == {}


@pytest.mark.parametrize(
    ("label", "kinds"), [("EMAIL", {ContactKind.EMAIL}), ("TEL", {ContactKind.PHONE, ContactKind.FAX})]
)
def test_marked_details_are_found(
    visited: tuple[Snapshot, str], labels: Mapping[str, list[tuple[str, str]]], label: str, kinds: set[ContactKind]
) -> None:
    gathered, _ = visited
    found: dict[str, list[str]] = {}
    for detail in gathered.contacts:
        if detail.kind in kinds:
            name = detail.page.rpartition("/")[2]
            found.setdefault(name, []).extend((_core(detail.value, label), _core(detail.shown, label)))
    marked = [
        (name, text) for name, spans in labels.items() for kind, text in spans if kind == label and _core(text, label)
    ]
    missed = [name for name, text in marked if not any(_core(text, label) in have for have in found.get(name, []))]
    assert len(marked) > 50
    assert len(missed) / len(marked) <= 0.05, f"{len(missed)} of {len(marked)} missed, on {sorted(set(missed))}"


def _core(text: str, label: str) -> str:
    """Return what of a detail has to be found again: the address without case and spaces, or the last seven digits."""
    if label == "EMAIL":
        return re.sub(r"\s+", "", text).lower()
    digits = re.sub(r"\D", "", text.partition("x")[0])
    return digits[-7:] if len(text) < 30 else ""
