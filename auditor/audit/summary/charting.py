"""The data of the charts about conversations, and what they show in sentences. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.analysis.conversations.metrics.figures import ChannelMeasure, Grid
from auditor.analysis.conversations.metrics.rates import Histogram
from auditor.analysis.conversations.sentences import duration
from auditor.audit.summary.conversation_nouns import Bar, Heat, Times
from auditor.model import NOTHING, Message, message, phrase, quoted
from auditor.model.messages import Value, listed

DAYS = (
    phrase("Monday"),
    phrase("Tuesday"),
    phrase("Wednesday"),
    phrase("Thursday"),
    phrase("Friday"),
    phrase("Saturday"),
    phrase("Sunday"),
)
_MARKS = {
    "good_reply_minutes": phrase("good"),
    "fair_reply_minutes": phrase("fair"),
    "weak_reply_minutes": phrase("weak"),
    "answer_hours": phrase("deadline"),
}
"""What thresholds are called beside the bars."""


def added(grids: Sequence[Grid]) -> Grid:
    """Return several grids as one."""
    return Grid(
        tuple(tuple(map(sum, zip(*rows, strict=True))) for rows in zip(*(one.cells for one in grids), strict=True))
    )


def heat(questions: Grid, answers: Grid) -> Heat | None:
    """Return how questions and answers spread over the week; None where there is neither."""
    most = max(questions.most, answers.most)
    if not most:
        return None
    return Heat(questions.cells, answers.cells, most, _peak_of_questions(questions).then(_peak_of_answers(answers)))


def _peak_of_questions(grid: Grid) -> Message:
    if not grid.total:
        return message("There are no questions.")
    return message(
        "The hour with most questions is {day} from {start} to {end}, with {most:,} of {total:,}; "
        "{percent} % fall on Saturdays and Sundays.",
        **_peak(grid),
    )


def _peak_of_answers(grid: Grid) -> Message:
    if not grid.total:
        return message("There are no answers.")
    return message(
        "The hour with most answers is {day} from {start} to {end}, with {most:,} of {total:,}; "
        "{percent} % fall on Saturdays and Sundays.",
        **_peak(grid),
    )


def _peak(grid: Grid) -> dict[str, Value]:
    """Return the busiest hour of a week, the first of several, and how much falls on weekends."""
    most, day, hour = max((n, -day, -hour) for day, row in enumerate(grid.cells) for hour, n in enumerate(row))
    at_weekends = sum(map(sum, grid.cells[5:])) / grid.total
    start, end = f"{-hour:02}:00", f"{1 - hour:02}:00"
    found: dict[str, Value] = {"day": DAYS[-day], "start": start, "end": end, "most": most}
    return {**found, "total": grid.total, "percent": round(100 * at_weekends)}


def times(accounts: Sequence[ChannelMeasure]) -> Times | None:
    """Return the distribution of reply times, several accounts' together; None where nobody asked anything.

    Args:
        accounts: Their histograms have the same edges, which the thresholds of an audit make.
    """
    parts = [one.histogram for one in accounts]
    counts = [sum(bar) for bar in zip(*(one.counts for one in parts), strict=True)]
    never = sum(one.unanswered for one in parts)
    cases = sum(counts) + never
    if not cases:
        return None
    first = parts[0]
    ends = [*first.edges, None]
    starts = [None, *first.edges]
    bars = tuple(
        Bar(_stretch(start, end), count, _mark(first, end))
        for start, end, count in zip(starts, ends, counts, strict=True)
    )
    return Times(bars, never, (_base(accounts, cases) or _all(cases)).then(_told(first, counts, never)))


def _all(cases: int) -> Message:
    return message("There is {count:,} opening question.", "There are {count:,} opening questions.", count=cases)


def _base(accounts: Sequence[ChannelMeasure], cases: int) -> Message:
    """Return why the distribution is of fewer questions than there are; nothing where it is of all of them."""
    questions = sum(one.questions for one in accounts)
    openings, due = sum(one.openings for one in accounts), sum(one.answered.n for one in accounts)
    others = (
        phrase("{number:,} followed up on an answer", number=due - openings),
        phrase("{number:,} were asked too late to be due", number=questions - due),
        phrase("{number:,} have an answer dated before them", number=openings - cases),
    )
    left_out = [
        told
        for number, told in zip((due - openings, questions - due, openings - cases), others, strict=True)
        if number > 0
    ]
    if not left_out:
        return NOTHING
    return message(
        "Of {questions:,} questions, the {cases:,} that opened a conversation are counted here; {others}.",
        questions=questions,
        cases=cases,
        others=listed(left_out),
    )


def _stretch(start: float | None, end: float | None) -> Message:
    if end is not None:
        return phrase("up to {time}", time=duration(end))
    return phrase("over {time}", time=duration(start or 0))


def _mark(one: Histogram, end: float | None) -> Message:
    """Return the thresholds at the end of a bar, those that fall together in one label."""
    names = [_MARKS.get(name) or quoted(name) for name, at in one.marks if at == end]
    if not names or end is None:
        return NOTHING
    return phrase("{names}: {time}", names=listed(names), time=duration(end))


def _told(one: Histogram, counts: Sequence[int], never: int) -> Message:
    """Return how many came within each threshold, and how many never."""
    clauses = []
    for at in sorted({at for _, at in one.marks}):
        within = sum(counts[: one.edges.index(at) + 1])
        clauses.append(phrase("{number:,} within {time}", number=within, time=duration(at)))
    return message("Answered were {clauses}; {never:,} never got an answer.", clauses=listed(clauses), never=never)
