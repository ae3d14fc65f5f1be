"""Looks profiles up and gathers conversations: all platforms side by side, within the time and number allowed.

A platform's word counts only where its rule of existence holds on this visit: a handle that nobody can have must come out as
missing, and one that has long been there as live.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from auditor.collect.sources import controls, table
from auditor.collect.sources.base import Errand, Source
from auditor.collect.sources.client import Client
from auditor.collect.sources.clients import Base, Clients, SourceContext, base_of
from auditor.collect.sources.harvest import Harvest
from auditor.collect.sources.replies import utc_now
from auditor.model import Existence, Owner, Profile, message
from auditor.platforms import catalogue
from auditor.snapshot.writer import Store

SourceFor = Callable[[str], Source | None]
Say = Callable[[str], None]


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
) -> list[Profile]:
    """Look profiles up, store them, and store what was written at and below those that are live.

    Args:
        profiles: As they were found; those that no source knows come back as UNKNOWN, with the platform's hint.
        means: What the sources are asked with. Its deadline is brought forward to `sources.max_seconds` from now.
        store: Takes profiles, posts, channels, controls and notes, each as soon as it is there.
        now: End of the window of posts, UTC.
        say: Told what is being looked at.
        source_for: Says what looks up a platform's profiles.

    Returns:
        All of `profiles`, in their order, with what is known of them.
    """
    gathering = _Gathering(list(profiles), means, store, now or utc_now(), say)
    await gathering.run(source_for)
    return gathering.profiles()


class _Gathering:
    def __init__(self, profiles: list[Profile], means: SourceContext, store: Store, now: datetime, say: Say) -> None:
        self._known = {_key(profile): profile for profile in profiles}
        self._settings = means.settings
        ends = asyncio.get_running_loop().time() + means.settings.max_seconds
        self._means = replace(means, deadline=min(means.deadline, ends))
        self._store = store
        self._now = now
        self._say = say
        self._failed: dict[str, list[str]] = {}

    def profiles(self) -> list[Profile]:
        return list(self._known.values())

    async def run(self, source_for: SourceFor) -> None:
        groups = self._grouped(source_for)
        async with AsyncExitStack() as stack:
            clients = Clients(self._means, stack)
            try:
                async with asyncio.timeout_at(self._means.deadline):
                    await _together(self._visit(group, clients) for group in groups)
            except TimeoutError:
                ended = message(
                    "Platforms were asked for {seconds:g} seconds, which is the limit (sources.max_seconds).",
                    seconds=self._settings.max_seconds,
                )
                self._store.put_notes([ended.text])
            finally:
                self._end(groups)
                self._store.put_notes(clients.all_notes())

    def _grouped(self, source_for: SourceFor) -> list[_Group]:
        """Sort profiles by where they are asked for, and settle those that are asked for nowhere."""
        groups: dict[tuple[str, str, str], _Group] = {}
        for profile in self.profiles():
            source = source_for(profile.platform) if self._settings.profiles else None
            base = base_of(source, profile, self._settings) if source is not None else Base("")
            if source is None or not base.address:
                self._settle(_unasked(profile, self._why_not(profile, base)))
                continue
            key = profile.platform, source.name, base.address
            groups.setdefault(key, _Group(source, base, profile.platform)).profiles.append(profile)
        return list(groups.values())

    def _why_not(self, profile: Profile, base: Base) -> str:
        if not self._settings.profiles:
            return "looking profiles up is switched off (sources.profiles in auditor.toml)"
        platform = catalogue.platform(profile.platform)
        return (
            base.problem or (platform.existence.why if platform else "") or "it shows strangers nothing that proves it"
        )

    async def _visit(self, group: _Group, clients: Clients) -> None:
        client = await clients.at(group.source, group.base)
        self._say(f"{group.platform} at {client.origin}")
        open_ones = [profile for profile in group.profiles if profile.at is None]
        if open_ones:
            held = await controls.hold(group.source, group.base, client, open_ones[0])
            self._store.put_notes(filter(None, [held.note]))
            if held.problem:
                self._failed.setdefault(group.platform, []).append(held.problem)
                for profile in open_ones:
                    self._settle(_doubted(profile, held.problem))
                return
        await _together(self._look_up(group.source, client, profile) for profile in open_ones)
        for profile in self._worth_reading(group):
            await self._read(group.source, client, profile)

    async def _look_up(self, source: Source, client: Client, profile: Profile) -> None:
        found = await source.profile(client, profile)
        platform = catalogue.platform(profile.platform)
        if found.existence is Existence.UNKNOWN and platform is not None:
            found = replace(found, hint=platform.hint(profile.url) or found.hint)
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

    async def _read(self, source: Source, client: Client, profile: Profile) -> None:
        self._say(f"posts of {profile.handle}")
        errand = self._errand(source, profile)
        harvest = Harvest(self._store, errand)
        try:
            await harvest.gather(source, client)
        except asyncio.CancelledError:
            errand.stop("there was no more time (sources.max_seconds)")
            raise
        finally:
            harvest.end()
            if harvest.newest is not None:  # platforms tell the day at best, and count what is spread from others
                self._settle(replace(profile, last_post_at=harvest.newest))

    def _errand(self, source: Source, profile: Profile) -> Errand:
        settings = self._settings
        same = [other for other in self.profiles() if other.platform == profile.platform and other.official]
        return Errand(
            profile,
            self._now - timedelta(days=settings.window_days),
            self._now,
            settings.max_posts,
            source.name,
            frozenset(other.handle.lower() for other in (*same, profile)),
            set(source.cannot_see),
        )

    def _settle(self, profile: Profile) -> None:
        self._known[_key(profile)] = profile
        self._store.put_profiles([profile])

    def _end(self, groups: Sequence[_Group]) -> None:
        """Say of what was not come to that it was not, and of platforms whose rule held nowhere that it did not."""
        for group in groups:
            for asked in group.profiles:
                profile = self._known[_key(asked)]
                if profile.at is None and not profile.reason:
                    self._settle(_unasked(profile, "there was no more time to look (sources.max_seconds)"))
        for platform, problems in self._failed.items():
            if len(problems) == sum(group.platform == platform for group in groups):
                self._store.put_control(platform, problems[0])


async def _together(jobs: Iterable[Coroutine[Any, Any, None]]) -> None:
    """Run jobs side by side; where one fails or time is up, end the others before that is told."""
    tasks = [asyncio.create_task(job) for job in jobs]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _key(profile: Profile) -> tuple[str, str]:
    return profile.platform, profile.handle


def _unasked(profile: Profile, reason: str) -> Profile:
    platform = catalogue.platform(profile.platform)
    if platform is not None and platform.closed_on is not None:
        closed = f"{platform.name} closed on {platform.closed_on.isoformat()}: {platform.closed_source}"
        return replace(profile, existence=Existence.CLOSED, reason=closed)
    hint = platform.hint(profile.url) if platform is not None else ""
    return replace(profile, existence=Existence.UNKNOWN, reason=profile.reason or reason, hint=profile.hint or hint)


def _doubted(profile: Profile, problem: str) -> Profile:
    return replace(_unasked(profile, ""), reason=f"its platform's answers can't be trusted now: {problem}")
