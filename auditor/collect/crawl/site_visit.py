"""A visit from the home page on: the site's pages, usual paths, what the pages led to besides."""

from __future__ import annotations

import asyncio
from contextlib import closing, suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

from auditor import urls
from auditor.collect.crawl import after_crawl, moved, parse_page, scope, usual_paths, well_known
from auditor.collect.crawl import resume as resuming
from auditor.collect.crawl.answers import is_readable, named, page_facts, text_of
from auditor.collect.crawl.bootstrap import IF_YOURS, PAGE_TYPES, UNREACHED, Arrival, CollectError, VisitContext, advice
from auditor.collect.crawl.crawler import Crawl
from auditor.collect.crawl.frontier import Bounds, Errand, Frontier, Job
from auditor.collect.crawl.further_looks import FurtherLooks
from auditor.collect.crawl.render_queue import RenderContext, Renderer
from auditor.collect.crawl.scheduler import Scheduler
from auditor.collect.crawl.shelf import Shelf
from auditor.collect.crawl.sitemaps import Robots
from auditor.collect.extract import page_roles
from auditor.collect.extract.html import Document
from auditor.collect.http.client import Answer
from auditor.config import load
from auditor.model import Reach, Role, Target, message
from auditor.snapshot.damage import CannotWrite
from auditor.snapshot.writer import Store, Visit
from auditor.text import company_names

_SITEMAP_PAGES = 20_000


