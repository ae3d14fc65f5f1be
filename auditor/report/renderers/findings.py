"""All findings as CSV, a row each, those that failed first: for spreadsheets and for whatever sorts and counts."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from auditor.audit.results import FindingOut
from auditor.report import Report
from auditor.report.renderer import Renderer
from auditor.report.renderers import rows
from auditor.report.renderers.texts import cell, plain

COLUMNS = (
    "outcome", "severity", "check", "title", "category", "where", "found", "hint", "state", "effort", "team", "seen_at", "fingerprint",
)  # fmt: skip


def _rows(report: Report) -> Iterator[tuple[str, ...]]:
    for section, finding in rows.every(report):
        yield (
            finding.outcome,
            finding.severity,
            section.id,
            section.title,
            section.category,
            finding.subject,
            finding.message.text,
            finding.hint.text if finding.hint else "",
            rows.state_of(report, finding),
            section.effort,
            section.team,
            _seen(finding),
            finding.fingerprint,
        )


def _seen(finding: FindingOut) -> str:
    return finding.evidence[0].url if finding.evidence else ""


def write(report: Report, path: Path) -> None:
    """Write a file in UTF-8 with CRLF line ends, as RFC 4180 has them: the same report, the same bytes.

    `state` is `known`, `advisory`, `lapsed` or `accepted`, as docs/ci.md explains; empty for a finding that is none of these.
    """
    with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
        out = csv.writer(file)
        out.writerow(COLUMNS)
        out.writerows([cell(plain(text)) for text in row] for row in _rows(report))


RENDERER = Renderer(interface=1, name="findings", title="All findings, a row each", file="findings.csv", render=write)
