"""The report as a Word file that people go on writing in: summary, action plan, findings and notes, in styles of their own."""

from __future__ import annotations

from pathlib import Path

from auditor.report import Report
from auditor.report.renderer import Renderer


def _write(report: Report, path: Path) -> None:
    from auditor.report.renderers.word import document  # noqa: PLC0415 - what writes Word files is needed for them alone

    path.write_bytes(document.render(report))


RENDERER = Renderer(
    interface=1,
    name="docx",
    title="Summary, plan and findings to edit in Word",
    file="report.docx",
    render=_write,
)
