"""The usual time until a person of the company first replies."""

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
    rated,
    review,
)

MINUTE = 60


@check(
    "slow-first-response",
    category="response",
    severity=Severity.HIGH,
    needs=("posts",),
    title="First replies come quickly",
    failing_title="First replies take too long",
)
def slow_first_response(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge every channel by the median time to the first human reply."""
    for found in conversations.measures(snapshot):
        subject = conversations.subject(snapshot, found.platform, found.account)
        if why := conversations.blind(found, "inbound", "replies", "reply-times"):
            yield inconclusive(subject, why)
        elif found.first_reply.median is not None:
            yield _judge(snapshot, subject, found, found.first_reply.median)


def _judge(snapshot: Snapshot, subject: str, found: ChannelMeasure, median: float) -> Finding:
    spread, limits = found.first_reply, snapshot.thresholds
    times = f"median {conversations.span(median)}, nine of ten within {conversations.span(spread.p90)}"
    told = f"First replies: {times} (n = {spread.n:,}, {conversations.framed(spread.frame)})."
    if not spread.scored:
        return review(subject, f"{told} Too few to say; look at them yourself.")
    for minutes, word, value in (
        (limits.good_reply_minutes, "good", 1.0),
        (limits.fair_reply_minutes, "fair", 0.75),
        (limits.weak_reply_minutes, "weak", 0.5),
    ):
        if median <= minutes * MINUTE:
            return rated(subject, f"{told} That is {word}.", value, ok=True)
    return rated(
        subject, f"{told} That is more than {conversations.span(limits.weak_reply_minutes * MINUTE)}.", 0.0, ok=False
    )
