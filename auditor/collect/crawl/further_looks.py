"""What the pages of a visit have left to look at once they are known: which links checks judge, and one address of each host.

A page may turn out to be the press page long after it was read, and whether an address is the only one of its host is known at
the end. So this is told from what is stored, the same for a visit that was taken up where it was left.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from itertools import groupby
from typing import NamedTuple

from auditor import urls
from auditor.collect.crawl.crawler import Crawl
from auditor.collect.crawl.frontier import Errand, Frontier, Job
from auditor.collect.crawl.hands import Standing, standing_of
from auditor.collect.crawl.parse_page import Lead
from auditor.collect.crawl.scope import LOOKED_AT, Look, by_link, by_page
from auditor.model import Cause, Link, LinkKind, Reach, Role
from auditor.snapshot.writer import Store

_MOST_OF_A_HOST = 3
"""Addresses of a host that are asked for until one answers. Our default."""
_HTML = frozenset({"text/html", "application/xhtml+xml"})
_PASSING = frozenset({Reach.TIMED_OUT, Reach.CONNECT_FAILED, Reach.GARBLED, Reach.TLS_FAILED})


class FurtherLooks:
    """Tells, whenever it is asked, what is left to look at."""

    def __init__(self, store: Store, crawl: Crawl, frontier: Frontier) -> None:
        self._store, self._crawl, self._frontier = store, crawl, frontier
        self._read: tuple[Set[str], Mapping[str, Set[Role]]] = frozenset(), {}
        self._closest: list[tuple[Link, Look]] = []

    def due(self) -> list[Job]:
        """Return what is left to look at, as far as is known by now: what that brings may leave more.

        What is under way is left alone, and so are the other addresses of its host until it has come.
        """
        known = _known(self._store)
        hosts: dict[str, dict[str, LinkKind]] = {}
        jobs: dict[str, Job] = {}
        asked: dict[str, dict[str, _Answered | None]] = {}
        for link, look in self._addresses(known):
            answered, waits = known.get(link.url), link.url in self._crawl.under_way
            of_host = asked.setdefault(urls.netloc(link.url), {})
            if answered is not None or waits:
                of_host[link.url] = answered
            if look is Look.HOST:
                hosts.setdefault(urls.netloc(link.url), {})[link.url] = link.kind
            elif not waits and (job := self._job(link, look, answered)) is not None:
                jobs[link.url] = job
                of_host.setdefault(link.url, None)
        for host, addresses in hosts.items():
            for url in _of_host(self._store, addresses, asked[host]):
                job = self._frontier.further(Lead(url, addresses[url], {}), Look.HOST)
                if job is not None:
                    jobs[url] = job
        return list(jobs.values())

    def _job(self, link: Link, look: Look, answered: _Answered | None) -> Job | None:
        if answered is None:
            return self._frontier.further(Lead(link.url, link.kind, {}), look)
        return _doubted(self._crawl, link.url, answered) if look is Look.TRUTH else None

    def _addresses(self, known: Mapping[str, _Answered]) -> Iterator[tuple[Link, Look]]:
        """Yield each address that the site's pages link and that is no page read, with the closest look that it is worth."""
        read = {url for (url,) in self._store.rows("SELECT url FROM page")}, roles_by_page(self._store)
        if read != self._read:  # no page says more than when it was read
            self._read, self._closest = read, _closest(self._store, self._crawl.home, read[1])
        return ((link, look) for link, look in self._closest if link.url not in known or not known[link.url].is_page)


class _Answered(NamedTuple):
    """What is known of an address that was asked for."""

    landed: str
    status: int
    reach: Reach
    cause: Cause
    type: str
    tries: int
    is_page: bool


def _known(store: Store) -> dict[str, _Answered]:
    pages = {url for (url,) in store.rows("SELECT url FROM page")}
    query = "SELECT url, final_url, status, reach, cause, content_type, tries FROM fetch WHERE method = 'GET'"
    return {
        url: _Answered(landed, status or 0, Reach(reach), Cause(cause), type_, tries, landed in pages)
        for url, landed, status, reach, cause, type_, tries in store.rows(query)
    }


def roles_by_page(store: Store) -> Mapping[str, set[Role]]:
    """Return the roles of pages, by where they were found after redirects."""
    landed = dict(store.rows("SELECT url, final_url FROM fetch WHERE method = 'GET'"))
    roles: dict[str, set[Role]] = {}
    for url, found in store.roles().items():
        roles.setdefault(landed.get(url, url), set()).update(found)
    return roles


def _closest(store: Store, home: str, roles: Mapping[str, Set[Role]]) -> list[tuple[Link, Look]]:
    """Return each address that the site's pages link, with the closest look that it is worth."""
    found: dict[str, tuple[Link, Look]] = {}
    for page, links in groupby(store.links(), key=lambda link: link.page):
        if not urls.same_site(page, home):
            continue  # what a page kept with somebody else links is not followed
        for link in links:
            if link.kind not in LOOKED_AT:
                continue
            look = max(by_page(link.kind, roles.get(page, ())), by_link(link, home))
            if look > (found[link.url][1] if link.url in found else Look.NONE):
                found[link.url] = link, look
    return list(found.values())


def _doubted(crawl: Crawl, url: str, answered: _Answered) -> Job | None:
    """See to it that an answer can be judged that was asked for at a glance; return the job that asks again, if need be."""
    responded, status = answered.reach is Reach.RESPONDED, answered.status
    gone = responded and status in {404, 410}
    if gone:
        crawl.ask_front(answered.landed)
    elif responded and 200 <= status < 300 and answered.type in _HTML and urls.path(url) != "/":
        crawl.ask_control(answered.landed)
    unresolved = answered.reach is Reach.DNS_FAILED and answered.cause is not Cause.NO_SUCH_HOST
    failing = answered.reach in _PASSING or 500 <= status <= 599 or unresolved
    return Job(url, Errand.LOOK, 30, tries=1) if (gone or failing) and answered.tries < 2 else None


def _of_host(store: Store, addresses: Mapping[str, LinkKind], asked: Mapping[str, _Answered | None]) -> list[str]:
    """Return which addresses of a host to ask for next."""
    left = sorted(
        (url for url in addresses if url not in asked), key=lambda url: (_is_shown(addresses[url]), len(url), url)
    )
    if not left or (None in asked.values()):
        return []
    standings = {_standing(store, url) for url in asked}
    if Standing.DOUBTFUL in standings:
        return left
    if Standing.PLAIN in standings or len(asked) >= _MOST_OF_A_HOST:
        return []
    tried = set(map(_folder, asked))  # what is gone was often gone with all that lay beside it
    return [min(left, key=lambda url: _folder(url) in tried)]


def _folder(url: str) -> str:
    """Return the first part of an address's path."""
    return urls.path(url).lstrip("/").partition("/")[0]


def _is_shown(kind: LinkKind) -> bool:
    return kind in {LinkKind.IMAGE, LinkKind.MEDIA}


def _standing(store: Store, url: str) -> Standing:
    found = store.page(url)
    return Standing.MUTE if found is None else standing_of(*found)
