"""The action plan as CSV: a row for each fault, in the order of the plan, for lists of tasks and for spreadsheets."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from auditor.config.report import FindingSettings
from auditor.model.messages import translated, voice
from auditor.report import Report
from auditor.report.labels import label
from auditor.report.renderer import Renderer
from auditor.report.renderers.texts import cell

COLUMNS = (
    "no", "what", "where", "found", "severity", "effort", "team", "responsible", "due", "status", "note", "fingerprint", "check",
)  # fmt: skip
_HEADS = (
    "No.",
    "What is wrong",
    "Where",
    "What was found",
    "Severity",
    "Effort",
    "Team",
    "Responsible",
    "Due",
    "Status",
    "Note",
    "Fingerprint",
    "Check",
)
"""The same for readers of other languages; who reads the English file may be a program."""
_UNSAID = FindingSettings()


def write(report: Report, path: Path) -> None:
    """Write a file in UTF-8 with CRLF line ends, as RFC 4180 has them: the same report, the same bytes.

    `no` is the number of the action in the plan, `due` an ISO date; `status`, `responsible`, `due` and `note` are what findings.toml says.
    """
    with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
        out = csv.writer(file)
        out.writerow(COLUMNS if _is_english() else map(translated, _HEADS))
        out.writerows(map(cell, row) for row in _rows(report))


RENDERER = Renderer(
    interface=1,
    name="actions",
    title="The action plan, a row for each failed finding",
    file="actions.csv",
    render=write,
)


def _is_english() -> bool:
    return voice().code == "en"


def _told(kind: str, word: str) -> str:
    """Return a word of results: in English as results hold it, in other languages as people are told it."""
    return word if _is_english() else label(kind, word)


def _rows(report: Report) -> Iterator[tuple[str, ...]]:
    for number, action in enumerate(report.actions, 1):
        for finding in action.findings:
            said = report.handled.get(finding.fingerprint, _UNSAID)
            yield (
                str(number),
                action.title,
                finding.subject,
                finding.message.text,
                _told("severity", action.severity),
                _told("effort", action.effort),
                _told("team", action.team),
                said.responsible,
                said.due.isoformat() if said.due else "",
                _told("status", said.status),
                said.note,
                finding.fingerprint,
                action.check,
            )
