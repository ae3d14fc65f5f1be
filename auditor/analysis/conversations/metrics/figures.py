"""What was counted of accounts, as figures."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from auditor.analysis.conversations.metrics import rates
from auditor.analysis.conversations.metrics.clock import SATURDAY
from auditor.analysis.conversations.metrics.hours import Hours
from auditor.analysis.conversations.metrics.linkage import Linkage, added
from auditor.analysis.conversations.metrics.rates import Counted, Frame, Histogram, Rate, Spread, spread
from auditor.analysis.conversations.metrics.tally import Cell, Noted, Split, Tally
from auditor.analysis.conversations.metrics.turns import Key
from auditor.model import Thresholds

ANSWERING = ("inbound", "replies", "threads")
"""What a source has to show before answers can be counted, in the words of `Channel.cannot_see`."""
ANSWERS = (*ANSWERING, "reply-times")
"""What it has to show before times of answers can be told."""
REPLYING = ("replies", "threads")
"""What it has to show before replies to reviews, and promises, can be counted."""
SPEAKING = ("replies", "addressees")
"""What it has to show before it can be told which of the company's posts speak to somebody."""


@dataclass(frozen=True, slots=True)
class Slice:
    """Some of the questions: those of a weekday, an hour, outside opening hours."""

    answered: Rate
    """Those whose deadline has passed; answered within it."""
    first_reply: Spread
    """Time from the first question of a conversation to its answer."""


@dataclass(frozen=True, slots=True)
class Grid:
    """How many at each hour of the week, local time."""

    cells: tuple[tuple[int, ...], ...]
    """Seven rows from Monday of 24 hours each."""

    @property
    def total(self) -> int:
        """All of them."""
        return sum(map(sum, self.cells))

    @property
    def most(self) -> int:
        """The highest of all cells."""
        return max(map(max, self.cells))


@dataclass(frozen=True, slots=True)
class Worst:
    """A conversation worth quoting, and where it is."""

    platform: str
    account: str
    noted: Noted

    @property
    def posts(self) -> list[Key]:
        """The keys of its posts."""
        return [Key(self.platform, self.account, id_) for id_ in self.noted.posts]

    @property
    def switches(self) -> int:
        """How often the customer was sent elsewhere."""
        return self.noted.switches


@dataclass(frozen=True, slots=True)
class ChannelMeasure:
    """Every figure of one account, or of all of them together.

    Unless said otherwise figures are of questions asked in the window. In the total each is of the accounts that show what it needs, where
    any does. A question younger than the deadline at the end of the window counts
    neither as answered nor as unanswered. Reviews are measured by themselves.
    """

    platform: str
    """Empty for the total."""
    account: str
    frame: Frame
    posts: int
    """All that were read, those before the window included."""
    threads: int
    cases: int
    """Conversations of one person each with the brand."""
    questions: int
    waiting: int
    """Questions not answered yet whose deadline has not passed."""
    not_understood: tuple[Counted, ...]
    """Customers' posts in languages whose words are not known: they count nowhere."""
    faint: tuple[Counted, ...]
    """As hits, questions answered in time by signs without words, or by a post that speaks to nobody in particular."""
    skewed: int
    """Answers dated long before their questions; they count as answers, their times nowhere."""
    openings: int
    """Questions that opened a conversation, and are due."""
    linkage: Linkage
    """How far it is known which post answers which."""
    cannot_see: tuple[str, ...]
    """What no source of the account shows, as in `Channel.cannot_see`, and what came out as missing when the posts were joined; for the
    total, what none of the accounts shows. `lacking` tells whether a figure can be had."""
    gaps: tuple[tuple[str, ...], ...]
    """The same of each account by itself; accounts without posts left out where others have some."""
    answered: Rate
    """Questions answered by a person within the deadline."""
    answered_ever: Rate
    """The same questions, answered at any time."""
    first_reply: Spread
    """Time from the first question of a conversation to its answer."""
    reply: Spread
    """Time from any question to its answer."""
    histogram: Histogram
    """Of the times to first replies."""
    weekday: Slice
    weekend: Slice
    """Asked on a Saturday or Sunday, local time."""
    friday: Rate
    """Questions asked between Friday 12:00 and Monday 09:00 that waited till then."""
    in_hours: Slice | None
    """None where no opening hours are known."""
    out_of_hours: Slice | None
    by_weekday: tuple[Slice, ...]
    """Seven, from Monday."""
    by_hour: tuple[Slice, ...]
    """24."""
    questions_grid: Grid
    answers_grid: Grid
    """Answers by their own time."""
    dialogue: Rate
    """Own posts that speak to a customer."""
    deflected: Rate
    """First replies that only send people elsewhere; those in unknown languages left out."""
    templated: Rate
    """Replies that another is near-identical to, among the newest."""
    promises: Rate
    """Promises to come back that were kept in time; younger ones that are not kept yet left out."""
    thanked: Rate
    """Suggestions that were thanked for, or taken note of."""
    prolonged: Rate
    """Conversations with an answer of which a matter took longer than is weak, from its first to the brand's last post while it was open."""
    overlong: Rate
    """The same, longer than fails."""
    lasted: Spread
    """How long the longest matter of each took."""
    lengthy: Rate
    """Conversations of more turns than are usual."""
    switched: Rate
    """Conversations sent elsewhere too often."""
    turns: Spread
    """Of turns, not seconds: how often the word goes over in a conversation."""
    resolution: Spread
    """Time from a matter's first post to its end, those in which a question waits left out."""
    reviews: Rate
    """Reviews with a reply, at any time, whose deadline has passed."""
    low_reviews: Rate
    """Those of two stars or fewer."""
    review_reply: Spread
    worst: tuple[Worst, ...]
    """The worst conversations first; a limited number."""

    def lacking(self, *needs: str) -> tuple[str, ...]:
        """Return which of some needs keep a figure that needs them all from being had: of the account that shows most of them."""
        return min((tuple(need for need in needs if need in gaps) for gaps in self.gaps), key=len, default=())

    @property
    def weekend_ratio(self) -> float | None:
        """The weekend's median first reply over the weekdays'; None where either is unknown or no time at all."""
        at_weekends, else_ = self.weekend.first_reply.median, self.weekday.first_reply.median
        return at_weekends / else_ if at_weekends is not None and else_ else None


