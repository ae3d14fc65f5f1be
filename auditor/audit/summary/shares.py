"""Figures of conversations in words: shares with their cases and intervals, times with how many they come from. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from auditor.analysis.conversations.metrics.figures import ANSWERS, ChannelMeasure, Slice
from auditor.analysis.conversations.metrics.rates import Rate, Spread, Standing
from auditor.analysis.conversations.sentences import duration
from auditor.audit.summary.conversation_nouns import Asked, Line, Share
from auditor.audit.summary.counted import ASKED, KINDS, OTHERS, Kind, is_blind
from auditor.model.messages import NOTHING, Message, phrase, quoted

DASH = quoted("\u2013")
IDLE = Share(phrase("no cases"), NOTHING, NOTHING)
UNTOLD = Share(phrase("cannot be told"), NOTHING, NOTHING)
_TOO_FEW = phrase("too few to say")


@dataclass(frozen=True, slots=True)
class Shares:
    """The shares of an account, or of all accounts together."""

    rates: Mapping[str, Rate | None]
    """By `Kind.id`; None for one without meaning here."""
    blind: frozenset[str]
    """Those that can't be told for what the sources don't show."""

    def told(self, kind: Kind) -> Share | None:
        """Return a share in words; None for one without meaning."""
        if kind.id in self.blind:
            return UNTOLD
        rate = self.rates[kind.id]
        return share(rate) if rate is not None else None


def of_account(one: ChannelMeasure) -> Shares:
    """Return the shares of an account."""
    blind = frozenset(kind.id for kind in KINDS if is_blind(kind, one))
    return Shares({kind.id: kind.of(one) for kind in KINDS}, blind)


def share(rate: Rate) -> Share:
    """Return a share in words, with its cases and its interval."""
    if rate.value is None:
        return IDLE
    cases = phrase("{hits:,} of {total:,}", hits=rate.hits, total=rate.n)
    if rate.standing is Standing.FEW:
        return Share(cases, cases, _TOO_FEW)
    # Like the share itself, rounded to whole numbers; none may lie outside what it is the interval of.
    sure = phrase("{low}\u2013{high} %", low=round(100 * rate.low), high=round(100 * rate.high))
    return Share(phrase("{percent} %", percent=round(100 * rate.value)), cases, sure)


def asked(one: ChannelMeasure, shares: Shares) -> Iterator[Asked]:
    """Yield what became of questions: of all, and of those of weekends, hours and so on."""
    parts: dict[str, Slice | None] = {
        "answered": Slice(one.answered, one.first_reply),
        "weekday": one.weekday,
        "weekend": one.weekend,
        "in-hours": one.in_hours,
        "out-of-hours": one.out_of_hours,
    }
    for kind in ASKED:
        part, told = parts[kind.id], shares.told(kind)
        if part is None or told is None:
            continue
        times = part.first_reply if kind.id not in shares.blind else Spread(0, one.frame)
        yield Asked(kind.id, kind.title, told, _long(times.median), _long(times.p90), times.n)


def lines(one: ChannelMeasure, shares: Shares) -> Iterator[Line]:
    """Yield all other figures."""
    for kind in OTHERS:
        told = shares.told(kind)
        if told is not None:
            yield Line(kind.id, kind.title, told)
    blind = bool(one.lacking(*ANSWERS))
    for title, spread, tell in (
        (phrase("Time to any answer, follow-ups too"), one.reply, duration),
        (phrase("Time to the end of a conversation"), one.resolution, duration),
        (phrase("Time to a review's reply"), one.review_reply, duration),
        (phrase("Turns of a conversation"), one.turns, _number),
    ):
        yield Line("", title, UNTOLD if blind else _spread(spread, tell))


def _spread(times: Spread, tell: Callable[[float], Message]) -> Share:
    if times.median is None or times.p90 is None:
        return IDLE
    usual, slow = tell(times.median), tell(round(times.p90, 1))
    value = phrase("median {usual}, nine of ten within {slow}", usual=usual, slow=slow)
    return Share(value, phrase("{count:,}", count=times.n), _TOO_FEW if times.standing is Standing.FEW else NOTHING)


def _number(value: float) -> Message:
    return phrase("{number:g}", number=value)


def _long(seconds: float | None) -> Message:
    return DASH if seconds is None else duration(seconds)
