"""Whether the reviews of the last week are worse than those of the quarter before it. Pure.

A week is worse by half a star of its mean, or by three times the share of one-star reviews. With fewer than fifty reviews, chance is
allowed for: the 95 % interval of the difference of means (Welch 1947) must not hold zero, and so large a share must be rarer than one in
forty if both stretches were alike (Fisher 1935).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from math import comb, sqrt
from statistics import fmean, variance

from auditor.analysis.conversations import post_scan
from auditor.analysis.conversations.metrics.turns import Key
from auditor.analysis.conversations.post_scan import Rated
from auditor.model import Snapshot, Thresholds
from auditor.model.remembering import remembered
from auditor.platforms.spelling import account_key

WEEK, BASELINE = timedelta(days=7), timedelta(days=90)
"""What is judged, and what lies before it."""
_VISIBLE = 3
"""Reviews below which not even a person could see that a week is worse. Our default."""
_SCALES = (5, 10, 100)
"""Highest ratings that places give."""
_RARE = 0.025
_Z = 1.96
"""The normal distribution's 97.5 % point."""


class ReviewChange(StrEnum):
    """How the last week compares."""

    FEWER_STARS = "fewer stars"
    MORE_ONES = "more one-star reviews"
    OPEN = "may be chance"
    """Worse by that much, and so few reviews that it may be chance."""
    NONE = "none"
    FEW = "too few to judge"
    """Worse by that much, in fewer reviews than are enough to judge."""
    UNTOLD = "too few to tell"
    """Too few to judge, and nothing about them looks worse."""


@dataclass(frozen=True, slots=True)
class Ratings:
    """Stars of some reviews."""

    n: int
    mean: float
    ones: int
    """Those with one star."""
    error: float
    """Standard error of the mean."""

    @property
    def share(self) -> float:
        """Share of those with one star."""
        return self.ones / self.n if self.n else 0.0


@dataclass(frozen=True, slots=True)
class ReviewTrend:
    """The last week of an account's reviews beside the ninety days before it."""

    platform: str
    account: str
    since: datetime
    """When the week begins."""
    until: datetime
    recent: Ratings
    before: Ratings
    change: ReviewChange
    worst: tuple[Key, ...]
    """Reviews of the week, those of fewest stars first, then the newest."""


@remembered()
def trends(snapshot: Snapshot) -> tuple[ReviewTrend, ...]:
    """Return how the reviews of each account have changed, by platform and account.

    The week ends with the newest post that was gathered of the account, or with the visit where its source was asked on it.
    """
    ends = _ends(snapshot)
    return tuple(
        _trend(
            platform, account, rated, ends.get(account_key(platform, account), snapshot.taken_at), snapshot.thresholds
        )
        for (platform, account), rated in sorted(post_scan.scanned(snapshot).ratings.items())
    )


def _ends(snapshot: Snapshot) -> Mapping[tuple[str, str], datetime]:
    found: dict[tuple[str, str], datetime] = {}
    for one in snapshot.channels:
        key, end = account_key(one.platform, one.account), min(one.until or snapshot.taken_at, snapshot.taken_at)
        found[key] = max(found.get(key, end), end)
    return found


def _trend(platform: str, account: str, rated: Iterable[Rated], end: datetime, limits: Thresholds) -> ReviewTrend:
    start = end - WEEK
    every = sorted(
        (one for one in _of_five(list(rated)) if start - BASELINE < one.at <= end),
        key=lambda one: (one.stars, -one.at.timestamp(), one.id),
    )
    week = _once([one for one in every if one.at > start], {one.author for one in every if one.at <= start})
    recent = _ratings([one.stars for one in week])
    before = _ratings([one.stars for one in every if one.at <= start])
    keys = tuple(Key(platform, account, one.id) for one in week)
    return ReviewTrend(platform, account, start, end, recent, before, compare(recent, before, limits), keys)


def _of_five(rated: Sequence[Rated]) -> list[Rated]:
    """Return ratings on a scale of five stars: those of a scale of ten points or of a hundred, told by their highest, are brought down to it."""
    highest = max((one.stars for one in rated), default=0.0)
    scale = next((top / 5 for top in _SCALES if highest <= top), 1.0)
    return [one._replace(stars=one.stars / scale) for one in rated] if scale > 1 else list(rated)


def _once(week: Iterable[Rated], before: Collection[str]) -> list[Rated]:
    """Return the reviews of a week, of each person the first one given.

    Names that stand in the quarter before as well, such as "A user", may be many people's.
    """
    found: dict[str, Rated] = {}
    for one in week:
        found.setdefault(one.author if one.author and one.author not in before else f" {one.id}", one)
    return list(found.values())


def _ratings(stars: Sequence[float]) -> Ratings:
    n = len(stars)
    error = sqrt(variance(stars) / n) if n > 1 else 0.0
    return Ratings(n, fmean(stars) if stars else 0.0, sum(each <= 1 for each in stars), error)


def compare(recent: Ratings, before: Ratings, limits: Thresholds) -> ReviewChange:
    """Return how some ratings compare with earlier ones."""
    many, drop = recent.n >= limits.some_cases, before.mean - recent.mean
    fewer = drop >= limits.review_drop - 1e-9
    if recent.n < limits.few_cases or before.n < limits.few_cases:
        return ReviewChange.FEW if fewer and min(recent.n, before.n) >= _VISIBLE else ReviewChange.UNTOLD
    if fewer and (many or drop > _Z * sqrt(recent.error**2 + before.error**2)):
        return ReviewChange.FEWER_STARS
    # One of them before counts even where there was none: three times nothing would be anything.
    more = recent.share >= limits.one_star_times * max(before.share, 1 / before.n)
    if more and (many or _chance(recent, before) < _RARE):
        return ReviewChange.MORE_ONES
    return ReviewChange.OPEN if fewer or (more and recent.ones > 1) else ReviewChange.NONE


def _chance(recent: Ratings, before: Ratings) -> float:
    """Return how likely so many one-star reviews, or more, fall into a few recent ones by chance: Fisher's exact test, one-sided."""
    every, ones = recent.n + before.n, recent.ones + before.ones
    ways = sum(
        comb(ones, here) * comb(every - ones, recent.n - here) for here in range(recent.ones, min(ones, recent.n) + 1)
    )
    return ways / comb(every, recent.n)
