"""Reviews without a public reply, lowest ratings first."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import ChannelMeasure, Finding, Severity, Snapshot, check, conversations, inconclusive


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
    for found in conversations.measures(snapshot):
        if not found.reviews.n:
            continue
        subject = conversations.subject(snapshot, found.platform, found.account)
        if why := conversations.missing_capabilities(found, "replies"):
            yield inconclusive(subject, why)
        elif (finding := _judge(snapshot, subject, found)) is not None:
            yield finding


def _judge(snapshot: Snapshot, subject: str, found: ChannelMeasure) -> Finding | None:
    rate = found.low_reviews if found.low_reviews.n else found.reviews
    kind = "reviews of two stars or fewer" if found.low_reviews.n else "reviews"
    stands = conversations.compare_to_target(rate, snapshot.thresholds.reviewed_share)
    told = f"With a public reply: {rate.told()} {kind}, {found.reviews.told()} of all{_usually(found)}."
    name = "low_reviews" if found.low_reviews.n else "reviews"
    proof = conversations.quotes(snapshot, conversations.missed(found, name))
    return conversations.rate_finding(stands, subject, told, *proof, value=rate.value)


def _usually(found: ChannelMeasure) -> str:
    """Return the usual time to a reply, as a clause; nothing where it is not known."""
    median = None if "reply-times" in found.cannot_see else found.review_reply.median
    return "" if median is None else f"; median {conversations.span(median)}"
