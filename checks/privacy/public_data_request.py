"""Own public posts that ask customers for personal details."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import Finding, Severity, Snapshot, check, conversations, fail, inconclusive, passed, post_scan

WORDS = {
    "address": "an address",
    "order": "an order number",
    "phone": "a telephone number",
    "email": "an e-mail address",
    "location": "a location",
    "account": "an account number",
    "birth": "a birth date",
}
SHOWN = 20


@check(
    "public-data-request",
    category="privacy",
    severity=Severity.HIGH,
    needs=("posts",),
    effort="minutes",
    team="support",
    title="Nobody is asked for personal details in public",
    failing_title="Customers are asked for personal details in public",
)
def public_data_request(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge every own public post that could be read."""
    found, site = post_scan.scanned(snapshot), snapshot.target.site
    posts = conversations.posts(snapshot, [one.key for one in found.requests.kept])
    there = [one for one in found.requests.kept if one.key in posts]
    newest = sorted(there, key=lambda one: posts[one.key].created_at)[-SHOWN:]
    for one in reversed(newest):
        quoted = conversations.quote(posts[one.key])
        asked = " and ".join(WORDS.get(kind, kind) for kind in one.what)
        yield fail(quoted.url, f"The company asks a customer in public for {asked}.", quoted)
    if more := found.requests.count - len(newest):
        told = "1 more own post asks" if more == 1 else f"{more:,} more own posts ask"
        yield fail(site, f"{told} for personal details in public.", variant="more")
    if found.brand_posts and not found.requests.count:
        yield passed(site, f"None of {found.brand_posts:,} own public posts asks for personal details.")
    if found.unread:
        told = f"{found.unread:,} own posts are in languages that auditor does not read. Have somebody who knows them look."
        yield inconclusive(site, told, variant="language")
