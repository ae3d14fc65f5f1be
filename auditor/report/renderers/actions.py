"""The action plan as CSV: a row for each fault, in the order of the plan, for lists of tasks and for spreadsheets."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from auditor.config.report import FindingSettings
from auditor.report import Report
from auditor.report.renderer import Renderer
from auditor.report.renderers.texts import cell

COLUMNS = (
    "no", "what", "where", "found", "severity", "effort", "team", "responsible", "due", "status", "note", "fingerprint", "check",
)  # fmt: skip
_UNSAID = FindingSettings()


def write(report: Report, path: Path) -> None:
    """Write a file in UTF-8 with CRLF line ends, as RFC 4180 has them: the same report, the same bytes.

    `no` is the number of the action in the plan, `due` an ISO date; `status`, `responsible`, `due` and `note` are what findings.toml says.
    """
    with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
        out = csv.writer(file)
        out.writerow(COLUMNS)
        out.writerows(map(cell, row) for row in _rows(report))


RENDERER = Renderer(
    interface=1,
    name="actions",
    title="The action plan, a row for each failed finding",
    file="actions.csv",
    render=write,
)


def _rows(report: Report) -> Iterator[tuple[str, ...]]:
    for number, action in enumerate(report.actions, 1):
        for finding in action.findings:
            said = report.handled.get(finding.fingerprint, _UNSAID)
            yield (
                str(number),
                action.title,
                finding.subject,
                finding.message.text,
                action.severity,
                action.effort,
                action.team,
                said.responsible,
                said.due.isoformat() if said.due else "",
                said.status,
                said.note,
                finding.fingerprint,
                action.check,
            )