class SiteVisit:
    """One visit under way."""

    def __init__(
        self, context: VisitContext, arrival: Arrival, robots: Robots, listed: asyncio.Task[list[str]]
    ) -> None:
        """Take over.

        Args:
            context: What the visit is made with.
            arrival: Asks further hosts what they ask of robots.
            robots: What the site asks of them.
            listed: The pages of the sitemaps, which are read while the home page is.
        """
        self._context = context
        self._settings = context.settings
        self._arrival = arrival
        self._robots = robots
        self._listed = listed
        self._out_of_time = False
        self._guessed = False
        self._unguessed = False
        self._scheduler: Scheduler[Job] = Scheduler(1)
        self._everything = context.settings.crawl.links == "all"
        self._ends_at = 0.0
        """By the event loop's clock."""

    async def run(self, answer: Answer | None) -> bool:
        """Go through the visit, from what the home page answered; None where an earlier visit is taken up.

        Returns:
            Whether it came to its end.

        Raises:
            CollectError: there is nothing to audit at the target.
        """
        store, site = self._context.store, self._settings.target.site
        if answer is not None:
            answer = self._examined(await self._followed(answer))
        home = store.meta("site") if answer is None else answer.fetch.final_url
        await self._move(store.meta("site") or site, home)
        crawl, frontier = self._prepare(home)
        listed = None if answer is not None else await self._listed

        def besides() -> None:
            self._named_pages(crawl, frontier)
            self._listed_pages(crawl, frontier, listed or [])

        if answer is None:
            resuming.recall(store, frontier, crawl, besides, everything=self._everything)
        else:
            await self._begin(answer, crawl)
        store.put_excludes(frontier.excluded())
        if not urls.same_site(home, site):
            moved_on = message("{site} leads to another site, {home}. That one was audited.", site=site, home=home)
            store.put_notes([moved_on])
        if answer is not None:
            self._named_pages(crawl, frontier)
            self._listed_pages(crawl, frontier, await self._listed)
        await self._gather(crawl, frontier)
        return not self._out_of_time and not self._scheduler.given_up

    async def _move(self, asked: str, home: str) -> None:
        """Where the home page led to another origin, ask that one what it wants of robots, and for its sitemaps."""
        if urls.origin(home) != urls.origin(asked):
            self._robots = await self._arrival.robots(urls.origin(home))
            self._listed.cancel()
            self._listed = asyncio.create_task(self._arrival.listed(self._robots, home))

    async def _begin(self, answer: Answer, crawl: Crawl) -> None:
        target, accepts = Target(self._name(answer), crawl.home), load.accepts(self._settings)
        taken_at = self._context.around.now or datetime.now(UTC)
        self._context.store.begin(
            target,
            taken_at,
            self._thresholds(),
            accepts,
            load.company_profile(self._settings),
            self._settings.target.site,
            self._settings.approved,
        )
        await crawl.begin(answer)

    async def _gather(self, crawl: Crawl, frontier: Frontier) -> None:
        with closing(Shelf(self._context.store.folder)) as crawl.shelf:
            await self._gather_all(crawl, frontier)

    async def _gather_all(self, crawl: Crawl, frontier: Frontier) -> None:
        store = self._context.store
        renderer = Renderer(self._means(crawl, frontier), store, crawl)
        try:
            await self._read_site(crawl, frontier, renderer)
            _search_late(store, crawl, self._settings.target.country)
            await self._keep_evidence(renderer)
        finally:
            await renderer.close()
        store.put_notes(renderer.notes())
        self._note_limits(crawl, frontier)
        await after_crawl.gather(
            after_crawl.AfterCrawlContext(self._context, crawl, frontier.excludes, self._arrival.robots)
        )

    def _prepare(self, home: str) -> tuple[Crawl, Frontier]:
        settings, context = self._settings.crawl, self._context
        frontier = Frontier(home, Bounds(settings.max_pages, settings.max_links), load.excludes(self._settings))
        scheduler: Scheduler[Job] = Scheduler(settings.per_host, settings.delay)
        self._scheduler = scheduler
        region = self._settings.target.country.upper()
        crawl = Crawl(
            context.web,
            context.store,
            frontier,
            scheduler,
            context.limits,
            context.pace,
            region=region,
            everything=self._everything,
        )
        crawl.home = home
        crawl.obey(urls.origin(home), self._robots)
        crawl.ask_robots = self._arrival.robots
        return crawl, frontier

    async def _followed(self, answer: Answer) -> Answer:
        """Return what the front door comes to where the page there moves its visitors on by itself."""
        job = Job(answer.fetch.url, Errand.PAGE, 0)
        while (text := text_of(answer, self._settings.target.site)) is not None and (
            move := parse_page.read(text).move
        ).url:
            further = moved.onward(job, answer, move)
            if further is None or not (await self._rules_of(further.url)).allows(further.url):
                break
            job, answer = further, await self._context.web.read(further.url, self._context.limits)
        return moved.arrived(job, answer)

    async def _rules_of(self, url: str) -> Robots:
        known = urls.origin(url) == urls.origin(self._settings.target.site)
        return self._robots if known else await self._arrival.robots(urls.origin(url))

    def _examined(self, answer: Answer) -> Answer:
        """Return the answer of the home page, named for what it is.

        Raises:
            CollectError: there is nothing to audit at the target.
        """
        site, robots = self._settings.target.site, self._robots
        if (text := text_of(answer, site)) is not None:
            answer = replace(answer, fetch=named(answer.fetch, parse_page.read(text)))
        problem, usage = _why_not(answer)
        if problem:
            raise CollectError(f"{site} {problem}", usage=usage)
        if robots.closed_because:  # told only now: where the home page fails too, its own fault says more
            why = f"{site} must not be read, because its robots.txt {robots.closed_because} (RFC 9309)"
            raise CollectError(f"{why}. {IF_YOURS}")
        return answer

    def _name(self, answer: Answer) -> str:
        if self._settings.target.name:
            return self._settings.target.name
        document = Document(answer.text, answer.fetch.final_url)
        node = document.tree.css_first("meta[property='og:site_name']")
        said = " ".join(((node.attributes.get("content") or "") if node is not None else "").split())
        title = document.tree.css_first("title")
        spelled = company_names.spelled(answer.fetch.final_url, title.text() if title is not None else "")
        return said[:80] or spelled or urls.netloc(answer.fetch.final_url).removeprefix("www.")

    def _thresholds(self) -> dict[str, float]:
        chosen = load.thresholds(self._settings)
        return {key: getattr(chosen, key) for key in self._settings.thresholds}

    def _named_pages(self, crawl: Crawl, frontier: Frontier) -> None:
        pages = self._settings.pages
        for role in (Role.CONTACT, Role.MEDIA, Role.SUPPORT, Role.COMPLAINTS):
            for written in getattr(pages, role.value):
                found = urls.resolve(written, crawl.home)
                if found is None:
                    raise CollectError(
                        f"auditor.toml: pages.{role.value}: {written!r} is not a web address", usage=True
                    )
                crawl.promise(found.url, [(role, "auditor.toml")], "configuration")
                crawl.add(frontier.named(found.url, [role]))

    def _listed_pages(self, crawl: Crawl, frontier: Frontier, listed: list[str]) -> None:
        count = 0
        for url in listed:
            promised = page_roles.from_link("", url)
            if promised:
                crawl.promise(url, promised.items(), "sitemap")
            if urls.same_site(url, crawl.home) and count < _SITEMAP_PAGES:
                count += 1
                crawl.add(frontier.listed(url, promised))

    def _means(self, crawl: Crawl, frontier: Frontier) -> RenderContext | None:
        """Return what pages are rendered with; None where no browser is wanted."""
        region = self._settings.target.country.upper()
        if not self._settings.crawl.browser:
            return None

        def allowed(url: str) -> bool:
            return crawl.may_read(url) and not frontier.excludes(url)

        context = self._context
        return RenderContext(
            context.web, context.limits, context.politeness.user_agent, allowed, region, context.mask_page
        )

    async def _keep_evidence(self, renderer: Renderer) -> None:
        """Have pages shown that became known late, and pictures taken: as long as the visit has time."""
        if self._out_of_time:
            return
        try:
            async with asyncio.timeout_at(self._ends_at):
                await renderer.evidence(self._context.progress)
        except TimeoutError:
            self._out_of_time = True

    async def _read_site(self, crawl: Crawl, frontier: Frontier, renderer: Renderer) -> None:
        context = self._context
        self._ends_at = asyncio.get_running_loop().time() + self._settings.crawl.max_seconds
        self._scheduler.ends_at = self._ends_at
        writing = asyncio.create_task(_keep_writing(context.store))
        warm = asyncio.get_running_loop().run_in_executor(None, after_crawl.warm_up)
        try:
            async with asyncio.timeout_at(self._ends_at):
                looks = FurtherLooks(context.store, crawl, frontier)
                if not self._settings.crawl.browser:  # which may show more pages
                    crawl.once_read = partial(self._next, looks, crawl, frontier)
                await crawl.run(self._context.progress)
                await renderer.follow(self._context.progress)
                known = asyncio.create_task(well_known.ask(context.web, context.store, crawl, context.limits))
                try:
                    await self._look_further(crawl, frontier, renderer, looks)
                    await known
                finally:
                    known.cancel()  # what ends the visit asks for these itself
        except TimeoutError:
            self._out_of_time = True
        finally:
            writing.cancel()
            context.store.flush()
            await warm

    async def _look_further(self, crawl: Crawl, frontier: Frontier, renderer: Renderer, looks: FurtherLooks) -> None:
        """Ask for usual paths and for what the pages have left to look at, until that leaves nothing more."""
        for _ in range(_ROUNDS):
            guessed = self._guessed
            jobs = self._next(looks, crawl, frontier)
            if not jobs:
                return
            await crawl.run_more(jobs, self._context.progress)
            if not guessed:
                await renderer.follow(self._context.progress)

    def _next(self, looks: FurtherLooks, crawl: Crawl, frontier: Frontier) -> list[Job]:
        """Return what there is to ask for by now: usual paths once, and what the pages have left to look at."""
        return [*self._usual_paths(crawl, frontier), *([] if self._everything else looks.due())]

    def _usual_paths(self, crawl: Crawl, frontier: Frontier) -> list[Job]:
        if self._guessed:
            return []
        self._guessed = True
        if self._scheduler.delay(urls.netloc(crawl.home)) > _PATIENCE:  # each guess would take the place of a page
            self._unguessed = True
            return []
        return usual_paths.guesses(self._context.store, crawl, frontier)

    def _note_limits(self, crawl: Crawl, frontier: Frontier) -> None:
        notes = [scope.told(everything=self._everything), *frontier.notes()]
        if crawl.robots_left_out:
            left_out = message(
                "{count:,} address was not read, because robots.txt does not allow it.",
                "{count:,} addresses were not read, because robots.txt does not allow it.",
                count=crawl.robots_left_out,
            )
            notes.append(left_out)
        if self._out_of_time:
            seconds = self._settings.crawl.max_seconds
            ended = message(
                "The visit took {seconds:g} seconds, which is the limit.", seconds=seconds
            ).telling_operator(
                message(
                    "Run the audit again with --resume to continue the visit, or raise crawl.max_seconds in auditor.toml."
                )
            )
            notes.append(ended)
        if given_up := self._scheduler.given_up:
            slow = message(
                "{count:,} address was not read, because its server asks for longer pauses between requests than a visit lasts.",
                "{count:,} addresses were not read, because their servers ask for longer pauses between requests than a visit lasts.",
                count=given_up,
            )
            notes.append(slow)
        if self._unguessed:
            notes.append(
                message("Pages that no link leads to were not looked for, because robots.txt asks for long pauses.")
            )
        self._context.store.put_notes(notes, passing=True)
        self._context.store.put_excludes(frontier.excluded())


