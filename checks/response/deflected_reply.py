"""First replies that only send people elsewhere."""

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
    inconclusive,
)


@check(
    "deflected-reply",
    category="response",
    severity=Severity.MEDIUM,
    needs=("posts",),
    title="People get an answer where they ask",
    failing_title="People are sent elsewhere without an answer",
)
def deflected_reply(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge every channel by its first replies; name conversations that were sent on several times."""
    for found in conversations.measures(snapshot):
        subject = conversations.subject(snapshot, found.platform, found.account)
        if why := conversations.blind(found, "inbound", "replies"):
            yield inconclusive(subject, why)
            continue
        stands = conversations.stand(found.deflected, snapshot.thresholds.deflected_share, least=False)
        told = f"First replies that only send people elsewhere: {found.deflected.told()}."
        proof = conversations.quotes(snapshot, conversations.counted(found, "deflected"))
        if (finding := conversations.rate_finding(stands, subject, told, *proof)) is not None:
            yield finding
        yield from _switched(snapshot, found)


def _switched(snapshot: Snapshot, found: ChannelMeasure) -> Iterator[Finding]:
    """Name the worst conversations that were sent elsewhere too often."""
    least = snapshot.thresholds.deflected_switches
    for worst in [one for one in found.worst if one.noted.switches >= least][:5]:
        keys = [conversations.key(worst.platform, worst.account, id_) for id_ in worst.noted.posts]
        proof = conversations.quotes(snapshot, keys, most=6)
        where = proof[0].url if proof else f"{worst.platform}:{worst.noted.thread_id}"
        yield fail(
            where, f"Sent elsewhere {worst.noted.switches} times in one conversation.", *proof, variant="switched"
        )
