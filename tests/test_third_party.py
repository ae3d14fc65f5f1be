"""The example package with one plug-in of each kind, installed from its wheel beside ours: all four are found, and an audit uses them."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from tests.collect.sources import replay
from tests.conftest import ROOT
from tests.local_web import LocalWeb
from tests.test_packaging import build, install, python_in, run

EXAMPLE = ROOT / "examples" / "third_party"
TALKS = [
    {"id": "1", "by": "ann", "at": "2026-03-02T10:00:00Z", "text": "Is my order lost?"},
    {"id": "2", "by": "acme", "to": "1", "at": "2026-03-02T10:25:00Z", "text": "It will be with you tomorrow."},
]
TOML = """
[target]
site = "{url}"
name = "Acme"

[sources]
bases = {{ parley = "{url}/parley/" }}

[[profile]]
url = "https://parley.example/@acme"

[[conversations]]
path = "export.zip"
account = "acme"
"""


@pytest.fixture(scope="module")
def auditor(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Return an interpreter with both wheels installed, and `-m`'s argument."""
    folder = tmp_path_factory.mktemp("third_party")
    python = python_in(folder / "environment")
    for source, name in ((ROOT, "ours"), (EXAMPLE, "theirs")):
        (folder / name).mkdir()
        install(python, "--no-index", build(source, "wheel", folder / name))
    return python, "auditor"


@pytest.mark.slow
def test_all_four_are_listed_with_their_package_and_version(auditor: tuple[Path, str], tmp_path: Path) -> None:
    python, module = auditor
    rows = [
        line.split("\t") for line in run(python, "-m", module, "plugins", cwd=tmp_path).splitlines() if "\t" in line
    ]
    assert [(row[0], row[1], row[3]) for row in rows] == [
        ("check", "untitled-page", "1.2.0"),
        ("source", "parley", "1.2.0"),
        ("importer", "parley-export", "1.2.0"),
        ("renderer", "one-line", "1.2.0"),
    ]
    assert all(row[2].startswith("acme-audit (acme_audit.") for row in rows)


@pytest.mark.slow
def test_an_audit_uses_all_four(auditor: tuple[Path, str], tmp_path: Path) -> None:
    python, module = auditor
    with zipfile.ZipFile(tmp_path / "export.zip", "w") as packed:
        packed.writestr("archive/talks.json", json.dumps(TALKS))
    with LocalWeb() as web:
        web.html("/", '<a href="/contact">Contact</a>', title="Acme")
        web.html("/contact", "<p>Write to us.</p>", title="Contact us")
        web.pages["/parley/v1/users/acme"] = replay.said({"name": "Acme Tools"})
        web.pages["/parley/v1/users/acme/talks"] = replay.said({"talks": []})
        (tmp_path / "auditor.toml").write_text(TOML.format(url=web.url), encoding="utf-8")
        run(python, "-m", module, "run", "auditor.toml", "--output", "run", "--format", "json,one-line", cwd=tmp_path)
    judged = json.loads((tmp_path / "run" / "results.json").read_text(encoding="utf-8"))
    assert "untitled-page" in {check["id"] for check in judged["checks"]}
    ((platform, existence),) = {(row["platform"], row["existence"]) for row in judged["profiles"]}
    assert (platform.lower(), existence) == ("parley", "live")
    assert "parley-export" in json.dumps(judged["conversations"])
    assert (tmp_path / "run" / "report.one-line.txt").read_text(encoding="utf-8").startswith("Acme: ")
