"""Known findings, as a file kept beside auditor.toml: with it, only new ones fail a gate.

Sorted and free of dates, so that it changes only where findings do.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from auditor.audit import history
from auditor.audit.history import HistoryError
from auditor.audit.past_run import PastRun
from auditor.audit.results import CheckOut, EvidenceOut, FindingOut, Results, SeverityWord
from auditor.audit.summary.nouns import LookedAt
from auditor.model import NOTHING, Severity

FILE = "baseline.json"


class _Noun(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class KnownFinding(_Noun):
    """One failed finding that is known."""

    check: str
    subject: str
    severity: SeverityWord
    seen_on: tuple[str, ...] = Field(description="pages of the site on which it was seen")
    fingerprint: str


class Baseline(_Noun):
    """The known findings of one target."""

    schema_version: Literal[1]
    target: str
    ruleset: str
    findings: tuple[KnownFinding, ...]

    def knows(self, finding: FindingOut) -> bool:
        """Return whether a finding is known, and no worse than when it became known."""
        return any(
            one.fingerprint == finding.fingerprint and _rank(finding.severity) <= _rank(one.severity)
            for one in self.findings
        )


def of(results: Results, before: Baseline | None = None, *, prune: bool = False) -> Baseline:
    """Return the failed findings of an audit as known ones.

    Args:
        results: The audit.
        before: What was known so far. Of this, what is fixed is left out, and what could not be verified stays.
        prune: Whether only to leave out what is fixed, and to add nothing.

    Raises:
        HistoryError: what was known is of another target, or the audit is an internal edition, which no repository should hold.
    """
    if results.edition == "internal":
        raise HistoryError(
            "the run shows personal details in full (--unmasked), which no baseline should hold; run `auditor check` without it first"
        )
    found = {one.fingerprint: one for one in _known(results)}
    kept = {one.fingerprint: one for one in before.findings} if before else {}
    gone = set(fixed(before, results)) if before else set()
    left = {key: one for key, one in kept.items() if key not in gone}
    every = left if prune else {**left, **found}
    return Baseline(
        schema_version=1,
        target=results.target.site,
        ruleset=results.ruleset,
        findings=tuple(sorted(every.values(), key=lambda one: (one.check, one.subject, one.fingerprint))),
    )


def fixed(known: Baseline, results: Results) -> list[str]:
    """Return the fingerprints of known findings that an audit looked for and did not find."""
    then, now = _as_run(known, results), PastRun(results)
    return [
        key
        for key, (check, fault) in then.faults.items()
        if key not in now.faults and now.why_unknown(check.id, fault, then) is None
    ]


def write(known: Baseline, path: Path) -> None:
    """Write a file: the same findings, the same bytes."""
    text = json.dumps(known.model_dump(mode="json"), ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def read(path: Path, site: str) -> Baseline:
    """Read the known findings of the target at `site`.

    Raises:
        HistoryError: the file is not there, is no baseline, or is of another target.
    """
    try:
        known = Baseline.model_validate(json.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise HistoryError(f"{path}: cannot be read ({error.strerror}); `auditor baseline RUN` writes one") from None
    except (ValueError, ValidationError, RecursionError):
        raise HistoryError(f"{path}: is no baseline; `auditor baseline RUN` writes one") from None
    history.require_target(path, known.target, site)
    return known


def _known(results: Results) -> Iterator[KnownFinding]:
    pages = {page.url for page in results.pages}
    for check in results.checks:
        for finding in check.findings:
            if finding.outcome == "fail":
                places = {finding.subject, *(proof.url for proof in finding.evidence)}
                yield KnownFinding(
                    check=check.id,
                    subject=finding.subject,
                    severity=finding.severity,
                    seen_on=tuple(sorted(places & pages)),
                    fingerprint=finding.fingerprint,
                )


def _as_run(known: Baseline, like: Results) -> PastRun:
    """Return known findings as an audit that made them."""
    checks: dict[str, list[FindingOut]] = {}
    for one in known.findings:
        checks.setdefault(one.check, []).append(_finding(one))
    pages = sorted({url for one in known.findings for url in one.seen_on})
    return PastRun(
        like.model_copy(
            update={
                "ruleset": known.ruleset,
                "checks": tuple(_check(id_, tuple(findings)) for id_, findings in checks.items()),
                "pages": tuple(LookedAt(url, "", "", (), "read", None) for url in pages),
            }
        )
    )


def _check(id: str, findings: tuple[FindingOut, ...]) -> CheckOut:
    return CheckOut(id=id, category="", severity=findings[0].severity, outcome="fail", title="", findings=findings)


def _finding(one: KnownFinding) -> FindingOut:
    seen = tuple(EvidenceOut(url=url, excerpt="", at="", body_sha256="") for url in one.seen_on)
    return FindingOut(
        outcome="fail",
        subject=one.subject,
        message=NOTHING,
        severity=one.severity,
        value=None,
        fingerprint=one.fingerprint,
        evidence=seen,
    )


def _rank(word: str) -> int:
    return Severity[word.upper()].value
