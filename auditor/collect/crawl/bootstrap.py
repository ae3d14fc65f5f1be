"""What is asked of a site before anything else: its rules for robots, its home page, its sitemaps.

Little is imported here. The rest of what a visit needs is, while the first answers are waited for.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from auditor import urls
from auditor.collect.browser.chromium import MaskPage
from auditor.collect.crawl import sitemaps
from auditor.collect.crawl.sitemaps import Robots
from auditor.collect.http.address_guard import Guard
from auditor.collect.http.client import Answer, Limits, Politeness, Web
from auditor.collect.http.retry_policy import Pace, Progress
from auditor.collect.http.stand_ins import StandIns
from auditor.config.load import Settings
from auditor.model import Cause, Fetch, Reach
from auditor.snapshot.writer import Store

if TYPE_CHECKING:
    from auditor.collect.crawl.block_lists import BlockList
    from auditor.collect.importers.base import Importer
    from auditor.collect.sources.base import Source

IF_YOURS = "If the site is yours, set respect_robots = false under [crawl] in auditor.toml."
PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml"})
_MOST_SITEMAPS = 20

_SAME_FOR_ALL = frozenset(
    {
        Reach.DNS_FAILED,
        Reach.CONNECT_FAILED,
        Reach.TLS_FAILED,
        Reach.REFUSED_ADDRESS,
        Reach.REDIRECT_LOOP,
        Reach.CHALLENGED,
    }
)
"""What a host that cannot be asked for its rules answers for its pages too: they are asked for, so that what is told of them is
what is the matter with them. (RFC 9309, 2.3.1.2, lets robots read on where redirects of robots.txt have no end.)"""

UNREACHED = {
    Reach.TIMED_OUT: "gave no answer in time",
    Reach.DNS_FAILED: "has a host that could not be looked up",
    Reach.CONNECT_FAILED: "could not be connected to",
    Reach.TLS_FAILED: "has no valid secure connection",
    Reach.CHALLENGED: "shows robots a bot wall instead of the page",
    Reach.RATE_LIMITED: "asks us to slow down",
    Reach.DISALLOWED: "must not be read, because its robots.txt asks robots to keep out",
    Reach.REFUSED_ADDRESS: "leads to a private address, which is not visited from a public one",
    Reach.TOO_LARGE: "is larger than a page should be",
    Reach.REDIRECT_LOOP: "redirects in a circle, so no visitor gets in",
    Reach.GARBLED: "sends an answer that cannot be read",
}
"""What to say of a home page or a robots.txt that gave no answer, as the rest of a sentence about it."""

_ADVICE = {
    Reach.TIMED_OUT: "Try again, or raise crawl.timeout in auditor.toml.",
    Reach.DNS_FAILED: "Check the spelling and this machine's network.",
    Reach.TLS_FAILED: "Fix its certificate first, or audit its http:// address.",
    Reach.CHALLENGED: "Ask its operator to let Auditor in.",
    Reach.RATE_LIMITED: "Try again later.",
    Reach.DISALLOWED: IF_YOURS,
    Reach.TOO_LARGE: "Name another page of the site; where it is longer than crawl.max_body in auditor.toml, raise that.",
}


def advice(fetch: Fetch) -> str:
    """Return what to do about a home page that gave no answer; empty where there is nothing but its own fault."""
    if fetch.cause is Cause.NO_CONNECTION:  # for which nobody waits longer, whatever the settings say
        return "Try again, or from another network."
    return _ADVICE.get(fetch.reach, "")


class CollectError(Exception):
    """A site that can't be audited; one line that says what, where and what to do.

    `usage` tells a wrong target (exit code 2) from a site that could not be read (exit code 3).
    """

    def __init__(self, message: str, *, usage: bool = False) -> None:
        super().__init__(message)
        self.usage = usage


@dataclass(frozen=True, slots=True)
class VisitContext:
    """What a visit is made with."""

    settings: Settings
    web: Web
    store: Store
    guard: Guard
    around: StandIns
    limits: Limits
    """Of one answer."""
    politeness: Politeness
    pace: Pace
    progress: Progress
    mask_page: MaskPage | None = None
    """Hides personal details before a browser's picture is taken; without it, no picture is."""
    sources: tuple[Source, ...] = ()
    """Those that others wrote; they come before ours."""
    block_lists: tuple[BlockList, ...] = ()
    """Those that auditor.toml names."""
    importers: Mapping[str, Importer] | None = None
    """All that there are, by name; None stands for ours."""


