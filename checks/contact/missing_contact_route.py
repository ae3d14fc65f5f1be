"""A contact or support page with an address, a number or a form through which customers reach somebody."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import (
    Finding,
    Role,
    Severity,
    Snapshot,
    check,
    evidence,
    fail,
    inconclusive,
    is_media_mailbox,
    judge,
    offers,
    pages,
    passed,
    review,
)

ROLES = (Role.CONTACT, Role.SUPPORT, Role.COMPLAINTS)


@check(
    "missing-contact-route",
    category="contact",
    severity=Severity.HIGH,
    needs=("pages", "links", "contacts", "forms"),
    title="Customers find a way to reach you",
    failing_title="Customers find no way to reach you",
)
def missing_contact_route(snapshot: Snapshot) -> Iterator[Finding]:
    """Look for one usable route for customers on the whole site."""
    site, contact = snapshot.target.site, pages.living(snapshot, *ROLES)
    proof = [evidence(snapshot, page.url, page.heading or page.title) for page in contact[:3]]
    home = None if contact else _route(snapshot, Role.HOME)  # a site of one page has no other place
    if found := _route(snapshot, *ROLES) or home:
        yield passed(
            site, f"Customers can use {found.words} on {found.page}.", evidence(snapshot, found.page, found.words)
        )
    elif doubt := _doubt(snapshot):
        yield inconclusive(site, doubt, *proof)
    elif found := _route(snapshot, Role.HOME, Role.LEGAL, Role.ABOUT):
        words = f"No contact or support page names a usable route, only {found.page} does ({found.words})."
        yield review(site, f"{words} Do customers look there?", evidence(snapshot, found.page, found.words))
    elif contact:
        yield fail(
            site, "No contact or support page names a usable address, number or form.", *proof, variant="no-route"
        )
    else:
        yield fail(site, "There is no contact or support page that loads.", variant="no-page")


def _route(snapshot: Snapshot, *roles: Role) -> offers.Route | None:
    for page in pages.living(snapshot, *roles):
        for route in offers.on_page(snapshot, page):
            if not is_media_mailbox(route.value):
                return route
    return None


def _doubt(snapshot: Snapshot) -> str:
    for page in pages.unsettled(snapshot, *ROLES):
        verdict = judge(snapshot, page.url)
        return f"Whether {page.url} names a way to reach you is not known: it {verdict.reason}. {verdict.hint}"
    for page in pages.living(snapshot, *ROLES):
        if unseen := offers.unseen(snapshot, page, chat=True):
            return f"No usable route was seen, but {page.url} {unseen}. Open it and look for a way to write or ring."
    if url := offers.led_away(snapshot, *ROLES):
        return f"Customers are sent to another site, which is not read: {url}. Open it and look for a way to write or ring."
    if url := offers.left_out(snapshot, *ROLES):
        return f"Customers are sent to a page that auditor.toml leaves out: {url}. Open it and look for a way to write or ring."
    return pages.doubt(snapshot)
