"""Reads a site: takes the next address, judges whether to try again, stores what came and follows what it leads to."""

from __future__ import annotations

import asyncio
import hashlib
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Protocol

from auditor import urls
from auditor.collect import extract, roles
from auditor.collect.challenges import challenge
from auditor.collect.contacts import find_contacts, may_hold_contacts
from auditor.collect.extract import Document
from auditor.collect.frontier import ORDINARY, Errand, Frontier, Job
from auditor.collect.scheduler import Scheduler
from auditor.collect.sitemaps import Robots
from auditor.collect.web import Answer, Limits, Web
from auditor.model import CONTACT_ROLES, NO_SUCH_HOST, Fetch, Form, Link, Page, Reach, Role
from auditor.snapshot import Store, Visit

_HTML = frozenset({"text/html", "application/xhtml+xml"})
_TRIED_AGAIN = frozenset({Reach.TIMED_OUT, Reach.CONNECT_FAILED, Reach.GARBLED, Reach.DNS_FAILED, Reach.TLS_FAILED})
_FOREIGN_BODY = 512_000
_LONGEST_WAIT = 60.0
_CONFIRMED_ENOUGH = 100
"""Dead links of one host that are asked for twice; if all held, the rest is believed. House rule."""


class Progress(Protocol):
    """Told what is happening."""

    def __call__(self, done: int, waiting: int, doing: str) -> None:
        """Take note that `done` addresses were read, `waiting` are known, and `doing` is under way."""
        ...


