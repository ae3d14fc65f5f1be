"""Conversations that drag on for days or go back and forth too often."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import (
    ChannelMeasure,
    Conversations,
    Finding,
    Message,
    Posts,
    Severity,
    Snapshot,
    check,
    fail,
    message,
    passed,
    review,
)

HOUR = 3_600
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
    """Judge every channel by how long conversations last, and name the worst."""
    yield from Conversations(snapshot).by_channel(_judge, "inbound", "replies", "reply-times")


def _judge(snapshot: Snapshot, subject: str, found: ChannelMeasure) -> Finding | None:
    if not found.prolonged.n:
        return None
    limits, rate = snapshot.thresholds, found.prolonged
    said = _lengths(found, limits.weak_thread_hours, limits.thread_turns)
    failed = [one for one in found.worst if one.seconds > limits.failed_thread_hours * HOUR]
    proof = Posts(snapshot).quotes((one.posts[0] for one in failed), most=SHOWN)
    if not rate.scored:
        return review(subject, said, *proof, hint=Conversations.READ_THEM)
    if failed:
        longest = message(
            "{count} conversation lasted more than {hours} hours: {longest}.",
            "{count} conversations lasted more than {hours} hours, the longest {longest}.",
            count=len(failed),
            hours=limits.failed_thread_hours,
            longest=Conversations.duration(max(one.seconds for one in failed)),
        )
        return fail(subject, said.then(longest), *proof)
    return passed(subject, said)


def _lengths(found: ChannelMeasure, hours: int, turns: int) -> Message:
    lasted = message(
        "{count:,} of {total:,} conversations took longer than {hours} hours ({reliability}).",
        count=found.prolonged.hits,
        total=found.prolonged.n,
        hours=hours,
        reliability=Conversations.reliability(found.prolonged),
    )
    turned = message(
        "{count:,} of {total:,} conversations took more than {turns} turns ({reliability}).",
        count=found.lengthy.hits,
        total=found.lengthy.n,
        turns=turns,
        reliability=Conversations.reliability(found.lengthy),
    )
    return lasted.then(turned) if found.lengthy.n else lasted
