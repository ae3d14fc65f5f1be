"""Which pages are the company's own status pages: those that auditor.toml names, and those that the site links."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from auditor import urls
from auditor.model import Link, LinkKind
from auditor.resources import facts
from auditor.snapshot.writer import Store
from auditor.text import company_names

_MOST = 3
"""Status pages read, those that auditor.toml names not counted. Our default."""
_OWN = re.compile(
    r"(?:(?:system|service|network|server)-?)?status\d{0,2}|stoerung(?:en)?|storing(?:en)?|outages?|incidents?"
)
"""How the host of a status page begins."""
_HINT = re.compile(
    r"://[^/\"]*(?:status|stoerung|storing|outage|incident|betteruptime|betterstack|hund[.]io|cachet|sorryapp|onlineornot)"
)
"""What the links of a page hold where one may be of interest: reading them all takes long."""


def of_site(store: Store) -> Iterator[str]:
    """Yield the addresses of status pages that the site links: on its own domain, or below its name at a service for such pages."""
    yield from among(store.links, store.meta("site"))


def among(links: Callable[[Callable[[str, str], bool]], Iterable[Link]], home: str) -> Iterator[str]:
    """Yield the addresses of status pages among the links of a site, which are read as `Store.links` reads them."""
    found: dict[str, None] = {}
    own = f"://{urls.netloc(home)}/"  # most links lead there, and none of them to a status page
    for link in links(lambda _, listed: _HINT.search(listed.replace(own, "")) is not None):
        host = urls.host(link.url)
        if link.kind is LinkKind.ANCHOR and (_is_own(host, link.url, home) or _is_hosted(host, home)):
            found[f"{urls.origin(link.url)}/"] = None
    yield from list(found)[:_MOST]


def _is_own(host: str, url: str, home: str) -> bool:
    label, _, rest = host.partition(".")
    return "." in rest and host != urls.host(home) and urls.same_site(url, home) and _OWN.fullmatch(label) is not None


def _is_hosted(host: str, home: str) -> bool:
    service = urls.registrable(host)
    label = host.removesuffix(f".{service}").removesuffix(".status").removeprefix("status.")
    ours = company_names.label(home)
    # On a domain of its own, such as acme-status.com, it stands when the others are down.
    if company_names.plain(company_names.label(f"https://{host}/")) in _own_names(ours):
        return True
    listed = facts("collect/sources/status_pages/services.toml")["hosted"]
    return service in listed and host != service and company_names.plain(label) == company_names.plain(ours)


def _own_names(ours: str) -> set[str]:
    name = company_names.plain(ours)
    return {f"{name}status", f"status{name}", f"{name}outages"} if name else set()
