"""Reviews of the last week that are worse than those of the quarter before it."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import (
    Conversations,
    Evidence,
    Finding,
    Message,
    Posts,
    Severity,
    Snapshot,
    check,
    fail,
    inconclusive,
    message,
    passed,
)
from auditor.api.types import (
    ReviewChange,
    ReviewTrend,
)

SHOWN = 3
_CHANCE = message("That is worse, but with so few reviews it may be chance.")
_LOOK_AGAIN = message("Look again in a week, and read the newest reviews until then.")


@check(
    "falling-reviews",
    category="listening",
    severity=Severity.HIGH,
    needs=("posts",),
    uses=("contacts", "profiles"),
    effort="hours",
    team="support",
    title="Reviews are as good as in the quarter before",
    failing_title="Reviews have become worse within a week",
)
def falling_reviews(snapshot: Snapshot) -> Iterator[Finding]:
    """Hold the last week of each account's reviews against the ninety days before it."""
    for trend in Conversations(snapshot).review_trends():
        if trend.change is not ReviewChange.UNTOLD:
            yield _judge(snapshot, trend)


def _judge(snapshot: Snapshot, trend: ReviewTrend) -> Finding:
    subject = Conversations(snapshot).subject(trend.platform, trend.account)
    if trend.change is ReviewChange.FEW:
        return inconclusive(subject, _too_few(trend, snapshot.thresholds.few_cases), hint=_LOOK_AGAIN)
    said = _stars(trend).then(_ones(trend))
    proof = _worst(snapshot, trend)
    if trend.change is ReviewChange.OPEN:
        return inconclusive(subject, said.then(_CHANCE), *proof, hint=_LOOK_AGAIN)
    if trend.change is ReviewChange.NONE:
        return passed(subject, said)
    return fail(subject, said, *proof)


def _worst(snapshot: Snapshot, trend: ReviewTrend) -> tuple[Evidence, ...]:
    return Posts(snapshot).quotes(trend.worst, SHOWN)


def _stars(trend: ReviewTrend) -> Message:
    return message(
        "The {count:,} review from {since} to {until} averages {recent:.1f} stars; the {earlier:,} of the 90 days before averaged {before:.1f}.",
        "The {count:,} reviews from {since} to {until} average {recent:.1f} stars; the {earlier:,} of the 90 days before averaged {before:.1f}.",
        count=trend.recent.n,
        since=trend.since.date(),
        until=trend.until.date(),
        recent=trend.recent.mean,
        earlier=trend.before.n,
        before=trend.before.mean,
    )


def _ones(trend: ReviewTrend) -> Message:
    return message(
        "{count:,} of them has one star ({percent:.0f} %), against {before:.0f} % before.",
        "{count:,} of them have one star ({percent:.0f} %), against {before:.0f} % before.",
        count=trend.recent.ones,
        percent=100 * trend.recent.share,
        before=100 * trend.before.share,
    )


def _too_few(trend: ReviewTrend, least: int) -> Message:
    return message(
        "{count:,} review was written from {since} to {until}, and {earlier:,} in the 90 days before; at least {least} of each are needed to compare them.",
        "{count:,} reviews were written from {since} to {until}, and {earlier:,} in the 90 days before; at least {least} of each are needed to compare them.",
        count=trend.recent.n,
        since=trend.since.date(),
        until=trend.until.date(),
        earlier=trend.before.n,
        least=least,
    )
