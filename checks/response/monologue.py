"""Channels that post and do not talk."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import ChannelMeasure, Finding, Severity, Snapshot, check, conversations, message, sentences


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
    yield from conversations.by_channel(snapshot, _judge, "replies")


def _judge(snapshot: Snapshot, subject: str, found: ChannelMeasure) -> Finding | None:
    stands = conversations.compare_to_target(found.dialogue, snapshot.thresholds.dialogue_share)
    said = message(
        "{count:,} of the company's {total:,} posts speaks to somebody ({reliability}).",
        "{count:,} of the company's {total:,} posts speak to somebody ({reliability}).",
        count=found.dialogue.hits,
        total=found.dialogue.n,
        reliability=sentences.reliability(found.dialogue),
    )
    return conversations.rate_finding(stands, subject, said)
