"""Searches venues side by side, within the time allowed, and stores what they bring, each as soon as it is there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from auditor.collect.sources.base import Source
from auditor.collect.sources.clients import SourceContext
from auditor.collect.sources.harvest import Harvest
from auditor.collect.sources.replies import utc_now
from auditor.collect.sources.run import Since, always, window
from auditor.collect.sources.session import SourceSession
from auditor.collect.sources.team import Team, abreast, together
from auditor.collect.sources.tokens import Scrubber
from auditor.collect.sources.venues.search import Search
from auditor.collect.sources.venues.wanted import VenueWanted, brand_handles
from auditor.collect.sources.workers import Workers
from auditor.model import NOTHING, Message, Post, Profile, Venue, message
from auditor.snapshot.records import MENTION
from auditor.snapshot.writer import Store
from auditor.text.mention_terms import Terms

Say = Callable[[str], None]


async def gather(
    wanted: Iterable[VenueWanted],
    terms: Terms,
    means: SourceContext,
    store: Store,
    *,
    seconds: float,
    now: datetime | None = None,
    say: Say = lambda _: None,
    since: Since = always,
) -> None:
    """Search venues and store mentions; what an earlier part of the visit read whole is left out.

    Args:
        wanted: Where to look.
        terms: What tells a mention.
        means: What is asked with.
        store: Takes mentions and venues.
        seconds: For all of them together.
        now: End of the window, UTC.
        say: Told what is being looked at.
        since: Says what of the window is known already.
    """
    done = {(one.platform, one.name, one.source) for one in store.venues() if not (one.cut or one.unseen)}
    left = [one for one in wanted if (one.venue.platform, one.venue.handle, one.source.name) not in done]
    if not left or not means.settings.max_posts:
        return
    gathering = _Gathering(terms, means, store, now or utc_now(), say, since)
    try:
        async with together(means, seconds) as gathering.team:
            await abreast(map(gathering.read, left))
    except TimeoutError:
        ended = message("The search for mentions took {seconds:g} seconds, which is the limit.", seconds=seconds)
        store.put_notes([ended.telling_operator(_LONGER)], passing=True)
    finally:
        store.put_notes(gathering.team.clients.all_notes())
        gathering.own_up(left)


_LONGER = message("Raise mentions.max_seconds in auditor.toml to gather more.")


class _Gathering:
    team: Team

    def __init__(self, terms: Terms, means: SourceContext, store: Store, now: datetime, say: Say, since: Since) -> None:
        self._terms = terms
        self._means = means
        self._store = store
        self._now = now
        self._say = say
        self._since = since
        self._profiles = store.profiles()

    async def read(self, wanted: VenueWanted) -> None:
        """Search one venue."""
        search = self._search(wanted)
        if not wanted.base.address:
            search.stop(wanted.base.problem or message("No address of it is known."))
            self._store.put_venue(venue_of(search, 0))
            return
        self._say(f"mentions at {wanted.venue.handle}")
        session = await self.team.clients.at(wanted.source, wanted.base)
        await VenueHarvest(self._store, search, self.team.workers).gather(wanted.source, session)

    def own_up(self, wanted: Iterable[VenueWanted]) -> None:
        """Say of venues that there was no time for that they were not seen."""
        told = {(one.platform, one.name, one.source) for one in self._store.venues()}
        for one in wanted:
            if (one.venue.platform, one.venue.handle, one.source.name) not in told:
                search = self._search(one)
                search.stop(message("There was no more time to look."))
                self._store.put_venue(venue_of(search, 0))

    def _search(self, wanted: VenueWanted) -> Search:
        settings = self._means.settings
        return Search(
            wanted.venue,
            window(self._since, wanted.venue, wanted.source, self._now, settings.window_days),
            self._now,
            settings.max_posts,
            wanted.source.name,
            brand_handles(self._profiles, wanted.venue.platform),
            set(wanted.source.cannot_see),
            terms=self._terms,
            queries=wanted.queries,
            tags=wanted.tags,
            told=wanted.told,
            kind=wanted.kind,
            named=wanted.named,
        )


class VenueHarvest(Harvest):
    """What is gathered at one venue."""

    def __init__(self, store: Store, search: Search, workers: Workers) -> None:
        super().__init__(store, search, workers)
        self._search = search

    def _posts_of(self, source: Source, session: SourceSession) -> Iterator[Post]:
        assert source.mentions is not None
        return source.mentions(session, self._search)

    def _store_waiting(self) -> None:
        waiting, self._waiting = self._waiting, []
        self._store.put_mentions(waiting)

    def _end(self) -> None:
        self._store_waiting()
        self._store.put_venue(venue_of(self._search, self._there()))

    def _there(self) -> int:
        venue = self._search.profile
        counted = f"SELECT count(*) FROM {MENTION} WHERE platform = ? AND account = ? AND source = ? AND kind != 'reply' AND NOT by_brand"  # noqa: S608 - our own name
        return int(self._store.rows(counted, venue.platform, venue.handle, self._search.source)[0][0])


def venue_of(search: Search, mentions: int) -> Venue:
    """Return what a search saw."""
    venue: Profile = search.profile
    seen = search.answered or mentions > 0
    unseen: Message = NOTHING if seen else search.cut or message("It was not looked at.")
    return Venue(
        venue.platform,
        venue.handle,
        search.source,
        url=Scrubber(()).url(venue.url),
        kind=search.kind,
        terms=search.told or search.queries or search.tags,
        since=search.since,
        until=search.until,
        cannot_see=tuple(sorted(search.cannot_see)),
        mentions=mentions,
        newest=search.newest,
        skipped=dict(sorted(search.skipped.items())),
        partial=tuple(sorted(search.partial)),
        cut=search.cut if seen else NOTHING,
        unseen=unseen,
    )
