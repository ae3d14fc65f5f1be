"""Published routes that mostly hang on one platform of others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from auditor.api import (
    CONTACT_ROLES,
    Finding,
    Severity,
    Snapshot,
    check,
    fail,
    graph,
    message,
    offers,
    pages,
    passed,
    platforms,
    urls,
)

FEW = 2
"""Routes up to which a share says nothing. Our default."""


@check(
    "single-platform-contact",
    category="contact",
    severity=Severity.MEDIUM,
    needs=("pages", "links", "contacts", "forms"),
    uses=("dns", "documents", "profiles"),
    effort="hours",
    team="support",
    title="Visitors do not depend on one platform to reach you",
    failing_title="Most ways to reach you hang on one platform",
)
def single_platform_contact(snapshot: Snapshot) -> Iterator[Finding]:
    """Count the routes of the contact pages: the company's own, and those on each platform."""
    site = snapshot.target.site
    own, there = _own(snapshot), _on_platforms(snapshot)
    total = len(own) + sum(there.values())
    if not total or not there:
        return
    name, most = there.most_common(1)[0]
    told = message(
        "{count} of {total} routes on the contact pages is on {platform}.",
        "{count} of {total} routes on the contact pages are on {platform}.",
        count=most,
        total=total,
        platform=name,
    )
    if not own:
        yield fail(site, told.then(message("None is a channel of your own.")), variant="no-own")
    elif total > FEW and most / total > snapshot.thresholds.single_platform_share:
        left = message(
            "If it locks you out, visitors are left with {count}.",
            "If it locks you out, visitors are left with {count}.",
            count=len(own),
        )
        yield fail(site, told.then(left), variant=name)
    else:
        yours = message("{count} is your own.", "{count} are your own.", count=len(own))
        yield passed(site, told.then(yours))


def _own(snapshot: Snapshot) -> set[str]:
    """Return the usable addresses, numbers and forms of the contact pages, each once."""
    living = pages.living(snapshot, *CONTACT_ROLES)
    routes = (route for page in living for route in (*offers.on_page(snapshot, page), *offers.for_customers(page)))
    return {route.value or f"{route.words} on {route.page}" for route in routes if not route.platform}


def _on_platforms(snapshot: Snapshot) -> Counter[str]:
    """Return how many profiles and messenger addresses the contact pages link, by platform."""
    found: set[tuple[str, str]] = set()
    for page in pages.living(snapshot, *CONTACT_ROLES):
        for link in graph.links_on(snapshot, page.url):
            profile = None if urls.same_site(link.url, snapshot.target.site) else platforms.profile_of(link.url)
            platform = platforms.platform_of(link.url) if profile else None
            if profile is not None and platform is not None and platform.closed_on is None:
                found.add((platform.name, profile.handle.lower().lstrip("+")))
        for route in (*offers.on_page(snapshot, page), *offers.for_customers(page)):
            if route.platform:
                found.add((route.platform, route.value.lower().lstrip("+")))
    return Counter(name for name, _ in found)
