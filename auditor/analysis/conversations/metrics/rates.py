"""Shares and times, each with how many cases it comes from, which ones, and how far it can be trusted."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from auditor.model import Thresholds

_Z = 1.959963984540054
"""The normal distribution's 97.5 % point: what lies within it on both sides is 95 %."""
MINUTE, HOUR, DAY = 60, 3_600, 86_400
"""Seconds."""
EDGES = (5 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR, DAY, 2 * DAY, 3 * DAY, 7 * DAY)
"""Seconds at which the bars of a distribution of reply times part, besides the thresholds."""


class Standing(StrEnum):
    """How far a figure can be trusted for the number of its cases."""

    NONE = "no cases"
    FEW = "too few"
    """Shown, never scored."""
    SOME = "with its interval"
    ENOUGH = "enough"


@dataclass(frozen=True, slots=True)
class Frame:
    """What every figure covers."""

    since: datetime | None
    """Start of the window; None for all there is."""
    until: datetime
    """End of the window."""
    timezone: str
    """IANA name of the zone of weekdays and hours; several are joined by commas."""
    weekends: bool = True
    """Whether Saturdays and Sundays count."""
    few: int = 10
    """Cases below which a figure says nothing."""
    some: int = 50
    """Cases below which it is shown with its interval."""

    def standing(self, n: int) -> Standing:
        """Return how far a figure of `n` cases can be trusted."""
        if n == 0:
            return Standing.NONE
        if n < self.few:
            return Standing.FEW
        return Standing.SOME if n < self.some else Standing.ENOUGH


@dataclass(frozen=True, slots=True)
class Counted:
    """Which posts of one account a rate counted."""

    platform: str
    account: str
    hits: tuple[str, ...] = ()
    """Ids of the posts for which it holds."""
    misses: tuple[str, ...] = ()
    """Ids of those for which it does not."""


@dataclass(frozen=True, slots=True)
class Rate:
    """A share of cases: what it is, how sure that is, and which posts it was counted from."""

    hits: int
    n: int
    frame: Frame
    counted: tuple[Counted, ...] = ()
    """By account; exactly the `n` posts counted."""

    @property
    def value(self) -> float | None:
        """The share, 0 to 1; None without cases."""
        return self.hits / self.n if self.n else None

    @property
    def interval(self) -> tuple[float, float]:
        """Lowest and highest share that the cases agree with: see `wilson`."""
        return wilson(self.hits, self.n)

    @property
    def low(self) -> float:
        """Lower end of the interval."""
        return self.interval[0]

    @property
    def high(self) -> float:
        """Upper end of the interval."""
        return self.interval[1]

    @property
    def standing(self) -> Standing:
        """How far it can be trusted."""
        return self.frame.standing(self.n)

    @property
    def scored(self) -> bool:
        """Whether there are cases enough for a verdict."""
        return self.standing in {Standing.SOME, Standing.ENOUGH}


def rate(platform: str, account: str, frame: Frame, hits: Iterable[str], misses: Iterable[str]) -> Rate:
    """Return the share that `hits` have of `hits` and `misses`, ids of posts of one account."""
    counted = Counted(platform, account, tuple(hits), tuple(misses))
    return Rate(len(counted.hits), len(counted.hits) + len(counted.misses), frame, (counted,))


def pooled(rates: Iterable[Rate], frame: Frame) -> Rate:
    """Return one rate of the cases of several, each case counting the same."""
    known = tuple(rates)
    parts = tuple(part for one in known for part in one.counted)
    return Rate(sum(one.hits for one in known), sum(one.n for one in known), frame, parts)


def wilson(hits: int, n: int) -> tuple[float, float]:
    """Return Wilson's 95 % interval for `hits` of `n`; (0, 1) for no cases.

    E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927), 209-212. Unlike the
    textbook's p ± 1.96 s it never leaves 0 to 1 and says something where all cases, or none, are hits.
    """
    if n <= 0:
        return 0.0, 1.0
    share, square = hits / n, _Z * _Z
    centre = share + square / (2 * n)
    half = _Z * math.sqrt(share * (1 - share) / n + square / (4 * n * n))
    low, high = (centre - half) / (1 + square / n), (centre + half) / (1 + square / n)
    # At the ends of the range the rounding of floats would let the share itself lie a hair outside.
    return max(0.0, min(low, share)), min(1.0, max(high, share))


def quantile(ordered: Sequence[float], share: float) -> float | None:
    """Return the value below which `share` of the values lie; None for no values.

    The definition most programs take unless told otherwise (number 7 of Hyndman and Fan, Sample quantiles in statistical
    packages, 1996): of n values in order, the one at place (n - 1) × share, counted from 0; between two places, the point on the
    line between them. For a share of a half that is the usual median.

    Args:
        ordered: Values from the smallest to the largest.
        share: 0 to 1.
    """  # noqa: RUF002 - a multiplication
    if not ordered:
        return None
    place = (len(ordered) - 1) * share
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    low, high = ordered[below], ordered[above]
    return low if low == high else low + (high - low) * (place - below)


@dataclass(frozen=True, slots=True)
class Spread:
    """How long something took: the usual case and the slow one."""

    n: int
    frame: Frame
    median: float | None = None
    """Seconds; None without cases."""
    p90: float | None = None
    """Seconds within which nine of ten lie; None without cases."""
    longest: float | None = None
    """Seconds."""

    @property
    def standing(self) -> Standing:
        """How far it can be trusted."""
        return self.frame.standing(self.n)

    @property
    def scored(self) -> bool:
        """Whether there are cases enough for a verdict."""
        return self.standing in {Standing.SOME, Standing.ENOUGH}


def spread(seconds: Iterable[float], frame: Frame) -> Spread:
    """Return median, 90th percentile and longest of some times."""
    ordered = sorted(seconds)
    if not ordered:
        return Spread(0, frame)
    return Spread(len(ordered), frame, quantile(ordered, 0.5), quantile(ordered, 0.9), ordered[-1])


@dataclass(frozen=True, slots=True)
class Histogram:
    """How many took how long."""

    edges: tuple[float, ...]
    """Seconds, rising: the first bar ends with the first edge, the last begins after the last."""
    counts: tuple[int, ...]
    """One more than edges; what takes exactly as long as an edge belongs to the bar that ends there."""
    marks: tuple[tuple[str, float], ...] = ()
    """Thresholds to be drawn in: name of the field of `Thresholds`, seconds. Each is an edge."""
    unanswered: int = 0
    """Cases that never ended."""


def histogram(seconds: Iterable[float], thresholds: Thresholds, unanswered: int = 0) -> Histogram:
    """Return the distribution of reply times, parted at round times and at the thresholds."""
    names = ("good_reply_minutes", "fair_reply_minutes", "weak_reply_minutes")
    marks = [(name, float(getattr(thresholds, name) * MINUTE)) for name in names]
    marks.append(("answer_hours", float(thresholds.answer_hours * HOUR)))
    edges = tuple(sorted({*map(float, EDGES), *(at for _, at in marks)}))
    counts = [0] * (len(edges) + 1)
    for each in seconds:
        counts[bisect_left(edges, each)] += 1
    return Histogram(edges, tuple(counts), tuple(marks), unanswered)


def within(ordered: Sequence[float], seconds: float) -> int:
    """Return how many of some times in order are at most `seconds`."""
    return bisect_right(ordered, seconds)


def over_weekdays(frame: Frame) -> Frame:
    """Return the same frame for figures that leave weekends out."""
    return replace(frame, weekends=False)
