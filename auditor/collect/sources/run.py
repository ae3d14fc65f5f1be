"""Looks profiles up and gathers conversations: all platforms side by side, within the time and number allowed.

A platform's word counts only where its rule of existence holds on this visit: a handle that nobody can have must come out as
missing, and one that has long been there as live.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from auditor.collect.sources import controls, table
from auditor.collect.sources.base import Errand, Source, SourceError
from auditor.collect.sources.clients import LONGER, Base, SourceContext, base_of
from auditor.collect.sources.controls import Held, looked_up
from auditor.collect.sources.harvest import Harvest
from auditor.collect.sources.replies import utc_now
from auditor.collect.sources.session import SourceSession
from auditor.collect.sources.table import SourceFor
from auditor.collect.sources.team import abreast, together
from auditor.collect.sources.workers import Broken, Late
from auditor.model import NOTHING, Existence, Message, Owner, Profile, message
from auditor.model.messages import as_sentence
from auditor.platforms import catalogue
from auditor.plugins import watch
from auditor.snapshot.writer import Store

Say = Callable[[str], None]
Since = Callable[[str, str, str], datetime | None]
"""Returns from when on a channel (platform, account, source) is read; None for all of the window."""


def always(platform: str, account: str, source: str) -> datetime | None:  # noqa: ARG001 - as any `Since`
    """Read all of the window of every channel."""
    return None


@dataclass
class _Group:
    """Profiles that are asked for at one base."""

    source: Source
    base: Base
    platform: str
    profiles: list[Profile] = field(default_factory=list)


async def gather(
    profiles: Iterable[Profile],
    means: SourceContext,
    store: Store,
    *,
    now: datetime | None = None,
    say: Say = lambda _: None,
    source_for: SourceFor = table.source_for,
    since: Since = always,
) -> list[Profile]:
    """Look profiles up, store them, and store what was written at and below those that are live.

    Args:
        profiles: As they were found; those that no source knows come back as UNKNOWN, with the platform's hint.
        means: What the sources are asked with, for `sources.max_seconds` from now.
        store: Takes profiles, posts, channels, controls and notes, each as soon as it is there.
        now: End of the window of posts, UTC.
        say: Told what is being looked at.
        source_for: Says what looks up a platform's profiles.
        since: Says what of the window of posts is known already.

    Returns:
        All of `profiles`, in their order, with what is known of them.
    """
    gathering = _Gathering(list(profiles), means, store, now or utc_now(), say, since)
    await gathering.run(source_for)
    return gathering.profiles()


class _Gathering:
    def __init__(
        self, profiles: list[Profile], means: SourceContext, store: Store, now: datetime, say: Say, since: Since
    ) -> None:
        self._known = {_key(profile): profile for profile in profiles}
        self._settings = means.settings
        self._means = means
        self._store = store
        self._now = now
        self._say = say
        self._since = since
        self._failed: dict[str, list[Message]] = {}
        self._groups: dict[tuple[str, str, str], _Group] = {}

    def profiles(self) -> list[Profile]:
        return list(self._known.values())

    async def run(self, source_for: SourceFor) -> None:
        try:
            async with together(self._means, self._settings.max_seconds) as self._team:
                for profile in self.profiles():
                    await self._sort_in(profile, source_for(profile.platform) if self._settings.profiles else None)
                await abreast(self._visit(group) for group in self._groups.values())
        except TimeoutError:
            ended = message(
                "Platforms were asked for {seconds:g} seconds, which is the limit.", seconds=self._settings.max_seconds
            ).telling_operator(LONGER)
            self._store.put_notes([ended], passing=True)
        finally:
            self._end()
            self._store.put_notes(self._team.clients.all_notes())

    async def _sort_in(self, profile: Profile, source: Source | None) -> None:
        """Sort a profile by where it is asked for, or settle one that is asked for nowhere."""
        try:
            base = await self._team.workers.run(base_of, source, profile, self._settings) if source else Base("")
        except (SourceError, Broken) as error:
            base = Base("", problem=self._told(error, source, profile.handle))
        if source is None or not base.address:
            self._settle(_unasked(profile, self._why_not(profile, base)))
            return
        key = profile.platform, source.name, base.address
        self._groups.setdefault(key, _Group(source, base, profile.platform)).profiles.append(profile)

    def _why_not(self, profile: Profile, base: Base) -> Message:
        if not self._settings.profiles:
            return message("Looking profiles up is switched off for this audit.")
        platform = catalogue.platform(profile.platform)
        known = platform.silence if platform else NOTHING
        return base.problem or known or message("It shows strangers nothing that proves it.")

    async def _visit(self, group: _Group) -> None:
        session = await self._team.clients.at(group.source, group.base)
        self._say(f"{group.platform} at {session.origin}")
        open_ones = [profile for profile in group.profiles if profile.at is None]
        if open_ones:
            held = await self._held(group, session, open_ones[0])
            self._store.put_notes(filter(None, [held.note]))
            if held.problem:
                self._failed.setdefault(group.platform, []).append(held.problem)
                for profile in open_ones:
                    self._settle(_doubted(profile, held.problem))
                return
        turns = asyncio.Semaphore(self._means.pace.at_once)
        await abreast(self._look_up(group.source, session, profile, turns) for profile in open_ones)
        for profile in self._worth_reading(group):
            await self._read(group.source, session, profile)

    async def _held(self, group: _Group, session: SourceSession, asked: Profile) -> Held:
        try:
            return await self._team.workers.run(controls.hold, group.source, group.base, session, asked)
        except (SourceError, Broken) as error:
            return Held(self._told(error, group.source, group.platform))

    async def _look_up(
        self, source: Source, session: SourceSession, profile: Profile, turns: asyncio.Semaphore
    ) -> None:
        try:
            async with turns:
                found = await self._team.workers.run(looked_up, source, session, profile)
        except (SourceError, Broken) as error:
            found = _unasked(profile, self._told(error, source, profile.handle))
        self._settle(found)

    def _worth_reading(self, group: _Group) -> list[Profile]:
        """Return the profiles whose posts are wanted: those auditor.toml names, or all where it names none of the platform."""
        if group.source.posts is None or not self._settings.posts or not self._settings.max_posts:
            return []
        done = {(one.platform, one.account, one.source) for one in self._store.channels() if not one.cut}
        keys = [_key(profile) for profile in group.profiles]
        found = [self._known[key] for key in keys if (*key, group.source.name) not in done]
        ours = [profile for profile in found if profile.owner in {Owner.CERTAIN, Owner.LIKELY}]
        shown = [profile for profile in ours if profile.existence in {Existence.LIVE, Existence.MOVED}]
        named = any(profile.official for profile in self.profiles() if profile.platform == group.platform)
        return [profile for profile in shown if profile.official or not named]

    async def _read(self, source: Source, session: SourceSession, profile: Profile) -> None:
        self._say(f"posts of {profile.handle}")
        harvest = Harvest(self._store, self._errand(source, profile), self._team.workers)
        try:
            await harvest.gather(source, session)
        finally:
            if harvest.newest is not None:  # platforms tell the day at best, and count what is spread from others
                self._settle(replace(profile, last_post_at=harvest.newest))

    def _errand(self, source: Source, profile: Profile) -> Errand:
        settings = self._settings
        same = [other for other in self.profiles() if other.platform == profile.platform and _speaks(other)]
        return Errand(
            profile,
            window(self._since, profile, source, self._now, settings.window_days),
            self._now,
            settings.max_posts,
            source.name,
            frozenset(other.handle.lower() for other in (*same, profile)),
            set(source.cannot_see),
        )

    def _settle(self, profile: Profile) -> None:
        self._known[_key(profile)] = profile
        self._store.put_profiles([profile])

    def _told(self, error: SourceError | Broken, source: Source | None, what: str) -> Message:
        """Return why a source did not come to an answer; say of one that fell over that it did, and note it, unless time was up."""
        if isinstance(error, SourceError):
            return error.said
        if source is None:
            return as_sentence(str(error))
        if not isinstance(error, Late):
            watch.note(f"source {source.name} failed: {error} (looking up {what})")
        note = message(
            "The source “{name}” failed while it looked up {what} ({error}).",
            name=source.name,
            what=what,
            error=str(error),
        )
        self._store.put_notes([note], passing=True)
        return message("The source failed ({error}).", error=str(error))

    def _end(self) -> None:
        """Say of what was not come to that it was not, and of platforms whose rule held nowhere that it did not."""
        groups = self._groups.values()
        for profile in self.profiles():
            if profile.at is None and not profile.reason:
                self._settle(_unasked(profile, message("There was no more time to look.")))
        for platform, problems in self._failed.items():
            if len(problems) == sum(group.platform == platform for group in groups):
                self._store.put_control(platform, problems[0])


def window(since: Since, profile: Profile, source: Source, now: datetime, days: float) -> datetime:
    """Return from when on a channel is read: `days` before now, or what of that is not known yet."""
    start = now - timedelta(days=days)
    return max(start, since(profile.platform, profile.handle, source.name) or start)


def _speaks(profile: Profile) -> bool:
    """Return whether what an account writes are the company's words below another of its accounts, too."""
    return profile.official or profile.owner is Owner.CERTAIN


def _key(profile: Profile) -> tuple[str, str]:
    return profile.platform, profile.handle


def _unasked(profile: Profile, reason: Message) -> Profile:
    platform = catalogue.platform(profile.platform)
    if platform is not None and platform.closed_on is not None:
        closed = message(
            "{platform} closed on {day}: {source}",
            platform=platform.name,
            day=platform.closed_on,
            source=Message(platform.closed_source),
        )
        return replace(profile, existence=Existence.CLOSED, reason=closed)
    return replace(profile, existence=Existence.UNKNOWN, reason=profile.reason or reason)


def _doubted(profile: Profile, problem: Message) -> Profile:
    doubt = message("The platform's answers can't be trusted now.").then(problem)
    return replace(_unasked(profile, NOTHING), reason=doubt)
