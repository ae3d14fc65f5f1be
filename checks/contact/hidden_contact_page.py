"""Contact, press and support pages that take too many clicks to find."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.api import (
    Finding,
    Links,
    Message,
    Page,
    Pages,
    Role,
    Severity,
    Snapshot,
    check,
    evidence,
    fail,
    inconclusive,
    link_evidence,
    message,
    passed,
)

WORDS = {Role.CONTACT: Message("contact"), Role.MEDIA: Message("press"), Role.SUPPORT: Message("support")}
LOOK = message("Open it in a browser.")
FAR = 10_000


@check(
    "hidden-contact-page",
    category="contact",
    severity=Severity.LOW,
    needs=("pages", "links"),
    uses=("profiles",),
    effort="minutes",
    team="web",
    title="Contact pages are a few clicks from the home page",
    failing_title="A contact page is hard to find",
)
def hidden_contact_page(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge the nearest living page of each role: one that is near is enough."""
    for role, word in WORDS.items():
        if living := Pages(snapshot).living(role):
            yield _nearest(snapshot, role, word, living)


def _nearest(snapshot: Snapshot, role: Role, word: Message, living: Sequence[Page]) -> Finding:
    most = snapshot.thresholds.contact_clicks
    others = Pages(snapshot).unread(role)
    clicks = {page.url: _clicks(snapshot, page) for page in (*living, *others)}
    page = min(living, key=lambda one: clicks[one.url])
    proof = evidence(snapshot, page.url, page.title), *link_evidence(snapshot, Links(snapshot).to(page.url))
    if clicks[page.url] <= most:
        return passed(page.url, _distance(clicks[page.url], word), *proof)
    if nearer := next((other for other in others if clicks[other.url] <= most), None):
        unread = message("A nearer {role} page could not be read: {url}.", role=word, url=nearer.url)
        return inconclusive(page.url, unread, *proof, hint=LOOK)
    pages = Pages(snapshot)
    if doubt := pages.menu_button(role) or pages.doubt() or pages.unread_doubt(within=most - 1):
        return inconclusive(page.url, doubt.reason, *proof, variant=role, hint=doubt.hint)
    limit = message("It should be at most {count} click.", "It should be at most {count} clicks.", count=most)
    return fail(page.url, _distance(clicks[page.url], word).then(limit), *proof, variant=role)


def _clicks(snapshot: Snapshot, page: Page) -> int:
    """Return how far a page is from the home page; one on another host of the company's is a click from whatever links it."""
    if page.depth is not None:
        return page.depth
    depths = {one.url: one.depth for one in snapshot.pages if one.depth is not None}
    return min((depths[link.page] + 1 for link in Links(snapshot).to(page.url) if link.page in depths), default=FAR)


def _distance(clicks: int, word: Message) -> Message:
    if clicks == FAR:
        return message("The site has a {role} page, but no link leads to it.", role=word)
    return message(
        "The nearest {role} page is {count} click from the home page.",
        "The nearest {role} page is {count} clicks from the home page.",
        role=word,
        count=clicks,
    )
