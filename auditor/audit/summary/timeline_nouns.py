"""The nouns of what happened when, as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from auditor.model.messages import Message

EventKind = Literal["complaint", "spike", "venue", "peak", "acknowledgement", "hijack", "hijack-end", "warning"]


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened in the course of an incident."""

    incident: str
    """Which one: when it began, ISO 8601 in UTC, and what kind it is, such as `2026-11-10T06:00:00Z talk`."""
    at: str
    """ISO 8601 in UTC."""
    local: str
    """The same as clocks showed it where the company is, such as `Tue 10 Nov 2026, 06:00`."""
    kind: EventKind
    """`complaint`, `spike`, `venue`, `peak`, `acknowledgement`; of a takeover `hijack`, `hijack-end`, `warning`."""
    venue: str
    """Where; empty for everywhere."""
    message: Message
    url: str
    """Where a stranger can look; empty where nowhere."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What a chart of a series points at."""

    kind: EventKind
    place: int
    """Which of the values, from 0."""


@dataclass(frozen=True, slots=True)
class Series:
    """A figure over time."""

    id: str
    """What is counted: `mentions`."""
    incident: str
    """Whose it is, as in `Event`."""
    start: str
    """When the first value begins, ISO 8601 in UTC."""
    first: str
    """The same as clocks showed it where the company is."""
    last: str
    """When the last value begins, in the same words."""
    step: int
    """Seconds from one value to the next."""
    values: tuple[int, ...]
    message: Message
    """What it shows, in a sentence."""
    marks: tuple[Mark, ...] = ()
