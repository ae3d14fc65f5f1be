"""Customers' details that stand in public conversations."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import Finding, Severity, Snapshot, check, conversations, fail, passed, post_scan

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
    effort="minutes",
    team="support",
    title="Customers' details do not stand in public conversations",
    failing_title="Customers' details stand in public, and nobody asked to remove them",
)
def customer_data_in_thread(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge every customer's public post with a detail by whether a reply asks to remove it."""
    found = post_scan.scanned(snapshot)
    left = [one for one in found.details.kept if one.key not in found.removals]
    posts = conversations.posts(snapshot, [one.key for one in left])
    newest = sorted((one for one in left if one.key in posts), key=lambda one: posts[one.key].created_at)[-SHOWN:]
    for one in reversed(newest):
        quoted = conversations.quote(posts[one.key])
        told = " and ".join(WORDS.get(kind, kind) for kind in one.what)
        yield fail(quoted.url, f"A customer's public post holds {told}, and no reply asks to remove it.", quoted)
    site, asked = snapshot.target.site, len(found.removals)
    if more := found.details.count - asked - len(newest):
        yield fail(site, f"{_posts(more)} of customers with personal details in public.", variant="more")
    if found.customer_posts and found.details.count == asked:
        noted = f" To remove {_posts(asked, '')}, a reply asked." if asked else ""
        told = f"In {found.customer_posts:,} public posts of customers, no personal detail stands unremarked.{noted}"
        yield passed(site, told, *conversations.quotes(snapshot, sorted(found.removals)))


def _posts(number: int, more: str = "more ") -> str:
    return f"{number:,} {more}post{'' if number == 1 else 's'}"
