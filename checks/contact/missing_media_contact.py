"""A press page with an address, a number or a form through which a journalist reaches somebody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.api import (
    Finding,
    Page,
    Role,
    Severity,
    Snapshot,
    check,
    doubts,
    evidence,
    fail,
    inconclusive,
    offers,
    pages,
    papers,
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
    press = (*pages.living(snapshot, Role.MEDIA), *papers.standing_for(snapshot, Role.MEDIA))
    there = next((route for page in press for route in offers.on_page(snapshot, page)), None)
    proof = [evidence(snapshot, page.url, page.heading or page.title) for page in press[:3]]
    if found := offers.for_press(snapshot):
        yield passed(
            site, f"The press can use {found.words} on {found.page}.", evidence(snapshot, found.page, found.words)
        )
    elif doubt := doubts.press(snapshot):
        yield inconclusive(site, doubt, *proof)
    elif there:
        words = f"The press pages offer only what stands on every page of the site ({there.words})."
        yield review(site, f"{words} Does the press get an answer there?", *proof)
    elif press:
        yield fail(
            site, f"No press page names a usable address, number or form: {_list(press)}.", *proof, variant="no-route"
        )
    else:
        yield fail(site, "There is no press page, and no other page names a contact for the press.", variant="no-page")


def _list(found: Sequence[Page]) -> str:
    more = f" and {len(found) - 3} more" if len(found) > 3 else ""
    return ", ".join(page.url for page in found[:3]) + more
