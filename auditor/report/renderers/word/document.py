"""What stands in the Word file, in which order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from auditor.audit.results import FindingOut, ScoreOut
from auditor.config.report import Length, Part
from auditor.model import Severity, message, phrase
from auditor.model.messages import translated, voice
from auditor.report import Category, CheckSection, Report, progress, wording
from auditor.report.labels import label
from auditor.report.nouns import Action
from auditor.report.renderers.notes import headed
from auditor.report.renderers.texts import day, moment, place, sentence
from auditor.report.renderers.word import markdown, measured, styles
from auditor.report.renderers.word.paper import Paper, Text, Words

PLANNED: Mapping[Length, int] = {"summary": 18, "report": 60, "full": 1_000}
"""Actions of the plan, unless more are critical."""
SHOWN: Mapping[Length, int] = {"summary": 0, "report": 8, "full": 500}
"""Findings of one check, besides those with a note. Our default: a list of equal faults is for spreadsheets."""


def render(report: Report) -> bytes:
    """Return the file: the same report, the same bytes."""
    paper = Paper(report.branding, voice().code)
    title = phrase("{name}: contact audit of {day}", name=report.name, day=day(report.taken_at)).text
    made = datetime.fromisoformat(report.taken_at).replace(tzinfo=None)
    paper.properties(title=title, author=report.branding.prepared_by, created=made, modified=made)
    paper.every_page(_head(report), report.branding.footer or report.branding.prepared_by or title)
    _front(paper, report)
    _summary(paper, report)
    for part in report.branding.sections:
        if part in _PARTS and (report.length != "summary" or part in _SHORT):
            _PARTS[part](paper, report)
    _colophon(paper, report)
    return paper.packed()


def _head(report: Report) -> str:
    internal = phrase("INTERNAL: contains personal details in full").text if report.internal else ""
    return " · ".join(filter(None, (internal, report.name, report.branding.confidentiality)))


def _front(paper: Paper, report: Report) -> None:
    branding = report.branding
    if branding.logo:
        paper.logo(branding.logo, branding.prepared_by or phrase("Logo").text)
    paper.paragraph(phrase("Contact audit").text, "Subtitle")
    paper.heading(report.name, 0)
    facts = (
        (phrase("Site"), report.site),
        (phrase("Date"), day(report.taken_at)),
        (phrase("Prepared for"), branding.prepared_for),
        (phrase("Prepared by"), branding.prepared_by),
        (phrase("Confidentiality"), branding.confidentiality),
    )
    for name, value in facts:
        if value:
            linked = value if value == report.site else ""
            paper.paragraph([Words(f"{name.text}: ", bold=True), Words(value, link=linked)])


def _summary(paper: Paper, report: Report) -> None:
    paper.heading(phrase("Summary").text, 1)
    for line in _warnings(report):
        paper.paragraph([Words(line, bold=True)])
    for number, said in enumerate(report.story, 1):
        last = number == len(report.story) and bool(report.actions)
        paper.paragraph([Words(said.text, bold=last)], styles.LEAD)
    if report.remarks.summary:
        markdown.add(paper, report.remarks.summary, 2)
    paper.paragraph(
        [Words(f"{phrase('Score').text} {report.score_line}. ", bold=True), Words(sentence(report.grade_reason))]
    )
    _scores(paper, report)
    _counts(paper, report)
    if report.answered and report.talk:
        caption = phrase("Questions answered within {deadline}, by channel", deadline=report.talk.deadline).text
        heads = (phrase("Channel").text, phrase("Answered").text)
        rows = [
            (one.title.text, phrase("{hits:,} of {total:,}", hits=one.hits, total=one.total).text)
            for one in report.answered
        ]
        paper.table(caption, heads, rows, (3, 1))


def _warnings(report: Report) -> Iterator[str]:
    if report.partial:
        yield message("This visit did not come to its end.").text + " " + sentence(report.partial)
    if unread := len(report.appendix.unimported):
        yield message(
            "{count} file of conversations could not be read. What this report says about conversations leaves it out.",
            "{count} files of conversations could not be read. What this report says about conversations leaves them out.",
            count=unread,
        ).text


def _scores(paper: Paper, report: Report) -> None:
    heads = (phrase("Category"), phrase("Score"), phrase("Range"), phrase("Verified"))
    rows = [(category.title, *_score(category.score)) for category in report.categories]
    paper.table(phrase("Score by category").text, [head.text for head in heads], rows, (4, 1, 1.4, 1.2))


def _score(score: ScoreOut) -> tuple[str, str, str]:
    value = phrase("none").text if score.value is None else f"{score.value:.0f}"
    return value, f"{score.low:.0f}\u2013{score.high:.0f}", f"{score.verified} %"


def _counts(paper: Paper, report: Report) -> None:
    heads = [label("severity", word) for word in report.faults]
    numbers = [str(number) for number in report.faults.values()]
    for word in ("review", "accepted", "inconclusive", "pass"):
        if report.counts[word] or word != "accepted":
            heads.append(label("outcome", word))
            numbers.append(f"{report.counts[word]:,}")
    caption = phrase("Findings: failed ones by severity, and the others").text
    paper.table(caption, heads, [numbers], [1] * len(heads))


def _introduction(paper: Paper, report: Report) -> None:
    _remark(paper, report.remarks.introduction, phrase("Introduction").text)


def _closing(paper: Paper, report: Report) -> None:
    _remark(paper, report.remarks.closing, phrase("Closing remarks").text)


def _remark(paper: Paper, text: str, usual: str) -> None:
    if text:
        heading, rest = headed(text, usual)
        paper.heading(heading, 1)
        markdown.add(paper, rest, 2)


def _plan(paper: Paper, report: Report) -> None:
    paper.heading(phrase("What to do").text, 1)
    if not report.actions:
        judged = report.score.value is not None
        unknown = message("Nothing could be verified, so it is not known whether anything needs doing.")
        paper.paragraph(report.story[-1].text if judged else unknown.text)
        return
    paper.paragraph(
        message(
            "The most harmful first. Effort is how long one fault of the kind usually takes to fix, team who usually fixes it."
        ).text
    )
    critical = sum(action.severity == Severity.CRITICAL.label for action in report.actions)
    shown = report.actions[: max(PLANNED[report.length], critical)]
    heads = (
        phrase("No."),
        phrase("What is wrong"),
        phrase("Where"),
        phrase("Severity"),
        phrase("Effort, team"),
        phrase("Responsible"),
        phrase("Due, status"),
    )
    rows = [(str(number), *_action(report, action)) for number, action in enumerate(shown, 1)]
    paper.table(phrase("Action plan").text, [head.text for head in heads], rows, (0.8, 3.5, 3.2, 1.8, 2.4, 2.3, 2))
    _more(paper, len(report.actions) - len(shown))


def _action(report: Report, action: Action) -> tuple[Text, ...]:
    where = place(action.worst.subject, report.site)
    more = len(action.findings) - 1
    places = phrase("{place} and {count} more", place=where, count=more).text if more else where
    due = day(action.due) if action.due else ""
    return (
        [Words(action.title, bold=True)],
        places,
        label("severity", action.severity),
        ", ".join(filter(None, (label("effort", action.effort), label("team", action.team)))),
        ", ".join(action.responsible),
        ", ".join(filter(None, (due, label("status", action.status)))),
    )


def _more(paper: Paper, count: int) -> None:
    if count > 0:
        paper.paragraph([Words(message("And {count:,} more.", count=count).text, italic=True)])


def _findings(paper: Paper, report: Report) -> None:
    measured.timelines(paper, report)
    for category in report.categories:
        told = category.having("fail", "review")
        noted = [one for one in category.checks if one not in told and _has_note(report, one)]
        if told or noted:
            _category(paper, report, category, [*told, *noted])


def _category(paper: Paper, report: Report, category: Category, told: list[CheckSection]) -> None:
    paper.heading(category.title, 1)
    if category.question:
        paper.paragraph([Words(category.question, italic=True)])
    for section in told:
        _check(paper, report, section)


def _check(paper: Paper, report: Report, section: CheckSection) -> None:
    paper.heading(section.title, 2)
    outcome = "accepted" if section.is_accepted else section.outcome
    facts = [
        (phrase("Result"), label("outcome", outcome)),
        (phrase("Severity"), label("severity", section.severity)),
        (phrase("Effort"), label("effort", section.effort) if section.failed else ""),
        (phrase("Team"), label("team", section.team) if section.failed else ""),
    ]
    said = [[Words(f"{name.text}: ", bold=True), Words(value)] for name, value in facts if value]
    paper.paragraph([words for number, pair in enumerate(said) for words in ([Words("   ")] if number else []) + pair])
    if section.why:
        markdown.add(paper, section.why if report.length == "full" else wording.first_paragraph(section.why), 3)
    if note := report.remarks.checks.get(section.id):
        markdown.add(paper, note, 3, styles.NOTE)
    _seen(paper, report, section)
    if section.fix and section.failed:
        paper.heading(phrase("How to fix it").text, 3)
        markdown.add(paper, section.fix, 4)


def _seen(paper: Paper, report: Report, section: CheckSection) -> None:
    findings = section.failed + section.review + section.accepted
    if section.outcome not in {"fail", "review"}:
        findings = tuple(one for one in section.inconclusive if one.fingerprint in report.remarks.findings)
    most = SHOWN[report.length]
    shown = [one for number, one in enumerate(findings) if number < most or one.fingerprint in report.remarks.findings]
    if shown:
        caption = phrase("{title}: what was found", title=section.title).text
        handled = any(one.fingerprint in report.handled for one in shown)
        heads = [phrase("Where").text, phrase("What was found").text, *([phrase("Status").text] if handled else [])]
        rows = [_finding(report, section, one, handled=handled) for one in shown]
        paper.table(caption, heads, rows, (3, 5, 2) if handled else (3, 5))
    _more(paper, len(findings) - len(shown))
    for one in shown:
        if note := report.remarks.findings.get(one.fingerprint):
            where = phrase("Note on {place}:", place=place(one.subject, report.site)).text
            paper.paragraph([Words(where, bold=True)], styles.NOTE)
            markdown.add(paper, note, 3, styles.NOTE)


def _finding(report: Report, section: CheckSection, finding: FindingOut, *, handled: bool) -> list[Text]:
    where = Words(place(finding.subject, report.site), link=finding.subject)
    found = [Words(sentence(finding.message.text))]
    if finding.severity != section.severity:
        found.insert(0, Words(f"{label('severity', finding.severity)}: ", bold=True))
    if finding.accepted:
        found.append(Words(f" {wording.accepted(finding.accepted).text}", italic=True))
    if finding.hint:
        found.append(Words(f" {sentence(finding.hint.text)}", italic=True))
    return [[where], found, *([_status(report, finding)] if handled else [])]


def _status(report: Report, finding: FindingOut) -> str:
    said = report.handled.get(finding.fingerprint)
    if said is None:
        return ""
    status = (
        phrase("Done, but still found").text
        if said.status == "done" and finding.outcome == "fail"
        else label("status", said.status)
    )
    due = phrase("due {day}", day=day(said.due)).text if said.due else ""
    return "\n".join(filter(None, (", ".join(filter(None, (status, due))), said.responsible, said.note)))


def _has_note(report: Report, section: CheckSection) -> bool:
    return section.id in report.remarks.checks or any(
        one.fingerprint in report.remarks.findings for one in section.inconclusive
    )


def _changes(paper: Paper, report: Report) -> None:
    told = report.progress
    if told is None:
        return
    paper.heading(message("What has changed since {day}", day=told.since).text, 1)
    paper.paragraph([Words(" ".join(said.text for said in told.sentences))])
    for group in told.groups:
        items = group.in_a_row if group.change == "persisting" else group.items
        if items:
            paper.paragraph([Words(group.title.text, bold=True)])
        for one in items[: SHOWN[report.length]]:
            why = one.why or progress.in_a_row(one)
            said = f" {why.text}" if why else ""
            paper.item(
                f"{label('severity', one.severity)}: {translated(one.title)}: {place(one.subject, report.site)}.{said}",
                1,
                None,
            )
        _more(paper, len(items) - SHOWN[report.length])


def _unverified(paper: Paper, report: Report) -> None:
    if not report.unverified:
        return
    paper.heading(phrase("What could not be verified").text, 1)
    for group in report.unverified:
        paper.paragraph([Words(sentence(group.reason), bold=True), Words(f" {sentence(group.how)}")])
        most = SHOWN[report.length]
        for item in group.items[:most]:
            where = f": {place(item.subject, report.site)}" if item.subject else ""
            paper.item(f"{item.title}{where}", 1, None)
        _more(paper, len(group.items) - most)


def _colophon(paper: Paper, report: Report) -> None:
    lines = [message("Based on what was gathered on {when}.", when=moment(report.taken_at))]
    if report.branding.credit:
        lines.append(message("Made with Auditor {version}.", version=report.version))
    paper.paragraph([Words(" ".join(line.text for line in lines), italic=True)])


_PARTS: Mapping[Part, Callable[[Paper, Report], None]] = {
    "introduction": _introduction,
    "plan": _plan,
    "changes": _changes,
    "findings": _findings,
    "readiness": measured.readiness,
    "conversations": measured.conversations,
    "not-verified": _unverified,
    "method": measured.method,
    "closing": _closing,
}
"""What a Word file holds; charts, pages and what is for whoever runs the audit are for the other formats."""
_SHORT = ("plan",)
"""What the shortest holds."""
