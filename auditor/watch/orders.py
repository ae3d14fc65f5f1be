"""What a watch is to do, and how it can end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from enum import Enum
from pathlib import Path
from typing import Protocol

from auditor.collect.rounds import Plan
from auditor.model import Accept, Check, Thresholds
from auditor.model.declarations import Declared
from auditor.watch.faults import Bar
from auditor.watch.handover import Receivers


class Ending(Enum):
    """How a watch ended."""

    CLEAN = "clean"
    """It saw what it watched, and nothing was found."""
    FOUND = "found"
    BLIND = "blind"
    """It did not see enough, or something broke: that nothing was found proves nothing."""


class NothingToWatch(Exception):
    """There is nothing that rounds could ask for; one line that says what to do."""


class Tell(Protocol):
    """Shows a line."""

    def __call__(self, line: str, *, trouble: bool = False) -> None:
        """Show a line; `trouble` for what whoever runs the watch has to see to."""
        ...


@dataclass(frozen=True, slots=True)
class Orders:
    """What is watched, how often, until when, and who is told."""

    plan: Plan
    checks: Sequence[Check]
    thresholds: Thresholds = field(default_factory=Thresholds)
    accepts: tuple[Accept, ...] = ()
    declared: tuple[Declared, ...] = ()
    every: timedelta | None = timedelta(minutes=30)
    """None where whoever starts single rounds says when."""
    until: datetime | None = None
    """UTC; None for ever."""
    once: bool = False
    """One round, and no more."""
    stop_on_alert: bool = False
    bar: Bar = field(default_factory=Bar)
    receivers: Receivers = field(default_factory=Receivers)
    blind_after: int = 4
    """Rounds in a row without sight of something after which that is told."""
    limit: int = 500_000_000
    """Bytes that the folder may take."""
    runs: Path | None = None
    """Where the target's audits lie."""
    zone: tzinfo = UTC
    """In which lines tell the time."""
