"""Posts that lie elsewhere than where profiles are looked up.

These are the site's own feeds and comments, feeds of platforms that show strangers nothing else, and the search of Hacker News.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from auditor import urls
from auditor.collect.http.address_guard import Guard
from auditor.collect.sources import feed, hackernews, own_feeds, wordpress
from auditor.collect.sources.base import Errand, Source
from auditor.collect.sources.clients import LONGER, Base, SourceContext, base_of
from auditor.collect.sources.harvest import Harvest
from auditor.collect.sources.replies import utc_now
from auditor.collect.sources.run import Since, always, window
from auditor.collect.sources.team import Team, abreast, together
from auditor.config.schema import SourceSettings
from auditor.model import Existence, Profile, message
from auditor.platforms import catalogue
from auditor.snapshot.writer import Store

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A channel to be gathered."""

    source: Source
    profile: Profile
    """Whose it is; its handle names the channel."""
    brand: frozenset[str] = frozenset()
    """Further handles that speak for the company there, lower case."""
    of_site: bool = False
    """It is the site's own, and read as its pages are; whoever wants it has seen to it that robots.txt leaves it open."""


def of_site(store: Store, may_read: Callable[[str], bool] = lambda _: True) -> Iterator[Wanted]:
    """Yield the channels on the site itself: feeds that its pages announce, and WordPress's comments.

    Args:
        store: The visit so far.
        may_read: Whether robots.txt leaves an address open.
    """
    for url in filter(may_read, own_feeds.own_feeds(store)):
        yield Wanted(feed.SOURCE, Profile(feed.WEBSITE, url, url), of_site=True)
    root = wordpress.root_of(store)
    if root and may_read(root):
        base = root.partition("?")[0].removesuffix("index.php").rstrip("/") + "/"
        yield Wanted(wordpress.SOURCE, Profile(feed.WEBSITE, store.meta("site"), base), of_site=True)


def of_profiles(profiles: Iterable[Profile], settings: SourceSettings) -> Iterator[Wanted]:
    """Yield what of profiles lies elsewhere: of those that auditor.toml names, or all where it names none of the platform."""
    profiles = list(profiles)
    named = {one.platform for one in profiles if one.official}
    for one in profiles if settings.profiles else ():
        platform = catalogue.platform(one.platform)
        if platform is None or (one.platform in named and not one.official):
            continue
        brand = frozenset(
            other.handle.lower() for other in profiles if other.platform == one.platform and other.official
        )
        if one.platform == "hackernews" and one.existence is Existence.LIVE:
            yield Wanted(hackernews.SEARCH, one, brand)
        elif platform.existence.by == "never" and platform.closed_on is None and feed.address(one):
            yield Wanted(feed.SOURCE, one, brand)


async def gather(
    wanted: Iterable[Wanted],
    means: SourceContext,
    store: Store,
    *,
    guard: Guard | None = None,
    now: datetime | None = None,
    say: Say = lambda _: None,
    since: Since = always,
) -> None:
    """Gather posts and store them as channels, within `sources.max_seconds`; what an earlier visit gathered whole is left out.

    Args:
        wanted: What to gather.
        means: What is asked with.
        store: Takes posts and channels, and of profiles when they last posted.
        guard: The visit's own, behind which the site itself is read; without it, channels of the site are left out.
        now: End of the window, UTC.
        say: Told what is being looked at.
        since: Says what of the window is known already.
    """
    settings = means.settings
    done = {(one.platform, one.account, one.source) for one in store.channels() if not one.cut}
    left = [one for one in wanted if (one.profile.platform, one.profile.handle, one.source.name) not in done]
    if not left or not settings.posts or not settings.max_posts:
        return
    gathering = _Gathering(means, store, guard, now or utc_now(), say, since)
    try:
        async with together(means, settings.max_seconds) as gathering.team:
            await abreast(map(gathering.read, left))
    except TimeoutError:
        ended = message(
            "Feeds and comments were read for {seconds:g} seconds, which is the limit.", seconds=settings.max_seconds
        ).telling_operator(LONGER)
        store.put_notes([ended], passing=True)
    finally:
        store.put_notes(gathering.team.clients.all_notes())


class _Gathering:
    team: Team

    def __init__(
        self, means: SourceContext, store: Store, guard: Guard | None, now: datetime, say: Say, since: Since
    ) -> None:
        self._means = means
        self._store = store
        self._guard = guard
        self._now = now
        self._say = say
        self._since = since

    async def read(self, wanted: Wanted) -> None:
        """Gather one channel."""
        source, profile = wanted.source, wanted.profile
        base = Base(source.base(profile)) if wanted.of_site else base_of(source, profile, self._means.settings)
        if not base.address or (wanted.of_site and self._guard is None):
            return
        self._say(f"posts at {urls.origin(base.address)}")
        clients = self.team.clients
        guard = self._guard if wanted.of_site else None
        session = clients.on_site(source, base, guard) if guard is not None else await clients.at(source, base)
        errand = self._errand(wanted)
        harvest = Harvest(self._store, errand, self.team.workers)
        try:
            await harvest.gather(source, session)
        finally:
            self._note_newest(wanted, errand, harvest.newest)

    def _errand(self, wanted: Wanted) -> Errand:
        settings = self._means.settings
        since = window(self._since, wanted.profile, wanted.source, self._now, settings.window_days)
        unseen = set(wanted.source.cannot_see)
        return Errand(wanted.profile, since, self._now, settings.max_posts, wanted.source.name, wanted.brand, unseen)

    def _note_newest(self, wanted: Wanted, errand: Errand, newest: datetime | None) -> None:
        """Say of a profile when it last posted, of those that the visit knows."""
        newest = newest or errand.profile.last_post_at
        known = {(one.platform, one.handle): one for one in self._store.profiles()} if newest else {}
        profile = known.get((wanted.profile.platform, wanted.profile.handle))
        if profile is not None and not wanted.of_site:
            self._store.put_profiles([replace(profile, last_post_at=newest)])
