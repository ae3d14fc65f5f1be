"""The usual time until a person of the company first replies."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import (
    Conversations,
    Finding,
    Message,
    Posts,
    Severity,
    Snapshot,
    check,
    message,
    rated,
    review,
)
from auditor.api.types import (
    ChannelMeasure,
    Spread,
)

MINUTE = 60
_GOOD = message("That is good.")
_FAIR = message("That is fair.")
_WEAK = message("That is weak.")
_FEW = message("That is too few to judge.")


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
    yield from Conversations(snapshot).by_channel(_judge, "inbound", "replies", "threads", "reply-times")
    yield from Posts(snapshot).not_read("customers", rated=True)


def _judge(snapshot: Snapshot, subject: str, found: ChannelMeasure) -> Finding | None:
    spread, limits = found.first_reply, snapshot.thresholds
    median = spread.median
    if median is None:
        return None
    said, covered = _times(spread), Conversations.window(spread)
    if not spread.scored:
        return review(subject, said.then(_FEW, covered), hint=Conversations.READ_THEM)
    for minutes, word, value in (
        (limits.good_reply_minutes, _GOOD, 1.0),
        (limits.fair_reply_minutes, _FAIR, 0.75),
        (limits.weak_reply_minutes, _WEAK, 0.5),
    ):
        if median <= minutes * MINUTE:
            return rated(subject, said.then(word, covered), value, ok=True)
    most = Conversations.duration(limits.weak_reply_minutes * MINUTE)
    return rated(subject, said.then(message("That is more than {most}.", most=most), covered), 0.0, ok=False)


def _times(spread: Spread) -> Message:
    return message(
        "The only first reply came after {median}.",
        "Half of the {count:,} first replies came within {median}, nine in ten within {p90}.",
        count=spread.n,
        median=Conversations.duration(spread.median or 0),
        p90=Conversations.duration(spread.p90 or 0),
    )
