"""Advice to wipe, reset or reinstall without a warning, for a person to judge."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import Finding, Severity, Snapshot, check, conversations, message, passed, post_scan, review

SHOWN = 20
_LOSES_DATA = message("This advice may cost the customer data or settings, and does not say so.")


@check(
    "risky-advice",
    category="response",
    severity=Severity.INFO,
    needs=("posts",),
    uses=("contacts",),
    effort="hours",
    team="support",
    title="Advice comes with its warnings",
    failing_title="A reply tells a customer to wipe or reset without a warning",
)
def risky_advice(snapshot: Snapshot) -> Iterator[Finding]:
    """Quote advice that loses data if it is followed; a person judges."""
    found = post_scan.scanned(snapshot)
    kept = found.risky.kept[:SHOWN]
    posts = conversations.posts(snapshot, [one.key for one in kept])
    for one in kept:
        quoted = conversations.quote(posts[one.key])
        yield review(quoted.url, _LOSES_DATA, quoted)
    if found.brand_posts and not found.risky.count:
        said = message(
            "The company's only post does not advise a reset without a warning.",
            "None of the company's {count:,} posts advises a reset without a warning.",
            count=found.brand_posts,
        )
        yield passed(snapshot.target.site, said)
