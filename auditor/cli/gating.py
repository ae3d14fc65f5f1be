"""The gate on the command line: what is to fail, and what is said of it."""
# ruff: noqa: PLC0415 - no command waits for what only others need

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from auditor.model import phrase

if TYPE_CHECKING:
    from auditor.audit.baseline import Baseline
    from auditor.audit.gate import Gate
    from auditor.audit.results import AcceptedOut, FindingOut, Results
    from auditor.cli.options import Asked
    from auditor.config.schema import Settings


def baseline_of(site: str, asked: Asked) -> Baseline | None:
    """Return the baseline that the command line names; None where it names none.

    Raises:
        HistoryError: it can't be read, or is of another target.
    """
    if not asked.baseline:
        return None
    from auditor.audit import baseline as baselines

    return baselines.read(asked.baseline, site)


def gate_of(settings: Settings | None, asked: Asked, known: Baseline | None) -> Gate:
    """Return what is to fail, by what the command line and auditor.toml say; a baseline alone fails on whatever is new."""
    from auditor.audit.gate import NEVER, Gate

    configured = settings.fail_on if settings else NEVER
    if asked.fail_on is None and known is not None and configured == NEVER:
        configured = "low"
    return Gate(asked.fail_on or configured, known, asked.third_party, asked.min_coverage)


def beside(judged: Results) -> Iterator[str]:
    """Yield what is to be said beside the verdict: what ran out, what is accepted, known, somebody else's, or gone."""
    yield from _ran_out(judged)
    if accepted := _accepted(judged):
        yield accepted
    gate = judged.gate
    if gate is None:
        return
    if count := len(gate.known):
        yield phrase(
            "{count:,} finding is known to the baseline", "{count:,} findings are known to the baseline", count=count
        ).text
    if count := len(gate.advisory):
        yield phrase(
            "{count:,} finding is about an address of somebody else and fails nothing (--gate-third-party changes that)",
            "{count:,} findings are about addresses of others and fail nothing (--gate-third-party changes that)",
            count=count,
        ).text
    if gate.gone:
        yield phrase(
            "{count:,} finding of the baseline was fixed; `auditor baseline RUN --prune` takes it out",
            "{count:,} findings of the baseline were fixed; `auditor baseline RUN --prune` takes them out",
            count=gate.gone,
        ).text


def failed(judged: Results) -> str:
    """Return why a job fails; empty where it does not."""
    gate = judged.gate
    if gate is None or not gate.is_asked:
        return ""
    if gate.failing:
        new = phrase("new finding") if gate.baseline else phrase("finding")
        news = phrase("new findings") if gate.baseline else phrase("findings")
        return phrase(
            "{count:,} {new} failed at severity {severity} or above",
            "{count:,} {news} failed at severity {severity} or above",
            count=len(gate.failing),
            new=new,
            news=news,
            severity=gate.fail_on,
        ).text
    if gate.lapsed:
        return "findings were accepted until a day that has passed, see above"
    return ""


def _accepted(judged: Results) -> str:
    """Return how many findings are accepted, and why: `3 findings are accepted (2 fix planned, 1 third party)`."""
    reasons = Counter(finding.accepted.reason for finding in _findings(judged) if finding.accepted)
    if not reasons:
        return ""
    listed = ", ".join(f"{count} {reason}" for reason, count in sorted(reasons.items()))
    return phrase(
        "{count:,} finding is accepted ({listed})",
        "{count:,} findings are accepted ({listed})",
        count=reasons.total(),
        listed=listed,
    ).text


def _ran_out(judged: Results) -> Iterator[str]:
    """Yield a line for each entry that ran out and whose findings are still there."""
    counted: Counter[AcceptedOut] = Counter(finding.lapsed for finding in _findings(judged) if finding.lapsed)
    for accept, count in counted.items():
        by = f" by {accept.who}" if accept.who else ""
        check = f" in {accept.check}" if accept.check else ""
        until = f"{date.fromisoformat(accept.until):%Y-%m-%d}" if accept.until else "then"
        yield phrase(
            "[[accept]] {what} ({reason}){by} ran out on {until}, and {count:,} finding is still there: fix it, or renew the entry",
            "[[accept]] {what} ({reason}){by} ran out on {until}, and {count:,} findings are still there: fix them, or renew the entry",
            what=f"{accept.pattern}{check}",
            reason=accept.reason,
            by=by,
            until=until,
            count=count,
        ).text


def _findings(judged: Results) -> Iterator[FindingOut]:
    return (finding for check in judged.checks for finding in check.findings)
