"""The results themselves: what all other formats are made from."""

from __future__ import annotations

from pathlib import Path

from auditor.audit import results
from auditor.model.messages import Voice, speaking
from auditor.report import Report
from auditor.report.renderer import Renderer


def _write(report: Report, path: Path) -> None:
    """Leave the file as `auditor check` wrote it; write it where it is not there."""
    if report.results is not None and not path.is_file():
        with speaking(Voice()):  # in English, as ever: other languages are made from the templates
            results.write(report.results, path)


RENDERER = Renderer(
    interface=1, once=True, name="json", title="The results, for programs", file="results.json", render=_write
)
