"""The report as a workbook: what to do, every finding, and the figures, each on a sheet of its own."""

from __future__ import annotations

from pathlib import Path

from auditor.report import Report
from auditor.report.renderer import Renderer


def _write(report: Report, path: Path) -> None:
    from auditor.report.renderers.workbook import book  # noqa: PLC0415 - what writes workbooks is needed for them alone

    book.write(report, path)


RENDERER = Renderer(
    interface=1, name="xlsx", title="Actions, findings and figures for spreadsheets", file="report.xlsx", render=_write
)
