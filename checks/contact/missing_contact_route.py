"""A contact or support page with an address, a number, a form, a chat or a messenger through which customers reach somebody."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import (
    Finding,
    Pages,
    Role,
    Routes,
    Severity,
    Snapshot,
    check,
    evidence,
    fail,
    inconclusive,
    message,
    passed,
    review,
)

CUSTOMERS = (Role.CONTACT, Role.SUPPORT, Role.COMPLAINTS)
DO_THEY_LOOK = message("Decide whether customers look there.")


@check(
    "missing-contact-route",
    category="contact",
    severity=Severity.HIGH,
    needs=("pages", "links", "contacts", "forms"),
    uses=("dns", "documents", "profiles"),
    effort="hours",
    team="support",
    title="Customers find a way to reach you",
    failing_title="Customers find no way to reach you",
)
def missing_contact_route(snapshot: Snapshot) -> Iterator[Finding]:
    """Look for one usable route for customers on the whole site."""
    site = snapshot.target.site
    contact = (*Pages(snapshot).living(*CUSTOMERS), *Pages(snapshot).files(*CUSTOMERS))
    proof = [evidence(snapshot, page.url, page.heading or page.title) for page in contact[:3]]
    others = [page for page in contact if page.fetch.final_url != site]  # a site of one page has no other place
    home = None if others else Routes(snapshot).for_customers(Role.HOME)
    if (
        found := Routes(snapshot).for_customers(*CUSTOMERS)
        or Routes(snapshot).signposted(Role.CONTACT, Role.SUPPORT)
        or home
    ):
        usable = message("Customers can use {route} on {page}.", route=found.words, page=found.page)
        yield passed(site, usable, evidence(snapshot, found.page, found.words))
    elif doubt := Routes(snapshot).customers_doubt():
        yield inconclusive(site, doubt.reason, *proof, hint=doubt.hint)
    elif found := Routes(snapshot).for_customers(Role.HOME, Role.LEGAL, Role.ABOUT) or (
        None if contact else Routes(snapshot).near_home()  # a contact page has to do by itself
    ):
        only = message(
            "No contact or support page names a usable route; only {page} does ({route}).",
            page=found.page,
            route=found.words,
        )
        yield review(site, only, evidence(snapshot, found.page, found.words), hint=DO_THEY_LOOK)
    elif contact:
        none = message("No contact or support page names a usable address, number or form.")
        yield fail(site, none, *proof, variant="no-route")
    else:
        yield fail(site, message("There is no contact or support page that loads."), variant="no-page")
