"""Reviews without a public reply, lowest ratings first."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import (
    NOTHING,
    Conversations,
    Finding,
    Message,
    Severity,
    Snapshot,
    check,
    inconclusive,
    message,
    passed,
)
from auditor.api.types import (
    ChannelMeasure,
    Rate,
)


@check(
    "unanswered-review",
    category="response",
    severity=Severity.MEDIUM,
    needs=("posts",),
    uses=("contacts", "profiles"),
    effort="minutes",
    team="support",
    title="Low reviews are replied to",
    failing_title="Low reviews stay without a reply",
)
def unanswered_review(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge every channel that holds reviews by its low ones."""
    for found in Conversations(snapshot).measures():
        if not found.reviews.n:
            continue
        subject = Conversations(snapshot).subject(found.platform, found.account)
        if why := Conversations.unavailable(found, "replies", "threads"):
            yield inconclusive(subject, why, hint=Conversations.remedy(found, "replies", "threads"))
        elif (finding := _judge(snapshot, subject, found)) is not None:
            yield finding


def _judge(snapshot: Snapshot, subject: str, found: ChannelMeasure) -> Finding | None:
    rate = found.low_reviews if found.low_reviews.n else found.reviews
    said = _low(found.low_reviews).then(_all(found.reviews), _usually(found))
    if not found.low_reviews.n and Conversations(snapshot).has_stars(found):
        return passed(subject, said)  # nobody waits for a word on their praise
    proof = Conversations(snapshot).missed(rate)
    return Conversations.judge_rate(
        subject, said, rate, *proof, at_least=snapshot.thresholds.reviewed_share, value=rate.value
    )


def _low(rate: Rate) -> Message:
    if not rate.n:
        return NOTHING
    return message(
        "{count:,} of {total:,} reviews of two stars or fewer has a public reply ({reliability}).",
        "{count:,} of {total:,} reviews of two stars or fewer have a public reply ({reliability}).",
        count=rate.hits,
        total=rate.n,
        reliability=Conversations.reliability(rate),
    )


def _all(rate: Rate) -> Message:
    return message(
        "{count:,} of all {total:,} reviews has a public reply ({reliability}).",
        "{count:,} of all {total:,} reviews have a public reply ({reliability}).",
        count=rate.hits,
        total=rate.n,
        reliability=Conversations.reliability(rate),
    )


def _usually(found: ChannelMeasure) -> Message:
    """Return the usual time to a reply; nothing where it is not known."""
    median = None if found.lacking("reply-times") else found.review_reply.median
    if median is None:
        return NOTHING
    return message("Half of the replies came within {median}.", median=Conversations.duration(median))
