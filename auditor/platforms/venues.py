"""Services where many companies have a page: networks, shops, review sites. Pure."""

from __future__ import annotations

from functools import lru_cache

from auditor import urls
from auditor.resources import facts


def is_venue(url: str) -> bool:
    """Return whether the URL's host is a service where many companies have a page: a network, a shop, a review site."""
    return urls.site_of(url) in liars() or urls.site_of(url) in facts("platforms/venues.toml")["venues"]


@lru_cache(maxsize=1)
def liars() -> dict[str, tuple[tuple[str, ...], str]]:
    """Return what answers of which services prove nothing, and how to find out there, by domain."""
    return {host["domain"]: (tuple(host["lies"]), host["verify"]) for host in facts("platforms/venues.toml")["host"]}
