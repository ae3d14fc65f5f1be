"""Which venues auditor.toml asks for, and what is searched for at each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from auditor import urls
from auditor.collect.sources.base import Source
from auditor.collect.sources.clients import Base, base_of
from auditor.collect.sources.venues import discourse, feeds, gdelt, hackernews, lemmy, mastodon, stackexchange
from auditor.collect.sources.venues.nobody import nobody
from auditor.config.load import listening
from auditor.config.mentions import MentionFeedSettings, MentionSettings
from auditor.config.schema import Settings
from auditor.model import Owner, Profile, VenueKind, message
from auditor.text.fold import fold, words
from auditor.text.mention_terms import searched

ALERTS, FEED = "google-alerts", "feed"
"""Platforms of venues that are feeds."""


@dataclass(frozen=True, slots=True)
class VenueWanted:
    """A venue to be searched."""

    source: Source
    venue: Profile
    """What it is called: platform, name (its handle) and address."""
    base: Base
    kind: VenueKind = VenueKind.FORUM
    queries: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    """What an alert is for, as auditor.toml says."""
    named: bool = False
    """Whether all that it brings speaks of the company."""


def of_settings(settings: Settings, others: Iterable[Source] = ()) -> Iterator[VenueWanted]:
    """Yield the venues to be searched; none without a section [mentions], or without a name. `others` are sources that others wrote."""
    said, asked = listening(settings), settings.mentions
    queries = tuple(dict.fromkeys(searched(name) for name in (*said.names, *said.misspellings)))
    if "mentions" not in settings.model_fields_set:
        return
    yield from _feeds(asked.feed)
    if not queries:
        return
    for source, venue, kind in _fixed(asked):
        yield VenueWanted(source, venue, base_of(source, venue, settings.sources), kind, queries)
    for host in asked.stackexchange:
        venue = Profile("stackexchange", urls.host(host), host)
        base = base_of(stackexchange.SOURCE, Profile("stackexchange", "", ""), settings.sources)
        yield VenueWanted(stackexchange.SOURCE, venue, base, VenueKind.FORUM, queries)
    for source, platform, hosts in (
        (discourse.SOURCE, "discourse", asked.discourse),
        (lemmy.SOURCE, "lemmy", asked.lemmy),
    ):
        for url in hosts:
            yield VenueWanted(
                source, _named(platform, url), _base(source, platform, url, settings), VenueKind.FORUM, queries
            )
    yield from _of_others(settings, queries, list(others))
    tags = asked.tags or _tags(queries)
    for url in asked.mastodon:
        base = _base(mastodon.SOURCE, "mastodon", url, settings)
        yield VenueWanted(mastodon.SOURCE, _named("mastodon", url), base, VenueKind.SOCIAL, tags=tags)


def _of_others(settings: Settings, queries: tuple[str, ...], others: list[Source]) -> Iterator[VenueWanted]:
    for name in settings.mentions.sources:
        source = next((one for one in others if one.name == name and one.mentions is not None), None)
        if source is None:
            none = message("No source “{name}” that finds mentions is installed.", name=name)
            unknown = Source(name=name, platforms=(), base=lambda _: "", profile=nobody)
            yield VenueWanted(unknown, Profile(name, name, ""), Base("", problem=none))
            continue
        venue = Profile((*source.platforms, name)[0], name, "")
        base = base_of(source, venue, settings.sources)
        tags = settings.mentions.tags or _tags(queries)
        yield VenueWanted(source, replace(venue, url=base.address), base, VenueKind.FORUM, queries, tags)


def brand_handles(profiles: Iterable[Profile], platform: str) -> frozenset[str]:
    """Return the handles that speak for the company on a platform, lower case."""
    ours = (one for one in profiles if one.platform == platform and one.owner in {Owner.CERTAIN, Owner.LIKELY})
    return frozenset(one.handle.lower() for one in ours)


def _fixed(asked: MentionSettings) -> Iterator[tuple[Source, Profile, VenueKind]]:
    if asked.hackernews:
        yield (
            hackernews.SOURCE,
            Profile("hackernews", hackernews.VENUE, "https://news.ycombinator.com/"),
            VenueKind.FORUM,
        )
    if asked.gdelt:
        yield gdelt.SOURCE, Profile("gdelt", gdelt.VENUE, "https://www.gdeltproject.org/"), VenueKind.NEWS
    if asked.reddit:
        yield feeds.SEARCH, Profile("reddit", feeds.REDDIT, "https://www.reddit.com/"), VenueKind.FORUM


def _feeds(asked: Iterable[MentionFeedSettings]) -> Iterator[VenueWanted]:
    names: Counter[str] = Counter()
    for one in asked:
        google = feeds.is_google(one.url)
        name = one.name or urls.host(one.url).removeprefix("www.")
        names[name] += 1
        called = name if names[name] == 1 else f"{name} {names[name]}"
        venue = Profile(ALERTS if google else FEED, called, one.url)
        # A person typed the address: it may lie in a private network.
        base = Base(f"{urls.origin(one.url)}/", f"mentions.feed {called}")
        yield VenueWanted(feeds.SOURCE, venue, base, VenueKind.ALERTS, told=one.terms, named=google or one.everything)


def _named(platform: str, url: str) -> Profile:
    return Profile(platform, urls.netloc(url) + urls.path(url).rstrip("/"), url)


def _base(source: Source, platform: str, url: str, settings: Settings) -> Base:
    """Return where a venue is asked whose address a person typed; auditor.toml may name another base for its host."""
    found = base_of(source, Profile(platform, "", url), settings.sources)
    return found if found.key else Base(url.rstrip("/") + "/", urls.netloc(url))


def _tags(names: Iterable[str]) -> tuple[str, ...]:
    """Return names as tags: without spaces and signs."""
    return tuple(dict.fromkeys(filter(None, ("".join(words(fold(name))) for name in names))))
