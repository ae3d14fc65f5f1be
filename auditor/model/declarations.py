"""What a company declares of itself in the interview: nothing that a visitor could see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Said(StrEnum):
    """An answer to a question of the interview."""

    YES = "yes"
    """In place, as the question puts it."""
    PARTLY = "partly"
    """In place for some, or not all of it."""
    NO = "no"
    """Not in place."""
    NOT_APPLICABLE = "n.a."
    """The question does not arise here."""


@dataclass(frozen=True, slots=True)
class Declared:
    """One answer, as `interview.toml` holds it."""

    question: str
    """Id of the question, such as `weekend-rota`."""
    said: Said
    who: str
    """Who answered: a name or a role."""
    on: date
    """When."""
    evidence: str = ""
    """What would show it, in the words of whoever answered; empty where nothing was named."""
