"""One round of a watch: the company's profiles, what was written there since the last round, and where that leads. The site is not read.

What is gathered is a snapshot of its own kind. Whatever of the site checks may ask for is missing in it, and says so.
"""

from __future__ import annotations

import asyncio
import ipaddress
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from auditor import urls
from auditor.collect.crawl import pictures, post_links, profile_discovery
from auditor.collect.crawl.after_crawl import AfterCrawlContext
from auditor.collect.crawl.block_lists import BlockList
from auditor.collect.crawl.bootstrap import Arrival, VisitContext
from auditor.collect.crawl.crawler import Crawl
from auditor.collect.crawl.frontier import Bounds, Frontier, Job
from auditor.collect.crawl.scheduler import Scheduler
from auditor.collect.http import dns
from auditor.collect.http.address_guard import Guard, NoSuchHost, addresses_of
from auditor.collect.http.client import Limits, Politeness, Web, open_web
from auditor.collect.http.retry_policy import Pace as Patience
from auditor.collect.http.retry_policy import Progress
from auditor.collect.http.stand_ins import StandIns
from auditor.collect.sources import elsewhere, run, table
from auditor.collect.sources.adapter import Pace
from auditor.collect.sources.base import Source
from auditor.collect.sources.clients import SourceContext
from auditor.collect.sources.run import Since, always
from auditor.collect.sources.status_pages import found as status_pages
from auditor.collect.sources.status_pages import gather
from auditor.collect.sources.venues import gather as venues
from auditor.collect.sources.venues import wanted
from auditor.config import load
from auditor.config.schema import Settings
from auditor.model import NOTHING, Existence, Message, Owner, Profile, Target, message
from auditor.platforms import catalogue
from auditor.resources import facts
from auditor.snapshot import reader
from auditor.snapshot.writer import Store

UNREAD = ("pages", "links", "contacts", "forms", "controls", "certificates", "documents")
"""Artifacts that are of the site: a round leaves it alone."""
_ANSWERED_WITHIN = timedelta(hours=10)
"""Mentions this young are looked at again: a search shows what answers them only below them. Our default."""


@dataclass(frozen=True, slots=True)
class Look:
    """One thing that a round asked for."""

    name: str
    """As people call it, such as `bluesky acme.example`."""
    saw: bool
    """Whether there was an answer that says something."""
    why: Message = NOTHING
    """Why not."""
    host: str = ""
    """Where it lies; empty for nowhere in particular."""
    optional: bool = False
    """It is known to refuse most who ask: that it does proves nothing, but spoils nothing either."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a round looks at, and how."""

    settings: Settings
    known: Sequence[Profile] = ()
    """Profiles that earlier audits found, besides those that auditor.toml names."""
    status_pages: tuple[str, ...] = ()
    """Addresses of status pages that the site links, besides those that auditor.toml names."""
    name: str = ""
    """Of the company, where auditor.toml gives none."""
    since: Since = always
    """Up to when earlier rounds saw each channel."""
    around: StandIns = field(default_factory=StandIns)
    pace: Pace = field(default_factory=Pace)
    """Of sources."""
    patience: Patience = field(default_factory=Patience)
    """With strangers' addresses."""
    sources: tuple[Source, ...] = ()
    """Those that others wrote; they come before ours."""
    block_lists: tuple[BlockList, ...] = ()
    """Those that auditor.toml names."""

    @property
    def now(self) -> datetime:
        """When the round takes place, UTC."""
        return self.around.now or datetime.now(UTC)


def collect(plan: Plan, folder: Path, progress: Progress) -> tuple[Look, ...]:
    """Gather a round into an empty folder; return what was asked for.

    Raises:
        SnapshotError: the folder can't be used; CannotWrite where the disk is full, or closed to us.
    """
    store = Store(folder)
    try:
        return asyncio.run(_Round(plan, store, progress).run())
    finally:
        store.close()