@dataclass(frozen=True, slots=True)
class Pace:
    """How patient a visit is."""

    tries: int = 3
    """For what may be a passing fault: time-outs, broken connections, 5xx."""
    waits: tuple[float, ...] = (2.0, 8.0)
    """Seconds before the second and third try; other addresses are read meanwhile."""
    confirm_after: float = 1.0
    """Seconds before what says it is gone is asked once more."""
    workers: int = 32


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
    ) -> None:
        self._web = web
        self._store = store
        self._frontier = frontier
        self._scheduler = scheduler
        self._limits = limits
        self._pace = pace
        self._region = region
        self._robots: dict[str, Robots] = {}
        self._controlled: set[str] = set()
        self._lost_hosts: dict[str, tuple[Reach, str]] = {}
        self._promised: dict[str, set[Role]] = {}
        self._read_fully: set[str] = set()
        self._confirmed: Counter[str] = Counter()
        self._unsteady: dict[str, bool] = {}
        self._done = 0
        self._asking: dict[str, asyncio.Future[Robots]] = {}
        self.ask_robots: Callable[[str], Awaitable[Robots]] | None = None
        """Reads the robots.txt of an origin."""
        self.home = ""
        self.robots_left_out = 0

    def obey(self, origin: str, robots: Robots) -> None:
        """Take in what a host asks of robots."""
        self._robots[origin] = robots
        if robots.delay:
            self._scheduler.set_delay(urls.netloc(origin), robots.delay)

    def begin(self, answer: Answer) -> None:
        """Take in the home page, which was read to see whether there is anything to audit."""
        self._frontier.mark(answer.fetch.url)
        self._conclude(Job(answer.fetch.url, Errand.PAGE, 0), answer)

    async def run(self, progress: Progress) -> None:
        """Work until nothing is left."""
        async with asyncio.TaskGroup() as group:
            for _ in range(self._pace.workers):
                group.create_task(self._work(progress))

    async def run_more(self, jobs: Iterable[Job], progress: Progress) -> None:
        """Work again, on jobs that made sense only once the rest was done."""
        self._scheduler.reopen()
        for job in jobs:
            self.add(job)
        await self.run(progress)

    async def _work(self, progress: Progress) -> None:
        while (taken := await self._scheduler.get()) is not None:
            host, job = taken
            try:
                progress(self._done, self._scheduler.pending, job.url)
                await self._handle(job)
            finally:
                self._scheduler.done(host)

    def add(self, job: Job | None) -> None:
        """Queue a job."""
        if job is not None:
            self._scheduler.put(urls.netloc(job.url), job, job.priority)

    def recall(self, promised: Mapping[str, set[Role]], read_fully: set[str]) -> None:
        """Take up what an earlier, interrupted visit knew."""
        self._promised.update(promised)
        self._read_fully |= read_fully

    def promised_roles(self) -> set[Role]:
        """Return the roles that anything promised a page of."""
        return {role for found in self._promised.values() for role in found}

    def promise(self, url: str, found: Iterable[tuple[Role, str]], by: str) -> None:
        """Note how an address was learned of and what it promises."""
        found = tuple(found)
        self._promised.setdefault(url, set()).update(role for role, _ in found)
        self._store.put(Visit(found=((url, by),), roles=tuple((url, role, reason) for role, reason in found)))

    async def _handle(self, job: Job) -> None:
        if not self._frontier.admit(job):
            job = replace(job, errand=Errand.LOOK)
            if not self._frontier.admit(job):
                return
        await self._learn_rules(job.url)
        answer = self._spared(job) or await self._try(job)
        if answer is None or self._again(job, answer):
            return
        self._done += 1
        tries = job.tries + 1
        self._conclude(job, replace(answer, fetch=replace(answer.fetch, tries=tries)))

    async def _learn_rules(self, url: str) -> None:
        """Ask further hosts of the site, once each, what they ask of robots; other sites' pages are looked at, not crawled."""
        origin = urls.origin(url)
        if origin in self._robots or self.ask_robots is None or not urls.same_site(url, self.home):
            return
        if origin not in self._asking:
            self._asking[origin] = asyncio.ensure_future(self.ask_robots(origin))
        self.obey(origin, await self._asking[origin])

    def _spared(self, job: Job) -> Answer | None:
        """Return the answer that needs no request: robots.txt forbids it, or the host is known not to exist."""
        robots = self._robots.get(urls.origin(job.url))
        if robots is not None and job.errand is not Errand.CONTROL and not robots.allows(job.url):
            self.robots_left_out += 1
            return _unasked(job.url, Reach.DISALLOWED, "")
        lost = self._lost_hosts.get(urls.netloc(job.url))
        return _unasked(job.url, *lost) if lost is not None else None

    async def _try(self, job: Job) -> Answer:
        own = job.errand is not Errand.LOOK or urls.same_site(job.url, self.home)
        limits = self._limits if own else replace(self._limits, body=_FOREIGN_BODY)
        method = "OPTIONS" if job.errand is Errand.OPTIONS else "GET"
        return await self._web.read(job.url, limits, method=method, cut=not own)

    def _again(self, job: Job, answer: Answer) -> bool:
        """Put the job back if another try may tell more; return whether it was."""
        wait = self._wait_before_next(job, answer)
        if wait is None or job.errand is Errand.OPTIONS:
            return False
        host = urls.netloc(job.url)
        if answer.fetch.status in {429, 503}:
            self._scheduler.slow_down(host, wait)
        self._scheduler.put(host, replace(job, tries=job.tries + 1), job.priority, wait=wait)
        return True

    def _wait_before_next(self, job: Job, answer: Answer) -> float | None:
        """Return the seconds to wait before another try; None where none is worth it."""
        fetch = answer.fetch
        status = fetch.status or 0
        tried = job.tries + 1
        # What says clearly that it is gone is asked once more; what may be a passing fault as often as the pace allows.
        if status in {404, 410} or (fetch.reach is Reach.DNS_FAILED and fetch.detail == NO_SUCH_HOST):
            return self._pace.confirm_after if tried < 2 and self._is_worth_confirming(job) else None
        passing = fetch.reach in _TRIED_AGAIN or status >= 500 or status == 429
        if not passing or tried >= self._pace.tries:
            return None
        wait = self._pace.waits[min(tried, len(self._pace.waits)) - 1]
        asked = answer.retry_after(datetime.now(UTC)) if status in {429, 503} else None
        if asked is None:
            return wait
        if asked <= _LONGEST_WAIT:
            return max(wait, asked)
        # Nobody waits an hour for a link: the host is left alone for the rest of the visit.
        self._lost_hosts[urls.netloc(job.url)] = Reach.RATE_LIMITED, f"asked us to stay away for {asked:.0f} seconds"
        return None

    def _is_worth_confirming(self, job: Job) -> bool:
        """Return whether to ask again for what is gone.

        Always for what has to do with contact pages. For the rest of a site with very many dead links, the first ones
        show whether its word can be trusted.
        """
        if job.errand is Errand.GUESS:
            return False
        host = urls.netloc(job.url)
        if job.priority < ORDINARY or self._unsteady.get(host) or self._confirmed[host] < _CONFIRMED_ENOUGH:
            self._confirmed[host] += 1
            return True
        return False

    def _conclude(self, job: Job, answer: Answer) -> None:
        """Store what came of an address and follow it."""
        document = Document(answer.text, answer.fetch.final_url)
        answer = interpreted(answer, document)
        fetch = answer.fetch
        host = urls.netloc(job.url)
        if job.tries and fetch.reach is Reach.RESPONDED and 200 <= (fetch.status or 0) < 300:
            self._unsteady[host] = True  # it said something else before: its 404s have to be doubted
        if fetch.reach is Reach.DNS_FAILED and not fetch.redirects:
            self._lost_hosts[host] = fetch.reach, fetch.detail
        if job.errand is Errand.CONTROL:
            self._store.put(Visit(fetch, answer.body, answer.headers, control_of=urls.origin(job.url)))
            return
        readable = is_readable(fetch)
        if readable and urls.path(fetch.url) != "/":
            self._ask_control(fetch)
        if readable and job.errand in {Errand.PAGE, Errand.GUESS, Errand.GUEST}:
            self._store_page(job, answer, document)
        else:
            self._store.put(Visit(fetch, answer.body, answer.headers))

    def _ask_control(self, fetch: Fetch) -> None:
        """Learn once per host what it answers for an address that cannot exist."""
        origin = urls.origin(fetch.final_url)
        if origin in self._controlled:
            return
        self._controlled.add(origin)
        name = hashlib.sha256(origin.encode()).hexdigest()[:16]
        job = Job(f"{origin}/auditor-{name}-no-such-page", Errand.CONTROL, 50)
        self._frontier.mark(job.url)
        self.add(job)

    def _store_page(self, job: Job, answer: Answer, document: Document) -> None:
        """Store a page under the address where it was found, with what it says and leads to."""
        fetch = answer.fetch
        visits = []
        if fetch.redirects:
            visits.append(Visit(fetch, answer.body, answer.headers))
            strange = not any(urls.same_site(fetch.final_url, url) for url in (fetch.url, self.home))
            if strange or self._frontier.knows(fetch.final_url):
                self._store.put(*visits)
                return
            self._frontier.mark(fetch.final_url)
            fetch = replace(fetch, url=fetch.final_url, redirects=())
        visits.append(self._visit(job, fetch, answer, document))
        self._store.put(*visits)

    def _visit(self, job: Job, fetch: Fetch, answer: Answer, document: Document) -> Visit:
        said = roles.from_page(fetch.url, document.title, document.heading, document.types)
        if fetch.url == self.home:
            said = {**said, Role.HOME: "home page"}
        promised = self._promised.get(job.url, set()) | self._promised.get(fetch.url, set()) | said.keys()
        found_links = extract.links(document)
        following = self._follow(found_links, promised) if job.errand in {Errand.PAGE, Errand.GUESS} else _Onward()
        forms = extract.forms(document)
        self._look_at_actions(forms, promised)
        self._read_fully.add(fetch.url)
        return Visit(
            fetch=fetch,
            body=answer.body,
            headers=answer.headers,
            page=page_facts(document, fetch),
            links=found_links,
            contacts=find_contacts(document.html, url=fetch.url, region=self._region)
            if promised or may_hold_contacts(document.html)
            else (),
            forms=forms,
            roles=(*((fetch.url, role, reason) for role, reason in said.items()), *following.roles),
            found=following.found,
        )

    def _follow(self, found: Iterable[Link], promised: set[Role]) -> _Onward:
        """Queue what a page leads to; return what it says of those addresses."""
        from_role_page = bool(promised & CONTACT_ROLES)
        said: list[tuple[str, Role, str]] = []
        by: dict[tuple[str, str], None] = {}
        for link in found:
            promises = self._frontier.promises(link)
            known = self._promised.get(link.url, set())
            said += [(link.url, role, reason) for role, reason in promises.items()]
            if promises:
                self._promised.setdefault(link.url, set()).update(promises)
                by[link.url, "link"] = None
            self.add(self._frontier.offer(link, known | promises.keys(), from_role_page=from_role_page))
        return _Onward(tuple(said), tuple(by))

    def _look_at_actions(self, forms: Iterable[Form], promised: set[Role]) -> None:
        """Ask whether the addresses that contact forms are sent to are there. Nothing is submitted."""
        if not promised & CONTACT_ROLES:
            return
        for form in forms:
            if "://" not in form.action or form.purpose in {"search", "login", "newsletter"}:
                continue
            if not self._frontier.knows(form.action):
                self._frontier.mark(form.action)
                self.add(Job(form.action, Errand.LOOK, 30))
            key = f"OPTIONS {form.action}"
            if form.method == "post" and not self._frontier.knows(key):
                self._frontier.mark(key)
                self.add(Job(form.action, Errand.OPTIONS, 35))

    def late_readers(self) -> list[str]:
        """Return addresses that turned out to have a role after they were merely looked at."""
        return sorted(url for url, found in self._promised.items() if found and url not in self._read_fully)