_Which = Callable[[int, int, bool], bool]
"""Whether questions of a weekday and an hour, and with somebody to answer them or not, belong to a slice."""


class _Figures:
    """Makes figures of what was counted of some accounts."""

    def __init__(self, tallies: Sequence[Tally], frame: Frame, gaps: Sequence[Collection[str]]) -> None:
        self.tallies, self.frame, self.gaps = tallies, frame, gaps

    def showing(self, needs: Iterable[str]) -> _Figures:
        """Return the same for the accounts that show all of some needs; for all of them where none does."""
        wanted, every = frozenset(needs), list(zip(self.tallies, self.gaps, strict=True))
        seeing = [(one, gaps) for one, gaps in every if wanted.isdisjoint(gaps)]
        if not any(one.posts for one, _ in seeing):
            seeing = every
        return _Figures([one for one, _ in seeing], self.frame, [gaps for _, gaps in seeing])

    def cells(self, which: _Which = lambda *_: True) -> list[list[Cell]]:
        """Return the cells of each account that belong to a slice, in order."""
        return [[tally.cells[key] for key in sorted(tally.cells) if which(*key)] for tally in self.tallies]

    def rate(self, split: Callable[[Tally], Split], frame: Frame | None = None) -> Rate:
        """Return a share, each account's cases named apart."""
        return self._rate([split(tally) for tally in self.tallies], frame or self.frame)

    def _rate(self, splits: Sequence[Split], frame: Frame) -> Rate:
        return rates.pooled(
            (
                rates.rate(tally.platform, tally.account, frame, one.hits, one.misses)
                for tally, one in zip(self.tallies, splits, strict=True)
            ),
            frame,
        )

    def spread(self, seconds: Iterable[Iterable[float]]) -> Spread:
        """Return how long something took."""
        return spread(chain.from_iterable(seconds), self.frame)

    def slice(self, which: _Which = lambda *_: True, frame: Frame | None = None) -> Slice:
        """Return the figures of some questions."""
        frame, every = frame or self.frame, self.cells(which)
        splits = []
        for cells in every:
            hits = list(chain.from_iterable(cell.in_time for cell in cells))
            misses = list(chain.from_iterable(chain(cell.late, cell.never) for cell in cells))
            splits.append(Split(hits, misses))
        firsts = chain.from_iterable(cell.firsts for cells in every for cell in cells)
        return Slice(self._rate(splits, frame), spread(firsts, frame))

    def answered_ever(self) -> Rate:
        """Return the share of questions answered at any time."""
        splits = []
        for cells in self.cells():
            hits = list(chain.from_iterable(chain(cell.in_time, cell.late) for cell in cells))
            splits.append(Split(hits, list(chain.from_iterable(cell.never for cell in cells))))
        return self._rate(splits, self.frame)


def figures(
    tallies: Sequence[Tally],
    frame: Frame,
    thresholds: Thresholds,
    hours: Hours | None,
    cannot_see: tuple[str, ...],
    gaps: Sequence[tuple[str, ...]],
) -> ChannelMeasure:
    """Return what was counted of some accounts as figures.

    Args:
        tallies: The accounts.
        frame: What all figures cover.
        thresholds: At which distributions of times are parted.
        hours: When somebody answers; None where nobody says.
        cannot_see: What the sources of none of them show.
        gaps: What those of each account do not show.
    """
    make = _Figures(tallies, frame, gaps)
    return ChannelMeasure(
        frame=frame,
        cannot_see=cannot_see,
        gaps=tuple(of for one, of in zip(tallies, gaps, strict=True) if one.posts) or tuple(gaps),
        **_counts(tallies),
        **_speed(make.showing(ANSWERS), thresholds),
        **_by_time(make, hours),
        **_manner(make),
        **_of_reviews(make),
        worst=_worst(tallies),
    )


