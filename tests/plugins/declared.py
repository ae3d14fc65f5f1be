"""Plug-ins as files that others write, good and bad ones."""

from __future__ import annotations

from importlib.metadata import EntryPoint, EntryPoints
from pathlib import Path

import pytest

from auditor.plugins import registry

IMPORTER = """
from auditor.collect.importers.base import CERTAIN, NO, Importer, Skip


def sniff(sample):
    return CERTAIN if sample.path.suffix == ".{name}" else NO


def read(request):
    for number, line in enumerate(request.path.read_text(encoding="utf-8").splitlines()):
        at = request.clock.read("2026-03-02T10:00:00Z")
        yield request.post(at, "ann", id=str(number), text=line)


IMPORTER = Importer(interface=1, name="{name}", title="{name}", sniff=sniff, read=read, cannot_see=("threads",))
"""
RENDERER = """
from auditor.report.renderer import Renderer


def render(report, path):
    path.write_text(f"{{report.name}}: {{len(report.results.checks)}} checks", encoding="utf-8")


RENDERER = Renderer(interface=1, name="{name}", title="{name}", file="report.{name}.txt", render=render)
"""
SOURCE = """
from auditor.collect.sources.base import Source, at


def profile(session, asked):
    return asked


SOURCE = Source(name="{name}", platforms=("{name}",), base=at("https://api.{name}.example/"), profile=profile)
"""
CHECK = """
from auditor.api import Severity, check, passed


@check("{name}", category="contact", severity=Severity.LOW, needs=("pages",), title="Good", failing_title="Bad")
def {name}(snapshot):
    yield passed("x")
"""
PAGE = "## What it checks\n\nA.\n\n## Why it matters\n\nB.\n\n## How to fix\n\nC.\n\n## What it cannot tell\n\nD.\n"
CODE = {"check": CHECK, "source": SOURCE, "importer": IMPORTER, "renderer": RENDERER}


def write(folder: Path, kind: str, name: str, old: str = "", new: str = "", file: str = "") -> Path:
    """Write a plug-in, a part of its code replaced; return its file."""
    folder.mkdir(parents=True, exist_ok=True)
    code = CODE[kind].format(name=name)
    assert old in code
    path = folder / f"{file or name}.py"
    path.write_text(code.replace(old, new) if old else code, encoding="utf-8")
    if kind == "check":
        path.with_suffix(".md").write_text(PAGE, encoding="utf-8")
    return path


def install(monkeypatch: pytest.MonkeyPatch, folder: Path, **points: str) -> None:
    """Let an installed package name modules or objects of a folder, by kind."""
    monkeypatch.syspath_prepend(folder)
    found = EntryPoints(
        EntryPoint(value.partition(":")[0], value, registry.KINDS[kind]) for kind, value in points.items()
    )
    monkeypatch.setattr(registry, "entry_points", lambda: found)
