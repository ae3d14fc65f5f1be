"""Addresses that are asked for because a standard or a usual program puts something there."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from auditor import urls
from auditor.collect.crawl.crawler import Crawl
from auditor.collect.http.client import Limits, Web
from auditor.snapshot.writer import Store, Visit

SECURITY_TXT = ("/.well-known/security.txt", "/security.txt")
"""Where RFC 9116, section 3, puts the contact for security reports; the second for sites from before."""
USER_LIST = "/wp-json/wp/v2/users?per_page=100"
"""Where WordPress lists the log-in names of authors, unless told not to."""
_MOST_BYTES = 200_000
_WORDPRESS = ("/wp-content/", "/wp-includes/", "/wp-json/")


async def ask(web: Web, store: Store, crawl: Crawl, limits: Limits) -> None:
    """Ask for each that robots.txt leaves open, and store what came; what an earlier visit asked for is not asked again."""
    await asyncio.gather(*(_ask(web, store, crawl, limits, url) for url in _addresses(store, crawl.home)))
    store.flush()


async def _ask(web: Web, store: Store, crawl: Crawl, limits: Limits, url: str) -> None:
    if crawl.may_read(url) and not store.rows("SELECT 1 FROM fetch WHERE url = ? AND method = 'GET'", url):
        answer = await web.read(url, replace(limits, body=_MOST_BYTES), cut=True, any_type=True)
        fetch = answer.fetch if answer.fetch.encoding else replace(answer.fetch, encoding="utf-8")  # RFC 8259: JSON
        store.put(Visit(fetch, answer.body, answer.headers))


def _addresses(store: Store, home: str) -> list[str]:
    origin = urls.origin(home)
    paths = [*SECURITY_TXT, *([USER_LIST] if _is_wordpress(store, home) else [])]
    return [origin + path for path in paths]


def _is_wordpress(store: Store, home: str) -> bool:
    found = store.page(home)
    return found is not None and any(mark in found[1] for mark in _WORDPRESS)
