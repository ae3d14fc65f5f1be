"""Names of papers and partners without a link that shows them, for a person to judge."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import (
    Finding,
    Pages,
    Severity,
    Snapshot,
    check,
    evidence,
    message,
    passed,
    review,
)

SHOWN = 20
_SHOW = message("See whether it is true and may be said: ask for the article, or for the partner's permission.")


@check(
    "unproven-endorsement",
    category="consistency",
    severity=Severity.INFO,
    needs=("pages",),
    effort="hours",
    team="comms",
    title="Papers and partners that pages name can be verified",
    failing_title="A page names a paper or partner that no link shows",
)
def unproven_endorsement(snapshot: Snapshot) -> Iterator[Finding]:
    """Quote what pages say of papers and partners without a link beside it; a person judges."""
    shown = 0
    for one in Pages(snapshot).endorsements():
        proof = evidence(snapshot, one.page.url, one.words)
        if one.linked:
            said = message("The page says “{words}”, and a link beside it shows where.", words=one.words)
            yield passed(one.page.url, said, proof)
        elif shown < SHOWN:
            shown += 1
            said = message("The page says “{words}”, and no link beside it shows that.", words=one.words)
            yield review(one.page.url, said, proof, variant=one.words, hint=_SHOW)
