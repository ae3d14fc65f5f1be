"""The score of the interview: self-declared, and kept apart from the score of the audit. Pure.

A "yes" counts 1, "partly" a half, "no" nothing; "n.a." leaves the question out. All questions weigh the same. What is open (not
answered, older than twelve months, dated after the audit) counts for the range, not for the value.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from auditor.interview.questions import Question, Section, sections
from auditor.model.declarations import Declared, Said

GOOD_FOR = timedelta(days=365)
"""How long an answer stands. House rule: most of what is asked changes with people, and people change within a year."""
_VALUES = {Said.YES: 1.0, Said.PARTLY: 0.5, Said.NO: 0.0}


class State(StrEnum):
    """Whether an answer counts."""

    CURRENT = "current"
    """Counts; "n.a." leaves its question out."""
    EXPIRED = "expired"
    """Was given more than twelve months before the audit."""
    PREMATURE = "premature"
    """Bears a date after the audit."""
    OPEN = "open"
    """Was not given."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One question with its answer."""

    question: Question
    declared: Declared | None
    """None where it was not answered."""
    state: State


@dataclass(frozen=True, slots=True)
class Tally:
    """A value with what it rests on; values are 0 to 100, whole."""

    value: float | None
    """None where no answer counts."""
    coverage: float
    """Share of the questions that apply whose answers count, 0 to 1."""
    low: float
    """The value if every open question were answered by "no"."""
    high: float
    """The value if every open question were answered by "yes"."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A section with its answers."""

    section: Section
    entries: tuple[Entry, ...]
    tally: Tally


@dataclass(frozen=True, slots=True)
class Readiness:
    """The whole interview."""

    tally: Tally
    chapters: tuple[Chapter, ...]


def readiness(declared: Iterable[Declared], today: date) -> Readiness | None:
    """Return what the answers amount to on a day; None where there are none."""
    answers = {one.question: one for one in declared}
    if not answers:
        return None
    chapters = tuple(
        Chapter(section, entries, _tally(entries))
        for section in sections()
        for entries in [tuple(_entry(question, answers.get(question.id), today) for question in section.questions)]
    )
    return Readiness(_tally([entry for chapter in chapters for entry in chapter.entries]), chapters)


def current(declared: Iterable[Declared], today: date) -> dict[str, Said]:
    """Return what is declared on a day, by question; what has expired is not."""
    return {one.question: one.said for one in declared if _state(one, today) is State.CURRENT}


def _entry(question: Question, declared: Declared | None, today: date) -> Entry:
    return Entry(question, declared, _state(declared, today) if declared else State.OPEN)


def _state(declared: Declared, today: date) -> State:
    if declared.on > today + timedelta(days=1):  # an interview held today, east of Greenwich
        return State.PREMATURE
    return State.CURRENT if today - declared.on <= GOOD_FOR else State.EXPIRED


def _tally(entries: Sequence[Entry]) -> Tally:
    values = [
        _VALUES[entry.declared.said]
        for entry in entries
        if entry.declared and entry.state is State.CURRENT and entry.declared.said in _VALUES
    ]
    unknown = sum(entry.state is not State.CURRENT for entry in entries)
    apply = len(values) + unknown
    if not apply:
        return Tally(None, 1.0, 0.0, 100.0)
    return Tally(
        float(round(100 * sum(values) / len(values))) if values else None,
        len(values) / apply,
        float(round(100 * sum(values) / apply)),
        float(round(100 * (sum(values) + unknown) / apply)),
    )
