"""Channels that post and do not talk."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import (
    Finding,
    Severity,
    Snapshot,
    check,
    conversations,
    inconclusive,
)


@check(
    "monologue",
    category="response",
    severity=Severity.MEDIUM,
    needs=("posts",),
    title="Channels talk with people",
    failing_title="A channel only broadcasts",
)
def monologue(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge every channel by the share of its own posts that speak to somebody."""
    for found in conversations.measures(snapshot):
        subject = conversations.subject(snapshot, found.platform, found.account)
        if why := conversations.blind(found, "replies"):
            yield inconclusive(subject, why)
            continue
        stands = conversations.stand(found.dialogue, snapshot.thresholds.dialogue_share)
        told = f"Own posts that speak to somebody: {found.dialogue.told()}."
        if (finding := conversations.rate_finding(stands, subject, told)) is not None:
            yield finding
