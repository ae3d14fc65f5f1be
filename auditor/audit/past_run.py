"""One audit as a comparison reads it: what it found, and what it looked at. Pure.

That a fault is not among the findings proves nothing by itself: a page that was not visited, a check that did not run or broke, and
other rules leave it out as well. Only where the audit looked at the same place by the same rules is a fault gone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from auditor.audit.results import CheckOut, FindingOut, Results
from auditor.audit.summary.nouns import LookedAt
from auditor.model import Message, message

MASK = "•••"
"""Stands in subjects for what is masked: two of one look may be two people's."""


@dataclass(frozen=True)
class PastRun:
    """The results of one audit, by what they are asked for."""

    results: Results

    @cached_property
    def faults(self) -> dict[str, tuple[CheckOut, FindingOut]]:
        """Return the faults found, accepted ones too, by fingerprint; of several alike the first."""
        found: dict[str, tuple[CheckOut, FindingOut]] = {}
        for check in self.results.checks:
            for finding in check.findings:
                if is_fault(finding):
                    found.setdefault(finding.fingerprint, (check, finding))
        return found

    @cached_property
    def checks(self) -> dict[str, CheckOut]:
        """Return the checks that ran, by id."""
        return {check.id: check for check in self.results.checks}

    @cached_property
    def pages(self) -> dict[str, LookedAt]:
        """Return the pages visited, by address."""
        return {page.url: page for page in self.results.pages}

    @cached_property
    def _encrypted(self) -> dict[str, LookedAt]:
        """Return the pages visited with encryption, by their address without it."""
        return {
            f"http:{url.removeprefix('https:')}": page for url, page in self.pages.items() if url.startswith("https:")
        }

    def why_unknown(self, check: str, fault: FindingOut, found_in: PastRun) -> Message | None:
        """Return why this audit does not prove that a fault was gone, or not there yet; None where it does.

        Args:
            check: Id of the check that found it.
            fault: The fault, which is none of `faults`.
            found_in: The audit that found it.
        """
        return next(filter(None, self._doubts(check, fault, found_in)), None)

    def _doubts(self, id: str, fault: FindingOut, found_in: PastRun) -> Iterator[Message | None]:
        yield self._other_rules(found_in)
        check = self.checks.get(id)
        if check is None:
            yield message("The check was not run.")
            return
        yield _of_check(check)
        alike = [one for one in check.findings if one.fingerprint == fault.fingerprint]
        about = alike or [one for one in check.findings if one.subject == fault.subject and MASK not in one.subject]
        yield _of_findings(about)
        if any(one.outcome == "pass" for one in about):
            return
        yield _of_findings(one for one in check.findings if one.subject == self.results.target.site)
        yield self._of_places(fault, found_in)

    def _other_rules(self, other: PastRun) -> Message | None:
        return why_incomparable(self.results, other.results)

    def _of_places(self, fault: FindingOut, found_in: PastRun) -> Message | None:
        places = dict.fromkeys((fault.subject, *(proof.url for proof in fault.evidence)))
        pages = [found_in.pages[url] for url in places if url in found_in.pages]
        if not pages:
            return message("Nothing shows that it was looked at.")
        later = found_in.results.taken_at < self.results.taken_at
        return next(filter(None, (self._of_page(page, fault.subject, later=later) for page in pages)), None)

    def _of_page(self, page: LookedAt, subject: str, *, later: bool) -> Message | None:
        """Return why a page proves nothing. Where it only showed the fault, its encrypted twin is the same page.

        `later` tells that this audit came after the one that visited it: a visit follows links, and may not come by again.
        """
        here = self.pages.get(page.url) or (None if page.url == subject else self._encrypted.get(page.url))
        if here is None and later:
            return message(
                "{page} was not visited this time; perhaps nothing links to it any more. "
                "Open it to see whether the fault is still there.",
                page=page.url,
            )
        if here is None:
            return message("{page} was not visited.", page=page.url)
        if here.outcome == "unknown":
            return message("{page} could not be read.", page=page.url)
        if page.rendered and not here.rendered and here.outcome == "read":
            return message("{page} was read without a browser.", page=page.url)
        return None


def is_fault(finding: FindingOut) -> bool:
    """Return whether a finding is a fault, accepted or not."""
    return finding.outcome == "fail" or finding.accepted is not None


def why_incomparable(one: Results, other: Results) -> Message | None:
    """Return why what two audits did not find cannot be compared; None where both went by the same rules."""
    if one.ruleset != other.ruleset:
        older, newer = sorted((one, other), key=lambda results: results.taken_at)
        return message(
            "The rules changed between the two audits (ruleset {older}, then {newer}).",
            older=older.ruleset,
            newer=newer.ruleset,
        )
    theirs = {threshold.name: threshold.value for threshold in other.thresholds}
    changed = ", ".join(
        threshold.name for threshold in one.thresholds if theirs.get(threshold.name, threshold.value) != threshold.value
    )
    if changed:
        return message("A threshold changed between the two audits ({names}).", names=changed)
    return None


def _of_check(check: CheckOut) -> Message | None:
    if check.outcome == "error":
        return message("The check failed to run.")
    if check.outcome == "inconclusive" and not check.findings:
        return check.reason or message("The check could not be completed.")
    return None


def _of_findings(about: Iterable[FindingOut]) -> Message | None:
    for finding in about:
        if finding.outcome in {"inconclusive", "error"}:
            return finding.message
        if finding.outcome == "review" and finding.accepted is None:
            return message("A person has to judge it.")
    return None
