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
    page = min(living, key=_clicks)
    proof = evidence(snapshot, page.url, page.title), *link_evidence(snapshot, Links(snapshot).to(page.url))
    if _clicks(page) <= most:
        return passed(page.url, _distance(page, word), *proof)
    if nearer := next((other for other in Pages(snapshot).unsettled(role) if _clicks(other) <= most), None):
        unread = message("A nearer {role} page could not be read: {url}.", role=word, url=nearer.url)
        return inconclusive(page.url, unread, *proof, hint=LOOK)
    if doubt := Pages(snapshot).menu_button(role) or Pages(snapshot).doubt():
        return inconclusive(page.url, doubt.reason, *proof, variant=role, hint=doubt.hint)
    limit = message("It should be at most {count} click.", "It should be at most {count} clicks.", count=most)
    return fail(page.url, _distance(page, word).then(limit), *proof, variant=role)


def _clicks(page: Page) -> int:
    return FAR if page.depth is None else page.depth


def _distance(page: Page, word: Message) -> Message:
    if page.depth is None:
        return message("The site has a {role} page, but no link leads to it.", role=word)
    return message(
        "The nearest {role} page is {count} click from the home page.",
        "The nearest {role} page is {count} clicks from the home page.",
        role=word,
        count=page.depth,
    )
