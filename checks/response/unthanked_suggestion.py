"""Suggestions and tips that nobody took note of."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import (
    Conversations,
    Finding,
    Posts,
    Severity,
    Snapshot,
    check,
    message,
)
from auditor.api.types import (
    ChannelMeasure,
)


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
    yield from Conversations(snapshot).by_channel(_judge, "inbound", "replies", "threads")
    yield from Posts(snapshot).not_read("customers", "company", rated=True)


def _judge(snapshot: Snapshot, subject: str, found: ChannelMeasure) -> Finding | None:
    said = message(
        "{count:,} of {total:,} suggestions was thanked for or acknowledged ({reliability}).",
        "{count:,} of {total:,} suggestions were thanked for or acknowledged ({reliability}).",
        count=found.thanked.hits,
        total=found.thanked.n,
        reliability=Conversations.reliability(found.thanked),
    )
    proof = Conversations(snapshot).missed(found.thanked)
    return Conversations.judge_rate(
        subject, said, found.thanked, *proof, at_least=snapshot.thresholds.thanked_share, value=found.thanked.value
    )
