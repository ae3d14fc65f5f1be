"""Posts under which nobody may answer."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import Finding, Severity, Snapshot, check, conversations, fail, inconclusive, passed, post_scan


@check(
    "closed-channel",
    category="response",
    severity=Severity.MEDIUM,
    needs=("posts",),
    uses=("contacts", "profiles"),
    effort="minutes",
    team="comms",
    title="People may answer under posts",
    failing_title="Replies are closed on many posts",
)
def closed_channel(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge the newest own posts of every channel, as far as the platform tells."""
    limits = snapshot.thresholds
    for (platform, account), own in sorted(post_scan.scanned(snapshot).own.items()):
        subject = conversations.subject(snapshot, platform, account)
        opening = [post for post in own.posts if post.kind == "post" and post.source != conversations.FEED]
        newest = sorted(opening, key=lambda post: (post.created_at, post.id))[-limits.closed_posts :]
        told = [post for post in newest if post.replies_closed is not None]
        if not newest:
            continue
        if not told:
            yield inconclusive(subject, "Its source does not tell whether replies are open. Look at the newest posts.")
            continue
        closed = [post for post in told if post.replies_closed]
        words = f"Replies are closed on {len(closed)} of the newest {len(told)} posts."
        if closed and len(closed) / len(told) >= limits.closed_share:
            yield fail(subject, words, *map(conversations.quote, closed[-3:]))
        else:
            yield passed(subject, words)
