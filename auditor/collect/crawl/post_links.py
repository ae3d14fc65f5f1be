"""The links of the company's own posts and profiles → where they lead.

They are followed as any other link of the visit is: without credentials, behind the address guard, within its limits. Nothing is
ever typed or submitted. Each address is asked for once, the newest first.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from auditor import urls
from auditor.collect.crawl.block_lists import BlockList
from auditor.collect.crawl.crawler import Crawl
from auditor.collect.crawl.frontier import Bounds, Errand, Frontier, Job, is_share
from auditor.collect.crawl.scheduler import Scheduler
from auditor.collect.extract.forms import asks_password
from auditor.collect.extract.html import Document
from auditor.config import load
from auditor.model import (
    Cause,
    Existence,
    Fetch,
    Landing,
    LandingState,
    Listed,
    Message,
    Owner,
    Posting,
    Reach,
    Redirect,
    message,
)
from auditor.platforms import forwarders
from auditor.platforms.parse import platform_of
from auditor.text.as_browsers import as_browsers_read
from auditor.text.posts import clean

if TYPE_CHECKING:
    from auditor.collect.crawl.after_crawl import AfterCrawlContext
    from auditor.snapshot.writer import Store

SECONDS = 300.0
"""For all of them together. Our default."""
_POSTINGS = 20
"""Places kept of a link that stands in many. Our default."""
_HTML = frozenset({"text/html", "application/xhtml+xml"})
_GONE = frozenset({404, 410})
_PROFILE, _NEWEST, _KNOWN = 0, 10, 1_000_000
"""Ranks: a profile's links come first, those into the company's own site and into known platforms last."""
_MOST_CARRIED = 3
"""Pages in between that carry the next address in their own. Our default."""


@dataclass(slots=True)
class _Wanted:
    """An address to follow."""

    url: str
    rank: int
    postings: list[Posting] = field(default_factory=list)
    count: int = 0


class _Given(NamedTuple):
    url: str
    posting: Posting


async def follow(means: AfterCrawlContext) -> None:
    """Follow the links of own posts and profiles, and store where they lead; what is stored already is not asked for again."""
    context = means.context
    store, settings = context.store, context.settings.security
    if not settings.links:
        store.put_missing(
            "landings", message("Following the links in posts and profiles is switched off for this audit.")
        )
        return
    wanted = list(_wanted(store, means.crawl.home))
    chosen, rest = wanted[: settings.max_links], wanted[settings.max_links :]
    jobs = [one for one in chosen if not means.excludes(one.url)]
    late = await _ask(means, jobs)
    lists = context.block_lists
    store.put_landings(_landing(store, one, lists, late=late) for one in chosen)
    store.put_landings(_unread(one, _OVER_LIMIT, lists) for one in rest)
    store.put_notes(_notes(len(rest), settings.max_links, lists, late=late), passing=True)


_OVER_LIMIT = message("It was not followed, because the limit for links in posts and profiles was reached.")
_NO_TIME = message("It was not followed, because the time for links in posts and profiles was up.")
_LEFT_OUT = message("This audit leaves the address out.")


def _notes(left: int, limit: int, lists: tuple[BlockList, ...], *, late: bool) -> Iterator[Message]:
    if left:
        yield message(
            "{count:,} further link in posts and profiles was not followed, because the limit is {limit:,}.",
            "{count:,} further links in posts and profiles were not followed, because the limit is {limit:,}.",
            count=left,
            limit=limit,
        ).telling_operator(message("Raise security.max_links in auditor.toml to follow more links."))
    if late:
        yield message(
            "Links in posts and profiles were followed for {seconds:g} seconds, which is the limit.", seconds=SECONDS
        )
    yield from (note for one in lists if (note := one.note()) is not None)


async def _ask(means: AfterCrawlContext, wanted: list[_Wanted]) -> bool:
    """Ask for addresses that are not known yet; return whether the time was up before all were."""
    context, settings = means.context, means.context.settings.crawl
    known = {url for method, url in context.store.fetched() if method == "GET"}
    jobs = [Job(one.url, Errand.LOOK, one.rank) for one in wanted if one.url not in known]
    if not jobs:
        return False
    frontier = Frontier(means.crawl.home, Bounds(0, len(jobs)), load.excludes(context.settings))
    scheduler: Scheduler[Job] = Scheduler(settings.per_host, settings.delay)
    crawl = Crawl(context.web, context.store, frontier, scheduler, context.limits, context.pace, region="")
    crawl.home, crawl.ask_robots = means.crawl.home, means.robots
    crawl.recall({}, set(), {origin for (origin,) in context.store.rows(_CONTROLLED)})
    try:
        async with asyncio.timeout(SECONDS):
            await crawl.run_more(jobs, context.progress)
            for _ in range(_MOST_CARRIED):
                if not (further := _carried(context.store, jobs)):
                    break
                await crawl.run_more(further, context.progress)
                jobs = further
    except TimeoutError:
        return True
    finally:
        context.store.flush()
    return False


_CONTROLLED = "SELECT control_of FROM fetch WHERE control_of != ''"


def _carried(store: Store, jobs: list[Job]) -> list[Job]:
    """Return what is left to do of addresses that ended on a page in between, which carries the next one in its own address."""
    known = {url for method, url in store.fetched() if method == "GET"}
    targets = (target for job in jobs if (target := _onward(store, job.url)) and target not in known)
    return [Job(target, Errand.LOOK, _NEWEST) for target in dict.fromkeys(targets)]


def _onward(store: Store, url: str) -> str:
    found = store.page(url)
    return forwarders.target_of(found[0].final_url if found is not None else url)


# --------------------------------------------------------------------------------------------------------------- wanted


def _wanted(store: Store, home: str) -> Iterator[_Wanted]:
    """Yield the addresses to follow, each once, those to follow first first."""
    found: dict[str, _Wanted] = {}
    for place, given in enumerate(_given(store)):
        resolved = urls.resolve(given.url, given.url)
        if resolved is None or is_share(resolved.url) or "." not in urls.host(resolved.url):
            continue
        url = resolved.url
        one = found.get(url)
        if one is None:
            one = found[url] = _Wanted(url, _rank(url, given, place, home))
        one.count += 1
        if len(one.postings) < _POSTINGS:
            one.postings.append(given.posting)
    yield from sorted(found.values(), key=lambda one: one.rank)


def _rank(url: str, given: _Given, place: int, home: str) -> int:
    if urls.same_site(url, home) or platform_of(url) is not None:
        return _KNOWN + place
    return _NEWEST + place if given.posting.post else _PROFILE


def _given(store: Store) -> Iterator[_Given]:
    """Yield every link of the company's profiles, then of its own public posts, newest first."""
    for profile in store.profiles():
        ours = profile.owner in {Owner.CERTAIN, Owner.LIKELY} and profile.existence in {Existence.LIVE, Existence.MOVED}
        for url in (profile.links or ()) if ours else ():
            yield _Given(url, Posting(profile.platform, profile.handle, url=profile.url))
    for post in store.own_posts_with_links():
        for url in post.urls if not clean.is_share(post.text) else ():
            yield _Given(url, Posting(post.platform, post.account, post.id, post.created_at, post.url))


