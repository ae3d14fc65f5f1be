"""The audit in a page of Markdown: for the summary of a job, a comment on a change, a ticket."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from auditor.audit import gate as gates
from auditor.model import Message, message, phrase
from auditor.model.messages import translatable, translated
from auditor.report import Report, progress
from auditor.report.labels import label
from auditor.report.renderer import Renderer
from auditor.report.renderers import rows
from auditor.report.renderers.markdown_texts import inert, linked
from auditor.report.renderers.rows import Row

MOST = 50
"""Findings listed. Our default: what is longer is read in the report. GitHub takes a megabyte."""
_HEADS = (
    translatable("severity"),
    translatable("what failed"),
    translatable("where"),
    translatable("found"),
)


def render(report: Report) -> str:
    """Return the page; the same report, the same text."""
    return "\n".join(_lines(report)).encode("utf-8", "replace").decode() + "\n"


def _lines(report: Report) -> Iterator[str]:
    yield f"# {phrase('Audit of {name}', name=inert(report.name)).text}"
    yield ""
    grade = inert(report.grade_reason)
    if report.score.grade:
        grade = message("Grade {grade}.", grade=report.score.grade).text
    yield f"**{inert(report.score_line)}**. {grade}"
    yield from _gate(report)
    yield from _progress(report)
    yield from _table(rows.failed(report))
    yield ""
    yield inert(_rest(report))


def _gate(report: Report) -> Iterator[str]:
    if report.results is None:
        return
    gate, incomplete = report.results.gate, gates.why_incomplete(report.results)
    if incomplete:
        yield from ("", inert(incomplete.text))
    if gate is None or not gate.is_asked:
        return
    if stopping := len({*gate.failing, *gate.lapsed}):
        yield from ("", _fails(stopping, gate.fail_on, new=bool(gate.baseline)).text)
    elif not incomplete:
        yield from ("", message("Passes.").text)


def _fails(count: int, severity: str, *, new: bool) -> Message:
    least = Message(label("severity", severity).lower())
    if new:
        return message(
            "Fails: {count:,} new finding at severity {severity} or above.",
            "Fails: {count:,} new findings at severity {severity} or above.",
            count=count,
            severity=least,
        )
    return message(
        "Fails: {count:,} finding at severity {severity} or above.",
        "Fails: {count:,} findings at severity {severity} or above.",
        count=count,
        severity=least,
    )


def _progress(report: Report) -> Iterator[str]:
    told = progress.of(report.results.comparison) if report.results else None
    if told:
        yield ""
        yield from (f"- {inert(str(said))}" for said in told.sentences)


def _table(found: list[Row]) -> Iterator[str]:
    if not found:
        return
    yield ""
    yield f"| {' | '.join(map(translated, _HEADS))} | |"
    yield "|---|---|---|---|---|"
    for row in found[:MOST]:
        where = linked(row.finding.subject)
        cells = (
            label("severity", row.finding.severity).lower(),
            inert(row.section.title),
            where,
            inert(row.finding.message.text),
            translated(rows.STATE_WORDS[row.state]),
        )
        yield f"| {' | '.join(cells)} |"
    if left := len(found) - MOST:
        yield from ("", phrase("and {count:,} more", count=left).text) if left > 0 else ()


def _rest(report: Report) -> str:
    counts = report.counts
    return message(
        "{checks:,} checks, {pages:,} pages and {links:,} addresses. Passed: {passed:,}, failed: {failed:,}, needs review: {review:,}, "
        "accepted: {accepted:,}, not verified: {inconclusive:,}.",
        checks=counts["checks"],
        pages=counts["pages"],
        links=counts["links"],
        passed=counts["pass"],
        failed=sum(report.faults.values()),
        review=counts["review"],
        accepted=counts["accepted"],
        inconclusive=counts["inconclusive"],
    ).text


def _write(report: Report, path: Path) -> None:
    path.write_text(render(report), encoding="utf-8", newline="\n")


RENDERER = Renderer(interface=1, name="md", title="A page of Markdown, for summaries", file="summary.md", render=_write)