def _counts(tallies: Sequence[Tally]) -> dict[str, Any]:
    """Return how much there was."""
    return {
        "platform": tallies[0].platform if len(tallies) == 1 else "",
        "account": tallies[0].account if len(tallies) == 1 else "",
        "posts": sum(tally.posts for tally in tallies),
        "threads": sum(tally.threads for tally in tallies),
        "cases": sum(tally.cases for tally in tallies),
        "questions": sum(tally.questions for tally in tallies),
        "waiting": sum(tally.waiting for tally in tallies),
        "not_understood": tuple(
            Counted(one.platform, one.account, tuple(one.not_understood)) for one in tallies if one.not_understood
        ),
        "faint": tuple(Counted(one.platform, one.account, tuple(one.faint)) for one in tallies if one.faint),
        "skewed": sum(tally.skewed for tally in tallies),
        "linkage": added(tally.linkage for tally in tallies),
        "questions_grid": _grid(tally.questions_at for tally in tallies),
        "answers_grid": _grid(tally.answers_at for tally in tallies),
    }


def _speed(make: _Figures, thresholds: Thresholds) -> dict[str, Any]:
    """Return whether answers came, and how soon."""
    every, all_ = [cell for cells in make.cells() for cell in cells], make.slice()
    never = sum(tally.openings_never for tally in make.tallies)
    return {
        "answered": all_.answered,
        "first_reply": all_.first_reply,
        "reply": make.spread(cell.replies for cell in every),
        "histogram": rates.histogram(chain.from_iterable(cell.firsts for cell in every), thresholds, never),
        "resolution": make.spread(tally.resolutions for tally in make.tallies),
        "openings": sum(tally.openings for tally in make.tallies),
        "lasted": make.spread(tally.spans for tally in make.tallies),
    }


def _by_time(every: _Figures, hours: Hours | None) -> dict[str, Any]:
    """Return the same by when the questions were asked."""
    make = every.showing(ANSWERS)
    return {
        "weekday": make.slice(lambda day, *_: day < SATURDAY, rates.over_weekdays(make.frame)),
        "weekend": make.slice(lambda day, *_: day >= SATURDAY),
        "friday": every.showing((*ANSWERS, "time-zone")).rate(lambda tally: tally.friday),
        "in_hours": None if hours is None else make.slice(lambda *key: key[2]),
        "out_of_hours": None if hours is None else make.slice(lambda *key: not key[2]),
        "by_weekday": tuple(make.slice(lambda *key, day=day: key[0] == day) for day in range(7)),
        "by_hour": tuple(make.slice(lambda *key, hour=hour: key[1] == hour) for hour in range(24)),
    }


def _manner(every: _Figures) -> dict[str, Any]:
    """Return how questions were answered."""
    make, timed, spoken = every.showing(ANSWERING), every.showing(ANSWERS), every.showing(SPEAKING)
    return {
        "answered_ever": make.answered_ever(),
        "dialogue": spoken.rate(lambda tally: tally.dialogue),
        "templated": spoken.rate(lambda tally: tally.templated),
        "deflected": make.rate(lambda tally: tally.deflected),
        "promises": every.showing(REPLYING).rate(lambda tally: tally.kept),
        "thanked": make.rate(lambda tally: tally.thanked),
        "prolonged": timed.rate(lambda tally: tally.prolonged),
        "overlong": timed.rate(lambda tally: tally.overlong),
        "lengthy": make.rate(lambda tally: tally.lengthy),
        "switched": make.rate(lambda tally: tally.switched),
        "turns": make.spread(tally.lengths for tally in make.tallies),
    }


def _of_reviews(every: _Figures) -> dict[str, Any]:
    """Return what became of reviews, which may be told where customers' questions are not shown."""
    make, timed = every.showing(REPLYING), every.showing((*REPLYING, "reply-times"))
    return {
        "reviews": make.rate(lambda tally: tally.reviews),
        "low_reviews": make.rate(lambda tally: tally.low_reviews),
        "review_reply": timed.spread(tally.review_replies for tally in timed.tallies),
    }


def _grid(counts: Iterable[Sequence[int]]) -> Grid:
    sums = [sum(cell) for cell in zip(*counts, strict=True)] or [0] * 168
    return Grid(tuple(tuple(sums[day * 24 : day * 24 + 24]) for day in range(7)))


def _worst(tallies: Iterable[Tally]) -> tuple[Worst, ...]:
    every = [Worst(tally.platform, tally.account, noted) for tally in tallies for noted in tally.noted]
    return tuple(sorted(every, key=lambda one: (-one.noted.weight, one.platform, one.account, one.noted.thread_id)))
