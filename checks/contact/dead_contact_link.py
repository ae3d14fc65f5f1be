"""Links, pictures, downloads and #places on contact pages that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.api import (
    CONTACT_ROLES,
    Finding,
    Link,
    LinkKind,
    Links,
    LinkState,
    Pages,
    Severity,
    Snapshot,
    by_verdict,
    check,
    evidence,
    fail,
    inconclusive,
    link_evidence,
    message,
    review,
)
from auditor.api.types import (
    DestinationKind,
    LinkedPlace,
)

SEEN = frozenset({LinkKind.ANCHOR, LinkKind.IMAGE, LinkKind.FRAME, LinkKind.MEDIA})
_GO_ON = message("Let the audit look at the rest of them.").telling_operator(message("Run it again with --resume."))


@check(
    "dead-contact-link",
    category="contact",
    severity=Severity.HIGH,
    needs=("pages", "links"),
    uses=("profiles",),
    effort="minutes",
    team="web",
    title="Links, pictures and downloads on contact pages work",
    failing_title="A link, picture or download on a contact page is dead",
)
def dead_contact_link(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge every target once, then the #places that links name; contact pages themselves have checks of their own."""
    places = {page.url for page in Pages(snapshot).living(*CONTACT_ROLES)}
    by_target: dict[str, list[Link]] = {}
    nowhere_at_all: dict[str, list[Link]] = {}
    for link in snapshot.links:
        if link.page in places and link.kind in SEEN:
            by_target.setdefault(link.url, []).append(link)
        elif link.page in places and link.kind is LinkKind.BROKEN:
            nowhere_at_all.setdefault(link.raw, []).append(link)
    yield from (_nowhere(snapshot, raw, links) for raw, links in nowhere_at_all.items())
    for url, links in by_target.items():
        target, found = Pages(snapshot).at(url), Links(snapshot).destination(url)
        elsewhere = found is not None and found.kind is DestinationKind.TAKEN  # that is for hijacked-link to tell
        if url in snapshot.fetches and not elsewhere and (target is None or not target.has(*CONTACT_ROLES)):
            yield _target(snapshot, url, links)
        for place in Links(snapshot).places(url, links):
            yield _place(snapshot, place)
    # Links that share a page with others are never followed; in a visit that ended early others were not either.
    if snapshot.partial and (count := sum(url not in snapshot.fetches for url in by_target)):
        unseen = message(
            "The visit ended before {count} link on contact pages was looked at.",
            "The visit ended before {count} links on contact pages were looked at.",
            count=count,
        )
        yield inconclusive(snapshot.target.site, unseen, hint=_GO_ON)


def _nowhere(snapshot: Snapshot, raw: str, links: Sequence[Link]) -> Finding:
    where = Pages.linked_on(link.page for link in links)
    return fail(links[0].url, Links.opens_nothing(raw).then(where), *link_evidence(snapshot, links))


def _target(snapshot: Snapshot, url: str, links: Sequence[Link]) -> Finding:
    landed = Links(snapshot).final_url(url)
    note = Pages.linked_on(link.page for link in links)
    if not Links.same_site(url, landed):
        note = message("It leads on to {host}.", host=Links.host(landed)).then(note)
    third_party = None if Links.same_site(url, snapshot.target.site) else Severity.MEDIUM
    proof = evidence(snapshot, url), *link_evidence(snapshot, links)
    return by_verdict(url, Links(snapshot).judge_promise(url, links), *proof, note=note, severity=third_party)


def _place(snapshot: Snapshot, place: LinkedPlace) -> Finding:
    proof, where = link_evidence(snapshot, place.links), Pages.linked_on(link.page for link in place.links)
    if place.verdict.state is LinkState.UNKNOWN:
        return review(place.url, place.verdict.reason.then(where), *proof, hint=place.verdict.hint)
    return by_verdict(place.url, place.verdict, *proof, note=where, severity=Severity.LOW, variant="fragment")
