"""Suggestions and tips that nobody took note of."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import ChannelMeasure, Finding, Severity, Snapshot, check, conversations, message, sentences


@check(
    "unthanked-suggestion",
    category="response",
    severity=Severity.LOW,
    needs=("posts",),
    uses=("contacts", "profiles"),
    effort="minutes",
    team="support",
    title="Suggestions are acknowledged",
    failing_title="Suggestions are met with silence",
)
def unthanked_suggestion(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge every channel by the share of suggestions that were thanked for or taken note of."""
    yield from conversations.by_channel(snapshot, _judge, "inbound", "replies")


def _judge(snapshot: Snapshot, subject: str, found: ChannelMeasure) -> Finding | None:
    stands = conversations.compare_to_target(found.thanked, snapshot.thresholds.thanked_share)
    said = message(
        "{count:,} of {total:,} suggestions was thanked for or acknowledged ({reliability}).",
        "{count:,} of {total:,} suggestions were thanked for or acknowledged ({reliability}).",
        count=found.thanked.hits,
        total=found.thanked.n,
        reliability=sentences.reliability(found.thanked),
    )
    proof = conversations.quotes(snapshot, conversations.missed(found, "thanked"))
    return conversations.rate_finding(stands, subject, said, *proof, value=found.thanked.value)
