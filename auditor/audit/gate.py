"""Whether an audit fails a job, and on what. Pure.

New findings of the company's own at or above a severity fail it, and so does whatever was accepted until a day that has passed. Known ones
do not, and those about addresses of others only if asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from auditor import urls
from auditor.audit import baseline
from auditor.audit.baseline import Baseline
from auditor.audit.gate_nouns import GateOut
from auditor.audit.results import FindingOut, Results
from auditor.model import Message, Severity, message, phrase
from auditor.resources import facts

NEVER = "never"


@dataclass(frozen=True, slots=True)
class Gate:
    """What is to fail."""

    fail_on: str = NEVER
    """Lowest severity that fails; `never` for none."""
    known: Baseline | None = None
    """Findings that are known and fail nothing; None for none."""
    third_party: bool = False
    """Whether addresses of others fail it too."""
    min_coverage: int = 0
    """Percentage that has to be verified."""


def judge(results: Results, gate: Gate, own: Iterable[str] = ()) -> GateOut | None:
    """Return what an audit fails on; None where nothing was to fail, and no accepted finding has run out.

    Args:
        results: The audit.
        gate: What is to fail.
        own: Further domains of the company: what is about them is its own, as what is about its site.
    """
    failed = list(_failed(results, gate.fail_on))
    lapsed = [finding for _, finding in _failed(results, Severity.INFO.label) if finding.lapsed]
    if gate == Gate() and not lapsed:
        return None
    sites = (results.target.site, *(f"https://{domain}/" for domain in own))
    theirs = {finding.fingerprint for check, finding in failed if _is_theirs(check, finding, results, sites)}
    known = _known(failed, gate.known)
    advisory = set() if gate.third_party else theirs - known
    failing = {finding.fingerprint for _, finding in failed} - known - advisory
    return GateOut(
        fail_on=gate.fail_on,
        baseline=gate.known is not None,
        third_party=gate.third_party,
        min_coverage=gate.min_coverage,
        failing=tuple(sorted(failing)),
        known=tuple(sorted(known)),
        advisory=tuple(sorted(advisory)),
        lapsed=tuple(sorted({finding.fingerprint for finding in lapsed})),
        gone=len(baseline.fixed(gate.known, results)) if gate.known else 0,
    )


def why_incomplete(results: Results) -> Message | None:
    """Return why an audit cannot pass, whatever it found: too little of it came about; None where enough did."""
    if broken := sum(check.outcome == "error" for check in results.checks):
        return phrase(
            "Not completed: {count:,} check failed to run.",
            "Not completed: {count:,} checks failed to run.",
            count=broken,
        )
    if broken := results.broken_plugins:
        return phrase(
            "Not completed: {count:,} fault of a plug-in.",
            "Not completed: {count:,} faults of plug-ins.",
            count=broken,
        )
    if not concluded(results):
        return message("Not completed: no check could verify anything.")
    least = results.gate.min_coverage if results.gate else 0
    if (share := results.score.verified) < least:
        return message(
            "Not completed: only {share} % could be verified; the minimum is {least} %.", share=share, least=least
        )
    return None


def concluded(results: Results) -> bool:
    """Return whether anything was seen; that there was nothing to examine at all is an answer too."""
    outcomes = {finding.outcome for check in results.checks for finding in check.findings}
    nothing = bool(results.checks) and all(check.outcome == "not-applicable" for check in results.checks)
    return nothing or not outcomes.isdisjoint({"pass", "fail", "review"})


def _known(failed: Iterable[tuple[str, FindingOut]], known: Baseline | None) -> set[str]:
    """Return what a baseline knows; of several alike, one that is worse makes all of them new."""
    if known is None:
        return set()
    worse = {finding.fingerprint for _, finding in failed if not known.knows(finding)}
    return {finding.fingerprint for _, finding in failed} - worse


def _failed(results: Results, fail_on: str) -> Iterator[tuple[str, FindingOut]]:
    """Yield failed findings at or above a severity, each with the id of its check."""
    if fail_on == NEVER:
        return
    bar = Severity[fail_on.upper()]
    for check in results.checks:
        for finding in check.findings:
            if finding.outcome == "fail" and Severity[finding.severity.upper()] >= bar:
                yield check.id, finding


def _is_theirs(check: str, finding: FindingOut, results: Results, sites: Iterable[str]) -> bool:
    """Return whether a finding is about an address of somebody else, which no change of the company's caused."""
    if check not in facts("audit/gate.toml")["third_party"] or not urls.is_web(finding.subject):
        return False
    own = {profile.url for profile in results.profiles if profile.whose is None}
    return finding.subject not in own and not any(urls.same_site(finding.subject, site) for site in sites)
