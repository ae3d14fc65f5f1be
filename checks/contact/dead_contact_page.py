"""Contact, support and complaints pages that visitors are sent to and that do not load."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import (
    Finding,
    Links,
    Pages,
    Role,
    Severity,
    Snapshot,
    by_verdict,
    check,
    evidence,
    link_evidence,
)


@check(
    "dead-contact-page",
    category="contact",
    severity=Severity.CRITICAL,
    needs=("pages", "links"),
    uses=("profiles", "captures"),
    effort="hours",
    team="web",
    title="Contact and support pages load",
    failing_title="A contact or support page is dead",
)
def dead_contact_page(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge every page for customers; say who sends visitors there."""
    for page in Pages(snapshot).of_role(Role.CONTACT, Role.SUPPORT, Role.COMPLAINTS):
        proof = evidence(snapshot, page.url, page.title), *link_evidence(snapshot, Links(snapshot).to(page.url))
        said, copy = Pages(snapshot).mentions(page.url), Pages(snapshot).archived(page.url)
        yield by_verdict(page.url, Links(snapshot).judge(page.url), *proof, note=said, remedy=copy)
