"""Channels that only repeat an own feed."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import (
    Finding,
    Post,
    Severity,
    Snapshot,
    check,
    conversations,
    fail,
    feeds,
    inconclusive,
    passed,
    post_scan,
)

FEW = 10
"""Posts below which a habit can't be told. House rule."""
SHOWN = 3


@check(
    "feed-mirror",
    category="response",
    severity=Severity.LOW,
    needs=("posts",),
    uses=("contacts", "profiles"),
    effort="minutes",
    team="comms",
    title="Channels say something of their own",
    failing_title="A channel only repeats the site's feed",
)
def feed_mirror(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge every channel by the share of its posts that repeat an item of an own feed soon after it."""
    least = max(FEW, snapshot.thresholds.few_cases)
    for (platform, account), own in sorted(post_scan.scanned(snapshot).own.items()):
        posts = [post for post in own.posts if post.kind == "post" and post.source != conversations.FEED]
        if len(posts) >= least:
            yield _judge(snapshot, conversations.subject(snapshot, platform, account), posts, least)


def _judge(snapshot: Snapshot, subject: str, posts: list[Post], least: int) -> Finding:
    items, minutes = feeds.items(snapshot), snapshot.thresholds.mirror_minutes
    if not items:
        why = "The site's own feed was not found or not read, so nobody compared these posts with it."
        return inconclusive(subject, f"{why} Open both and compare the newest ten.")
    known = feeds.listed(posts, items)
    if len(known) < least:
        since = items[0].at.date().isoformat()
        why = f"The site's feed goes back to {since} only, and since then there are too few posts to compare: {len(known)}."
        return inconclusive(subject, f"{why} Open both and compare the newest ten.")
    repeated = [post for post in known if feeds.repeats(post, items, minutes)]
    told = f"{len(repeated)} of {len(known)} posts repeat an item of the site's feed within {minutes} minutes."
    if len(repeated) / len(known) > snapshot.thresholds.mirror_share:
        return fail(subject, told, *map(conversations.quote, repeated[-SHOWN:]))
    return passed(subject, told, *map(conversations.quote, repeated[-1:]))
