"""One visit from start to end: who is the target, what does it ask of robots, its pages, its mail domains, its certificates."""

from __future__ import annotations

import asyncio
import ipaddress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from auditor import config, urls
from auditor.collect import besides, browser, dns, probes, reading, roles, sitemaps
from auditor.collect import resume as resuming
from auditor.collect.addresses import Guard, NoSuchHost, addresses_of
from auditor.collect.crawl import Crawl, Pace, Progress, is_readable, named, page_facts, text_of
from auditor.collect.extract import Document
from auditor.collect.frontier import Bounds, Frontier, Job
from auditor.collect.rendering import Means, Renderer
from auditor.collect.scheduler import Scheduler
from auditor.collect.sitemaps import Robots
from auditor.collect.surroundings import Surroundings
from auditor.collect.web import Answer, Limits, Manners, Web, open_web
from auditor.config import Settings
from auditor.model import Reach, Role, Target
from auditor.snapshot import NAME, SnapshotError
from auditor.store import Store, Visit

_IF_YOURS = "if the site is yours, set respect_robots = false under [crawl] in auditor.toml"
_MOST_SITEMAPS = 20
_SITEMAP_PAGES = 20_000
_PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml"})


class CollectError(Exception):
    """A site that can't be audited; one line that says what, where and what to do.

    `usage` tells a wrong target (exit code 2) from a site that could not be read (exit code 3).
    """

    def __init__(self, message: str, *, usage: bool = False) -> None:
        super().__init__(message)
        self.usage = usage


def collect(
    settings: Settings,
    folder: Path,
    progress: Progress,
    *,
    resume: bool = False,
    around: Surroundings | None = None,
    pace: Pace | None = None,
) -> None:
    """Gather a snapshot of the target into `folder`.

    Raises:
        CollectError: there is nothing to audit at the target.
        SnapshotError: the folder can't be used.
    """
    if not resume and _holds_visit(folder):
        raise SnapshotError(
            f"{folder}: holds a visit already; add --resume to go on with it, or name another --output folder"
        )
    if settings.crawl.browser and (why := browser.available()):
        raise CollectError(f"a browser was asked for (--browser, crawl.browser), but {why}", usage=True)
    if settings.sources.resolver:
        try:
            dns.server_of(settings.sources.resolver)
        except ValueError as error:
            raise CollectError(f"auditor.toml: sources.resolver: {error}", usage=True) from None
    asyncio.run(_Gathering(settings, folder, progress, around or Surroundings(), pace or Pace()).run())


def _holds_visit(folder: Path) -> bool:
    if not (folder / NAME).exists():
        return False
    store = Store(folder)
    try:
        return bool(store.meta("taken_at"))  # without it, an earlier try got no answer from the site
    finally:
        store.close()


