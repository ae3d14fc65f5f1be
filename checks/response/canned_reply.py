"""Replies that are the same again and again."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import (
    ChannelMeasure,
    Finding,
    Severity,
    Snapshot,
    check,
    conversations,
    inconclusive,
)


@check(
    "canned-reply",
    category="response",
    severity=Severity.LOW,
    needs=("posts",),
    title="Replies are written for the person who asked",
    failing_title="Most replies are the same text",
)
def canned_reply(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge every channel by the share of replies that another is near-identical to."""
    for found in conversations.measures(snapshot):
        subject = conversations.subject(snapshot, found.platform, found.account)
        if why := conversations.blind(found, "replies"):
            yield inconclusive(subject, why)
        elif (finding := _judge(snapshot, subject, found)) is not None:
            yield finding


def _judge(snapshot: Snapshot, subject: str, found: ChannelMeasure) -> Finding | None:
    stands = conversations.stand(found.canned, snapshot.thresholds.canned_share, least=False)
    told = f"Replies that nearly repeat another: {found.canned.told()}."
    proof = conversations.quotes(snapshot, conversations.counted(found, "canned"))
    return conversations.rate_finding(stands, subject, told, *proof)
