"""Customers' details that stand in public conversations."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import (
    NOTHING,
    Finding,
    Message,
    Severity,
    Snapshot,
    check,
    conversations,
    fail,
    message,
    passed,
    post_scan,
)

SHOWS = {
    "email": message("It shows an e-mail address."),
    "phone": message("It shows a phone number."),
    "card": message("It shows a card number."),
    "order": message("It shows an order number."),
    "account": message("It shows an account number."),
}
SHOWN = 20


@check(
    "customer-data-in-thread",
    category="privacy",
    severity=Severity.MEDIUM,
    needs=("posts",),
    uses=("contacts",),
    effort="minutes",
    team="support",
    title="No customer details are left in public conversations",
    failing_title="Customers' details are public, and nobody asked to remove them",
)
def customer_data_in_thread(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge every customer's public post with a detail by whether a reply asks to remove it."""
    found = post_scan.scanned(snapshot)
    left = [one for one in found.details.kept if one.key not in found.removals]
    posts = conversations.posts(snapshot, [one.key for one in left])
    newest = sorted((one for one in left if one.key in posts), key=lambda one: posts[one.key].created_at)[-SHOWN:]
    for one in reversed(newest):
        quoted = conversations.quote(posts[one.key])
        left_alone = message("A customer's public post holds personal details, and no reply asks to remove them.")
        yield fail(quoted.url, left_alone.then(*(SHOWS[kind] for kind in one.what if kind in SHOWS)), quoted)
    site, asked = snapshot.target.site, len(found.removals)
    if more := found.details.count - asked - len(newest):
        yield fail(site, _more(more), variant="more")
    if found.customer_posts and found.details.count == asked:
        proof = conversations.quotes(snapshot, sorted(found.removals))
        yield passed(site, _clear(found.customer_posts).then(_removed(asked)), *proof)


def _more(count: int) -> Message:
    return message(
        "{count:,} more public post by a customer holds personal details.",
        "{count:,} more public posts by customers hold personal details.",
        count=count,
    )


def _clear(count: int) -> Message:
    return message(
        "No personal details were left standing in {count:,} public post by a customer.",
        "No personal details were left standing in {count:,} public posts by customers.",
        count=count,
    )


def _removed(count: int) -> Message:
    if not count:
        return NOTHING
    return message(
        "A reply asked to remove the details in {count:,} post.",
        "Replies asked to remove the details in {count:,} posts.",
        count=count,
    )