# -------------------------------------------------------------------------------------------------------------- landings


def _landing(store: Store, one: _Wanted, lists: tuple[BlockList, ...], *, late: bool) -> Landing:
    found = store.page(one.url)
    if found is None:
        return _unread(one, _NO_TIME if late else _LEFT_OUT, lists)
    fetch, html = _arrived(store, *found)
    said = _said(fetch, html)
    landing = Landing(
        one.url,
        fetch.final_url,
        urls.site_of(fetch.final_url),
        state_of(fetch),
        fetch.redirects,
        title=said.title,
        password=said.password,
        postings=tuple(one.postings),
        count=one.count,
        at=fetch.at,
    )
    return replace(landing, block_lists=_listed(landing, lists))


def _unread(one: _Wanted, why: Message, lists: tuple[BlockList, ...]) -> Landing:
    landing = Landing(
        one.url,
        one.url,
        urls.site_of(one.url),
        LandingState.UNREAD,
        reason=why,
        postings=tuple(one.postings),
        count=one.count,
    )
    return replace(landing, block_lists=_listed(landing, lists))


def _arrived(store: Store, fetch: Fetch, html: str) -> tuple[Fetch, str]:
    """Return what an address comes to once the addresses that pages in between carry were followed too."""
    whole = fetch
    for _ in range(_MOST_CARRIED):
        target = forwarders.target_of(whole.final_url)
        found = store.page(target) if target else None
        if found is None:
            break
        further, html = found
        hops = (*whole.redirects, Redirect(whole.status or 200, target), *further.redirects)
        whole = replace(further, url=fetch.url, redirects=hops)
    return whole, html


class _Said(NamedTuple):
    title: str = ""
    password: bool | None = None


def _said(fetch: Fetch, html: str) -> _Said:
    if fetch.content_type not in _HTML:
        return _Said(password=False if state_of(fetch) is LandingState.ANSWERED and fetch.content_type else None)
    if not html:
        return _Said()
    document = Document(as_browsers_read(html, fetch.content_type), fetch.final_url)
    asks = asks_password(document)
    return _Said(document.title[:300], True if asks else None if document.needs_script else False)


def state_of(fetch: Fetch) -> LandingState:
    """Return what came of following a link: only what a host itself says of an address counts as gone."""
    status = fetch.status or 0
    asked_who = fetch.reach is Reach.CHALLENGED and fetch.cause in {Cause.LOGIN, Cause.CONSENT}
    if (asked_who or fetch.reach in {Reach.RESPONDED, Reach.TOO_LARGE}) and 200 <= status < 300:
        return LandingState.ANSWERED
    no_host = fetch.reach is Reach.DNS_FAILED and fetch.cause is Cause.NO_SUCH_HOST
    gone = fetch.reach is Reach.RESPONDED and status in _GONE
    return LandingState.GONE if gone or no_host else LandingState.UNKNOWN


def _listed(landing: Landing, lists: tuple[BlockList, ...]) -> tuple[Listed, ...]:
    way = dict.fromkeys((landing.url, *(hop.url for hop in landing.hops), landing.final_url))
    ends = [url for url in way if not forwarders.forwards(url)]  # a list of trackers names short links too
    return tuple(Listed(one.name, url) for one in lists for url in ends if one.holds(url))
