"""Whether questions are answered, how fast, by whom, at weekends too, and with substance: every figure, by channel and in all."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from zoneinfo import ZoneInfo

from auditor.analysis.conversations.metrics.build import of_account
from auditor.analysis.conversations.metrics.clock import Clock
from auditor.analysis.conversations.metrics.figures import ChannelMeasure, figures
from auditor.analysis.conversations.metrics.hours import Hours, parse
from auditor.analysis.conversations.metrics.linkage import missing
from auditor.analysis.conversations.metrics.rates import Frame
from auditor.analysis.conversations.metrics.tally import Tally, Terms
from auditor.analysis.conversations.metrics.turns import Reader, handles, microseconds, moment, unread
from auditor.model import Channel, Message, Post, Snapshot, Thresholds, message
from auditor.platforms.spelling import account_key
from auditor.text.zones import zone

_PARTIAL = frozenset({"inbound", "replies", "threads"})
"""What a source lacks that does not show whole conversations."""
BY_TIME = "time"
"""`Channel.pairing` of what auditor.toml allows to be paired by time."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What posts are measured against."""

    until: datetime
    """Now; the end of the window of channels that name none."""
    thresholds: Thresholds = field(default_factory=Thresholds)
    channels: tuple[Channel, ...] = ()
    timezone: str = ""
    """IANA name of the company's zone, for channels that name none; UTC where empty."""
    hours: str = ""
    """When somebody answers, as `hours.parse` reads it; empty where nobody says."""
    read: Reader = unread
    """Tells what the words of a post amount to."""


def setting_of(snapshot: Snapshot, read: Reader = unread) -> Setting:
    """Return what a snapshot says its posts are measured against."""
    company_profile = snapshot.company_profile
    return Setting(
        snapshot.taken_at, snapshot.thresholds, snapshot.channels, company_profile.timezone, company_profile.hours, read
    )


@dataclass(frozen=True, slots=True)
class Measures:
    """Every figure, by channel and in all."""

    channels: tuple[ChannelMeasure, ...]
    """By platform and account, in the order of the posts; those without posts last."""
    total: ChannelMeasure
    notes: tuple[Message, ...] = ()
    """What of the settings could not be used, as sentences."""

    def of(self, platform: str, account: str) -> ChannelMeasure | None:
        """Return the figures of one account, however it is spelled."""
        wanted = account_key(platform, account)
        return next((one for one in self.channels if account_key(one.platform, one.account) == wanted), None)


def measure(posts: Iterable[Post], setting: Setting) -> Measures:
    """Return every figure. Goes through the posts once.

    Args:
        posts: Those of an account in a row, otherwise in any order.
        setting: What they are measured against.
    """
    notes: list[Message] = []
    plan = _Plan(setting, notes)
    tallies: list[Tally] = []
    with _collector_at_rest():
        for (platform, account), group in groupby(posts, key=attrgetter("platform", "account")):
            tallies.append(_tally(Tally(platform, account, plan.terms(platform, account)), group, setting.read))
        counted = {account_key(tally.platform, tally.account) for tally in tallies}
        named = {account_key(one.platform, one.account): (one.platform, one.account) for one in setting.channels}
        tallies += [Tally(*each, plan.terms(*each)) for key, each in named.items() if key not in counted]
        channels = tuple(plan.figures((tally,)) for tally in tallies)
        total = replace(channels[0], platform="", account="") if len(channels) == 1 else plan.figures(tallies)
    return Measures(channels, total, tuple(notes))


def _tally(tally: Tally, posts: Iterable[Post], read: Reader) -> Tally:
    for thread in of_account(
        tally.platform, tally.account, tally.replies.seen(posts), read, tally.order, tally.terms.alone
    ):
        tally.add(thread)
    tally.close()
    return tally


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Keep Python from looking for cycles, of which there are none, among millions of rows: it takes a sixth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _alone(channels: Sequence[Channel]) -> frozenset[str]:
    """Return the sources of an account that show the brand's side alone, where another shows both sides and what belongs together."""
    if all(_PARTIAL.intersection(one.cannot_see) for one in channels):
        return frozenset()
    return frozenset(one.source for one in channels if "inbound" in one.cannot_see)


