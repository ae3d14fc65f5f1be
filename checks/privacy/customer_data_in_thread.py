"""Customers' details that stand in public conversations."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import (
    NOTHING,
    Finding,
    Message,
    Posts,
    Severity,
    Snapshot,
    check,
    fail,
    message,
    passed,
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
    newest = Posts(snapshot).flagged("customer-data", SHOWN, newest=True)
    for one in newest:
        quoted = Posts.quote(one.post)
        left_alone = message("A customer's public post holds personal details, and no reply asks to remove them.")
        yield fail(quoted.url, left_alone.then(*(SHOWS[kind] for kind in one.what if kind in SHOWS)), quoted)
    site, left = snapshot.target.site, Posts(snapshot).count("customer-data")
    if more := left - len(newest):
        yield fail(site, _more(more), variant="more")
    read, removals = Posts(snapshot).counts().customers, Posts(snapshot).removals()
    if read and not left:
        yield passed(site, _clear(read).then(_removed(len(removals))), *Posts(snapshot).quotes(removals))


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
