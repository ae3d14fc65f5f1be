"""The parts of the Word file that tell numbers: conversations, readiness, and how the score comes about."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.audit.results import InterviewOut, InterviewSectionOut
from auditor.audit.summary.conversation_nouns import Figures
from auditor.model import message, phrase
from auditor.report import Report, wording
from auditor.report.labels import label
from auditor.report.renderers.texts import brief, day, local, moment, sentence
from auditor.report.renderers.word.paper import Paper, Text, Words

_NONE = "\u2013"


def conversations(paper: Paper, report: Report) -> None:
    """Add the figures of all accounts, and those of all together or of the one there is."""
    talk = report.talk
    if talk is None:
        return
    paper.heading(phrase("Conversations").text, 1)
    paper.paragraph([Words(phrase("Are questions answered, how fast and how?").text, italic=True)])
    counted = message(
        "A question counts as answered in time if a person at the company replied within {deadline}. Intervals are Wilson 95 % confidence intervals.",
        deadline=talk.deadline,
    )
    paper.paragraph(counted.text)
    for note in talk.notes:
        paper.item(sentence(note.text), 1, None)
    every = [one for one in talk.accounts if one.posts or report.length == "full"]
    if talk.total:
        _accounts(paper, [*every, talk.total])
    for one in [talk.total] if talk.total else talk.told:
        _figures(paper, one)


def timelines(paper: Paper, report: Report) -> None:
    """Add what happened when, a table for each incident."""
    if not report.timelines:
        return
    paper.heading(phrase("What happened when").text, 1)
    heads = [each.text for each in (phrase("When"), phrase("What"), phrase("Where"))]
    for one in report.timelines:
        begun = local(one.events[0].local)
        caption = (
            phrase("Signs of a takeover, from {moment}", moment=begun)
            if one.is_takeover
            else phrase("Spike in mentions, from {moment}", moment=begun)
        )
        rows = [
            (local(event.local), f"{label('event', event.kind)}. {event.message.text}", event.venue)
            for event in one.events
        ]
        paper.table(caption.text, heads, rows, (2.6, 5, 3))
        if one.series:
            paper.paragraph(one.series.message.text)


def _accounts(paper: Paper, accounts: list[Figures]) -> None:
    heads = (phrase("Account"), phrase("Posts"), phrase("Questions"), phrase("In time"), phrase("Median first reply"))
    rows = [
        (
            one.title.text,
            f"{one.posts:,}",
            f"{one.questions:,}",
            one.asked[0].in_time.value.text,
            one.asked[0].median.text,
        )
        for one in accounts
    ]
    paper.table(phrase("Accounts").text, [head.text for head in heads], rows, (4, 1.2, 1.5, 2, 2.3))


def _figures(paper: Paper, told: Figures) -> None:
    paper.heading(told.title.text, 2)
    for limit in told.limits:
        paper.item(sentence(limit.text), 1, None)
    interval = phrase("95 % interval").text
    if told.questions:
        heads = (
            phrase("Questions"),
            phrase("In time"),
            phrase("Cases"),
            phrase("Median first reply"),
            phrase("Nine of ten within"),
        )
        asked = [
            (row.title.text, f"{row.in_time.value.text} ({row.in_time.sure.text})" if row.in_time.sure else row.in_time.value.text, row.in_time.cases.text or _NONE, row.median.text, row.p90.text)
            for row in told.asked
        ]  # fmt: skip
        paper.table(phrase("Questions and answers").text, [head.text for head in heads], asked, (3, 2.4, 1.8, 2, 2))
    if told.lines:
        lines = [
            (line.title.text, line.share.value.text, line.share.cases.text or _NONE, line.share.sure.text or _NONE)
            for line in told.lines
        ]
        names = (phrase("Figure").text, phrase("Value").text, phrase("Cases").text, interval)
        paper.table(phrase("How questions are answered").text, names, lines, (4, 3, 1.8, 1.8))
    if told.heat:
        paper.paragraph(told.heat.summary.text)
    if told.times:
        paper.paragraph(told.times.summary.text)


def readiness(paper: Paper, report: Report) -> None:
    """Add what the company declared of itself, apart from what was measured."""
    held = report.results.interview if report.results else None
    if held is None:
        return
    paper.heading(phrase("Readiness").text, 1)
    paper.paragraph([Words(phrase("Would you know what to do on a bad day?").text, italic=True)])
    paper.paragraph(" ".join(_declared(held)))
    heads = (phrase("Area, as declared").text, phrase("Not in place, or in part").text)
    paper.table(phrase("Readiness, as declared").text, heads, list(map(_section, held.sections)), (3, 5))
    old = [one for part in held.sections for one in part.answers if one.state in {"expired", "premature"}]
    if old:
        paper.paragraph(
            message(
                "Ask again: the answers to these questions are older than twelve months, or dated after the audit."
            ).text
        )
    for one in old:
        paper.item(f"{one.text.text} ({phrase('answered on {day}', day=day(one.when or '')).text})", 1, None)


def _declared(held: InterviewOut) -> Iterator[str]:
    score = held.score
    if score.value is None:
        yield message("No answer in the interview counts on the day of the audit.").text
    else:
        yield message(
            "As declared by the company: {value:.0f} of 100, on {share} % of the questions ({low:.0f}–{high:.0f}).",  # noqa: RUF001 - a range
            value=score.value,
            share=score.answered,
            low=score.low,
            high=score.high,
        ).text
    yield message(
        "None of this was measured. It does not enter the score, except where the visit could test a “yes”."
    ).text


def _section(part: InterviewSectionOut) -> tuple[Text, Text]:
    current = [one for one in part.answers if one.state == "current"]
    words = wording.answer_words()
    count = phrase("{count} of {total} answered", count=len(current), total=len(part.answers)).text
    value = f"{phrase('{value:.0f} of 100', value=part.score.value).text}; " if part.score.value is not None else ""
    lacking = [one for wanted in ("no", "partly") for one in current if one.answer == wanted]
    told = "\n".join(f"{words[one.answer or '']}: {one.text.text}" for one in lacking)
    return [Words(part.title.text, bold=True), Words(f"\n{value}{count}")], told or _NONE


def method(paper: Paper, report: Report) -> None:
    """Add in short how the score comes about."""
    paper.heading(phrase("How the score is calculated").text, 1)
    paper.paragraph(
        message(
            "Public pages were read once, as any visitor could read them, on {moment}. Nobody logged in and no form was sent.",
            moment=moment(report.taken_at),
        ).text
        + " "
        + message(
            "Each check decides for each subject whether it passed, failed, needs review or could not be verified. Only the first two enter the score."
        ).text
    )
    for term, meaning in _terms(report):
        paper.paragraph([Words(f"{term}: ", bold=True), Words(meaning)])


def _terms(report: Report) -> Iterator[tuple[str, str]]:
    yield (
        phrase("Score").text,
        message(
            "A check scores the share of its subjects that passed; a critical check scores its worst subject. A category is the mean of its checks, weighted by severity. The audit is the mean of its categories, weighted equally."
        ).text,
    )
    yield phrase("Verified").text, message("The verified share of the weight of all checks that apply.").text
    yield (
        phrase("Range").text,
        message("The score if everything not verified had failed, and if it had all passed.").text,
    )
    yield (
        phrase("Grade").text,
        message(
            "None below {share:.0f} % verified, or while a critical check could not be verified. If a critical check failed, the grade is D at most; if two of high severity failed, C at most.",
            share=100 * report.method.enough_coverage,
        ).text,
    )
    weights = ", ".join(f"{label('severity', word).lower()} {brief(weight)}" for word, weight in report.method.weights)
    grades = ", ".join(
        phrase("{letter} from {least}", letter=letter, least=brief(least)).text
        for letter, least in report.method.grades
    )
    yield (
        phrase("Weights").text,
        message("By severity: {weights}. Grades: {grades}.", weights=weights, grades=grades).text,
    )
