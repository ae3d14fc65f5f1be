"""Which pages a site says it has: robots.txt and sitemaps."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from html import unescape
from typing import Self

from protego import Protego

from auditor import urls

ROBOT_NAME = "auditor"
MOST_URLS = 50_000
"""The protocol's own limit per file (sitemaps.org)."""

_LOCATION = re.compile(r"<(?:\w{1,20}:)?loc>\s{0,200}(?:<!\[CDATA\[)?\s{0,200}([^<\]]{1,2048})", re.IGNORECASE)
_INDEX = re.compile(r"<(?:\w{1,20}:)?sitemapindex[\s>]", re.IGNORECASE)


class Robots:
    """What a site asks of robots (RFC 9309)."""

    def __init__(self, text: str = "", closed_because: str = "") -> None:
        self._rules = Protego.parse(text)
        self.closed_because = closed_because
        """Why everything is forbidden although no rule says so; empty where rules decide."""

    @classmethod
    def closed(cls, reason: str) -> Self:
        """Return the rules of a site whose robots.txt cannot be read."""
        return cls("User-agent: *\nDisallow: /", reason)

    def allows(self, url: str) -> bool:
        """Return whether we may read `url`."""
        return bool(self._rules.can_fetch(url, ROBOT_NAME))

    @property
    def delay(self) -> float:
        """Seconds the site asks us to leave between requests."""
        return float(self._rules.crawl_delay(ROBOT_NAME) or 0.0)

    @property
    def sitemaps(self) -> tuple[str, ...]:
        """Addresses of its sitemaps."""
        return tuple(dict.fromkeys(str(url) for url in self._rules.sitemaps))


def is_index(text: str) -> bool:
    """Return whether a sitemap lists other sitemaps instead of pages."""
    return _INDEX.search(text[:5_000]) is not None


def locations(text: str, base: str) -> Iterator[str]:
    """Yield the addresses a sitemap lists, XML or one a line, as long as they are web addresses.

    Read with a pattern and not with an XML parser: a sitemap that is cut, badly escaped or hostile still gives what it has.
    """
    if "<" not in text[:1_000]:
        raw: Iterator[str] = (line.strip() for line in text.splitlines())
    else:
        raw = (unescape(match.group(1)).strip() for match in _LOCATION.finditer(text))
    for _, address in zip(range(MOST_URLS), raw, strict=False):
        found = urls.resolve(address, base) if address else None
        if found is not None:
            yield found.url


def unzipped(body: bytes, limit: int) -> bytes:
    """Return a body, unpacked if it is a gzip file, at most `limit` bytes of it."""
    if not body.startswith(b"\x1f\x8b"):
        return body[:limit]
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(body, limit)
    except zlib.error:
        return b""
