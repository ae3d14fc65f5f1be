"""One visit from start to end: who is the target, what does it ask of robots, its pages, and what those lead to."""

from __future__ import annotations

import asyncio
import ipaddress
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from auditor import urls
from auditor.collect.browser import chromium
from auditor.collect.crawl.bootstrap import Arrival, CollectError, VisitContext
from auditor.collect.http import dns
from auditor.collect.http.address_guard import Guard, NoSuchHost, addresses_of
from auditor.collect.http.client import Limits, Politeness, Web, open_web
from auditor.collect.http.retry_policy import Pace, Progress
from auditor.collect.http.stand_ins import StandIns
from auditor.config.load import Settings
from auditor.plugins import watch
from auditor.snapshot import emptied, lock
from auditor.snapshot.reader import NAME, SnapshotError
from auditor.snapshot.writer import Store

if TYPE_CHECKING:
    from auditor.collect.crawl.block_lists import BlockList
    from auditor.collect.crawl.site_visit import SiteVisit
    from auditor.collect.importers.base import Importer
    from auditor.collect.sources.base import Source


def collect(  # noqa: PLR0913 - each is asked for by itself
    settings: Settings,
    folder: Path,
    progress: Progress,
    *,
    resume: bool = False,
    around: StandIns | None = None,
    pace: Pace | None = None,
    mask_page: chromium.MaskPage | None = None,
    sources: Sequence[Source] = (),
    importers: Mapping[str, Importer] | None = None,
    left_out: Sequence[str] = (),
) -> None:
    """Gather a snapshot of the target into `folder`.

    Pictures of pages are taken only where `mask_page` is given: they can't be masked later. `sources` are those that others wrote;
    they come before ours. `importers` are all that there are; ours by default. `left_out` says which plug-ins could not be taken in.
    A complete visit that lacks what plug-ins would have brought is gone on with too.

    Raises:
        CollectError: there is nothing to audit at the target.
        SnapshotError: the folder can't be used.
    """
    if not resume and _holds_visit(folder):
        raise SnapshotError(
            f"{folder}: holds a visit already; add --resume to go on with it, or name another --output folder"
        )
    if settings.crawl.browser and (why := chromium.available()):
        raise CollectError(f"a browser was asked for (--browser or crawl.browser), but {why}", usage=True)
    if settings.sources.resolver:
        try:
            dns.server_of(settings.sources.resolver)
        except ValueError as error:
            raise CollectError(f"auditor.toml: sources.resolver: {error}", usage=True) from None
    others = _Others(tuple(sources), importers, tuple(left_out), block_lists_of(settings.security.block_lists))
    asyncio.run(_Gathering(settings, folder, progress, around or StandIns(), pace or Pace(), mask_page, others).run())


def block_lists_of(paths: Sequence[str]) -> tuple[BlockList, ...]:
    """Read the block lists that auditor.toml names.

    Raises:
        CollectError: one of them can't be read.
    """
    if not paths:
        return ()
    from auditor.collect.crawl import block_lists

    try:
        return tuple(block_lists.read(Path(path)) for path in paths)
    except block_lists.UnreadableList as error:
        raise CollectError(f"auditor.toml: security.block_lists: {error}", usage=True) from None


def _holds_visit(folder: Path) -> bool:
    if not (folder / NAME).exists():
        return False
    store = Store(folder)
    try:
        return bool(store.meta("taken_at"))  # without it, an earlier try got no answer from the site
    finally:
        store.close()


def _require_same(folder: Path, store: Store, site: str) -> None:
    """Raise SnapshotError where a folder holds the visit of another target."""
    known = store.meta("asked")
    if known and _plain(known) != _plain(site):
        raise SnapshotError(f"{folder}: holds a visit of {known}, not of {site}; name another --output folder")


def _known_home(store: Store) -> str:
    """Return the home page where an earlier part of the visit stored it; it may have been ended before it could."""
    home = store.meta("site")
    return home if store.rows("SELECT 1 FROM fetch WHERE final_url = ? AND method = 'GET' LIMIT 1", home) else ""


