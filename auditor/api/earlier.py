"""What earlier audits of the same target found."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from auditor.api.query import Query
from auditor.model import EarlierAudit, EarlierFinding, Outcome

_APART = timedelta(days=1)
"""Audits nearer to each other than this count once: whoever audits every hour finds each fault in many. Our default."""


class Earlier(Query):
    """Earlier audits of the same target, as far as they lie beside this one and could be read."""

    __slots__ = ()
    rests_on = ("earlier",)

    def audits(self) -> tuple[EarlierAudit, ...]:
        """Return them, oldest first; of several within a day of the visit or of each other, one."""
        kept: list[EarlierAudit] = []
        before = self._snapshot.taken_at
        for audit in reversed(self._snapshot.earlier):
            if before - audit.taken_at >= _APART:
                kept.append(audit)
                before = audit.taken_at
        return tuple(reversed(kept))

    def repeated(self, times: int) -> Iterator[tuple[EarlierFinding, int]]:
        """Yield the faults of the newest that were found in so many of them at least, with how many; those that were accepted left out."""
        audits = self.audits()
        faults = [{one.fingerprint for one in audit.findings if one.outcome is Outcome.FAIL} for audit in audits]
        seen: set[str] = set()
        for finding in audits[-1].findings if audits else ():
            count = sum(finding.fingerprint in found for found in faults)
            if finding.outcome is Outcome.FAIL and count >= times and finding.fingerprint not in seen:
                seen.add(finding.fingerprint)
                yield finding, count