def watched(plan: Plan, store: Store) -> list[Profile]:
    """Return the profiles to look at, as if never looked at: those of auditor.toml and those known, the company's own only."""
    named = profile_discovery.discover(store, plan.settings, plan.sources)
    found = {(one.platform, one.handle): one for one in named if one.owner is Owner.CERTAIN}
    others = {one.url for one in plan.settings.profile if one.owner != "ours"}
    for one in plan.known:
        key = one.platform, one.handle
        if one.owner is not Owner.CERTAIN or one.url in others:
            continue
        mentions = tuple(dict.fromkeys((*(found[key].mentions if key in found else ()), *one.mentions)))
        purpose = found[key].purpose if key in found else one.purpose
        found[key] = Profile(one.platform, one.handle, one.url, mentions, purpose=purpose, owner=one.owner, why=one.why)
    return list(found.values())


def linked_status_pages(run: Path) -> tuple[str, ...]:
    """Return the addresses of status pages that the site links, as an audit saw it.

    Raises:
        SnapshotError: it can't be read.
    """
    with closing(reader.open_read_only(run)) as db:
        row = db.execute("SELECT value FROM meta WHERE key = 'site'").fetchone()
        return tuple(status_pages.among(partial(reader.links_of, db), str(row[0]) if row else ""))


def can_be_asked(profile: Profile, sources: Iterable[Source] = ()) -> bool:
    """Return whether anything looks a profile up: many platforms show strangers nothing."""
    return table.source_for(profile.platform, sources) is not None


