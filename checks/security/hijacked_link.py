"""Links that lead into other hands: to another domain than they name, to a sale sign, to a page of another trade."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import (
    CONTACT_ROLES,
    Finding,
    Link,
    Profile,
    Severity,
    Snapshot,
    check,
    evidence,
    fail,
    graph,
    landing,
    link_evidence,
    message,
    pages,
    passed,
    presences,
    review,
)

WHOSE = message("Find out whose it is: remove the link if it is somebody else's, or the warning if it is yours.")


@check(
    "hijacked-link",
    category="security",
    severity=Severity.HIGH,
    needs=("pages", "links"),
    uses=("profiles",),
    effort="minutes",
    team="web",
    title="Links lead to whom they name",
    failing_title="A link leads to a parked domain or a page of another trade",
)
def hijacked_link(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge every target once, wherever on the site it is linked; contact pages of its own have checks of their own."""
    for url, links in landing.links(snapshot).items():
        target = graph.at(snapshot, url)
        found = landing.of(snapshot, url)
        if found is not None and (target is None or not target.has(*CONTACT_ROLES)):
            yield _finding(snapshot, url, found, links)
    for profile in presences.contested(snapshot):
        yield _contested(snapshot, profile)


def _contested(snapshot: Snapshot, profile: Profile) -> Finding:
    """Ask which is true of a profile that the site warns of and leads to as its own."""
    warned = presences.warnings(snapshot, profile)
    told = message(
        "{page} warns of the {platform} profile {handle}, yet elsewhere the site links to it as its own.",
        page=warned[0].url,
        platform=presences.platform_name(profile),
        handle=presences.shown_handle(profile),
    )
    return review(profile.url, told, *warned, *presences.proof(snapshot, profile), hint=WHOSE)


def _finding(snapshot: Snapshot, url: str, found: landing.Landing, links: tuple[Link, ...]) -> Finding:
    proof = evidence(snapshot, url, found.excerpt), *link_evidence(snapshot, links)
    if found.kind in {landing.Kind.STAYS, landing.Kind.EXPECTED}:
        return passed(url, found.reason, *proof)
    told = found.reason.then(pages.mentions(snapshot, url))
    if found.kind is landing.Kind.TAKEN:
        return fail(url, told, *proof)
    return review(url, told, *proof, hint=message("Follow the link and check whether it still leads to whom you mean."))
