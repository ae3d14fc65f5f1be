"""Press and media pages that visitors are sent to and that do not load."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import (
    Finding,
    Role,
    Severity,
    Snapshot,
    by_verdict,
    check,
    evidence,
    graph,
    judge,
    link_evidence,
    pages,
)


@check(
    "dead-media-page",
    category="contact",
    severity=Severity.CRITICAL,
    needs=("pages", "links"),
    uses=("profiles",),
    effort="hours",
    team="web",
    title="Press and media pages load",
    failing_title="A press or media page is dead",
)
def dead_media_page(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge every page for the press; say who sends visitors there."""
    for page in pages.of_role(snapshot, Role.MEDIA):
        proof = evidence(snapshot, page.url, page.title), *link_evidence(snapshot, graph.links_to(snapshot, page.url))
        yield by_verdict(page.url, judge(snapshot, page.url), *proof, note=pages.mentions(snapshot, page.url))
