"""The audit in a page of Markdown: for the summary of a job, a comment on a change, a ticket."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from auditor.report import Report, progress
from auditor.report.renderer import Renderer
from auditor.report.renderers import rows
from auditor.report.renderers.markdown_texts import inert, linked
from auditor.report.renderers.rows import Row

MOST = 50
"""Findings listed. Our default: what is longer is read in the report. GitHub takes a megabyte."""
_STATES = {
    "known": "known",
    "advisory": "somebody else's",
    "lapsed": "no longer accepted",
    "accepted": "accepted",
    "": "",
}


def render(report: Report) -> str:
    """Return the page; the same report, the same text."""
    return "\n".join(_lines(report)).encode("utf-8", "replace").decode() + "\n"


def _lines(report: Report) -> Iterator[str]:
    yield f"# Audit of {inert(report.name)}"
    yield ""
    grade = f"Grade {report.score.grade}." if report.score.grade else inert(report.grade_reason)
    yield f"**{inert(report.score_line)}**. {grade}"
    yield from _gate(report)
    yield from _progress(report)
    yield from _table(rows.failed(report))
    yield ""
    yield inert(_rest(report))


def _gate(report: Report) -> Iterator[str]:
    gate = report.results.gate if report.results else None
    if gate is None or not gate.is_asked:
        return
    stopping = len({*gate.failing, *gate.lapsed})
    what = f"{'new ' if gate.baseline else ''}{'finding' if stopping == 1 else 'findings'}"
    yield ""
    yield f"Fails: {stopping:,} {what} at severity {gate.fail_on} or above." if stopping else "Passes."


def _progress(report: Report) -> Iterator[str]:
    told = progress.of(report.results.comparison) if report.results else None
    if told:
        yield ""
        yield from (f"- {inert(str(said))}" for said in told.sentences)


def _table(found: list[Row]) -> Iterator[str]:
    if not found:
        return
    yield from ("", "| severity | what failed | where | found | |", "|---|---|---|---|---|")
    for row in found[:MOST]:
        where = linked(row.finding.subject)
        cells = (
            row.finding.severity,
            inert(row.section.title),
            where,
            inert(row.finding.message.text),
            _STATES[row.state],
        )
        yield f"| {' | '.join(cells)} |"
    if left := len(found) - MOST:
        yield from ("", f"and {left:,} more") if left > 0 else ()


def _rest(report: Report) -> str:
    counts = report.counts
    return (
        f"{counts['checks']:,} checks, {counts['pages']:,} pages and {counts['links']:,} addresses. Passed: {counts['pass']:,}, failed: "
        f"{sum(report.faults.values()):,}, needs review: {counts['review']:,}, accepted: {counts['accepted']:,}, not verified: "
        f"{counts['inconclusive']:,}."
    )


def _write(report: Report, path: Path) -> None:
    path.write_text(render(report), encoding="utf-8", newline="\n")


RENDERER = Renderer(interface=1, name="md", title="A page of Markdown, for summaries", file="summary.md", render=_write)
