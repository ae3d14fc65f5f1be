"""A question about a snapshot, and what it said."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal, get_args

from auditor.model.messages import NOTHING, Message
from auditor.model.outcomes import Finding, Outcome, Severity
from auditor.model.visit import Snapshot

Effort = Literal["minutes", "hours", "project"]
"""How long one person needs to fix a fault: less than an hour; up to a day; longer, or several people have to agree."""
Team = Literal["web", "comms", "support", "IT"]
"""Who usually fixes it."""
EFFORTS: tuple[Effort, ...] = get_args(Effort)
TEAMS: tuple[Team, ...] = get_args(Team)


@dataclass(frozen=True, slots=True)
class Check:
    """A question about a snapshot."""

    id: str
    category: str
    severity: Severity
    title: str
    """What is true when it passes."""
    failing_title: str
    """What is true when it fails."""
    needs: tuple[str, ...]
    """Fields of the snapshot without which nothing can be said; one of them missing makes the result inconclusive."""
    run: Callable[[Snapshot], Iterator[Finding]]
    uses: tuple[str, ...] = ()
    """Fields of the snapshot that help; where one is missing, only the findings that hang on it say so."""
    effort: Effort | None = None
    """How long it takes to fix one of its faults; None where that is not said."""
    team: Team | None = None
    """Who usually fixes it; None where that is not said."""
    interface: int = 1
    """Version of the interface of checks that it was written for."""
    PLUGIN: ClassVar[str] = "check"

    @property
    def name(self) -> str:
        """Return what it is called: its id."""
        return self.id


@dataclass(frozen=True, slots=True)
class CheckError:
    """How a check broke; personal details are masked, and no path names a machine's folders."""

    type: str
    """Name of the exception, such as `AttributeError`."""
    text: str
    traceback: str


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What a check said of a snapshot."""

    check: Check
    outcome: Outcome
    findings: tuple[Finding, ...] = ()
    reason: Message = NOTHING
    """Why there is no conclusion, where there is none."""
    error: CheckError | None = None
    """How it broke, where it did."""
