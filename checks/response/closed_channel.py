"""Posts under which nobody may answer."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import (
    Finding,
    Posts,
    Severity,
    Snapshot,
    check,
    fail,
    inconclusive,
    message,
    passed,
)

_NOT_SHOWN = message("The source does not show whether replies are open.")
_LOOK = message("Look at the newest posts on the platform.")


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
    for subject, posts in Posts(snapshot).own():
        opening = [post for post in posts if post.kind == "post"]
        newest = sorted(opening, key=lambda post: (post.created_at, post.id))[-limits.closed_posts :]
        known = [post for post in newest if post.replies_closed is not None]
        if not newest:
            continue
        if not known:
            yield inconclusive(subject, _NOT_SHOWN, hint=_LOOK)
            continue
        closed = [post for post in known if post.replies_closed]
        said = message(
            "{count} of the newest {total} posts is closed to replies.",
            "{count} of the newest {total} posts are closed to replies.",
            count=len(closed),
            total=len(known),
        )
        if closed and len(closed) / len(known) >= limits.closed_share:
            yield fail(subject, said, *map(Posts.quote, closed[-3:]))
        else:
            yield passed(subject, said)