class _Gathering:
    def __init__(self, settings: Settings, folder: Path, progress: Progress, around: Surroundings, pace: Pace) -> None:
        self._settings = settings
        self._folder = folder
        self._progress = progress
        self._around = around
        crawl = settings.crawl
        self._pace = replace(pace, workers=crawl.connections)
        self._limits = Limits(seconds=crawl.timeout, body=crawl.max_body)
        self._manners = Manners(crawl.per_host, crawl.connections, crawl.contact)

    async def run(self) -> None:
        site = self._settings.target.site
        guard = await self._guard(site)
        store = Store(self._folder)
        try:
            if store.meta("finished"):
                return
            around = self._around
            async with open_web(guard, self._manners, rehearsal=around.rehearsal, ca_file=around.ca_file) as web:
                await self._visit(web, store, guard)
        finally:
            store.close()

    async def _guard(self, site: str) -> Guard:
        host = urls.host(site)
        try:
            found = await addresses_of(host, self._around.rehearsal)
        except NoSuchHost:
            raise CollectError(
                f"{site}: there is no host {host}; check the spelling, or this machine's network"
            ) from None
        except OSError as error:
            raise CollectError(
                f"{site}: {host} could not be looked up ({error.strerror or error}); try again"
            ) from None
        if self._around.rehearsal is not None:
            return Guard((ipaddress.ip_network("127.0.0.0/8"),))
        return Guard.for_target(found)

    async def _visit(self, web: Web, store: Store, guard: Guard) -> None:
        site = self._settings.target.site
        known_home = store.meta("site")
        robots = await self._robots(web, urls.origin(known_home or site))
        listed = asyncio.create_task(_sitemap_pages(web, robots, known_home or site, self._limits))
        try:
            await self._visit_site(web, store, guard, robots, listed)
        finally:
            listed.cancel()

    async def _visit_site(
        self, web: Web, store: Store, guard: Guard, robots: Robots, listed: asyncio.Task[list[str]]
    ) -> None:
        """Go through the visit; `listed` are the pages of the sitemaps, which are read while the home page is."""
        site = self._settings.target.site
        known_home = store.meta("site")
        answer = None if known_home else await self._home(web, robots)
        home = known_home if answer is None else answer.fetch.final_url
        if urls.origin(home) != urls.origin(known_home or site):
            robots = await self._robots(web, urls.origin(home))
            listed.cancel()
            listed = asyncio.create_task(_sitemap_pages(web, robots, home, self._limits))
        crawl, frontier = self._prepare(web, store, home)
        crawl.obey(urls.origin(home), robots)
        crawl.ask_robots = lambda origin: self._robots(web, origin)
        if answer is None:
            resuming.recall(store, frontier, crawl)
        else:
            target, accepts = Target(self._name(answer), home), config.accepts(self._settings)
            taken_at = self._around.now or datetime.now(UTC)
            store.begin(target, taken_at, self._thresholds(), accepts, config.brief(self._settings))
            await crawl.begin(answer)
        store.put_excludes(frontier.excluded())
        if not urls.same_site(home, site):
            store.put_notes([f"{site} leads to {home}, another site; that one was audited."])
        self._named_pages(crawl, frontier)
        self._listed_pages(crawl, frontier, await listed)
        renderer = Renderer(self._means(web, crawl, frontier), store, crawl)
        try:
            await self._read_site(web, store, crawl, frontier, renderer)
            _search_late(store, crawl, self._settings.target.country)
            await self._keep_evidence(renderer)
        finally:
            await renderer.close()
        store.put_notes(renderer.notes())
        self._note_limits(store, crawl, frontier)
        await self._besides(web, store, guard, crawl, frontier)
        if not self._out_of_time:
            store.finish()

    async def _besides(self, web: Web, store: Store, guard: Guard, crawl: Crawl, frontier: Frontier) -> None:
        """Gather what the site's pages led to besides other pages."""
        await besides.gather(
            besides.Means(
                settings=self._settings,
                web=web,
                store=store,
                crawl=crawl,
                guard=guard,
                around=self._around,
                limits=self._limits,
                manners=self._manners,
                pace=self._pace,
                excludes=frontier.excludes,
                robots=lambda origin: self._robots(web, origin),
                progress=self._progress,
            )
        )

    _out_of_time = False
    _ends_at = 0.0
    """By the event loop's clock."""

    def _prepare(self, web: Web, store: Store, home: str) -> tuple[Crawl, Frontier]:
        settings = self._settings.crawl
        frontier = Frontier(home, Bounds(settings.max_pages, settings.max_links), config.excludes(self._settings))
        scheduler: Scheduler[Job] = Scheduler(settings.per_host, settings.delay)
        region = self._settings.target.country.upper()
        crawl = Crawl(web, store, frontier, scheduler, self._limits, self._pace, region=region)
        crawl.home = home
        return crawl, frontier

    async def _robots(self, web: Web, origin: str) -> Robots:
        """Read robots.txt by RFC 9309: missing means all is allowed, a server in trouble or out of reach means keep out."""
        if not self._settings.crawl.respect_robots:
            return Robots()
        answer = await self._patiently(web, f"{origin}/robots.txt", replace(self._limits, body=512_000))
        status = answer.fetch.status or 0
        if answer.fetch.reach in {Reach.RESPONDED, Reach.TOO_LARGE} and 200 <= status < 300:
            return Robots(answer.text)
        if answer.fetch.reach is not Reach.RESPONDED:
            return Robots.closed(_UNREACHED.get(answer.fetch.reach, "could not be read"))
        return Robots.closed(f"answers {status}") if status >= 500 else Robots()

    async def _home(self, web: Web, robots: Robots) -> Answer:
        site = self._settings.target.site
        if not robots.closed_because and not robots.allows(site):
            raise CollectError(f"{site}: its robots.txt asks robots to keep out; {_IF_YOURS}")
        self._progress(0, 1, site)
        answer = await self._patiently(web, site)
        if (text := text_of(answer, site)) is not None:
            answer = replace(answer, fetch=named(answer.fetch, reading.read(text)))
        problem, usage = _why_not(answer)
        if problem:
            raise CollectError(f"{site}: {problem}", usage=usage)
        if robots.closed_because:  # told only now: where the home page fails too, its own fault says more
            why = f"its robots.txt {robots.closed_because}, which robots have to take for keep out (RFC 9309)"
            raise CollectError(f"{site}: {why}; {_IF_YOURS}")
        return answer

    async def _patiently(self, web: Web, url: str, limits: Limits | None = None) -> Answer:
        for wait in (*self._pace.waits[: self._pace.tries - 1], None):
            answer = await web.read(url, limits or self._limits, cut=limits is not None)
            passing = answer.fetch.reach in {Reach.TIMED_OUT, Reach.CONNECT_FAILED} or (answer.fetch.status or 0) >= 500
            if not passing or wait is None:
                break
            await asyncio.sleep(wait)
        return answer

    def _name(self, answer: Answer) -> str:
        if self._settings.target.name:
            return self._settings.target.name
        document = Document(answer.text, answer.fetch.final_url)
        node = document.tree.css_first("meta[property='og:site_name']")
        said = " ".join(((node.attributes.get("content") or "") if node is not None else "").split())
        return said[:80] or urls.netloc(answer.fetch.final_url).removeprefix("www.")

    def _thresholds(self) -> dict[str, float]:
        chosen = config.thresholds(self._settings)
        return {key: getattr(chosen, key) for key in self._settings.thresholds}

    def _named_pages(self, crawl: Crawl, frontier: Frontier) -> None:
        pages = self._settings.pages
        for role in (Role.CONTACT, Role.MEDIA, Role.SUPPORT, Role.COMPLAINTS):
            for written in getattr(pages, role.value):
                found = urls.resolve(written, crawl.home)
                if found is None:
                    raise CollectError(f"auditor.toml: pages.{role.value}: {written!r} is no web address", usage=True)
                crawl.promise(found.url, [(role, "auditor.toml")], "configuration")
                crawl.add(frontier.named(found.url, [role]))

    def _listed_pages(self, crawl: Crawl, frontier: Frontier, listed: list[str]) -> None:
        count = 0
        for url in listed:
            promised = roles.from_link("", url)
            if promised:
                crawl.promise(url, promised.items(), "sitemap")
            if urls.same_site(url, crawl.home) and count < _SITEMAP_PAGES:
                count += 1
                crawl.add(frontier.listed(url, promised))

    def _means(self, web: Web, crawl: Crawl, frontier: Frontier) -> Means | None:
        """Return what pages are rendered with; None where no browser is wanted."""
        region = self._settings.target.country.upper()
        if not self._settings.crawl.browser:
            return None

        def allowed(url: str) -> bool:
            return crawl.may_read(url) and not frontier.excludes(url)

        return Means(web, self._limits, self._manners.user_agent, allowed, region)

    async def _keep_evidence(self, renderer: Renderer) -> None:
        """Have pages shown that became known late, and pictures taken: as long as the visit has time."""
        if self._out_of_time:
            return
        try:
            async with asyncio.timeout_at(self._ends_at):
                await renderer.evidence(self._progress)
        except TimeoutError:
            self._out_of_time = True

    async def _read_site(self, web: Web, store: Store, crawl: Crawl, frontier: Frontier, renderer: Renderer) -> None:
        self._ends_at = asyncio.get_running_loop().time() + self._settings.crawl.max_seconds
        writing = asyncio.create_task(_keep_writing(store))
        warm = asyncio.get_running_loop().run_in_executor(None, besides.warm_up)
        try:
            async with asyncio.timeout_at(self._ends_at):
                await crawl.run(self._progress)
                await renderer.follow(self._progress)
                guesses = self._usual_paths(crawl, frontier)
                known = asyncio.create_task(probes.ask(web, store, crawl, self._limits))
                if guesses:
                    await crawl.run_more(guesses, self._progress)
                    await renderer.follow(self._progress)
                await known
        except TimeoutError:
            self._out_of_time = True
        finally:
            writing.cancel()
            store.flush()
            await warm

    def _usual_paths(self, crawl: Crawl, frontier: Frontier) -> list[Job]:
        """Return where a press or contact page may be although nothing led there; only for what was not found."""
        jobs = []
        known = crawl.promised_roles()
        for role, path in roles.usual_paths():
            if role in known:
                continue
            url = urls.origin(crawl.home) + path
            job = frontier.guess(url)
            if job is not None:
                crawl.promise(url, [(role, f'usual path "{path}"')], "usual path")
                jobs.append(job)
        return jobs

    def _note_limits(self, store: Store, crawl: Crawl, frontier: Frontier) -> None:
        notes = frontier.notes()
        if crawl.robots_left_out:
            notes.append(
                f"{crawl.robots_left_out} addresses were not read because robots.txt asks robots to leave them."
            )
        if self._out_of_time:
            seconds = self._settings.crawl.max_seconds
            notes.append(f"The visit was ended after {seconds:g} seconds (crawl.max_seconds); --resume goes on.")
        store.put_notes(notes)
        store.put_excludes(frontier.excluded())


