"""Which posts each share counted: what the shares are called, and the rows of posts.csv. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from auditor.analysis.conversations import queries
from auditor.analysis.conversations.metrics import rates
from auditor.analysis.conversations.metrics.figures import ANSWERING, ANSWERS, REPLYING, SPEAKING, ChannelMeasure, Slice
from auditor.analysis.conversations.metrics.rates import Rate
from auditor.model import Message, Snapshot
from auditor.model.messages import phrase

_NOT_UNDERSTOOD = "language", "not known, so counted nowhere"


@dataclass(frozen=True, slots=True)
class Kind:
    """A share that is told of every account."""

    id: str
    """As posts.csv calls it."""
    title: Message
    hit: Message
    """What posts that count as hits are called, as posts.csv does."""
    miss: Message
    of: Callable[[ChannelMeasure], Rate | None]
    """None where the share has no meaning: opening hours that nobody knows."""
    needs: tuple[str, ...] = ANSWERING
    """What a source has to show before it can be told, as in `Channel.cannot_see`."""


def _of(part: Slice | None) -> Rate | None:
    return part.answered if part is not None else None


_IN_TIME, _LATE = phrase("answered in time"), phrase("not answered in time")
ASKED = (
    Kind("answered", phrase("All questions"), _IN_TIME, _LATE, lambda one: one.answered, ANSWERS),
    Kind("weekday", phrase("Asked Monday to Friday"), _IN_TIME, _LATE, lambda one: one.weekday.answered, ANSWERS),
    Kind(
        "weekend", phrase("Asked on a Saturday or Sunday"), _IN_TIME, _LATE, lambda one: one.weekend.answered, ANSWERS
    ),
    Kind("in-hours", phrase("Asked in the stated hours"), _IN_TIME, _LATE, lambda one: _of(one.in_hours), ANSWERS),
    Kind(
        "out-of-hours",
        phrase("Asked outside the stated hours"),
        _IN_TIME,
        _LATE,
        lambda one: _of(one.out_of_hours),
        ANSWERS,
    ),
)
"""Shares of questions, told with the time to the first reply; all of them first."""
OTHERS = (
    Kind(
        "answered-ever",
        phrase("Questions answered at any time"),
        phrase("answered"),
        phrase("never answered"),
        lambda one: one.answered_ever,
    ),
    Kind(
        "friday",
        phrase("Questions from Friday noon on that waited till Monday"),
        phrase("waited till Monday"),
        phrase("answered before"),
        lambda one: one.friday,
        (*ANSWERS, "time-zone"),
    ),
    Kind(
        "dialogue",
        phrase("Own posts that speak to a customer"),
        phrase("to a customer"),
        phrase("to nobody"),
        lambda one: one.dialogue,
        SPEAKING,
    ),
    Kind(
        "deflected",
        phrase("First replies that only send people elsewhere"),
        phrase("only sent elsewhere"),
        phrase("with words of their own"),
        lambda one: one.deflected,
    ),
    Kind(
        "templated",
        phrase("Replies all but the same as another"),
        phrase("like another"),
        phrase("unlike others"),
        lambda one: one.templated,
        SPEAKING,
    ),
    Kind(
        "promises",
        phrase("Promises to come back that were kept"),
        phrase("kept"),
        phrase("not kept"),
        lambda one: one.promises,
        REPLYING,
    ),
    Kind(
        "thanked",
        phrase("Suggestions acknowledged"),
        phrase("acknowledged"),
        phrase("not acknowledged"),
        lambda one: one.thanked,
    ),
    Kind(
        "prolonged",
        phrase("Conversations that dragged on"),
        phrase("dragged on"),
        phrase("ended sooner"),
        lambda one: one.prolonged,
        ANSWERS,
    ),
    Kind(
        "overlong",
        phrase("Conversations that lasted far too long"),
        phrase("far too long"),
        phrase("shorter"),
        lambda one: one.overlong,
        ANSWERS,
    ),
    Kind(
        "lengthy",
        phrase("Conversations of many turns"),
        phrase("of many turns"),
        phrase("of few"),
        lambda one: one.lengthy,
    ),
    Kind(
        "switched",
        phrase("Conversations sent elsewhere again and again"),
        phrase("sent elsewhere again"),
        phrase("not sent elsewhere again"),
        lambda one: one.switched,
    ),
    Kind(
        "reviews",
        phrase("Reviews with a reply"),
        phrase("replied to"),
        phrase("without a reply"),
        lambda one: one.reviews,
        REPLYING,
    ),
    Kind(
        "low-reviews",
        phrase("Reviews of one or two stars with a reply"),
        phrase("replied to"),
        phrase("without a reply"),
        lambda one: one.low_reviews,
        REPLYING,
    ),
)
KINDS = ASKED + OTHERS


def is_blind(kind: Kind, measured: ChannelMeasure) -> bool:
    """Return whether the sources of an account don't show what a share needs."""
    return bool(measured.lacking(*kind.needs))


