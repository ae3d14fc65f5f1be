"""The failed findings as workflow commands, which GitHub shows as annotations: print the file in a step.

GitHub shows ten errors, ten warnings and ten notices of a step; more are counted in a last line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from auditor.report import Report
from auditor.report.renderer import Renderer
from auditor.report.renderers import rows
from auditor.report.renderers.rows import Row
from auditor.report.renderers.texts import plain

MOST_OF_A_KIND = 10
"""What GitHub shows of a step; the last notice counts the others."""
_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}
_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY = _DATA | {":": "%3A", ",": "%2C"}


def render(report: Report) -> str:
    """Return a command a line; the same report, the same text."""
    return "".join(f"{line}\n" for line in _lines(report)).encode("utf-8", "replace").decode()


def _lines(report: Report) -> Iterator[str]:
    shown: Counter[str] = Counter()
    if why := rows.why_incomplete(report):
        shown["error"] += 1
        yield f"::error title=Auditor::{_escaped(why, _DATA)}"
    left = 0
    for row in rows.failed(report):
        most = MOST_OF_A_KIND - (row.level == "note")
        if shown[row.level] < most:
            shown[row.level] += 1
            yield _line(row, report)
        else:
            left += 1
    if left:
        more = "1 more finding is" if left == 1 else f"{left} more findings are"
        yield f"::notice title=Auditor::{more} in the report."


def _line(row: Row, report: Report) -> str:
    state = f" ({rows.STATE_WORDS[row.state]})" if row.state else ""
    title = _escaped(f"{row.finding.severity}: {row.section.title}{state}", _PROPERTY)
    place = f"file={_escaped(rows.path_of(report), _PROPERTY)},line={row.line}," if report.places else ""
    return f"::{_COMMANDS[row.level]} {place}title={title}::{_escaped(row.words, _DATA)}"


def _escaped(text: str, marks: dict[str, str]) -> str:
    return "".join(marks.get(letter, letter) for letter in plain(text))


def _write(report: Report, path: Path) -> None:
    path.write_text(render(report), encoding="utf-8", newline="\n")


RENDERER = Renderer(
    interface=1,
    once=True,
    name="github",
    title="Annotations, as GitHub's workflow commands",
    file="annotations.txt",
    render=_write,
)
