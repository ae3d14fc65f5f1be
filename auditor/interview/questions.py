"""The questions of the interview, as `questions.toml` lists them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from auditor.model import Message
from auditor.resources import facts


@dataclass(frozen=True, slots=True)
class Section:
    """Questions that one person can usually answer together."""

    id: str
    title: Message
    questions: tuple[Question, ...]
    """In the order they are asked; never empty."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question, answered by yes, partly, no or n.a."""

    id: str
    """Names the answer in `interview.toml`."""
    text: Message
    proof: Message
    """What would show that a "yes" is true; a clause."""
    measured: bool = False
    """Whether the visit can contradict a "yes"."""


@cache
def sections() -> tuple[Section, ...]:
    """Return all questions, by section."""
    listed = facts("interview/questions.toml")
    return tuple(
        Section(
            one["id"],
            Message(one["title"]),
            tuple(_question(entry) for entry in listed["question"] if entry["section"] == one["id"]),
        )
        for one in listed["section"]
    )


def _question(entry: dict[str, str]) -> Question:
    return Question(entry["id"], Message(entry["text"]), Message(entry["proof"]), bool(entry.get("measured")))


@cache
def by_id() -> dict[str, Question]:
    """Return all questions by their ids, in the order they are asked. Treat the answer as read-only."""
    return {question.id: question for section in sections() for question in section.questions}
