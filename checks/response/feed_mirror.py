"""Channels that only repeat an own feed."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import (
    Finding,
    Post,
    Posts,
    Severity,
    Snapshot,
    check,
    fail,
    inconclusive,
    message,
    passed,
)

FEW = 10
"""Posts below which a habit can't be seen. Our default."""
SHOWN = 3
_NO_FEED = message("The site's feed was not found or could not be read, so the posts could not be compared with it.")
_COMPARE = message("Open the feed and the channel, and compare the newest ten entries.")


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
    for subject, own in Posts(snapshot).own():
        posts = [post for post in own if post.kind == "post"]
        if len(posts) >= least:
            yield _judge(snapshot, subject, posts, least)


def _judge(snapshot: Snapshot, subject: str, posts: list[Post], least: int) -> Finding:
    since, minutes = Posts(snapshot).feed_since(), snapshot.thresholds.mirror_minutes
    if since is None:
        return inconclusive(subject, _NO_FEED, hint=_COMPARE)
    known = Posts(snapshot).comparable(posts)
    if len(known) < least:
        why = message(
            "The site's feed goes back only to {since}, and {count} post since then is too few to compare.",
            "The site's feed goes back only to {since}, and {count} posts since then are too few to compare.",
            since=since.date(),
            count=len(known),
        )
        return inconclusive(subject, why, hint=_COMPARE)
    repeated = [post for post in known if Posts(snapshot).repeats_feed(post, minutes)]
    said = message(
        "{count:,} of {total:,} posts repeats an item of the site's feed within {minutes} minutes.",
        "{count:,} of {total:,} posts repeat an item of the site's feed within {minutes} minutes.",
        count=len(repeated),
        total=len(known),
        minutes=minutes,
    )
    if len(repeated) / len(known) > snapshot.thresholds.mirror_share:
        return fail(subject, said, *map(Posts.quote, repeated[-SHOWN:]))
    return passed(subject, said, *map(Posts.quote, repeated[-1:]))
