"""Channels that only repeat an own feed."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import (
    Finding,
    Severity,
    Snapshot,
    check,
    conversations,
    fail,
    feeds,
    inconclusive,
    passed,
)

FEW = 10


@check(
    "feed-mirror",
    category="response",
    severity=Severity.LOW,
    needs=("posts",),
    title="Channels say something of their own",
    failing_title="A channel only repeats the site's feed",
)
def feed_mirror(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge every channel by the share of its posts that repeat an item of an own feed soon after it."""
    limits = snapshot.thresholds
    items = feeds.items(snapshot)
    for (platform, account), own in sorted(conversations.heard(snapshot).own.items()):
        posts = [post for post in own.posts if post.kind == "post" and post.source != "feed"]
        if len(posts) < max(FEW, limits.few_cases):
            continue
        subject = conversations.subject(snapshot, platform, account)
        if not items:
            yield inconclusive(
                subject, "The site's own feed was not found or not read, so its posts could not be held against it."
            )
            continue
        repeated = [post for post in posts if feeds.repeats(post, items, limits.mirror_minutes)]
        told = f"{len(repeated)} of {len(posts)} posts repeat an item of the site's feed within {limits.mirror_minutes} minutes."
        if len(repeated) / len(posts) > limits.mirror_share:
            yield fail(subject, told, *map(conversations.quote, repeated[:3]))
        else:
            yield passed(subject, told)
