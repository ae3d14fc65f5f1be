"""Links to services that no longer exist."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import (
    Finding,
    Link,
    LinkKind,
    Links,
    Pages,
    Severity,
    Snapshot,
    check,
    fail,
    link_evidence,
    message,
    passed,
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
        service = Links.service(link.url) if link.kind in FOLLOWED else None
        on_platforms += service is not None
        if service is not None and service.closed_on is not None:
            found.setdefault(link.url, []).append(link)
    for url, links in found.items():
        yield _gone(snapshot, url, links)
    if on_platforms and not found:
        yield passed(snapshot.target.site, message("None of the linked platforms is known to have shut down."))


def _gone(snapshot: Snapshot, url: str, links: list[Link]) -> Finding:
    service = Links.service(url)
    assert service is not None
    assert service.closed_on is not None
    told = message("{platform} shut down on {day}.", platform=service.name, day=service.closed_on)
    if service.source:
        told = told.then(message("Source: {source}.", source=service.source))
    return fail(url, told.then(Pages(snapshot).mentions(url)), *link_evidence(snapshot, links))
