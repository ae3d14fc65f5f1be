"""What became of faults since earlier audits, as plain data: the nouns of a comparison."""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

from pydantic import BaseModel, ConfigDict, Field

from auditor.audit.percent import whole_percent
from auditor.model import Message

Change: TypeAlias = Literal["new", "returned", "unseen-before", "persisting", "not-verified", "fixed"]
CHANGES: tuple[Change, ...] = get_args(Change)
"""In the order in which a reader is told of them."""


class _Noun(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ChangedFinding(_Noun):
    """One fault, now or earlier, and what became of it."""

    change: Change = Field(
        description="new: it was not there when last looked at; returned: it had been fixed; unseen-before: nobody had looked; "
        "persisting; fixed: looked at, and gone; not-verified: it was there and could not be looked at this time"
    )
    check: str
    category: str
    title: str = Field(description="of the check")
    severity: str
    subject: str
    message: Message
    fingerprint: str
    runs: int = Field(
        description="audits in a row, this one included, in which it was found; 0 where it was not found now"
    )
    since: str = Field(description="when the first of them was, or, where it was not found now, the last that found it")
    why: Message | None = Field(default=None, description="why nothing can be said of one of the two audits")
    accepted: bool = Field(default=False, description="auditor.toml accepts it, so that it counts in no sum")


class TrendPoint(_Noun):
    """One audit of the target, this one or an earlier one."""

    taken_at: str
    ruleset: str
    value: float | None = Field(description="the score, 0 to 100; null where nothing could be concluded")
    low: float
    high: float
    coverage: float
    grade: str | None
    failed: dict[str, int] = Field(description="failed findings by severity")
    broken: Message | None = Field(
        default=None,
        description="why it cannot be compared with the point before it; null where it can, or is the first",
    )

    @property
    def verified(self) -> int:
        """Return the coverage in whole percent."""
        return whole_percent(self.coverage)


class Comparison(_Noun):
    """An audit compared with earlier ones of the same target."""

    against: str = Field(description="when the audit was that this one is compared with")
    against_ruleset: str
    broken: Message | None = Field(description="why the two scores cannot be compared; null where they can")
    counts: dict[str, int] = Field(description="findings by what became of them, accepted ones left out")
    changes: tuple[ChangedFinding, ...] = Field(description="worst first among those of which the same became")
    trend: tuple[TrendPoint, ...] = Field(description="oldest first, this audit last")

    def having(self, *changes: Change) -> tuple[ChangedFinding, ...]:
        """Return the findings of which one of `changes` became, accepted ones left out."""
        return tuple(one for one in self.changes if one.change in changes and not one.accepted)

    @property
    def before(self) -> TrendPoint:
        """Return the audit that this one is compared with."""
        return self.trend[-2]