_ROUNDS = 6
"""How often what was looked at may leave more to look at. Our default."""
_PATIENCE = 30.0
"""Seconds between two requests beyond which usual paths are not tried. Our default: within the usual half hour, sixty addresses are read then."""


async def _keep_writing(store: Store) -> None:
    """See to it that what was read does not wait to be written while the next answer is slow to come."""
    while True:
        await asyncio.sleep(0.5)
        with suppress(CannotWrite):  # whoever stores the next answer is told
            store.flush()


def _why_not(answer: Answer) -> tuple[str, bool]:
    """Return why the home page gives nothing to audit, and whether the target itself was the mistake."""
    fetch = answer.fetch
    status = fetch.status or 0
    if fetch.reach is not Reach.RESPONDED:
        why = UNREACHED[fetch.reach] + (f" ({fetch.detail})" if fetch.detail else "")
        return f"{why}. {advice(fetch)}".rstrip(), False
    if status >= 400:
        return f"answers {status}. An audit starts at a home page that loads.", False
    if not 200 <= status < 300:
        return f"answers {status} but does not say where to go.", False
    if fetch.content_type not in PAGE_TYPES:
        kind = fetch.content_type or "a file of unknown type"
        return f"is {kind}, not a web page. Name the home page of the site.", True
    document = Document(answer.text, fetch.final_url)
    if not document.text and document.tree.css_first("a[href], img, script, frame, iframe") is None:
        return "is an empty page; there is nothing to audit", False
    return "", False


def _search_late(store: Store, crawl: Crawl, country: str) -> None:
    """Read again, from the store, pages whose role became known only after they were read."""
    late = crawl.late_readers()
    if not late:
        return
    for url in late:
        found = store.page(url)
        if found is None or not found[1] or not is_readable(found[0]) or found[0].final_url != url:
            continue
        said = parse_page.whole(Document(found[1], url), crawl.home, country.upper())
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
