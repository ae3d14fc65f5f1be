"""Own posts with pictures that are not described for people who do not see them."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import Finding, Severity, Snapshot, check, conversations, inconclusive, passed, post_scan, rated

SHOWN = 3


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
    for (platform, account), own in sorted(post_scan.scanned(snapshot).own.items()):
        subject = conversations.subject(snapshot, platform, account)
        pictured = [post for post in own.posts if post.images and post.source != conversations.FEED]
        known = [post for post in pictured if post.described_images is not None]
        if not pictured:
            continue
        if not known:
            yield inconclusive(subject, "Its source does not tell whether pictures are described. Look at a few posts.")
            continue
        total = sum(post.images or 0 for post in known)
        described = sum(min(post.described_images or 0, post.images or 0) for post in known)
        bare = [post for post in known if (post.described_images or 0) < (post.images or 0)]
        told = f"{described} of {total} pictures in posts have a description."
        share = described / total
        if share >= snapshot.thresholds.described_share:
            yield passed(subject, told)
        else:
            yield rated(subject, told, share, *map(conversations.quote, bare[-SHOWN:]), ok=False)
