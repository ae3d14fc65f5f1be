"""Press and media pages that visitors are sent to and that do not load."""

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
    "dead-media-page",
    category="contact",
    severity=Severity.CRITICAL,
    needs=("pages", "links"),
    uses=("profiles", "captures"),
    effort="hours",
    team="web",
    title="Press and media pages load",
    failing_title="A press or media page is dead",
)
def dead_media_page(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge every page for the press; say who sends visitors there."""
    for page in Pages(snapshot).of_role(Role.MEDIA):
        proof = evidence(snapshot, page.url, page.title), *link_evidence(snapshot, Links(snapshot).to(page.url))
        said, copy = Pages(snapshot).mentions(page.url), Pages(snapshot).archived(page.url)
        yield by_verdict(page.url, Links(snapshot).judge(page.url), *proof, note=said, remedy=copy)
