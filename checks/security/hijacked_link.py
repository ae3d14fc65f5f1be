"""Links that lead into other hands: to another domain than they name, to a sale sign, to a page of another trade."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import (
    CONTACT_ROLES,
    Finding,
    Link,
    Links,
    Pages,
    Profile,
    Profiles,
    Severity,
    Snapshot,
    check,
    evidence,
    fail,
    link_evidence,
    message,
    passed,
    review,
)
from auditor.api.types import (
    Destination,
    DestinationKind,
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
    for url, links in Links(snapshot).followed().items():
        target = Pages(snapshot).at(url)
        found = Links(snapshot).destination(url)
        if found is not None and (target is None or not target.has(*CONTACT_ROLES)):
            yield _finding(snapshot, url, found, links)
    for profile in Profiles(snapshot).contested():
        yield _contested(snapshot, profile)


def _contested(snapshot: Snapshot, profile: Profile) -> Finding:
    """Ask which is true of a profile that the site warns of and leads to as its own."""
    warned = Profiles(snapshot).warnings(profile)
    told = message(
        "{page} warns of the {platform} profile {handle}, yet elsewhere the site links to it as its own.",
        page=warned[0].url,
        platform=Profiles.platform_name(profile),
        handle=Profiles.shown_handle(profile),
    )
    return review(profile.url, told, *warned, *Profiles(snapshot).proof(profile), hint=WHOSE)


def _finding(snapshot: Snapshot, url: str, found: Destination, links: tuple[Link, ...]) -> Finding:
    proof = evidence(snapshot, url, found.excerpt), *link_evidence(snapshot, links)
    if found.kind in {DestinationKind.STAYS, DestinationKind.EXPECTED}:
        return passed(url, found.reason, *proof)
    told = found.reason.then(Pages(snapshot).mentions(url))
    if found.kind is DestinationKind.TAKEN:
        return fail(url, told, *proof)
    return review(url, told, *proof, hint=message("Follow the link and check whether it still leads to whom you mean."))
