"""Hours in which far more is said of a company than at the same hour of other days. Pure.

An hour stands out by two conditions at once: on the scale of log(1 + mentions) it lies well above the median of the same hour of day
within four weeks, in units of the median absolute deviation, and it lies above the mean and three standard deviations of the week
before. Hours that stand out within a day of one another are one incident. docs/accuracy.md says how right that is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import accumulate
from math import expm1, log1p, sqrt
from statistics import median

HOUR = timedelta(hours=1)
LEAST = 10
"""Mentions within an hour below which it never stands out."""
AUDIT_Z, WATCH_Z = 5.0, 6.0
"""Deviations from the median above which an hour stands out: where all is known, and where only the past is."""
DEVIATIONS = 3.0
"""Standard deviations of the week before above which it has to lie as well."""
_SAME_HOUR = timedelta(days=28)
_SMALLEST_DEVIATION = 0.1
"""Below which a median absolute deviation, of log(1 + mentions), is not taken: an hour that never varies would always stand out."""
_FEWEST_SAME = 3
"""Values at the same hour below which there is no median to speak of."""
_WEEK, _FEWEST_BEFORE = 168, 24
"""Hours before that mean and deviation are taken from, and the fewest that are enough."""
_ONE_INCIDENT = timedelta(hours=24)
MOST_HOURS = 400 * 24
"""Newest hours that are looked at: a file of ten years is no reason to take ten minutes."""


@dataclass(frozen=True, slots=True)
class Rule:
    """When an hour stands out."""

    z: float = AUDIT_Z
    deviations: float = DEVIATIONS
    least: int = LEAST
    past_only: bool = False
    """Whether only earlier hours are known, as while watching; else those after it count too."""


AUDIT, WATCH = Rule(), Rule(WATCH_Z, past_only=True)


@dataclass(frozen=True, slots=True)
class Hourly:
    """Mentions by hour, quiet hours included."""

    start: datetime
    """Of the first hour; in UTC, on the hour."""
    counts: tuple[int, ...]

    def at(self, index: int) -> datetime:
        """Return when an hour begins."""
        return self.start + index * HOUR


@dataclass(frozen=True, slots=True)
class Spike:
    """Hours that stand out, no more than a day apart."""

    hours: tuple[datetime, ...]
    """Beginnings of the hours that stand out."""
    peak: datetime
    """Beginning of the hour of most mentions."""
    most: int
    """Mentions within that hour."""
    usual: float
    """Median at the same hour of day, of the peak."""
    area: float
    """Mentions from the first to the last hour above what is usual."""

    @property
    def first(self) -> datetime:
        """Beginning of the first hour that stands out."""
        return self.hours[0]

    @property
    def last(self) -> datetime:
        """Beginning of the last one."""
        return self.hours[-1]


@dataclass(frozen=True, slots=True)
class Spikes:
    """What came of looking for spikes."""

    found: tuple[Spike, ...]
    """By time."""
    unjudged: tuple[datetime, ...]
    """Hours busy enough to stand out, with too short a past, or too few days around them, to tell."""


def hourly(moments: Iterable[datetime], since: datetime, until: datetime) -> Hourly:
    """Return the mentions of every hour that lies within a window in full or in part, at most the newest `MOST_HOURS`.

    Args:
        moments: When each was made, with zone, in any order; those outside the window are left out.
        since: When the window begins, with zone.
        until: When it ends.
    """
    last = _on_the_hour(until)
    start = max(_on_the_hour(since), last - (MOST_HOURS - 1) * HOUR)
    counts = [0] * (max(0, (last - start) // HOUR) + 1)
    for moment in moments:
        if since <= moment <= until and moment >= start:
            counts[(moment - start) // HOUR] += 1
    return Hourly(start, tuple(counts))


def _on_the_hour(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(minute=0, second=0, microsecond=0)


def find(mentions: Hourly, rule: Rule = AUDIT, zone: tzinfo = UTC) -> Spikes:
    """Return the spikes of a series.

    Args:
        mentions: By hour.
        rule: When an hour stands out.
        zone: In which the hour of day is told: people get up by their own clock.
    """
    judged = _Judge(mentions, rule, zone)
    above = [index for index, count in enumerate(mentions.counts) if count >= rule.least and judged.is_above(index)]
    short = tuple(mentions.at(index) for index in judged.short)
    return Spikes(tuple(_incident(mentions, judged, group) for group in _groups(above)), short)


class _Judge:
    """A series with what is needed to judge each of its hours in no time."""

    def __init__(self, mentions: Hourly, rule: Rule, zone: tzinfo) -> None:
        self._rule, self._counts = rule, mentions.counts
        self._logs = [log1p(count) for count in mentions.counts]
        self._sums = [0, *accumulate(mentions.counts)]
        self._squares = [0, *accumulate(count * count for count in mentions.counts)]
        self._same: dict[int, list[int]] = {}
        for index in range(len(mentions.counts)):
            self._same.setdefault(mentions.at(index).astimezone(zone).hour, []).append(index)
        self._hour = {index: hour for hour, listed in self._same.items() for index in listed}
        self.short: list[int] = []
        """Hours that could not be judged."""

    def is_above(self, index: int) -> bool:
        """Return whether an hour stands out, noting it if that can't be told: one condition that is not met is enough to tell."""
        begin, around = max(0, index - _WEEK), self._around(index)
        long, many = index - begin >= _FEWEST_BEFORE, len(around) >= _FEWEST_SAME
        if long and self._counts[index] <= self._ceiling(begin, index):
            return False
        if many and self._z(index, around) <= self._rule.z:
            return False
        if not (long and many):
            self.short.append(index)
        return long and many

    def _ceiling(self, begin: int, end: int) -> float:
        """Return the mean and so many standard deviations of some hours."""
        hours = end - begin
        mean = (self._sums[end] - self._sums[begin]) / hours
        variance = (self._squares[end] - self._squares[begin]) / hours - mean * mean
        return mean + self._rule.deviations * sqrt(max(0.0, variance))

    def _around(self, index: int) -> Sequence[float]:
        """Return the same hour of the other days within four weeks, on the scale of logs."""
        reach = _SAME_HOUR // HOUR
        return [
            self._logs[other]
            for other in self._same[self._hour[index]]
            if abs(other - index) <= reach and (other < index if self._rule.past_only else other != index)
        ]

    def _z(self, index: int, around: Sequence[float]) -> float:
        middle = median(around)
        deviation = median([abs(value - middle) for value in around])
        return (self._logs[index] - middle) / max(deviation, _SMALLEST_DEVIATION)

    def usual(self, index: int) -> float:
        """Return how many mentions are usual at an hour."""
        around = self._around(index)
        return expm1(median(around)) if around else 0.0


def _groups(indices: Iterable[int]) -> Iterator[list[int]]:
    """Yield the hours that stand out, by incident."""
    group: list[int] = []
    for index in indices:
        if group and (index - group[-1]) * HOUR > _ONE_INCIDENT:
            yield group
            group = []
        group.append(index)
    if group:
        yield group


def _incident(mentions: Hourly, judged: _Judge, group: Sequence[int]) -> Spike:
    inside = range(group[0], group[-1] + 1)
    peak = max(inside, key=lambda index: (mentions.counts[index], -index))
    area = sum(max(0.0, mentions.counts[index] - judged.usual(index)) for index in inside)
    return Spike(
        hours=tuple(map(mentions.at, group)),
        peak=mentions.at(peak),
        most=mentions.counts[peak],
        usual=round(judged.usual(peak), 1),
        area=round(area, 1),
    )
