"""Reads a site: takes the next address, judges whether to try again, stores what came and follows what it leads to."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import replace

from auditor import urls
from auditor.collect.crawl import moved
from auditor.collect.crawl.answers import is_readable, named, page_facts, text_of, unasked
from auditor.collect.crawl.frontier import Errand, Frontier, Job, Onward
from auditor.collect.crawl.parse_page import Reading
from auditor.collect.crawl.parser_pool import Readers
from auditor.collect.crawl.patience import Patience
from auditor.collect.crawl.scheduler import Scheduler
from auditor.collect.crawl.scope import LOOKED_AT, Look, by_page
from auditor.collect.crawl.shelf import Shelf, is_file, without_body
from auditor.collect.crawl.sitemaps import Robots
from auditor.collect.crawl.under_way import UnderWay
from auditor.collect.http.client import Answer, Keep, Limits, Web
from auditor.collect.http.retry_policy import Pace, Progress, rare_collections
from auditor.model import CONTACT_ROLES, Fetch, Form, LinkKind, Reach, Role
from auditor.platforms.venues import is_venue
from auditor.snapshot.writer import Store, Visit

_FOREIGN_BODY = 512_000
_FOR_PICTURES = {"Accept": "image/*,*/*;q=0.8"}
"""Some hosts send a page about a picture to those who would rather have one; others recode it, without its metadata, for those who
name a newer format."""
_MOST_FRONTS = 200
"""Hosts of others that are asked for their front page too. Our default."""
_UNREAD = 160
"""Answers that may wait to be read and stored while further ones are asked for."""


class Crawl:
    """One visit under way."""

    def __init__(
        self,
        web: Web,
        store: Store,
        frontier: Frontier,
        scheduler: Scheduler[Job],
        limits: Limits,
        pace: Pace,
        *,
        region: str,
        everything: bool = True,
    ) -> None:
        """Begin.

        Args:
            web: Asks.
            store: Takes what came.
            frontier: Knows what is worth asking for.
            scheduler: Knows when.
            limits: Of one answer.
            pace: How patient the visit is.
            region: Two-letter country of numbers without a code; empty to guess it.
            everything: Whether every link of every page is looked at, not those alone that checks judge (`scope`).
        """
        self._web = web
        self._store = store
        self._frontier = frontier
        self._scheduler = scheduler
        self._limits = limits
        self._pace = pace
        self._region = region
        self._robots: dict[str, Robots] = {}
        self._controlled: set[str] = set()
        self._fronts: set[str] = set()
        self._everything = everything
        self._patience = Patience(pace, everything=everything)
        self._promised: dict[str, set[Role]] = {}
        self._read_fully: set[str] = set()
        self._readers = Readers()
        self._done = 0
        self._unread = 0
        self._asking: dict[str, asyncio.Future[Robots]] = {}
        self.ask_robots: Callable[[str], Awaitable[Robots]] | None = None
        """Reads the robots.txt of an origin."""
        self.once_read: Callable[[], Iterable[Job]] | None = None
        """Asked, once, what else there is to do as soon as no page is to come any more: others may be slow to answer."""
        self.under_way = UnderWay()
        self.shelf: Shelf | None = None
        """Keeps files that are read later."""
        self.home = ""
        self.robots_left_out = 0

    def obey(self, origin: str, robots: Robots) -> None:
        """Take in what a host asks of robots."""
        self._robots[origin] = robots
        if robots.delay:
            self._scheduler.set_delay(urls.netloc(origin), robots.delay)

    async def begin(self, answer: Answer) -> None:
        """Take in the home page, which was read to see whether there is anything to audit."""
        self._frontier.mark(answer.fetch.url)
        await self._conclude(Job(answer.fetch.url, Errand.PAGE, 0), answer)

    async def run(self, progress: Progress) -> None:
        """Work until nothing is left."""
        try:
            with rare_collections():
                async with asyncio.TaskGroup() as group:
                    for _ in range(self._pace.workers):
                        group.create_task(self._work(group, progress))
        finally:
            await self._readers.close()
            self._readers = Readers()

    async def run_more(self, jobs: Iterable[Job], progress: Progress) -> None:
        """Work again, on jobs that made sense only once the rest was done."""
        self._scheduler.reopen()
        for job in jobs:
            self.add(job)
        await self.run(progress)

    async def _work(self, group: asyncio.TaskGroup, progress: Progress) -> None:
        while (taken := await self._scheduler.get()) is not None:
            host, job = taken
            progress(self._done, self._scheduler.pending, job.url)
            try:
                fetched = await self._fetch(job)
            finally:
                self._scheduler.free(host)
            if fetched is None:
                self._end(job)
                self._scheduler.done()
            elif self._unread < _UNREAD:
                self._unread += 1  # the next address is asked for first: the network is what takes longest
                group.create_task(self._finish(job, *fetched))
            else:
                self._unread += 1
                await self._finish(job, *fetched)

    async def _finish(self, taken: Job, job: Job, answer: Answer) -> None:
        try:
            await self._conclude(job, answer)
            self._end(taken)
        finally:
            self._unread -= 1
            self._scheduler.done()

    def _end(self, job: Job) -> None:
        """Take note that a job is done, or has begun anew; if it was the last to bring a page, queue what makes sense then."""
        self.under_way.end(job)
        if self.once_read is not None and not self.under_way.brings_pages:
            once_read, self.once_read = self.once_read, None
            for further in once_read():
                self.add(further)

    def add(self, job: Job | None) -> None:
        """Queue a job."""
        if job is not None and not self._frontier.recalls(job):
            self.under_way.begin(job)
            self._scheduler.put(urls.netloc(job.url), job, job.priority)

    def recall(self, promised: Mapping[str, set[Role]], read_fully: set[str], controlled: set[str]) -> None:
        """Take up what an earlier, interrupted visit knew.

        Args:
            promised: Roles by address.
            read_fully: Pages that were read.
            controlled: Origins of which it is known what they answer for an address that cannot exist.
        """
        self._promised.update(promised)
        self._read_fully |= read_fully
        self._controlled |= controlled

    def promised_roles(self) -> set[Role]:
        """Return the roles that anything promised a page of."""
        return {role for found in self._promised.values() for role in found}

    def promise(self, url: str, found: Iterable[tuple[Role, str]], by: str) -> None:
        """Note how an address was learned of and what it promises."""
        found = tuple(found)
        self._promised.setdefault(url, set()).update(role for role, _ in found)
        self._store.put(Visit(found=((url, by),), roles=tuple((url, role, reason) for role, reason in found)))

    async def _fetch(self, job: Job) -> tuple[Job, Answer] | None:
        """Return what came of an address, and what it was read for; None where it is left out, or will be tried again."""
        if not self._frontier.admit(job):
            job = replace(job, errand=Errand.LOOK)
            if not self._patience.is_judged(job.url) or not self._frontier.admit(job):
                return None
        await self._learn_rules(job.url)
        spared = self._spared(job)
        answer = spared or await self._try(job)
        if spared is None and self._again(job, answer):
            return None
        self._done += 1
        if job.tries:
            answer = replace(answer, fetch=replace(answer.fetch, tries=job.tries + 1))
        return job, answer

    async def _learn_rules(self, url: str) -> None:
        """Ask further hosts of the site, once each, what they ask of robots; other sites' pages are looked at, not crawled."""
        origin = urls.origin(url)
        if origin in self._robots or self.ask_robots is None or not urls.same_site(url, self.home):
            return
        if origin not in self._asking:
            self._asking[origin] = asyncio.ensure_future(self.ask_robots(origin))
        self.obey(origin, await self._asking[origin])

    def _spared(self, job: Job) -> Answer | None:
        """Return the answer that needs no request: robots.txt forbids it, or what the host would say is known."""
        robots = self._robots.get(urls.origin(job.url))
        if robots is not None and robots.silence is not None:
            return Answer(replace(robots.silence, url=job.url, final_url=job.url))
        if robots is not None and job.errand is not Errand.CONTROL and not robots.allows(job.url):
            self.robots_left_out += 1
            return unasked(job.url, Reach.DISALLOWED, robots.closed_because)
        lost = self._patience.lost(job.url)
        return unasked(job.url, *lost) if lost is not None else None

    async def _try(self, job: Job) -> Answer:
        own = job.errand not in {Errand.LOOK, Errand.GLANCE, Errand.FRONT} or urls.same_site(job.url, self.home)
        limits = self._limits if own else replace(self._limits, body=_FOREIGN_BODY)
        method = "OPTIONS" if job.errand is Errand.OPTIONS else "GET"
        keep, headers = await self._keep(job), _FOR_PICTURES if job.picture else None
        return await self._web.read(job.url, limits, method=method, cut=not own, keep=keep, headers=headers)

    async def _keep(self, job: Job) -> Keep | None:
        """Return which answer is kept for those who read the files of contact and press pages; None for none."""
        if not job.file or self.shelf is None or (keep := self.shelf.keep(job.url, shown=job.picture)) is None:
            return None
        rules = self._robots.get(urls.origin(job.url))
        # Whether it is there may be seen; to read it is another matter.
        if rules is None and self.ask_robots is not None:
            rules = await self.ask_robots(urls.origin(job.url))
        return keep if rules is None or rules.allows(job.url) else None

    def _again(self, job: Job, answer: Answer) -> bool:
        """Put the job back if another try may tell more; return whether it was."""
        wait = self._patience.wait(job, answer)
        if wait is None or job.errand is Errand.OPTIONS:
            return False
        host = urls.netloc(job.url)
        if answer.fetch.status in {429, 503}:
            self._scheduler.slow_down(host, wait)
        again = replace(job, tries=job.tries + 1)
        self.under_way.begin(again, is_gone=answer.fetch.status in {404, 410})
        self._scheduler.put(host, again, job.priority, wait=wait)
        return True

    async def _conclude(self, job: Job, answer: Answer) -> None:
        """Read what came of an address, store it and follow it."""
        is_page = job.errand in {Errand.PAGE, Errand.GUESS, Errand.GUEST}
        said = await self._read(answer, whole=is_page)
        if said.move.url and (further := self._onward(job, answer, said)) is not None:
            self.add(further)
            return
        self._patience.learn(job, answer.fetch)
        self._doubt(job, answer.fetch)
        answer = moved.arrived(job, answer)
        job = replace(job, url=job.asked or job.url, asked="", via=())
        fetch = named(answer.fetch, said)
        if said.move.url:
            fetch, said = moved.circled(fetch, said, answer.headers)
        control_of = urls.origin(job.url) if job.errand is Errand.CONTROL else ""
        readable = (is_readable(fetch) or said.is_there) and not control_of
        if readable and urls.path(fetch.url) != "/" and job.errand is not Errand.GLANCE:
            self.ask_control(fetch.final_url)
        if readable and is_page:
            self._store_page(job, fetch, answer, said)
        elif job.file and answer.body and not fetch.encoding and self.shelf is not None:
            self.shelf.put(answer)
            self._store.put(Visit(without_body(fetch), headers=answer.headers))
        else:
            self._store.put(Visit(fetch, answer.body, answer.headers, control_of=control_of))

    def _onward(self, job: Job, answer: Answer, said: Reading) -> Job | None:
        """Return the job that a page which moves its visitors on leaves to do; None where that ends here."""
        further = moved.onward(job, answer, said.move)
        return None if further is None or self._frontier.excludes(further.url) else further

    def _doubt(self, job: Job, fetch: Fetch) -> None:
        """See whether a host that says that something is gone can be believed, where a check judges what it says."""
        gone = fetch.reach is Reach.RESPONDED and fetch.status in {404, 410}
        if gone and job.errand in {Errand.LOOK, Errand.GUEST, Errand.PAGE}:
            self.ask_front(fetch.final_url)

    def ask_front(self, url: str) -> None:
        """Ask a host of somebody else's that says something is gone for its front page, once: it may say so of everything."""
        if urls.same_site(url, self.home):
            return
        front = urls.origin(url) + "/"
        if front not in self._fronts and len(self._fronts) < _MOST_FRONTS and not self._frontier.knows(front):
            self._fronts.add(front)
            self._frontier.mark(front)
            self.add(Job(front, Errand.FRONT, 50))

    async def _read(self, answer: Answer, *, whole: bool) -> Reading:
        text = text_of(answer, self.home, self._region, whole=whole)
        return Reading() if text is None else await self._readers.read(text, self._scheduler.pending)

    def ask_control(self, url: str) -> None:
        """Learn once per host what it answers for an address that cannot exist; `url` is one that it has a page at."""
        origin = urls.origin(url)
        if origin in self._controlled:
            return
        self._controlled.add(origin)
        name = hashlib.sha256(origin.encode()).hexdigest()[:16]
        job = Job(f"{origin}/auditor-{name}-no-such-page", Errand.CONTROL, 50)
        self._frontier.mark(job.url)
        self.add(job)

    def _store_page(self, job: Job, fetch: Fetch, answer: Answer, said: Reading) -> None:
        """Store a page under the address where it was found, with what it says and leads to."""
        visits = []
        if fetch.redirects:
            visits.append(Visit(fetch, answer.body, answer.headers))
            strange = not any(urls.same_site(fetch.final_url, url) for url in (fetch.url, self.home))
            if (strange and not self._is_moved_page(job, fetch)) or self._frontier.knows(fetch.final_url):
                self._store.put(*visits)
                return
            self._frontier.mark(fetch.final_url)
            job = replace(job, errand=Errand.GUEST) if strange else job
            fetch = replace(fetch, url=fetch.final_url, redirects=())
        visits.append(self._visit(job, fetch, answer, said))
        self._store.put(*visits)

    def _is_moved_page(self, job: Job, fetch: Fetch) -> bool:
        """Return whether a page for those who want to reach the company is kept with somebody else: a newsroom, a help desk."""
        return bool(self._promised.get(job.url, set()) & CONTACT_ROLES) and not is_venue(fetch.final_url)

    def _visit(self, job: Job, fetch: Fetch, answer: Answer, said: Reading) -> Visit:
        promised = self._promised.get(job.url, set()) | self._promised.get(fetch.url, set()) | said.said.keys()
        following = self._follow(said, fetch.url, promised) if job.errand is not Errand.GUEST else Onward()
        self.look_at_actions(said.forms, promised)
        self._read_fully.add(fetch.url)
        return Visit(
            fetch=fetch,
            body=answer.body,
            headers=answer.headers,
            page=page_facts(fetch, said),
            links=said.links,
            contacts=said.contacts,
            forms=said.forms,
            roles=(*((fetch.url, role, reason) for role, reason in said.said.items()), *following.roles),
            found=following.found,
        )

    def _follow(self, said: Reading, page: str, promised: set[Role]) -> Onward:
        """Queue what a page leads to; return what it says of those addresses."""
        from_role_page = bool(promised & CONTACT_ROLES)
        looks = self.looks(promised)
        roles: list[tuple[str, Role, str]] = []
        found: list[tuple[str, str]] = []
        for lead in said.leads:
            look = looks.get(lead.kind, Look.NONE)
            if look is Look.TRUTH:
                self.judge(lead.url)
            if not lead.promises and self._frontier.has_met(lead.url):  # most links of most pages
                continue
            known = self._promised.get(lead.url, set())
            if lead.promises:
                roles += [(lead.url, role, reason) for role, reason in lead.promises.items()]
                found.append((lead.url, "link"))
                known = self._promised.setdefault(lead.url, set())
                known.update(lead.promises)
            job = self._frontier.offer(lead, known, page, look=look, from_role_page=from_role_page)
            self.add(replace(job, file=True) if job is not None and is_file(lead, page, promised, self.home) else job)
        return Onward(tuple(roles), tuple(found))

    def looks(self, roles: set[Role]) -> Mapping[LinkKind, Look]:
        """Return how a page of some roles has its links looked at, by their kind."""
        return {kind: Look.TRUTH if self._everything else by_page(kind, roles) for kind in LOOKED_AT}

    def judge(self, url: str) -> None:
        """Say that a check judges whether `url` is there."""
        self._patience.judge(url)

    def look_at_actions(self, forms: Iterable[Form], promised: set[Role]) -> None:
        """Ask whether the addresses that contact forms are sent to are there. Nothing is submitted."""
        if promised & CONTACT_ROLES:
            for job in self._frontier.actions(forms):
                self.add(job)

    def may_read(self, url: str) -> bool:
        """Return whether robots.txt lets us read `url`, as far as its host has been asked."""
        robots = self._robots.get(urls.origin(url))
        return robots is None or robots.allows(url)

    def take_up(self, said: Reading, page: str, promised: set[Role]) -> Onward:
        """Queue what a page of the site leads to that was read by other means than ours."""
        self.look_at_actions(said.forms, promised)
        return self._follow(said, page, promised)

    def late_readers(self) -> list[str]:
        """Return addresses that turned out to have a role after they were merely looked at."""
        return sorted(url for url, found in self._promised.items() if found and url not in self._read_fully)
