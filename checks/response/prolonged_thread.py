"""Conversations that drag on for days or go back and forth too often."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import (
    NOTHING,
    Conversations,
    Finding,
    Message,
    Posts,
    Severity,
    Snapshot,
    check,
    message,
)
from auditor.api.types import (
    ChannelMeasure,
)

SHOWN = 5


@check(
    "prolonged-thread",
    category="response",
    severity=Severity.MEDIUM,
    needs=("posts",),
    uses=("contacts", "profiles"),
    effort="hours",
    team="support",
    title="Matters are settled within a day",
    failing_title="Matters drag on for days",
)
def prolonged_thread(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge every channel by the share of conversations that last too long, and quote the longest."""
    yield from Conversations(snapshot).by_channel(_judge, "inbound", "replies", "threads", "reply-times")
    yield from Posts(snapshot).not_read("customers", rated=True)


def _judge(snapshot: Snapshot, subject: str, found: ChannelMeasure) -> Finding | None:
    if not found.prolonged.n:
        return None
    limits = snapshot.thresholds
    said = _lengths(found, limits.weak_thread_hours, limits.failed_thread_hours).then(
        _turns(found, limits.thread_turns)
    )
    proof = Conversations(snapshot).counted(found.overlong, most=SHOWN)
    return Conversations.judge_rate(subject, said, found.overlong, *proof, at_most=limits.prolonged_share)


def _lengths(found: ChannelMeasure, weak: int, failed: int) -> Message:
    lasted = message(
        "{count:,} of {total:,} conversations took longer than {hours} hours ({reliability}).",
        count=found.prolonged.hits,
        total=found.prolonged.n,
        hours=weak,
        reliability=Conversations.reliability(found.prolonged),
    )
    if not found.overlong.hits:
        return lasted
    longest = message(
        "{count:,} of them took longer than {hours} hours: {longest}.",
        "{count:,} of them took longer than {hours} hours ({reliability}), the longest {longest}.",
        count=found.overlong.hits,
        hours=failed,
        reliability=Conversations.reliability(found.overlong),
        longest=Conversations.duration(found.lasted.longest or 0),
    )
    return lasted.then(longest)


def _turns(found: ChannelMeasure, turns: int) -> Message:
    if not found.lengthy.n:
        return NOTHING
    return message(
        "{count:,} of {total:,} conversations took more than {turns} turns ({reliability}).",
        count=found.lengthy.hits,
        total=found.lengthy.n,
        turns=turns,
        reliability=Conversations.reliability(found.lengthy),
    )
