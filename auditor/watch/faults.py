"""What became of faults from round to round. Pure.

A fault is told once; once it is seen to be gone, that is told once; and one that comes back is told again. That a round did not find a fault
proves nothing by itself: what could not be looked at is neither gone nor there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from auditor import urls
from auditor.audit.results import CheckOut, FindingOut
from auditor.model import Severity

Kind = Literal["found", "standing", "returned", "gone", "accepted", "dropped"]
"""`standing`: the last audit had found it when the watch began. `dropped`: nobody looks for it any more, or what was seen no longer
reaches back to it. A fault that is dropped, or that its owner accepts meanwhile, is closed, and nobody is told."""
QUIET = frozenset({"accepted", "dropped"})
"""Kinds that nobody is told of."""
_BASELINE = timedelta(days=8)
"""What a check has to have seen of the time before something that happened, to tell it from what is usual. Our default: a week and a day."""
MOST = 2_000
"""Faults that are remembered. Our default; beyond, those that are gone the longest are forgotten first."""
_LONGEST = 600
"""Characters of a text that are kept."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault as it was last found; what a person must judge too."""

    fingerprint: str
    check: str
    severity: str
    subject: str
    title: str
    text: str
    """What was found, in full sentences."""
    since: str
    """When it was first found, ISO 8601 in UTC; after it was gone, when it came back."""
    review: bool = False
    """A person must judge it."""
    evidence: tuple[str, ...] = ()
    """Addresses where to look."""
    open: bool = True
    gone: str = ""
    """When it was seen to be gone."""
    told: bool = False
    """Whether it was made an alert of; what is below the severity asked for is not."""
    happened: str = ""
    """When that happened which it tells of, ISO 8601; empty for what stands until somebody mends it."""

    def to_json(self) -> dict[str, Any]:
        """Return it as JSON says it."""
        return {**asdict(self), "evidence": list(self.evidence)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Fault:
        """Return what `to_json` wrote.

        Raises:
            TypeError: it is anything else.
        """
        return cls(**{**data, "evidence": tuple(data.get("evidence", ()))})


@dataclass(frozen=True, slots=True)
class Change:
    """What a round says of one fault that it did not say before."""

    kind: Kind
    fault: Fault


@dataclass(frozen=True, slots=True)
class Bar:
    """Which faults alerts are made of."""

    severity: str = "critical"
    """The lowest."""
    reviews: bool = False
    """Whether those too that a person must judge."""

    def reached_by(self, fault: Fault) -> bool:
        """Return whether a fault is worth an alert."""
        return Severity[fault.severity.upper()] >= Severity[self.severity.upper()] and (
            self.reviews or not fault.review
        )


@dataclass(frozen=True, slots=True)
class Unseen:
    """What a round did not see: nothing that may have to do with it is known to be gone."""

    hosts: frozenset[str] = frozenset()
    """Where it lies; an empty one stands for anywhere."""

    @property
    def is_nothing(self) -> bool:
        """Whether all was seen."""
        return not self.hosts

    def concerns(self, fault: Fault) -> bool:
        """Return whether a fault may have to do with it."""
        return "" in self.hosts or any(
            urls.host(url) in self.hosts for url in (fault.subject, *fault.evidence) if urls.is_web(url)
        )


def changes(
    known: Mapping[str, Fault],
    judged: Iterable[CheckOut],
    bar: Bar,
    at: str,
    unseen: Unseen,
    *,
    audited: Collection[str] = (),
    oldest: datetime | None = None,
) -> tuple[Change, ...]:
    """Return what changed.

    Args:
        known: Faults of before, by fingerprint.
        judged: What the checks say now.
        bar: Which of them are to be told of.
        at: When, ISO 8601 in UTC.
        unseen: What the round did not see.
        audited: Fingerprints of what the last audit found, in the first round.
        oldest: How far back posts and mentions are kept, UTC.
    """
    checks = {check.id: check for check in judged}
    now = {fault.fingerprint: fault for check in checks.values() for fault in _faults(check, at)}
    come = (
        replace(one, kind="standing") if one.kind == "found" and one.fault.fingerprint in audited else one
        for one in _come(known, now, bar)
    )
    return (*come, *_gone(known, now, checks, at, unseen, oldest))


def _come(known: Mapping[str, Fault], now: Mapping[str, Fault], bar: Bar) -> Iterator[Change]:
    for fingerprint, fault in now.items():
        before, told = known.get(fingerprint), bar.reached_by(fault)
        if before is None:
            yield Change("found", replace(fault, told=told))
        elif not before.open:
            yield Change("returned", replace(fault, told=told))
        elif told and not before.told:  # it grew worse, or less is to be borne
            yield Change("found", replace(fault, since=before.since, told=True))


def _gone(
    known: Mapping[str, Fault],
    now: Mapping[str, Fault],
    checks: Mapping[str, CheckOut],
    at: str,
    unseen: Unseen,
    oldest: datetime | None,
) -> Iterator[Change]:
    """Yield what became of faults that were not found again.

    Args:
        known: All faults of before.
        now: Those of this round.
        checks: What ran, by id; nothing where the round judged nothing.
        at: When.
        unseen: What was not seen.
        oldest: How far back posts and mentions are kept.
    """
    for fault in known.values():
        check = checks.get(fault.check)
        if not fault.open or fault.fingerprint in now or not checks:
            continue
        if check is None or _is_past(fault, oldest, timedelta(0)):
            yield Change("dropped", replace(fault, open=False, gone=at))
        elif any(one.accepted is not None and one.fingerprint == fault.fingerprint for one in check.findings):
            yield Change("accepted", replace(fault, open=False, gone=at))
        elif _is_past(fault, oldest, _BASELINE):
            continue  # what it was told by is about to be forgotten, and no sign that it is gone
        elif not unseen.concerns(fault) and _proves_gone(fault, check, whole=unseen.is_nothing):
            yield Change("gone", replace(fault, open=False, gone=at))


def _is_past(fault: Fault, oldest: datetime | None, margin: timedelta) -> bool:
    """Return whether what a fault tells of happened before the time, and some more, that posts and mentions are kept for."""
    if not fault.happened or oldest is None:
        return False
    try:
        happened = datetime.fromisoformat(fault.happened)
    except ValueError:
        return False
    return happened.replace(tzinfo=happened.tzinfo or UTC) < oldest + margin


def _proves_gone(fault: Fault, check: CheckOut, *, whole: bool) -> bool:
    """Return whether what a check says now proves that a fault is gone: it says so of the place, or it saw everything."""
    if check.outcome == "error":
        return False
    itself = [one for one in check.findings if fault.fingerprint == one.fingerprint]
    about = itself or [one for one in check.findings if one.subject == fault.subject]
    if about:
        return all(one.outcome == "pass" for one in about)
    unsure = check.outcome == "inconclusive" or any(one.outcome == "inconclusive" for one in check.findings)
    return whole and not unsure


def _faults(check: CheckOut, at: str) -> Iterator[Fault]:
    for finding in check.findings:
        if finding.outcome not in {"fail", "review"} or finding.accepted is not None:
            continue
        yield Fault(
            finding.fingerprint,
            check.id,
            finding.severity,
            finding.subject[:_LONGEST],
            check.title,
            finding.message.in_full[:_LONGEST],
            at,
            review=finding.outcome == "review",
            evidence=_evidence(finding),
            happened=""
            if finding.data.get("stands")
            else str(finding.data.get("until") or finding.data.get("since") or ""),
        )


def _evidence(finding: FindingOut) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.url for one in finding.evidence if one.url))[:3]


def remembered(known: Mapping[str, Fault]) -> dict[str, Fault]:
    """Return the faults to keep where there are too many: those that stand, then those that went last."""
    if len(known) <= MOST:
        return dict(known)
    standing = [fault for fault in known.values() if fault.open]
    gone = sorted((fault for fault in known.values() if not fault.open), key=lambda fault: fault.gone, reverse=True)
    return {fault.fingerprint: fault for fault in [*standing, *gone][:MOST]}