class _Round:
    def __init__(self, plan: Plan, store: Store, progress: Progress) -> None:
        self._plan = plan
        self._settings = plan.settings
        self._store = store
        self._progress = progress
        crawl = plan.settings.crawl
        self._politeness = Politeness(crawl.per_host, crawl.connections, crawl.contact)
        self._asked = SourceContext(
            plan.settings.sources,
            store.put,
            politeness=self._politeness,
            around=plan.around,
            environ=dict(os.environ),
            pace=plan.pace,
        )

    async def run(self) -> tuple[Look, ...]:
        self._begin()
        around = self._plan.around
        guard = await self._guard()
        async with open_web(guard, self._politeness, stub_network=around.stub_network, ca_file=around.ca_file) as web:
            found = await self._profiles(web)
            await self._links(web, guard)
        await self._mentions()
        pages = await self._status_pages()
        await self._names(found)
        looks = [*self._of_profiles(found), *self._of_channels(), *self._of_venues(), *pages]
        self._store.finish()
        return tuple(looks)

    def _begin(self) -> None:
        settings, target = self._settings, self._settings.target
        name = target.name or self._plan.name or urls.netloc(target.site).removeprefix("www.")
        chosen = load.thresholds(settings)
        self._store.begin(
            Target(name, target.site),
            self._plan.now,
            {key: getattr(chosen, key) for key in settings.thresholds},
            load.accepts(settings),
            load.company_profile(settings),
            target.site,
            settings.approved,
            watching=True,
        )
        for artifact in UNREAD:
            self._store.put_missing(artifact, message("A watch does not read the site."))

    async def _guard(self) -> Guard:
        """Return what guards strangers' addresses, such as those of pictures."""
        around = self._plan.around
        if around.stub_network is not None:
            return Guard((ipaddress.ip_network("127.0.0.0/8"),))
        try:
            return Guard.for_target(await addresses_of(urls.host(self._settings.target.site)))
        except (NoSuchHost, OSError):
            return Guard()

    async def _profiles(self, web: Web) -> list[Profile]:
        """Look the profiles up, and gather what was written there since they were seen last."""
        plan, store = self._plan, self._store
        found = watched(plan, store)
        store.put_profiles(found)
        source_for = partial(table.source_for, others=plan.sources)
        more: dict[str, Any] = {"now": plan.now, "say": self._say, "since": plan.since}
        found = await run.gather(found, self._asked, store, source_for=source_for, **more)
        found = await pictures.keep(found, web, store)
        await elsewhere.gather(elsewhere.of_profiles(found, self._settings.sources), self._asked, store, **more)
        return found

    async def _links(self, web: Web, guard: Guard) -> None:
        """Follow the links of profiles and of new posts."""
        settings, plan = self._settings, self._plan
        crawl = settings.crawl
        context = VisitContext(
            settings,
            web,
            self._store,
            guard,
            plan.around,
            Limits(seconds=crawl.timeout, body=crawl.max_body),
            self._politeness,
            replace(plan.patience, workers=crawl.connections),
            self._progress,
            sources=plan.sources,
            block_lists=plan.block_lists,
        )
        frontier = Frontier(settings.target.site, Bounds(0, 0), load.excludes(settings))
        scheduler: Scheduler[Job] = Scheduler(crawl.per_host, crawl.delay)
        here = Crawl(web, self._store, frontier, scheduler, context.limits, context.pace, region="")
        here.home = settings.target.site
        await post_links.follow(AfterCrawlContext(context, here, frontier.excludes, Arrival(context).robots))

    async def _mentions(self) -> None:
        """Search what auditor.toml names for what was said elsewhere."""
        settings, plan = self._settings, self._plan
        await venues.gather(
            wanted.of_settings(settings),
            load.terms(settings, settings.target.site),
            self._asked,
            self._store,
            seconds=settings.mentions.max_seconds,
            now=plan.now,
            say=self._say,
            since=self._since_elsewhere,
        )

    def _since_elsewhere(self, platform: str, account: str, source: str) -> datetime | None:
        """Return from when on a venue is searched: what was said of late, so that later answers, the company's own too, are seen."""
        seen = self._plan.since(platform, account, source)
        return seen - _ANSWERED_WITHIN if seen is not None else None

    def _say(self, what: str) -> None:
        self._progress(0, 1, what)

    async def _status_pages(self) -> list[Look]:
        """Read what the company's own status pages said; of those that only the site links, some are none."""
        status, plan = self._settings.status, self._plan
        if not status.read:
            return []
        came_to = await gather.gather(
            status.pages, plan.status_pages, self._asked, self._store, now=plan.now, say=self._say
        )
        named = {f"{urls.origin(url)}/" for url in status.pages}
        return [
            Look(f"status page {urls.netloc(url)}", not why, why, urls.host(url), url not in named)
            for url, why in came_to.items()
        ]

    async def _names(self, found: Iterable[Profile]) -> None:
        """Ask for the domains on which it hangs whether somebody may take the name of a profile that is gone."""
        gone = [one for one in found if one.existence is Existence.MISSING]
        domains = {name for one in gone if (name := catalogue.handle_domain(one.platform, one.handle))}
        if not domains:
            return
        lookup = self._plan.around.lookup or dns.SystemLookup(self._settings.sources.resolver)
        doubt = await dns.distrust(lookup)
        if doubt:
            self._store.put_missing("dns", doubt)
        self._store.put_dns(await dns.delegations(domains, lookup, doubt))

    def _of_profiles(self, found: Iterable[Profile]) -> Iterator[Look]:
        """Yield what came of profiles that something looks up; of others nothing ever comes."""
        for one in found if self._settings.sources.profiles else ():
            if can_be_asked(one, self._plan.sources):
                saw = one.existence is not Existence.UNKNOWN
                why = NOTHING if saw else one.reason
                yield Look(f"{one.platform} {one.handle}", saw, why, _host(one.url))

    def _of_channels(self) -> Iterator[Look]:
        for one in self._store.channels():
            saw = not one.cut or bool(one.posts)
            why = NOTHING if saw else one.cut
            yield Look(f"posts of {one.platform} {one.account}", saw, why, _host(one.url))

    def _of_venues(self) -> Iterator[Look]:
        for one in self._store.venues():
            optional = one.platform in facts("collect/rounds.toml")["refusing"]
            yield Look(f"{one.platform} {one.name}", not one.unseen, one.unseen, _host(one.url), optional)


def _host(url: str) -> str:
    found = urls.normalise(url)
    return urls.host(found) if found else ""