class _Plan:
    """What every account is measured against."""

    def __init__(self, setting: Setting, notes: list[Message]) -> None:
        self.setting, self.notes = setting, notes
        self.hours: Hours | None = None
        if setting.hours:
            try:
                self.hours = parse(setting.hours)
            except ValueError as error:
                self._note(message("The opening hours are not used: {why}.", why=str(error)))

    def channels(self, platform: str, account: str) -> list[Channel]:
        """Return what is said of an account, by each source."""
        wanted = account_key(platform, account)
        return [one for one in self.setting.channels if account_key(one.platform, one.account) == wanted]

    def terms(self, platform: str, account: str) -> Terms:
        """Return what an account's posts are held against."""
        channels = self.channels(platform, account)
        ends = [one.until for one in channels if one.until is not None]
        until = min(max(ends), self.setting.until) if len(ends) == len(channels) and ends else self.setting.until
        starts = [one.since for one in channels if one.since is not None]
        since = min(starts) if len(starts) == len(channels) and starts else None
        paired = bool(channels) and all(one.pairing == BY_TIME for one in channels)
        brand = [account, *(one.account for one in self.setting.channels if one.platform == platform)]
        return Terms(
            Clock(self._zone([one.timezone for one in channels])),
            microseconds(until),
            microseconds(since) if since is not None else None,
            self.setting.thresholds,
            self.hours,
            frozenset(name for one in brand for name in handles(one)),
            paired,
            _alone(channels),
        )

    def _zone(self, named: Iterable[str]) -> ZoneInfo:
        for name in filter(None, (*named, self.setting.timezone)):
            found = zone(name)
            if found is not None:
                return found
            self._note(message("“{name}” is not a time zone, so another one was used.", name=name))
        return ZoneInfo("UTC")

    def _note(self, said: Message) -> None:
        if said not in self.notes:
            self.notes.append(said)

    def figures(self, tallies: Sequence[Tally]) -> ChannelMeasure:
        """Return what was counted of some accounts as figures."""
        unseen = [self._cannot_see(tally) for tally in tallies]
        return figures(
            tallies, self._frame(tallies), self.setting.thresholds, self.hours, self._common(tallies, unseen), unseen
        )

    def _frame(self, tallies: Sequence[Tally]) -> Frame:
        """Return what the figures of some accounts are told with."""
        thresholds = self.setting.thresholds
        until = max((one.terms.until for one in tallies), default=microseconds(self.setting.until))
        starts = [one.terms.since for one in tallies]
        known = [start for start in starts if start is not None]
        since = moment(min(known)) if known and len(known) == len(starts) else None
        zones = dict.fromkeys(one.terms.clock.zone.key for one in tallies) or {self.setting.timezone or "UTC": None}
        return Frame(since, moment(until), ", ".join(zones), few=thresholds.few_cases, some=thresholds.some_cases)

    def _cannot_see(self, tally: Tally) -> tuple[str, ...]:
        """Return what no source of an account shows, or does not show as it turned out."""
        channels = self.channels(tally.platform, tally.account)
        declared = channels[0].cannot_see if channels else ()
        return missing([each for each in declared if all(each in one.cannot_see for one in channels)], tally.linkage)

    def _common(self, tallies: Sequence[Tally], unseen: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
        """Return what none of some accounts shows; those of which no source tells anything left out."""
        known = [
            gaps for one, gaps in zip(tallies, unseen, strict=True) if gaps or self.channels(one.platform, one.account)
        ]
        return tuple(each for each in known[0] if all(each in gaps for gaps in known)) if known else ()
