"""Which domains have to be asked about, as the crawl left them."""

from __future__ import annotations

from collections.abc import Iterable

from auditor import urls
from auditor.model import Reach
from auditor.snapshot.writer import Store


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
