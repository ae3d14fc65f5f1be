"""What became of every fault since earlier audits of the same target. Pure.

A fault counts as fixed, returned or new only where the audits in question looked: the rules for that are in `past_run`. An audit that
did not look is passed over, and the last one that did decides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from auditor.audit.change_nouns import CHANGES, Change, ChangedFinding, Comparison, TrendPoint
from auditor.audit.past_run import PastRun, why_incomparable
from auditor.audit.results import CheckOut, FindingOut, Results
from auditor.model import Message, Severity, message


def compare(now: Results, earlier: Sequence[Results]) -> Comparison | None:
    """Return what became of the faults of `now` and of earlier audits; None without an earlier one.

    Args:
        now: The audit at hand.
        earlier: Audits of the same target before it, oldest first; the last is the one it is compared with.
    """
    if not earlier:
        return None
    runs = [PastRun(one) for one in earlier]
    here = PastRun(now)
    changes = sorted((*_present(here, runs), *_gone(here, runs)), key=_told_order)
    counted = Counter(one.change for one in changes if not one.accepted)
    return Comparison(
        against=earlier[-1].taken_at,
        against_ruleset=earlier[-1].ruleset,
        broken=why_broken(earlier[-1], now),
        counts={change: counted[change] for change in CHANGES},
        changes=tuple(changes),
        trend=tuple(_trend([*earlier, now])),
    )


def why_broken(before: Results, now: Results) -> Message | None:
    """Return why the scores of two audits cannot be compared; None where they can."""
    if told := why_incomparable(before, now):
        return told
    if {check.id for check in before.checks} != {check.id for check in now.checks}:
        return message("The two audits did not run the same checks.")
    return None


def _present(here: PastRun, runs: Sequence[PastRun]) -> Iterator[ChangedFinding]:
    """Yield what became of each fault found now."""
    for fingerprint, (check, fault) in here.faults.items():
        change, why = _of_present(fingerprint, check.id, fault, here, runs)
        row = [here]
        for run in reversed(runs):
            if fingerprint not in run.faults:
                break
            row.append(run)
        yield _changed(change, check, fault, runs=len(row), since=row[-1].results.taken_at, why=why)


def _of_present(
    fingerprint: str, check: str, fault: FindingOut, here: PastRun, runs: Sequence[PastRun]
) -> tuple[Change, Message | None]:
    reason: Message | None = None
    for place in range(len(runs) - 1, -1, -1):
        if fingerprint in runs[place].faults:
            return "persisting", None
        doubt = runs[place].why_unknown(check, fault, here)
        if doubt is None:
            was_there = any(fingerprint in run.faults for run in runs[:place])
            return ("returned" if was_there else "new"), None
        reason = reason or doubt
    return "unseen-before", reason


def _gone(here: PastRun, runs: Sequence[PastRun]) -> Iterator[ChangedFinding]:
    """Yield what became of each fault that was found last time anybody looked, and not now."""
    last = {fingerprint: place for place, run in enumerate(runs) for fingerprint in run.faults}
    for fingerprint, place in last.items():
        if fingerprint in here.faults:
            continue
        check, fault = runs[place].faults[fingerprint]
        if any(run.why_unknown(check.id, fault, runs[place]) is None for run in runs[place + 1 :]):
            continue  # gone before this audit: told then
        why = here.why_unknown(check.id, fault, runs[place])
        since = runs[place].results.taken_at
        yield _changed("not-verified" if why else "fixed", check, fault, runs=0, since=since, why=why)


def _changed(
    change: Change, check: CheckOut, fault: FindingOut, *, runs: int, since: str, why: Message | None
) -> ChangedFinding:
    return ChangedFinding(
        change=change,
        check=check.id,
        category=check.category,
        title=check.title,
        severity=fault.severity,
        subject=fault.subject,
        message=fault.message,
        fingerprint=fault.fingerprint,
        runs=runs,
        since=since,
        why=why,
        accepted=fault.accepted is not None,
    )


def _told_order(one: ChangedFinding) -> tuple[int, int, str, str, str]:
    return CHANGES.index(one.change), -Severity[one.severity.upper()].value, one.check, one.subject, one.fingerprint


def _trend(every: Sequence[Results]) -> Iterator[TrendPoint]:
    yield _point(every[0], None)
    for before, now in pairwise(every):
        yield _point(now, why_broken(before, now))


def _point(results: Results, broken: Message | None) -> TrendPoint:
    found: Counter[str] = Counter(
        one.severity for check in results.checks for one in check.findings if one.outcome == "fail"
    )
    score = results.score
    return TrendPoint(
        taken_at=results.taken_at,
        ruleset=results.ruleset,
        value=score.value,
        low=score.low,
        high=score.high,
        coverage=score.coverage,
        grade=score.grade,
        failed={severity.label: found[severity.label] for severity in reversed(Severity) if severity},
        broken=broken,
    )
