"""Customers' details that stand in public conversations."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import Finding, Severity, Snapshot, check, conversations, fail, passed

WORDS = {
    "email": "an e-mail address",
    "phone": "a telephone number",
    "card": "a card number",
    "order": "an order number",
    "account": "an account number",
}
SHOWN = 20


@check(
    "customer-data-in-thread",
    category="privacy",
    severity=Severity.MEDIUM,
    needs=("posts",),
    title="Customers' details do not stand in public conversations",
    failing_title="Customers' details stand in public, and nobody asked to remove them",
)
def customer_data_in_thread(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge every customer's public post with a detail by whether a reply asks to remove it."""
    found = conversations.heard(snapshot)
    left = [one for one in found.details.kept if one.key not in found.removals]
    posts = conversations.posts(snapshot, [one.key for one in left[:SHOWN]])
    for one in left[:SHOWN]:
        quoted = conversations.quote(posts[one.key])
        told = " and ".join(WORDS.get(kind, kind) for kind in one.what)
        yield fail(quoted.url, f"A customer's post holds {told}; no reply asks to remove it.", quoted)
    site = snapshot.target.site
    if more := found.details.count - len(found.details.kept) + len(left) - len(posts):
        yield fail(site, f"{more} more posts of customers hold personal details.", variant="more")
    if found.customer_posts and not left:
        yield passed(site, f"In {found.customer_posts:,} public posts of customers, no detail stands unremarked.")
