"""Own public posts that ask customers for personal details."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import (
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

ASKS = {
    "address": message("The company asks a customer in public for an address."),
    "order": message("The company asks a customer in public for an order number."),
    "phone": message("The company asks a customer in public for a phone number."),
    "email": message("The company asks a customer in public for an e-mail address."),
    "location": message("The company asks a customer in public for a location."),
    "account": message("The company asks a customer in public for an account number."),
    "birth": message("The company asks a customer in public for a birth date."),
}
ASKS_ALSO = {
    "address": message("It also asks for an address."),
    "order": message("It also asks for an order number."),
    "phone": message("It also asks for a phone number."),
    "email": message("It also asks for an e-mail address."),
    "location": message("It also asks for a location."),
    "account": message("It also asks for an account number."),
    "birth": message("It also asks for a birth date."),
}
SHOWN = 20


@check(
    "public-data-request",
    category="privacy",
    severity=Severity.HIGH,
    needs=("posts",),
    uses=("contacts",),
    effort="minutes",
    team="support",
    title="Customers are not asked for personal details in public",
    failing_title="Customers are asked for personal details in public",
)
def public_data_request(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge every own public post that could be read."""
    site, read = snapshot.target.site, Posts(snapshot).counts()
    count, newest = Posts(snapshot).count("data-request"), Posts(snapshot).flagged("data-request", SHOWN, newest=True)
    for one in newest:
        quoted = Posts.quote(one.post)
        first, *others = one.what
        yield fail(quoted.url, ASKS[first].then(*(ASKS_ALSO[kind] for kind in others)), quoted)
    if more := count - len(newest):
        yield fail(site, _more(more), variant="more")
    if read.company and not count:
        yield passed(site, _none(read.company))
    yield from Posts(snapshot).not_read("company")


def _more(count: int) -> Message:
    return message(
        "{count:,} more of the company's posts asks for personal details in public.",
        "{count:,} more of the company's posts ask for personal details in public.",
        count=count,
    )


def _none(count: int) -> Message:
    return message(
        "The company's only public post does not ask for personal details.",
        "None of the company's {count:,} public posts asks for personal details.",
        count=count,
    )
