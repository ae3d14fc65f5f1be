"""The data of the charts about conversations, and what they show in sentences. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.analysis.conversations.metrics.figures import ChannelMeasure, Grid
from auditor.analysis.conversations.metrics.rates import Histogram
from auditor.analysis.conversations.queries import span
from auditor.audit.summary.conversation_nouns import Bar, Heat, Times

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MARKS = {
    "good_reply_minutes": "good",
    "fair_reply_minutes": "fair",
    "weak_reply_minutes": "weak",
    "answer_hours": "deadline",
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
    summary = " ".join(filter(None, (_peak(questions, "question"), _peak(answers, "answer"))))
    return Heat(questions.cells, answers.cells, most, summary)


def _peak(grid: Grid, noun: str) -> str:
    if not grid.total:
        return f"There are no {noun}s."
    count, day, hour = max((n, -day, -hour) for day, row in enumerate(grid.cells) for hour, n in enumerate(row))
    at_weekends = sum(map(sum, grid.cells[5:])) / grid.total
    peak = f"{DAYS[-day]} from {-hour:02}:00 to {1 - hour:02}:00"
    return (
        f"The hour with most {noun}s is {peak}, with {count:,} of {grid.total:,}; "
        f"{at_weekends:.0%} fall on Saturdays and Sundays."
    ).replace("%", " %")


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
    base = _base(accounts, cases) or f"There are {cases:,} opening questions."
    return Times(bars, never, f"{base} {_told(first, counts, never)}")


def _base(accounts: Sequence[ChannelMeasure], cases: int) -> str:
    """Return why the distribution is of fewer questions than there are; empty where it is of all of them."""
    questions = sum(one.questions for one in accounts)
    openings, due = sum(one.openings for one in accounts), sum(one.answered.n for one in accounts)
    others = (
        (due - openings, "followed up on an answer"),
        (questions - due, "were asked too late to be due"),
        (openings - cases, "have an answer dated before them"),
    )
    left_out = ", ".join(f"{count:,} {why}" for count, why in others if count > 0)
    if not left_out:
        return ""
    return f"Of {questions:,} questions, the {cases:,} that opened a conversation are counted here; {left_out}."


def _stretch(start: float | None, end: float | None) -> str:
    if start is None:
        return f"up to {span(end)}"
    return f"up to {span(end)}" if end is not None else f"over {span(start)}"


def _mark(one: Histogram, end: float | None) -> str:
    """Return the thresholds at the end of a bar, those that fall together in one label."""
    names = [_MARKS.get(name, name) for name, at in one.marks if at == end]
    return f"{', '.join(names)}: {span(end)}" if names else ""


def _told(one: Histogram, counts: Sequence[int], never: int) -> str:
    """Return how many came within each threshold, and how many never."""
    clauses = []
    for at in sorted({at for _, at in one.marks}):
        within = sum(counts[: one.edges.index(at) + 1])
        clauses.append(f"{within:,} within {span(at)}")
    return f"Answered were {', '.join(clauses)}; {never:,} never got an answer."
