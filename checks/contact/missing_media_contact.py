"""A press page with an address, a number or a form through which a journalist reaches somebody."""

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


@check(
    "missing-media-contact",
    category="contact",
    severity=Severity.HIGH,
    needs=("pages", "links", "contacts", "forms"),
    uses=("dns", "documents", "profiles"),
    effort="hours",
    team="comms",
    title="The press finds somebody to talk to",
    failing_title="The press finds nobody to talk to",
)
def missing_media_contact(snapshot: Snapshot) -> Iterator[Finding]:
    """Look for one usable route for the press on the whole site."""
    site = snapshot.target.site
    press = (*Pages(snapshot).living(Role.MEDIA), *Pages(snapshot).files(Role.MEDIA))
    there = next((route for page in press for route in Routes(snapshot).on_page(page)), None)
    proof = [evidence(snapshot, page.url, page.heading or page.title) for page in press[:3]]
    if found := Routes(snapshot).for_press():
        usable = message("The press can use {route} on {page}.", route=found.words, page=found.page)
        yield passed(site, usable, evidence(snapshot, found.page, found.words))
    elif doubt := Routes(snapshot).press_doubt():
        yield inconclusive(site, doubt.reason, *proof, hint=doubt.hint)
    elif there:
        same = message("The press pages offer only what is on every page of the site ({route}).", route=there.words)
        yield review(site, same, *proof, hint=message("Find out whether the press gets an answer there."))
    elif press:
        none = message("No press page names a usable address, number or form.")
        yield fail(site, none.then(Pages.looked_on(page.url for page in press)), *proof, variant="no-route")
    else:
        no_page = message("There is no press page that loads, and no other page names a contact for the press.")
        yield fail(site, no_page, variant="no-page")
