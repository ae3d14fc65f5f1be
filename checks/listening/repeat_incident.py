"""Faults that audit after audit finds again."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import Earlier, Finding, Severity, Snapshot, check, fail, inconclusive, message, passed

SHOWN = 20
OWN = "repeat-incident"


@check(
    "repeat-incident",
    category="listening",
    severity=Severity.MEDIUM,
    needs=(),
    uses=("earlier",),
    effort="hours",
    team="comms",
    title="What an audit finds is fixed before the next",
    failing_title="The same fault was found in several earlier audits",
)
def repeat_incident(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge the faults of the last audit by how often they were found before."""
    site, audits, least = snapshot.target.site, Earlier(snapshot).audits(), snapshot.thresholds.repeated_audits
    found = [one for one in Earlier(snapshot).repeated(least) if one[0].check != OWN]
    if not found and (why := snapshot.missing.get("earlier")):
        yield inconclusive(site, why)
    if len(audits) < least:
        return
    for finding, count in found[:SHOWN]:
        said = message(
            "The check {check} failed here in {count} of {total} earlier audits, the last one among them.",
            check=finding.check,
            count=count,
            total=len(audits),
        )
        yield fail(finding.subject, said, variant=finding.fingerprint, data={"audits": count})
    if len(found) > SHOWN:
        yield fail(
            site,
            message(
                "{count} more fault was found again and again.",
                "{count} more faults were found again and again.",
                count=len(found) - SHOWN,
            ),
            variant="more",
        )
    if not found and "earlier" not in snapshot.missing:
        none = message("No fault of the last audit had been found in an earlier one too.")
        yield passed(site, none)