def _answered(store: Store) -> bool:
    """Return whether anything was gathered that is worth a folder: an answer, whatever it says."""
    try:
        return bool(store.rows("SELECT 1 FROM fetch WHERE status IS NOT NULL LIMIT 1"))
    except (SnapshotError, sqlite3.Error):  # nobody knows
        return True


_FILES = (NAME, f"{NAME}-wal", f"{NAME}-shm", f"{NAME}-journal", ".lock")
"""What a visit makes in its folder before it has any answer."""


def _plain(site: str) -> str:
    """Return what two spellings of one address have in common."""
    return site.partition("://")[2].removeprefix("www.").rstrip("/").lower()


class _Others(NamedTuple):
    """What others wrote."""

    sources: tuple[Source, ...]
    importers: Mapping[str, Importer] | None
    left_out: tuple[str, ...]
    block_lists: tuple[BlockList, ...]


class _Gathering:
    def __init__(
        self,
        settings: Settings,
        folder: Path,
        progress: Progress,
        around: StandIns,
        pace: Pace,
        mask_page: chromium.MaskPage | None,
        others: _Others,
    ) -> None:
        self._mask_page = mask_page
        self._others = others
        self._settings = settings
        self._folder = folder
        self._progress = progress
        self._around = around
        crawl = settings.crawl
        self._pace = replace(pace, workers=crawl.connections)
        self._limits = Limits(seconds=crawl.timeout, body=crawl.max_body)
        self._politeness = Politeness(crawl.per_host, crawl.connections, crawl.contact)

    async def run(self) -> None:
        site = self._settings.target.site
        guard = await self._guard(site)
        before = emptied.before(self._folder)
        self._folder.mkdir(parents=True, exist_ok=True)
        with lock.held(self._folder):
            await self._into_folder(guard, site, before)

    async def _into_folder(self, guard: Guard, site: str, before: emptied.Before) -> None:
        store = Store(self._folder)
        whole = False
        try:
            _require_same(self._folder, store, site)
            if store.settled:
                whole = True
                return
            store.resume()
            around = self._around
            async with open_web(
                guard, self._politeness, stub_network=around.stub_network, ca_file=around.ca_file
            ) as web:
                await self._visit(web, store, guard)
            whole = True
        finally:
            nothing = not whole and not _answered(store)
            store.close()
            if nothing:
                before.restore(*_FILES)

    async def _guard(self, site: str) -> Guard:
        host = urls.host(site)
        try:
            found = await addresses_of(host, self._around.stub_network)
        except NoSuchHost:
            raise CollectError(
                f"{site}: there is no host {host}. Check the spelling and this machine's network."
            ) from None
        except OSError as error:
            raise CollectError(
                f"{site}: {host} could not be looked up ({error.strerror or error}). Try again."
            ) from None
        if self._around.stub_network is not None:
            return Guard((ipaddress.ip_network("127.0.0.0/8"),))
        return Guard.for_target(found)

    async def _visit(self, web: Web, store: Store, guard: Guard) -> None:
        limits, politeness = self._limits, self._politeness
        context = VisitContext(
            self._settings,
            web,
            store,
            guard,
            self._around,
            limits,
            politeness,
            pace=self._pace,
            progress=self._progress,
            mask_page=self._mask_page,
            sources=self._others.sources,
            importers=self._others.importers,
            block_lists=self._others.block_lists,
        )
        arrival = Arrival(context)
        loaded = asyncio.get_running_loop().run_in_executor(None, _load_the_rest)
        known_home = _known_home(store)
        home = known_home or self._settings.target.site
        robots = await arrival.robots(urls.origin(home))
        listed = asyncio.create_task(arrival.listed(robots, home))
        try:
            answer = None if known_home else await arrival.home(robots)
            site_visit = await loaded
            if await site_visit(context, arrival, robots, listed).run(answer):
                store.finish([*self._others.left_out, *watch.current().faults])
        finally:
            listed.cancel()


def _load_the_rest() -> type[SiteVisit]:
    """Import what reads pages: in a thread, while the first answers are waited for."""
    from auditor.collect.crawl.site_visit import SiteVisit

    return SiteVisit
