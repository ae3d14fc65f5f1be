"""What stands on which sheet."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from auditor.audit.results import FindingOut, ScoreOut
from auditor.config.report import FindingSettings
from auditor.model import Message, phrase
from auditor.report import CheckSection, Report, wording
from auditor.report.labels import label, labels, state
from auditor.report.nouns import Action
from auditor.report.renderers.notes import words
from auditor.report.renderers.texts import day
from auditor.report.renderers.workbook.sheet import Cell, Column, Formats, Sheet, safe

_UNSAID = FindingSettings()
_FIGURES = (Column("", 56, wraps=True), Column("", 26, wraps=True), Column("", 14), Column("", 14), Column("", 40))
"""The widths that the tables of figures share."""


def write(report: Report, path: Path) -> None:
    """Write a workbook of three sheets: the same report, the same bytes.

    Args:
        report: What to tell.
        path: The file, which is replaced.
    """
    made = io.BytesIO()  # the library has errors of its own for files that can't be written
    with xlsxwriter.Workbook(
        made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as workbook:
        workbook.set_properties(_properties(report))
        formats = Formats(workbook, report.branding)
        _actions(Sheet(workbook, phrase("Actions").text, formats), report)
        _findings(Sheet(workbook, phrase("Findings").text, formats), report)
        _figures(Sheet(workbook, phrase("Figures").text, formats), report)
    path.write_bytes(made.getvalue())


def _properties(report: Report) -> dict[str, Any]:
    made = datetime.fromisoformat(report.taken_at).replace(tzinfo=None)
    return {"title": safe(_title(report)), "author": safe(report.branding.prepared_by), "created": made}


def _title(report: Report) -> str:
    return phrase("{name}: contact audit of {day}", name=report.name, day=day(report.taken_at)).text


def _for_print(sheet: Sheet, report: Report) -> None:
    branding = report.branding
    internal = phrase("Internal: contains personal details in full").text if report.internal else ""
    header = " · ".join(filter(None, (_title(report), internal, branding.confidentiality)))
    sheet.for_print(header, branding.footer or branding.prepared_by)


def _actions(sheet: Sheet, report: Report) -> None:
    columns = (
        Column(phrase("No.").text, 6),
        Column(phrase("What is wrong").text, 38, wraps=True),
        Column(phrase("Where").text, 44, wraps=True),
        Column(phrase("Places").text, 9),
        Column(phrase("Severity").text, 10),
        Column(phrase("Effort").text, 10),
        Column(phrase("Team").text, 16),
        Column(phrase("Responsible").text, 20, wraps=True),
        Column(phrase("Due").text, 12),
        Column(phrase("Status").text, 12, choices=labels("status")),
        Column(phrase("Note").text, 30, wraps=True),
        Column(phrase("How to fix it").text, 100, wraps=True),
    )
    sheet.list_of(
        "Actions", columns, [_action(report, number, one) for number, one in enumerate(report.actions, 1)], printed=11
    )
    _for_print(sheet, report)


def _action(report: Report, number: int, action: Action) -> Sequence[Cell]:
    return (
        number,
        action.title,
        action.worst.subject,
        len(action.findings),
        label("severity", action.severity),
        label("effort", action.effort),
        label("team", action.team),
        ", ".join(action.responsible),
        action.due,
        label("status", action.status),
        "\n".join(_notes(report, action)),
        words(action.remedy),
    )


def _notes(report: Report, action: Action) -> Iterator[str]:
    if note := report.remarks.checks.get(action.check):
        yield words(note)
    yield from dict.fromkeys(one.note for one in action.handled if one.note)


def _findings(sheet: Sheet, report: Report) -> None:
    columns = (
        Column(phrase("No.").text, 6),
        Column(phrase("Result").text, 14),
        Column(phrase("Severity").text, 10),
        Column(phrase("Check").text, 34, wraps=True),
        Column(phrase("Where").text, 48, wraps=True),
        Column(phrase("What was found").text, 56, wraps=True),
        Column(phrase("Responsible").text, 18, wraps=True),
        Column(phrase("Due").text, 12),
        Column(phrase("Status").text, 12, choices=labels("status")),
        Column(phrase("Note").text, 34, wraps=True),
        Column(phrase("What to do first").text, 34, wraps=True),
        Column(phrase("Seen at").text, 40, wraps=True),
        Column(phrase("Excerpt").text, 40, wraps=True),
        Column(phrase("Category").text, 18),
        Column(phrase("Team").text, 16),
        Column(phrase("Fingerprint").text, 36),
    )
    numbers = {one.fingerprint: number for number, action in enumerate(report.actions, 1) for one in action.findings}
    sheet.list_of("Findings", columns, [_finding(report, numbers, *one) for one in _told(report)], printed=10)
    _for_print(sheet, report)


def _told(report: Report) -> Iterator[tuple[str, CheckSection, FindingOut]]:
    """Yield what did not pass: failed first, then for review, accepted, and not verified."""
    for kind in ("failed", "review", "accepted", "inconclusive"):
        for category in report.categories:
            for section in category.checks:
                yield from ((category.title, section, one) for one in getattr(section, kind))


def _finding(
    report: Report, numbers: dict[str, int], category: str, section: CheckSection, finding: FindingOut
) -> Sequence[Cell]:
    said = report.handled.get(finding.fingerprint, _UNSAID)
    proof = finding.evidence[0] if finding.evidence else None
    accepted = wording.accepted(finding.accepted).text if finding.accepted else ""
    is_open = finding.outcome == "fail" or finding.fingerprint in report.handled
    return (
        numbers.get(finding.fingerprint),
        state(finding),
        label("severity", finding.severity),
        section.title,
        finding.subject,
        finding.message.text,
        said.responsible,
        said.due,
        label("status", said.status) if is_open else "",
        "\n".join(filter(None, (accepted, said.note, words(report.remarks.findings.get(finding.fingerprint, ""))))),
        finding.hint.text if finding.hint else "",
        proof.url if proof else "",
        proof.excerpt if proof else "",
        category,
        label("team", section.team),
        finding.fingerprint,
    )


def _figures(sheet: Sheet, report: Report) -> None:
    sheet.widths(column.width for column in _FIGURES)
    row = sheet.title(0, _title(report))
    for name, value in _front(report):
        sheet.cell(row, 0, name)
        sheet.cell(row, 1, value)
        row += 1
    row = _scores(sheet, row + 1, report)
    row = _counts(sheet, row + 1, report)
    if report.answered:
        row = _answered(sheet, row + 1, report)
    if report.talk:
        _conversations(sheet, row + 1, report)
    _for_print(sheet, report)


def _front(report: Report) -> Iterator[tuple[str, str]]:
    yield phrase("Site").text, report.site
    branding = report.branding
    for name, value in (
        (phrase("Prepared for").text, branding.prepared_for),
        (phrase("Prepared by").text, branding.prepared_by),
        (phrase("Confidentiality").text, branding.confidentiality),
        (phrase("Grade").text, report.score.grade or phrase("none").text),
    ):
        if value:
            yield name, value


def _headed(*titles: Message) -> tuple[Column, ...]:
    return tuple(replace(column, title=title.text) for column, title in zip(_FIGURES, titles, strict=False))


def _scores(sheet: Sheet, row: int, report: Report) -> int:
    columns = _headed(
        phrase("Score by category"), phrase("Score"), phrase("At least"), phrase("At most"), phrase("Verified, %")
    )
    rows = [_score(phrase("All categories").text, report.score)]
    rows += [_score(category.title, category.score) for category in report.categories]
    return sheet.table("Scores", row, columns, rows)


def _score(title: str, score: ScoreOut) -> Sequence[Cell]:
    value = None if score.value is None else round(score.value)
    return title, value, round(score.low), round(score.high), score.verified


def _counts(sheet: Sheet, row: int, report: Report) -> int:
    columns = _headed(phrase("Findings"), phrase("Number"))
    failed = label("outcome", "fail")
    rows: list[Sequence[Cell]] = [
        (f"{failed}: {label('severity', word)}", number) for word, number in report.faults.items()
    ]
    rows += [(label("outcome", word), report.counts[word]) for word in ("review", "accepted", "inconclusive", "pass")]
    return sheet.table("Counts", row, columns, rows)


def _answered(sheet: Sheet, row: int, report: Report) -> int:
    within = report.talk.deadline.text if report.talk else ""
    asked = phrase("Questions answered within {deadline}", deadline=within)
    columns = _headed(asked, phrase("Answered"), phrase("Asked"))
    return sheet.table("Answered", row, columns, [(one.title.text, one.hits, one.total) for one in report.answered])


def _conversations(sheet: Sheet, row: int, report: Report) -> int:
    assert report.talk is not None
    columns = _headed(
        phrase("Conversations"), phrase("Value"), phrase("Cases"), phrase("95 % interval"), phrase("Channel")
    )
    rows = [
        (line.title.text, line.share.value.text, line.share.cases.text, line.share.sure.text, account.title.text)
        for account in report.talk.accounts
        for line in account.lines
    ]
    return sheet.table("Conversations", row, columns, rows)
