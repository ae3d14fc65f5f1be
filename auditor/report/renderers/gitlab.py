"""The failed findings as GitLab's code quality report, which a merge request compares with its target branch."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from auditor.report import Report
from auditor.report.renderer import Renderer
from auditor.report.renderers import rows
from auditor.report.renderers.texts import plain

_SEVERITIES = {"critical": "blocker", "high": "critical", "medium": "major", "low": "minor", "info": "info"}


def render(report: Report) -> str:
    """Return the file; the same report, the same text."""
    return json.dumps(list(_entries(report)), ensure_ascii=False, indent=1).encode("utf-8", "replace").decode() + "\n"


def _entries(report: Report) -> Iterator[dict[str, Any]]:
    path = plain(rows.path_of(report))
    given: Counter[str] = Counter()
    for row in rows.failed(report):
        fingerprint = row.finding.fingerprint
        given[fingerprint] += 1
        if given[fingerprint] > 1:  # of two alike GitLab would show one
            fingerprint = hashlib.sha256(f"{fingerprint} {given[fingerprint]}".encode()).hexdigest()[:32]
        yield {
            "description": plain(row.words),
            "check_name": row.section.id,
            "fingerprint": fingerprint,
            "severity": _SEVERITIES[row.finding.severity],
            "location": {"path": path, "lines": {"begin": row.line}},
        }


def _write(report: Report, path: Path) -> None:
    path.write_text(render(report), encoding="utf-8", newline="\n")


RENDERER = Renderer(
    interface=1,
    once=True,
    name="gitlab",
    title="GitLab's code quality report",
    file="gl-code-quality-report.json",
    render=_write,
)
