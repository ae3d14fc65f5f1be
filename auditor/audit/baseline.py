"""Known findings, as a file kept beside auditor.toml: with it, only new ones fail a gate.

Sorted and free of dates, so that it changes only where findings do.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from auditor import disk
from auditor.audit import history
from auditor.audit.history import HistoryError
from auditor.audit.past_run import PastRun
from auditor.audit.results import CheckOut, EvidenceOut, FindingOut, Results, SeverityWord
from auditor.audit.summary.nouns import LookedAt
from auditor.model import NOTHING, Severity

FILE = "baseline.json"
MOST_BYTES = 50_000_000
"""Our default: a hundred thousand findings."""


class _Noun(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class KnownFinding(_Noun):
    """One failed finding that is known."""

    check: str
    subject: str
    severity: SeverityWord
    seen_on: tuple[str, ...] = Field(description="pages of the site on which it was seen")
    fingerprint: str
    rendered: bool = Field(default=False, description="whether a page was read as a browser shows it")
    ruleset: str = Field(default="", description="rules it was found by, where they are older than those of the file")


class Baseline(_Noun):
    """The known findings of one target."""

    schema_version: Literal[1]
    target: str
    ruleset: str
    thresholds: Mapping[str, str] = Field(
        default_factory=dict, description="thresholds that were not the shipped ones, by name"
    )
    findings: tuple[KnownFinding, ...]

    @cached_property
    def _worst(self) -> Mapping[str, int]:
        """Return by fingerprint how bad each finding was when it became known."""
        ranked = sorted((_rank(one.severity), one.fingerprint) for one in self.findings)
        return {fingerprint: rank for rank, fingerprint in ranked}

    def knows(self, finding: FindingOut) -> bool:
        """Return whether a finding is known, and no worse than when it became known."""
        return _rank(finding.severity) <= self._worst.get(finding.fingerprint, -1)


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
    found = {one.fingerprint: one for one in sorted(_known(results), key=lambda one: _rank(one.severity))}
    kept = {one.fingerprint: one for one in before.findings} if before else {}
    gone = set(fixed(before, results)) if before else set()
    left = (
        {key: _kept(one, before.ruleset, results.ruleset) for key, one in kept.items() if key not in gone}
        if before
        else {}
    )
    every = left if prune else {**left, **found}
    return Baseline(
        schema_version=1,
        target=results.target.site,
        ruleset=results.ruleset,
        thresholds={one.name: one.value for one in results.thresholds if one.value != one.default},
        findings=tuple(sorted(every.values(), key=lambda one: (one.check, one.subject, one.fingerprint))),
    )


def fixed(known: Baseline, results: Results) -> list[str]:
    """Return the fingerprints of known findings that an audit looked for and did not find."""
    now = PastRun(results)
    rulesets = {one.ruleset or known.ruleset for one in known.findings}
    return [
        key
        for then in (_as_run(known, ruleset, results) for ruleset in sorted(rulesets))
        for key, (check, fault) in then.faults.items()
        if key not in now.faults and now.why_unknown(check.id, fault, then) is None
    ]


def _kept(one: KnownFinding, known_by: str, today: str) -> KnownFinding:
    """Return a finding that stays, with the rules it was found by: an audit by others does not show that it is gone."""
    ruleset = one.ruleset or known_by
    return one.model_copy(update={"ruleset": "" if ruleset == today else ruleset})


def write(known: Baseline, path: Path) -> None:
    """Write a file: the same findings, the same bytes. It is replaced as a whole, so that it is never half of one.

    Raises:
        OSError: the disk is full, or closed to us.
    """
    text = json.dumps(known.model_dump(mode="json", exclude_defaults=True), ensure_ascii=False, indent=1)
    path = Path(os.path.realpath(path))  # what a link points to is replaced, not the link
    beside = path.with_name(f".{path.name}.new")
    try:
        disk.make_way(beside)
        beside.write_text(text + "\n", encoding="utf-8", newline="\n")
        beside.replace(path)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from None
    finally:
        beside.unlink(missing_ok=True)


def read(path: Path, site: str) -> Baseline:
    """Read the known findings of the target at `site`.

    Raises:
        HistoryError: the file is not there, is no baseline, is of a newer version, or is of another target.
    """
    try:
        told = json.loads(_text(path))
        known = Baseline.model_validate(told)
    except OSError as error:
        raise HistoryError(f"{path}: cannot be read ({error.strerror}); `auditor baseline RUN` writes one") from None
    except ValidationError:
        raise HistoryError(f"{path}: {_why_none(told)}") from None
    except (ValueError, RecursionError):
        raise HistoryError(f"{path}: is no baseline; `auditor baseline RUN` writes one") from None
    history.require_target(path, known.target, site)
    return known


def _text(path: Path) -> str:
    """Return the text of a file.

    Raises:
        HistoryError: it is larger than any baseline.
    """
    try:
        return disk.content(path, MOST_BYTES).decode("utf-8")
    except disk.TooLarge:
        raise HistoryError(f"{path}: is larger than {MOST_BYTES // 1_000_000} MB, and no baseline") from None


def _why_none(told: object) -> str:
    version = told.get("schema_version") if isinstance(told, dict) else None
    if isinstance(version, int) and version > 1:
        return f"written by a newer auditor (schema_version {version}, this one knows 1); update auditor"
    return "is no baseline; `auditor baseline RUN` writes one"


def _known(results: Results) -> Iterator[KnownFinding]:
    pages = {page.url: page.rendered for page in results.pages}
    for check in results.checks:
        for finding in check.findings:
            if finding.outcome == "fail":
                places = {finding.subject, *(proof.url for proof in finding.evidence)} & pages.keys()
                yield KnownFinding(
                    check=check.id,
                    subject=finding.subject,
                    severity=finding.severity,
                    seen_on=tuple(sorted(places)),
                    fingerprint=finding.fingerprint,
                    rendered=any(pages[url] for url in places),
                )


def _as_run(known: Baseline, ruleset: str, like: Results) -> PastRun:
    """Return the known findings of a ruleset as an audit that made them."""
    findings = [one for one in known.findings if (one.ruleset or known.ruleset) == ruleset]
    checks: dict[str, list[FindingOut]] = {}
    for one in findings:
        checks.setdefault(one.check, []).append(_finding(one))
    pages = sorted({(url, one.rendered) for one in findings for url in one.seen_on})
    return PastRun(
        like.model_copy(
            update={
                "ruleset": ruleset,
                "checks": tuple(_check(id_, tuple(findings)) for id_, findings in checks.items()),
                "pages": tuple(LookedAt(url, "", "", (), "read", None, rendered) for url, rendered in pages),
                "thresholds": tuple(
                    replace(one, value=known.thresholds.get(one.name, one.default)) for one in like.thresholds
                ),
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
