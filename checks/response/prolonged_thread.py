"""Conversations that drag on for days or go back and forth too often."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import (
    ChannelMeasure,
    Finding,
    Severity,
    Snapshot,
    check,
    conversations,
    fail,
    passed,
    post_scan,
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
    yield from conversations.by_channel(snapshot, _judge, "inbound", "replies", "reply-times")


def _judge(snapshot: Snapshot, subject: str, found: ChannelMeasure) -> Finding | None:
    if not found.prolonged.n:
        return None
    limits, rate = snapshot.thresholds, found.prolonged
    told = f"Longer than {limits.weak_thread_hours} hours: {rate.told()} conversations; more than {limits.thread_turns} turns: {found.lengthy.told()}."
    failed = [one for one in found.worst if (one.noted.span or 0) > limits.failed_thread_hours * HOUR]
    keys = [post_scan.key(one.platform, one.account, one.noted.posts[0]) for one in failed]
    proof = conversations.quotes(snapshot, keys, most=SHOWN)
    if not rate.scored:
        return review(subject, f"{told} Look at them yourself.", *proof)
    if failed:
        longest = conversations.span(max(one.noted.span or 0 for one in failed))
        return fail(
            subject,
            f"{told} {len(failed)} lasted more than {limits.failed_thread_hours} hours, the longest {longest}.",
            *proof,
        )
    return passed(subject, told)
