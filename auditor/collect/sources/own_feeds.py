"""Which feeds the site's own pages announce."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from auditor import urls
from auditor.collect.sources import feed_entries
from auditor.collect.sources.feed import asked_path
from auditor.model import LinkKind, Role
from auditor.snapshot.writer import Store

_MOST_OWN = 3
_MOST_READ = 40
"""Pages looked at for feeds, the home page and those for the press first. Our default."""
_COMMENTS = re.compile(r"\bcomments?\b|\bkommentare?\b|\bcommentaires?\b|\bcomentarios?\b|\bcommenti\b", re.IGNORECASE)
_FORMAT = re.compile(r"\b(?:rss2?|atom|rdf|feeds?|xml|index)\b|[^\w/]+", re.IGNORECASE)


def own_feeds(store: Store) -> list[str]:
    """Return the feeds of the site's own news that its pages announce: those named most first, one of each in two formats."""
    home = store.meta("site")
    on_pages = dict(_on_pages(store, home))
    named = Counter(url for feeds in on_pages.values() for url in feeds)
    for url in on_pages.get(home, ()):
        named[url] += _MOST_READ
    for page, feeds in on_pages.items():
        of_page = {url for url in feeds if _below(url, page) and named[url] == 1}
        if of_page < set(feeds):  # a page that names the site's feed too: "/2026/11/drill/feed/" holds its comments
            named -= Counter(of_page)
    kinds: dict[str, str] = {}
    for url, _ in named.most_common():
        if not _COMMENTS.search(url):
            kinds.setdefault(_FORMAT.sub("", asked_path(url)).strip("/"), url)
    return list(kinds.values())[:_MOST_OWN]


def _on_pages(store: Store, home: str) -> Iterator[tuple[str, list[str]]]:
    """Yield (page, feeds of the site that it announces)."""
    for page in _announcing(store, home):
        found = store.page(page)
        if found is not None:
            at = home if page == home else _plain(found[0].final_url)
            yield at, [url for url in feed_entries.announced(found[1], at) if urls.same_site(url, home)]


def _plain(page: str) -> str:
    """Return a page's address without its query, unless that is what names it: "/?p=7"."""
    return page if urls.path(page) == "/" else page.partition("?")[0]


def _below(url: str, page: str) -> bool:
    path, _, query = page.partition("?")
    return query in url.partition("?")[2] if query else url.startswith(path.rstrip("/") + "/")


def _announcing(store: Store, home: str) -> Iterator[str]:
    """Yield the pages that name something else in their heads, those first whose feeds matter most."""
    roles = store.roles()
    told = store.links(lambda _, listed: f'"{LinkKind.ALTERNATE}"' in listed)
    pages = {link.page for link in told if link.kind is LinkKind.ALTERNATE}
    ranked = sorted(pages, key=lambda page: (page != home, Role.MEDIA not in roles.get(page, ()), len(page), page))
    yield from ranked[:_MOST_READ]
