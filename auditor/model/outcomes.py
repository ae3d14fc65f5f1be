"""How much a fault matters, and what was concluded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import IntEnum, StrEnum

from auditor.model.messages import NOTHING, Message


class Severity(IntEnum):
    """How much a fault matters to someone trying to reach the company."""

    INFO = 0
    """Said, never scored: for checks whose findings a person must judge."""
    LOW = 1
    """A blemish: visitors get there anyway."""
    MEDIUM = 2
    """Costs visitors time or trust."""
    HIGH = 3
    """Some visitors do not get through."""
    CRITICAL = 4
    """A front door is shut: the page that exists to be reached cannot be."""

    @property
    def label(self) -> str:
        """The word used on the command line and in results, such as `critical`."""
        return self.name.lower()


class Outcome(StrEnum):
    """What was concluded. Only PASS and FAIL ever enter a score."""

    PASS = "pass"
    """Looked at and in order."""
    FAIL = "fail"
    """Looked at and at fault."""
    REVIEW = "review"
    """A person must judge; never scored."""
    INCONCLUSIVE = "inconclusive"
    """It could not be told; the message says why and how to find out."""
    NOT_APPLICABLE = "not-applicable"
    """There was nothing to examine."""
    ERROR = "error"
    """Our fault: the check itself broke."""


@dataclass(frozen=True, slots=True)
class Exclude:
    """Addresses that auditor.toml keeps out of the visit."""

    pattern: str
    """As `auditor.text.patterns` reads it."""
    reason: str
    """Why, in words that the report prints."""
    count: int = 0
    """Addresses met on the visit and left out for it."""


REASONS = ("false alarm", "accepted risk", "fix planned", "third party", "not ours")
"""Why a fault may be accepted."""


@dataclass(frozen=True, slots=True)
class Accept:
    """Faults that auditor.toml says are known and borne: told, but no longer counted as failures."""

    pattern: str
    """What the subject of a finding has to be like, as `auditor.text.patterns` reads it."""
    reason: str
    """Why: one of `REASONS`, or, in visits of before there was a list, words of their own."""
    check: str = ""
    """Id of the one check it is for; empty for all."""
    until: date | None = None
    """Last day, in UTC, on which it applies; None where it does not run out."""
    who: str = ""
    """Who decided it; empty where nobody is named."""
    note: str = ""
    """More about it, in words that the report prints."""

    def holds(self, moment: datetime) -> bool:
        """Return whether it has not run out on the day of `moment`."""
        return self.until is None or moment.date() <= self.until


@dataclass(frozen=True, slots=True)
class Evidence:
    """Enough for a stranger to verify a finding."""

    url: str
    excerpt: str = ""
    """Words or mark-up from the place, at most 300 characters, personal details masked."""
    at: str = ""
    """When it was read, ISO 8601 in UTC with `Z`."""
    body_sha256: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One observation about one subject. Passes are findings too."""

    outcome: Outcome
    subject: str
    """A URL, an address, a handle."""
    message: Message
    """What was found; for INCONCLUSIVE why it could not be told."""
    evidence: tuple[Evidence, ...] = ()
    severity: Severity | None = None
    """Where it differs from the check's own."""
    value: float | None = None
    """0 to 1 for a rate; else 1 for PASS, 0 for FAIL."""
    hint: Message = NOTHING
    """How to find out, or what to do first."""
    data: Mapping[str, str | int | float] = field(default_factory=dict, hash=False)
    """The facts behind it, for programs."""
    accepted: Accept | None = None
    """By which entry of auditor.toml the fault is accepted; given by the runner."""
    lapsed: Accept | None = None
    """Which entry of auditor.toml accepted the fault until it ran out; given by the runner."""
    variant: str = ""
    """Tells several faults of one subject apart; part of the fingerprint."""
    fingerprint: str = ""
    """Given by the engine: the same while the fault stays the same, across runs and machines."""
