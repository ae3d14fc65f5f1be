"""Which domains have to be asked about, as the crawl left them."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from auditor import urls
from auditor.model import LinkKind, Reach
from auditor.snapshot.writer import Store

_LOADED = frozenset({LinkKind.SCRIPT, LinkKind.STYLESHEET, LinkKind.ICON})
"""What browsers load for a page, and a visit does not ask for."""
_MOST_LOADED = 500
"""Hosts of these that are looked up. Our default."""


def unresolved_hosts(store: Store, profile_links: Iterable[str] = ()) -> set[str]:
    """Return the hosts that were asked for and may not exist, and those that profiles link, in ASCII.

    A time-out without an answer may be that of the look-up, so those hosts are among them.

    Args:
        store: What the crawl brought.
        profile_links: Addresses in the bios and fields of the company's profiles.
    """
    query = "SELECT url, final_url FROM fetch WHERE status IS NULL AND reach IN (?, ?)"
    asked = {url for found in store.rows(query, Reach.DNS_FAILED, Reach.TIMED_OUT) for url in found}
    whole = (link for link in profile_links if link.lower().startswith(("http://", "https://")))
    named = {found.url for link in whole if (found := urls.resolve(link, link)) is not None}
    return {host for url in asked | named if (host := urls.host(url))}


def loaded_hosts(store: Store, home: str) -> list[str]:
    """Return the hosts of others that pages load programs, style sheets and icons from, and that gave no answer yet, in ASCII.

    Args:
        store: What the crawl brought.
        home: Address of the home page.
    """
    found = {
        urls.host(link.url)
        for page, links in groupby(store.links(), key=lambda link: link.page)
        if urls.same_site(page, home)  # what a page kept with somebody else loads is not the site's
        for link in links
        if link.kind in _LOADED and not urls.same_site(link.url, home)
    }
    known = {urls.host(url) for (url,) in store.rows("SELECT url FROM fetch WHERE status IS NOT NULL")}
    return sorted(host for host in found - known if urls.registered(host))[:_MOST_LOADED]
