"""Links to services that no longer exist."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import (
    Finding,
    Link,
    LinkKind,
    Severity,
    Snapshot,
    check,
    fail,
    link_evidence,
    message,
    pages,
    passed,
    platforms,
)

FOLLOWED = frozenset({LinkKind.ANCHOR, LinkKind.FRAME, LinkKind.REFRESH})


@check(
    "defunct-platform-link",
    category="contact",
    severity=Severity.MEDIUM,
    needs=("pages", "links"),
    effort="minutes",
    team="web",
    title="No link leads to a service that has shut down",
    failing_title="A link leads to a service that has shut down",
)
def defunct_platform_link(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge links by what is known of the service, whatever its address answers today."""
    found: dict[str, list[Link]] = {}
    on_platforms = 0
    for link in snapshot.links:
        platform = platforms.platform_of(link.url) if link.kind in FOLLOWED else None
        on_platforms += platform is not None
        if platform is not None and platform.closed_on is not None:
            found.setdefault(link.url, []).append(link)
    for url, links in found.items():
        yield _gone(snapshot, url, links)
    if on_platforms and not found:
        yield passed(snapshot.target.site, message("None of the linked platforms is known to have shut down."))


def _gone(snapshot: Snapshot, url: str, links: list[Link]) -> Finding:
    platform = platforms.platform_of(url)
    assert platform is not None
    assert platform.closed_on is not None
    told = message("{platform} shut down on {day}.", platform=platform.name, day=platform.closed_on)
    if platform.closed_source:
        told = told.then(message("Source: {source}.", source=platform.closed_source.rstrip(".")))
    return fail(url, told.then(pages.mentions(snapshot, url)), *link_evidence(snapshot, links))