class Arrival:
    """The first questions to a site."""

    def __init__(self, context: VisitContext) -> None:
        self._web = context.web
        self._settings = context.settings
        self._limits = context.limits
        self._pace = context.pace
        self._progress = context.progress
        self._rules: dict[str, asyncio.Future[Robots]] = {}
        self._failed: dict[str, Answer] = {}
        """By origin: what came of asking it as often as the pace allows, where it stayed out of reach or in trouble."""

    async def robots(self, origin: str) -> Robots:
        """Return what an origin asks of robots; whoever asks, robots.txt is read once a visit.

        By RFC 9309, a missing one means that all is allowed, a server in trouble or out of reach means keep out.
        """
        if not self._settings.crawl.respect_robots:
            return Robots()
        if origin not in self._rules:
            self._rules[origin] = asyncio.ensure_future(self._read_robots(origin))
        return await asyncio.shield(self._rules[origin])  # whoever asks and is called off leaves it to the others

    async def _read_robots(self, origin: str) -> Robots:
        answer = await self._patiently(f"{origin}/robots.txt", replace(self._limits, body=512_000))
        status = answer.fetch.status or 0
        reach = answer.fetch.reach
        if reach in {Reach.RESPONDED, Reach.TOO_LARGE} and 200 <= status < 300:
            return Robots("" if answer.text.lstrip("\ufeff \t\r\n").startswith("<") else answer.text)
        if reach in _SAME_FOR_ALL:
            return Robots()
        if reach is not Reach.RESPONDED:
            silence = answer.fetch if _is_of_host(answer.fetch) else None
            return Robots.closed(UNREACHED.get(reach, "could not be read"), silence)
        return Robots.closed(f"answers {status}") if status >= 500 else Robots()

    async def home(self, robots: Robots) -> Answer:
        """Read the home page.

        Raises:
            CollectError: robots.txt asks robots to keep out.
        """
        site = self._settings.target.site
        if not robots.closed_because and not robots.allows(site):
            raise CollectError(f"{site} must not be read, because its robots.txt asks robots to keep out. {IF_YOURS}")
        self._progress(0, 1, site)
        return await self._patiently(site)

    async def listed(self, robots: Robots, home: str) -> list[str]:
        """Return the addresses that the site's sitemaps list."""
        if robots.closed_because or not robots.allows(home):
            return []
        origin = urls.origin(home)
        todo = [*robots.sitemaps, f"{origin}/sitemap.xml"]
        read: set[str] = set()
        pages: list[str] = []
        while todo and len(read) < _MOST_SITEMAPS:
            found = urls.resolve(todo.pop(0), home)
            if found is None or found.url in read or not urls.same_site(found.url, home):
                continue
            read.add(found.url)
            listing = sitemaps.Listing(found.url)
            answer = await self._web.read(
                found.url, replace(self._limits, body=sitemaps.MOST_BYTES), cut=True, sink=listing.feed
            )
            listing.end()
            if answer.fetch.status != 200 or answer.fetch.content_type in PAGE_TYPES:
                continue
            if listing.is_index:
                todo += listing.found
            else:
                pages += listing.found
        return pages

    async def _patiently(self, url: str, limits: Limits | None = None) -> Answer:
        """Read `url`, again where another try may tell more: once only where its origin stayed in trouble before."""
        origin = urls.origin(url)
        known = self._failed.get(origin)
        if known is not None and _is_hopeless(known.fetch):
            return replace(known, fetch=replace(known.fetch, url=url, final_url=url))
        waits = (*(self._pace.waits[: self._pace.tries - 1] if known is None else ()), None)
        for tried, wait in enumerate(waits, 1):
            answer = await self._web.read(url, limits or self._limits, cut=limits is not None)
            if not _is_passing(answer):
                return answer
            answer = replace(answer, fetch=replace(answer.fetch, tries=tried))
            if wait is None or _is_hopeless(answer.fetch):
                break
            await asyncio.sleep(wait)
        self._failed[origin] = answer
        return answer


def _is_passing(answer: Answer) -> bool:
    """Return whether what came of a request may be a passing fault."""
    return answer.fetch.reach in {Reach.TIMED_OUT, Reach.CONNECT_FAILED} or (answer.fetch.status or 0) >= 500


def _is_hopeless(fetch: Fetch) -> bool:
    """Return whether asking the same host again is of no use: it takes no connection."""
    return fetch.cause is Cause.NO_CONNECTION and not fetch.redirects


def _is_of_host(fetch: Fetch) -> bool:
    """Return whether what came of a request would come of any other to the host: it was not even told what was wanted."""
    return fetch.cause in {Cause.NO_CONNECTION, Cause.NO_HANDSHAKE} and not fetch.redirects