async def _keep_writing(store: Store) -> None:
    """See to it that what was read does not wait to be written while the next answer is slow to come."""
    while True:
        await asyncio.sleep(0.5)
        store.flush()


def _why_not(answer: Answer) -> tuple[str, bool]:
    """Return why the home page gives nothing to audit, and whether the target itself was the mistake."""
    fetch = answer.fetch
    status = fetch.status or 0
    if fetch.reach is not Reach.RESPONDED:
        return _UNREACHED[fetch.reach] + (f" ({fetch.detail})" if fetch.detail else ""), False
    if status >= 400:
        return f"answers {status}; an audit starts at a home page that loads", False
    if not 200 <= status < 300:
        return f"answers {status} without saying where to go", False
    if fetch.content_type not in _PAGE_TYPES:
        kind = fetch.content_type or "nothing that says what it is"
        return f"is no web page but {kind}; name the home page of the site", True
    document = Document(answer.text, fetch.final_url)
    if not document.text and document.tree.css_first("a[href], img, script, frame, iframe") is None:
        return "is an empty page; there is nothing to audit", False
    return "", False


_UNREACHED = {
    Reach.TIMED_OUT: "gave no answer in time; try again, or raise crawl.timeout in auditor.toml",
    Reach.DNS_FAILED: "its host could not be looked up; check the spelling, or this machine's network",
    Reach.CONNECT_FAILED: "could not be connected to",
    Reach.TLS_FAILED: "has no valid secure connection; mend its certificate first, or audit its http:// address",
    Reach.CHALLENGED: "shows robots a wall instead of the page; ask its operator to let auditor in",
    Reach.RATE_LIMITED: "asks us to slow down; try again later",
    Reach.DISALLOWED: "its robots.txt asks robots to keep out",
    Reach.REFUSED_ADDRESS: "leads to a private address, which is not visited from a public one",
    Reach.TOO_LARGE: "is larger than a page should be; name the home page of the site, or raise crawl.max_body",
    Reach.REDIRECT_LOOP: "redirects in a circle, so no visitor gets in",
    Reach.GARBLED: "sends an answer that cannot be read",
}


async def _sitemap_pages(web: Web, robots: Robots, home: str, limits: Limits) -> list[str]:
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
        answer = await web.read(found.url, replace(limits, body=sitemaps.MOST_BYTES), cut=True, sink=listing.feed)
        listing.end()
        if answer.fetch.status != 200 or answer.fetch.content_type in _PAGE_TYPES:
            continue
        if listing.is_index:
            todo += listing.found
        else:
            pages += listing.found
    return pages


def _search_late(store: Store, crawl: Crawl, country: str) -> None:
    """Read again, from the store, pages whose role became known only after they were read."""
    late = crawl.late_readers()
    if not late:
        return
    for url in late:
        found = store.page(url)
        if found is None or not found[1] or not is_readable(found[0]) or found[0].final_url != url:
            continue
        said = reading.whole(Document(found[1], url), crawl.home, country.upper())
        reasons = tuple((url, role, reason) for role, reason in said.said.items())
        store.put(
            Visit(
                page=page_facts(found[0], said),
                links=said.links,
                contacts=said.contacts,
                forms=said.forms,
                roles=reasons,
            )
        )
