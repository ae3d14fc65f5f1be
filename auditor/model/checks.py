"""A question about a snapshot, and what it said."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from auditor.model.outcomes import Finding, Outcome, Severity
from auditor.model.visit import Snapshot


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
    """Fields of the snapshot it reads; one of them missing makes the result inconclusive."""
    run: Callable[[Snapshot], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What a check said of a snapshot."""

    check: Check
    outcome: Outcome
    findings: tuple[Finding, ...] = ()
    reason: str = ""
    """Why there is no conclusion, where there is none."""
