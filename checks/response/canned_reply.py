"""Replies that are the same again and again."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import (
    Conversations,
    Finding,
    Severity,
    Snapshot,
    check,
    message,
)
from auditor.api.types import (
    ChannelMeasure,
)


@check(
    "canned-reply",
    category="response",
    severity=Severity.LOW,
    needs=("posts",),
    uses=("contacts", "profiles"),
    effort="minutes",
    team="support",
    title="Replies are written for the person who asked",
    failing_title="Most replies are the same text",
)
def canned_reply(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge every channel by the share of replies that another is near-identical to."""
    yield from Conversations(snapshot).by_channel(_judge, "replies", "addressees")


def _judge(snapshot: Snapshot, subject: str, found: ChannelMeasure) -> Finding | None:
    rate = Conversations(snapshot).canned(found)
    said = message(
        "{count:,} of {total:,} replies is nearly identical to another ({reliability}).",
        "{count:,} of {total:,} replies are nearly identical to another ({reliability}).",
        count=rate.hits,
        total=rate.n,
        reliability=Conversations.reliability(rate),
    )
    proof = Conversations(snapshot).counted(rate)
    return Conversations.judge_rate(subject, said, rate, *proof, at_most=snapshot.thresholds.canned_share)
