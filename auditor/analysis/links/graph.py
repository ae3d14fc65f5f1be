"""Which pages link which: the visit's links by where they stand and by where they lead. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from auditor.model import Link, LinkKind, Page, Snapshot
from auditor.model.remembering import remembered

_NO_LINK = frozenset({LinkKind.CANONICAL, LinkKind.ALTERNATE, LinkKind.SITEMAP})


def final_url(snapshot: Snapshot, url: str) -> str:
    """Return where `url` leads after redirects; itself where it was not read."""
    fetch = snapshot.fetches.get(url)
    return url if fetch is None else fetch.final_url


def at(snapshot: Snapshot, url: str) -> Page | None:
    """Return the page of this address, or the one it leads to; None where it is no page of this site."""
    known = _by_url(snapshot)
    return known.get(url) or known.get(final_url(snapshot, url))


@remembered()
def _by_url(snapshot: Snapshot) -> Mapping[str, Page]:
    return {page.url: page for page in snapshot.pages}


def links_to(snapshot: Snapshot, url: str) -> tuple[Link, ...]:
    """Return the links by which other pages show or lead to `url`, redirects followed, in the order read."""
    found = _links_by_target(snapshot).get(url, ())
    return tuple(link for link in found if link.page != url and link.kind not in _NO_LINK)


def links_on(snapshot: Snapshot, url: str) -> tuple[Link, ...]:
    """Return the links that stand on `url`, in the order of the document."""
    return _links_by_page(snapshot).get(url, ())


@remembered()
def _links_by_page(snapshot: Snapshot) -> Mapping[str, tuple[Link, ...]]:
    found: dict[str, list[Link]] = {}
    for link in snapshot.links:
        found.setdefault(link.page, []).append(link)
    return {page: tuple(links) for page, links in found.items()}


def in_sitemap(snapshot: Snapshot, url: str) -> bool:
    """Return whether a sitemap lists `url`."""
    return any(link.kind is LinkKind.SITEMAP for link in _links_by_target(snapshot).get(url, ()))


@remembered()
def _links_by_target(snapshot: Snapshot) -> Mapping[str, list[Link]]:
    found: dict[str, list[Link]] = {}
    for link in snapshot.links:
        for url in {link.url, final_url(snapshot, link.url)}:
            found.setdefault(url, []).append(link)
    return found