@dataclass(frozen=True, slots=True)
class _Onward:
    roles: tuple[tuple[str, Role, str], ...] = ()
    found: tuple[tuple[str, str], ...] = ()


def is_readable(fetch: Fetch) -> bool:
    """Return whether an answer is a web page that came whole."""
    return fetch.reach is Reach.RESPONDED and fetch.content_type in _HTML and 200 <= (fetch.status or 0) < 300


def page_facts(document: Document, fetch: Fetch) -> Page:
    """Return what is kept of a page besides its body."""
    return Page(
        url=fetch.url,
        fetch=fetch,
        title=document.title,
        heading=document.heading,
        lang=document.lang,
        text_length=document.text_length,
        needs_script=document.needs_script,
    )


def _unasked(url: str, reach: Reach, detail: str) -> Answer:
    return Answer(Fetch(url, url, reach, datetime.now(UTC), detail=detail))


def interpreted(answer: Answer, document: Document) -> Answer:
    """Name walls and limits for what they are."""
    fetch = answer.fetch
    if fetch.reach is not Reach.RESPONDED or fetch.status is None:
        return answer
    if fetch.content_type not in _HTML or fetch.status in {404, 410}:
        document = Document("", fetch.final_url)  # then only headers and addresses can tell
    reason = challenge(
        fetch.status,
        answer.headers,
        document.title,
        document.short_text,
        document.html,
        fetch.final_url,
        text_length=document.text_length,
    )
    if reason:
        return replace(answer, fetch=replace(fetch, reach=Reach.CHALLENGED, detail=reason))
    if fetch.status == 429:
        return replace(answer, fetch=replace(fetch, reach=Reach.RATE_LIMITED, detail="answers 429"))
    return answer
