"""First replies that only send people elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import (
    Conversations,
    Finding,
    Posts,
    Severity,
    Snapshot,
    check,
    fail,
    message,
)
from auditor.api.types import (
    ChannelMeasure,
)


@check(
    "deflected-reply",
    category="response",
    severity=Severity.MEDIUM,
    needs=("posts",),
    uses=("contacts", "profiles"),
    effort="project",
    team="support",
    title="People get an answer where they ask",
    failing_title="People are sent elsewhere without an answer",
)
def deflected_reply(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge every channel by its first replies; name conversations that were sent on several times."""
    yield from Conversations(snapshot).by_channel(_judge, "inbound", "replies", "threads")
    for found in Conversations(snapshot).measures():
        if not Conversations.unavailable(found, "inbound", "replies", "threads"):
            yield from _switched(snapshot, found)
    yield from Posts(snapshot).not_read("company", rated=True)


def _judge(snapshot: Snapshot, subject: str, found: ChannelMeasure) -> Finding | None:
    said = message(
        "{count:,} of {total:,} first replies only sends people elsewhere ({reliability}).",
        "{count:,} of {total:,} first replies only send people elsewhere ({reliability}).",
        count=found.deflected.hits,
        total=found.deflected.n,
        reliability=Conversations.reliability(found.deflected),
    )
    proof = Conversations(snapshot).counted(found.deflected)
    return Conversations.judge_rate(subject, said, found.deflected, *proof, at_most=snapshot.thresholds.deflected_share)


def _switched(snapshot: Snapshot, found: ChannelMeasure) -> Iterator[Finding]:
    """Name the worst conversations that were sent elsewhere too often."""
    least = snapshot.thresholds.deflected_switches
    for worst in [one for one in found.worst if one.switches >= least][:5]:
        proof = Posts(snapshot).quotes(worst.posts, most=6)
        where = proof[0].url if proof else f"{worst.platform}:{worst.noted.thread_id}"
        said = message(
            "The customer was sent elsewhere once in one conversation.",
            "The customer was sent elsewhere {count} times in one conversation.",
            count=worst.switches,
        )
        yield fail(where, said, *proof, variant="switched")
