"""Contact, press and support pages that take too many clicks to find."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.api import (
    Finding,
    Page,
    Role,
    Severity,
    Snapshot,
    check,
    evidence,
    fail,
    graph,
    inconclusive,
    link_evidence,
    pages,
    passed,
    unseen,
)

WORDS = {Role.CONTACT: "contact", Role.MEDIA: "press", Role.SUPPORT: "support"}
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
        if living := pages.living(snapshot, role):
            yield _nearest(snapshot, role, word, living)


def _nearest(snapshot: Snapshot, role: Role, word: str, living: Sequence[Page]) -> Finding:
    most = snapshot.thresholds.contact_clicks
    page = min(living, key=_clicks)
    proof = evidence(snapshot, page.url, page.title), *link_evidence(snapshot, graph.links_to(snapshot, page.url))
    if _clicks(page) <= most:
        return passed(page.url, f"The nearest {word} page is {_told(page)}.", *proof)
    if nearer := next((other for other in pages.unsettled(snapshot, role) if _clicks(other) <= most), None):
        return inconclusive(
            page.url, f"A nearer {word} page could not be read: {nearer.url}. Open it in a browser.", *proof
        )
    if doubt := unseen.menu_button(snapshot, role) or pages.doubt(snapshot):
        return inconclusive(page.url, doubt, *proof, variant=role)
    return fail(
        page.url, f"The nearest {word} page is {_told(page)}; {most} are enough to lose nobody.", *proof, variant=role
    )


def _clicks(page: Page) -> int:
    return FAR if page.depth is None else page.depth


def _told(page: Page) -> str:
    if page.depth is None:
        return "one that no link on the site leads to"
    return f"{page.depth} click{'' if page.depth == 1 else 's'} from the home page"
