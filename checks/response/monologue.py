"""Channels that post and do not talk."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import (
    Conversations,
    Finding,
    Severity,
    Snapshot,
    check,
    inconclusive,
    message,
)
from auditor.api.types import (
    ChannelMeasure,
)

_LACKS = message("The file holds only posts that the company wrote unprompted; its replies may be missing.")


@check(
    "monologue",
    category="response",
    severity=Severity.MEDIUM,
    needs=("posts",),
    uses=("contacts", "profiles"),
    effort="hours",
    team="comms",
    title="Channels talk with people",
    failing_title="A channel only broadcasts",
)
def monologue(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge every channel by the share of its own posts that speak to somebody."""
    yield from Conversations(snapshot).by_channel(_judge, "replies", "addressees")


def _judge(snapshot: Snapshot, subject: str, found: ChannelMeasure) -> Finding | None:
    if Conversations(snapshot).may_lack_replies(found):
        return inconclusive(subject, _LACKS, hint=Conversations.FULLER_EXPORT)
    said = message(
        "{count:,} of the company's {total:,} posts speaks to somebody ({reliability}).",
        "{count:,} of the company's {total:,} posts speak to somebody ({reliability}).",
        count=found.dialogue.hits,
        total=found.dialogue.n,
        reliability=Conversations.reliability(found.dialogue),
    )
    return Conversations.judge_rate(subject, said, found.dialogue, at_least=snapshot.thresholds.dialogue_share)
