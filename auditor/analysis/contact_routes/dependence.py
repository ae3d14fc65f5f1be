"""How far the ways to reach a company hang on platforms of others. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from auditor import urls
from auditor.analysis import pages
from auditor.analysis.contact_routes import offers
from auditor.analysis.contact_routes.frames import with_frames
from auditor.analysis.links import graph
from auditor.model import CONTACT_ROLES, Page, Snapshot
from auditor.platforms.parse import platform_of, profile_of


def own(snapshot: Snapshot) -> set[str]:
    """Return the usable addresses, numbers and forms of the contact pages that are the company's own, each once."""
    shown = with_frames(snapshot, pages.living(snapshot, *CONTACT_ROLES))
    routes = (route for page in shown for route in _offered(snapshot, page))
    return {route.value or f"{route.words} on {route.page}" for route in routes if not route.platform}


def on_platforms(snapshot: Snapshot) -> Counter[str]:
    """Return how many profiles and messenger addresses the contact pages link, by the platform's name."""
    shown = with_frames(snapshot, pages.living(snapshot, *CONTACT_ROLES))
    found = {one for page in shown for one in (*_linked(snapshot, page), *_messengers(snapshot, page))}
    return Counter(name for name, _ in sorted(found))


def _offered(snapshot: Snapshot, page: Page) -> tuple[offers.Route, ...]:
    return *offers.on_page(snapshot, page), *offers.for_customers(page)


def _linked(snapshot: Snapshot, page: Page) -> Iterator[tuple[str, str]]:
    for link in graph.links_on(snapshot, page.url):
        profile = None if urls.same_site(link.url, snapshot.target.site) else profile_of(link.url)
        platform = platform_of(link.url) if profile else None
        if profile is not None and platform is not None and platform.closed_on is None:
            yield platform.name, profile.handle.lower().lstrip("+")


def _messengers(snapshot: Snapshot, page: Page) -> Iterator[tuple[str, str]]:
    for route in _offered(snapshot, page):
        if route.platform:
            yield route.platform, route.value.lower().lstrip("+")
