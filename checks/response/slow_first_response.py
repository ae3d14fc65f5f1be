"""The usual time until a person of the company first replies."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import ChannelMeasure, Finding, Severity, Snapshot, check, conversations, rated, review

MINUTE = 60


@check(
    "slow-first-response",
    category="response",
    severity=Severity.HIGH,
    needs=("posts",),
    uses=("contacts", "profiles"),
    effort="project",
    team="support",
    title="First replies come quickly",
    failing_title="First replies take too long",
)
def slow_first_response(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge every channel by the median time to the first human reply."""
    yield from conversations.by_channel(snapshot, _judge, "inbound", "replies", "reply-times")


def _judge(snapshot: Snapshot, subject: str, found: ChannelMeasure) -> Finding | None:
    spread, limits = found.first_reply, snapshot.thresholds
    median = spread.median
    if median is None:
        return None
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
