"""What earlier audits of the same target found, as checks see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from auditor.model.outcomes import Outcome


@dataclass(frozen=True, slots=True)
class EarlierFinding:
    """One finding of an earlier audit, passes included."""

    check: str
    """Id."""
    subject: str
    """As its results have it: with personal details masked, where that audit was not an internal edition."""
    fingerprint: str
    outcome: Outcome
    accepted: bool = False
    """Whether auditor.toml accepted it then; `outcome` is REVIEW for such a fault."""
    data: Mapping[str, str | int | float] = field(default_factory=lambda: MappingProxyType({}), hash=False)
    """The facts behind it."""


@dataclass(frozen=True, slots=True)
class EarlierAudit:
    """One earlier audit of the same target."""

    taken_at: datetime
    """When its visit began, UTC."""
    ruleset: str = ""
    """Rules it was judged by."""
    findings: tuple[EarlierFinding, ...] = ()
    """In the order of its results."""

    def of(self, check: str) -> tuple[EarlierFinding, ...]:
        """Return the findings of one check."""
        return tuple(one for one in self.findings if one.check == check)
