"""Run checks over a snapshot. The one place that catches everything."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterable
from dataclasses import replace

from auditor import urls
from auditor.analysis import redaction
from auditor.analysis.masking import mask_text
from auditor.audit import broken
from auditor.model import NOTHING, Check, CheckResult, Finding, Message, Outcome, Snapshot, message, quoted
from auditor.model.view import View
from auditor.plugins.watch import at_work
from auditor.snapshot.damage import SnapshotError
from auditor.text import patterns

_WORST_FIRST = (Outcome.FAIL, Outcome.INCONCLUSIVE, Outcome.REVIEW, Outcome.PASS)


_LOG = logging.getLogger(__name__)


def run_all(checks: Iterable[Check], snapshot: Snapshot, *, unmasked: bool = False) -> tuple[CheckResult, ...]:
    """Return the result of each check, in the order given."""
    return tuple(_logged(run(check, snapshot, unmasked=unmasked)) for check in checks)


def _logged(result: CheckResult) -> CheckResult:
    told = f" ({result.reason.text})" if result.reason.text else ""
    _LOG.info("%s: %s, %d findings%s", result.check.id, result.outcome, len(result.findings), told)
    return result


def run(check: Check, snapshot: Snapshot, *, unmasked: bool = False) -> CheckResult:
    """Return the check's result; never raise."""
    for need in check.needs:
        if need in snapshot.missing:
            return CheckResult(check, Outcome.INCONCLUSIVE, reason=_not_gathered(need, snapshot.missing[need]))
    seen = View(snapshot, (*check.needs, *check.uses))
    findings: list[Finding] = []
    try:
        with at_work(f"check {check.id}"):
            for finding in check.run(seen):
                findings.append(_finish(check, _sound(finding), snapshot, unmasked=unmasked))  # noqa: PERF401 - what comes before an error stays
    except (KeyboardInterrupt, SnapshotError):  # the run folder is damaged: no check is to blame, and none can tell
        raise
    except BaseException as error:  # a broken check, a stranger's too, must not end the audit; nor one that exits
        return replace(_broken(check, error, _masking(snapshot, unmasked=unmasked)), findings=tuple(findings))
    return conclude(check, tuple(findings))


def _broken(check: Check, error: BaseException, mask: Callable[[str], str]) -> CheckResult:
    kept = broken.error_of(check, error, mask, __file__)
    reason = f"{kept.type}: {' '.join(kept.text.split())}".removesuffix(": ")
    return CheckResult(check, Outcome.ERROR, reason=quoted(reason), error=kept)


def _masking(snapshot: Snapshot, *, unmasked: bool) -> Callable[[str], str]:
    """Return what masks a text of ours; where what is to be masked can't be told, nothing is shown."""
    if unmasked:
        return str
    try:
        hidden = redaction.of(snapshot)
    except Exception:  # what broke the check may be what is read here: the visit itself
        return lambda _: "not shown, since what to mask in it can't be read"
    return lambda text: mask_text(text, hidden)


def _sound(finding: Finding) -> Finding:
    """Return a finding that holds what it should.

    Raises:
        TypeError: a check yields something else; results that can't be written would end the audit.
    """
    if not isinstance(finding, Finding):
        raise TypeError(f"yields {type(finding).__name__}, not a finding")
    if not isinstance(finding.outcome, Outcome):
        raise TypeError(f"yields a finding whose outcome is {finding.outcome!r}")
    if not isinstance(finding.subject, str):
        raise TypeError(f"yields a finding whose subject is {finding.subject!r}, not a text")
    if not (isinstance(finding.message, Message) and isinstance(finding.hint, Message)):
        raise TypeError("yields a finding whose message or hint is no Message")
    _ = finding.message.text, finding.hint.text  # a template that lacks a value is the check's fault, not the audit's
    if finding.value is not None and not 0 <= finding.value <= 1:
        raise ValueError(f"yields a finding whose value is {finding.value!r}; it has to be from 0 to 1")
    return finding


def conclude(check: Check, findings: tuple[Finding, ...]) -> CheckResult:
    """Return the result that `findings` amount to: the worst of them names it."""
    outcomes = {finding.outcome for finding in findings}
    for outcome in _WORST_FIRST:
        if outcome in outcomes:
            return CheckResult(check, outcome, findings, _reason(outcome, findings))
    return CheckResult(
        check, Outcome.NOT_APPLICABLE, findings, reason=message("Nothing of the kind was found to examine.")
    )


def _not_gathered(need: str, why: Message) -> Message:
    return message("The visit could not gather {need}.", need=need).then(why)


def _reason(outcome: Outcome, findings: tuple[Finding, ...]) -> Message:
    unverified = sum(finding.outcome is Outcome.INCONCLUSIVE for finding in findings)
    if not unverified or outcome is Outcome.FAIL:
        return NOTHING
    return message("{count} of {total} could not be verified.", count=unverified, total=len(findings))


def _borne(check: Check, finding: Finding, snapshot: Snapshot) -> Finding:
    """Return a fault that its owner accepts as what a person has judged: no failure, and not scored."""
    if finding.outcome is not Outcome.FAIL:
        return finding
    meant = [
        one
        for one in snapshot.accepts
        if one.check in {"", check.id} and patterns.matches(one.pattern, finding.subject)
    ]
    if holding := [one for one in meant if one.holds(snapshot.taken_at)]:
        return replace(finding, outcome=Outcome.REVIEW, accepted=holding[0], value=None)
    return replace(finding, lapsed=meant[0]) if meant else finding


def _finish(check: Check, found: Finding, snapshot: Snapshot, *, unmasked: bool) -> Finding:
    """Fingerprint the finding by what it says, see whether it is accepted, then mask it."""
    finding = _borne(check, found, snapshot)
    place = urls.relative(finding.subject, snapshot.target.site)
    digest = hashlib.sha256(f"{check.id}\n{place}\n{finding.variant}".encode()).hexdigest()[:32]
    marked = replace(finding, fingerprint=digest, severity=finding.severity or check.severity)
    return marked if unmasked else redaction.finding(marked, redaction.of(snapshot))
