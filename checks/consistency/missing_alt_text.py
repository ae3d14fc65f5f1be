"""Own posts with pictures that are not described for people who do not see them."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import (
    Finding,
    Posts,
    Severity,
    Snapshot,
    check,
    inconclusive,
    message,
    passed,
    rated,
)

SHOWN = 3
_NOT_SHOWN = message("The source does not show whether pictures are described.")
_LOOK = message("Look at a few posts on the platform.")


@check(
    "missing-alt-text",
    category="consistency",
    severity=Severity.LOW,
    needs=("posts",),
    uses=("contacts", "profiles"),
    effort="minutes",
    team="comms",
    title="Pictures in posts are described",
    failing_title="Pictures in posts have no description",
)
def missing_alt_text(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge the pictures in the newest own posts of every channel, where the platform tells."""
    for subject, posts in Posts(snapshot).own():
        pictured = [post for post in posts if post.images]
        known = [post for post in pictured if post.described_images is not None]
        if not pictured:
            continue
        if not known:
            yield inconclusive(subject, _NOT_SHOWN, hint=_LOOK)
            continue
        total = sum(post.images or 0 for post in known)
        described = sum(min(post.described_images or 0, post.images or 0) for post in known)
        bare = [post for post in known if (post.described_images or 0) < (post.images or 0)]
        said = message(
            "{count:,} of {total:,} pictures in posts has a description.",
            "{count:,} of {total:,} pictures in posts have a description.",
            count=described,
            total=total,
        )
        share = described / total
        if share >= snapshot.thresholds.described_share:
            yield passed(subject, said)
        else:
            yield rated(subject, said, share, *map(Posts.quote, bare[-SHOWN:]), ok=False)