def pooled(kind: Kind, total: ChannelMeasure, accounts: Iterable[ChannelMeasure]) -> Rate | None:
    """Return a share of all accounts that it can be told of; None where it has no meaning or can be told of none."""
    found = kind.of(total)
    seeing = {(one.platform, one.account) for one in accounts if not is_blind(kind, one)}
    if found is None or not seeing:
        return None
    parts = tuple(part for part in found.counted if (part.platform, part.account) in seeing)
    each = (rates.rate(part.platform, part.account, found.frame, part.hits, part.misses) for part in parts)
    return rates.pooled(each, found.frame)


class Row(NamedTuple):
    """A row of posts.csv: one post under one share."""

    platform: str
    account: str
    post_id: str
    url: str
    """Where a stranger can read it; empty where the source does not say."""
    at: str
    """ISO 8601, UTC."""
    rate: str
    """`Kind.id`, or `language`."""
    counted_as: str
    """`Kind.hit` or `Kind.miss`."""


def rows(snapshot: Snapshot) -> Iterator[Row]:
    """Yield, for every post in the order of the snapshot, a row for each share that counted it.

    Posts in languages whose words are not known have one row that says so: they count nowhere. Besides what was measured, a number
    for each post counted is all that is held.
    """
    told = _told()
    marks = {(one.platform, one.account): _Marks(one) for one in queries.measures(snapshot)}
    for post in snapshot.posts:
        found = marks.get((post.platform, post.account))
        places = found.pop(post.id) if found is not None else ()
        at = queries.stamp(post.created_at) if places else ""
        for place in places:
            yield Row(post.platform, post.account, post.id, post.url, at, *told[place])


def count(accounts: Iterable[ChannelMeasure]) -> int:
    """Return how many rows posts.csv has."""
    return sum(len(ids) for one in accounts for _, ids in _groups(one))


def _told() -> tuple[tuple[str, str], ...]:
    """Return every way to be counted, as a row says it: share and word."""
    return *((kind.id, word.text) for kind in KINDS for word in (kind.hit, kind.miss)), _NOT_UNDERSTOOD


class _Marks:
    """How the posts of an account were counted: bits in one number for each, since there may be a million of them."""

    def __init__(self, measured: ChannelMeasure) -> None:
        self._bits: dict[str, int] = {}
        self._again: dict[str, list[int]] = {}
        """A post that speaks to several people may count more than once in the same way."""
        known: dict[int, int] = {}
        for place, ids in _groups(measured):
            for id_ in ids:
                before = self._bits.get(id_, 0)
                if before >> place & 1:
                    self._again.setdefault(id_, []).append(place)
                mark = before | 1 << place
                self._bits[id_] = known.setdefault(mark, mark)  # few of them differ

    def pop(self, id_: str) -> list[int]:
        """Return the ways in which a post was counted, in order; none when asked again."""
        mark = self._bits.pop(id_, 0)
        places = [place for place in range(mark.bit_length()) if mark >> place & 1]
        return sorted([*places, *self._again.pop(id_, ())]) if places else places


def _groups(measured: ChannelMeasure) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield (place in `_told`, ids of posts) for every way to be counted."""
    for number, kind in enumerate(KINDS):
        found = None if is_blind(kind, measured) else kind.of(measured)
        for part in found.counted if found is not None else ():
            yield 2 * number, part.hits
            yield 2 * number + 1, part.misses
    for part in measured.not_understood:
        yield 2 * len(KINDS), part.hits
