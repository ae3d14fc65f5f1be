"""Reads status pages and stores what they said, within the time allowed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta

from auditor import urls
from auditor.collect.sources import feed_entries
from auditor.collect.sources.base import Errand, Source, SourceError
from auditor.collect.sources.clients import Base, SourceContext
from auditor.collect.sources.feed import asked_path
from auditor.collect.sources.replies import Problem, utc_now
from auditor.collect.sources.session import SourceSession
from auditor.collect.sources.status_pages import updates
from auditor.collect.sources.team import Team, abreast, together
from auditor.collect.sources.venues.nobody import nobody
from auditor.collect.sources.workers import Broken
from auditor.model import NOTHING, Message, Post, Profile, message
from auditor.snapshot.writer import Store

PLATFORM = "status-page"
"""Platform of a status page's updates; the account is its host."""
_FEEDS = ("history.atom", "history.rss", "feed.atom", "feed", "atom", "rss")
"""Where status pages have their feeds: Statuspage and Instatus, then Cachet and others."""


def posts(session: SourceSession, errand: Errand) -> Iterator[Post]:
    """Yield what a status page said in the window, in whichever of the known shapes it hands it out; nothing of one that was quiet.

    Raises:
        SourceError: it does so in none of them.
    """
    shapes = (shape(session, errand) for shape in (_named, _statuspage, _cachet, _announced, _usual))
    shown = next((found for found in shapes if found is not None), None)
    if shown is None:
        raise SourceError(message("It hands out its incidents in no form that is known."))
    for post in shown:
        if errand.since <= post.created_at <= errand.until + timedelta(days=1):
            yield post


def _named(session: SourceSession, errand: Errand) -> list[Post] | None:
    """Read the very address, where a person named more than a host: a feed, most likely."""
    path = asked_path(errand.profile.url)
    return _feed(session, errand, path) if path != "./" else None


def _statuspage(session: SourceSession, errand: Errand) -> list[Post] | None:
    reply = session.ask("/api/v2/incidents.json")
    if reply.problem is Problem.UNREACHABLE:
        raise SourceError(reply.why)
    known = reply.ok and isinstance(reply.data, dict) and isinstance(reply.data.get("incidents"), list)
    return list(updates.statuspage(errand, reply.data)) if known else None


def _cachet(session: SourceSession, errand: Errand) -> list[Post] | None:
    for path in ("/api/v1/incidents", "/api/incidents"):
        reply = session.ask(path, {"sort": "id", "order": "desc", "per_page": 100} if "v1" in path else None)
        if reply.ok and isinstance(reply.data, dict) and isinstance(reply.data.get("data"), list):
            return list(updates.cachet(errand, reply.data))
    return None


def _announced(session: SourceSession, errand: Errand) -> list[Post] | None:
    reply = session.ask("/", json=False)
    for url in feed_entries.announced(reply.text, session.base) if reply.ok else ():
        if urls.origin(url) == session.origin and (found := _feed(session, errand, url)) is not None:
            return found
    return None


def _usual(session: SourceSession, errand: Errand) -> list[Post] | None:
    feeds = (_feed(session, errand, f"/{path}") for path in _FEEDS)
    return next((found for found in feeds if found is not None), None)


def _feed(session: SourceSession, errand: Errand, path: str) -> list[Post] | None:
    reply = session.ask(path, json=False)
    found = feed_entries.read(reply.text, session.base) if reply.ok else None
    return list(updates.feed(errand, found)) if found is not None else None


SOURCE = Source(
    name="status-page",
    platforms=(),
    base=lambda page: f"{urls.origin(page.url)}/",
    profile=nobody,
    posts=posts,
    cannot_see=("inbound", "replies", "deleted", "direct", "images"),
    many_hosts=True,
)


async def gather(
    named: Iterable[str],
    linked: Iterable[str],
    means: SourceContext,
    store: Store,
    *,
    now: datetime | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> Mapping[str, Message]:
    """Read status pages and store what they said; return by address why each of them was not read, nothing where it was.

    Args:
        named: Addresses that auditor.toml names; they may lie in a private network.
        linked: Addresses that the site links.
        means: What is asked with.
        store: Takes the updates, and a note for each page named that could not be read.
        now: End of the window, UTC.
        say: Told what is being looked at.
    """
    pages = {f"{urls.origin(url)}/": (url, "") for url in linked}
    pages |= {f"{urls.origin(url)}/": (url, urls.netloc(url)) for url in named}
    if not pages:
        return {}
    reading = _Reading(means, store, now or utc_now(), say)
    try:
        async with together(means, means.settings.max_seconds) as reading.team:
            await abreast(reading.read(url, key) for url, key in pages.values())
    except TimeoutError:
        late = message("There was no time left to read every status page.")
        store.put_notes([late], passing=True)
        reading.came_to |= {url: late for url in pages if url not in reading.came_to}
    return reading.came_to


class _Reading:
    team: Team

    def __init__(self, means: SourceContext, store: Store, now: datetime, say: Callable[[str], None]) -> None:
        self._means = means
        self._store = store
        self._now = now
        self._say = say
        self.came_to: dict[str, Message] = {}
        """By address, why it was not read; nothing where it was."""

    async def read(self, url: str, key: str) -> None:
        """Read one page; one that nobody named and that shows nothing is passed over."""
        self._say(f"status page {urls.host(url)}")
        page = Profile(PLATFORM, urls.netloc(url), url)
        settings = self._means.settings
        since = self._now - timedelta(days=settings.window_days)
        errand = Errand(page, since, self._now, settings.max_posts, SOURCE.name)
        session = await self.team.clients.at(SOURCE, Base(f"{urls.origin(url)}/", key))
        try:
            found = await self.team.workers.run(_all, session, errand)
            self._store.put_status_updates(found)
            self.came_to[f"{urls.origin(url)}/"] = NOTHING
        except SourceError as error:
            self._unread(url, key, error.said)
        except Broken as error:
            self._unread(url, key, message("The source failed ({error}).", error=str(error)))

    def _unread(self, url: str, key: str, why: Message) -> None:
        self.came_to[f"{urls.origin(url)}/"] = why
        if key:
            note = message("The status page {url} could not be read.", url=url).then(why)
            self._store.put_notes([note], passing=True)


def _all(session: SourceSession, errand: Errand) -> list[Post]:
    return list(posts(session, errand))[: errand.most]
