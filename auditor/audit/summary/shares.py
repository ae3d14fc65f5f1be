"""Figures of conversations in words: shares with their cases and intervals, times with how many they come from. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from auditor.analysis.conversations import queries
from auditor.analysis.conversations.metrics.figures import ChannelMeasure, Slice
from auditor.analysis.conversations.metrics.rates import Rate, Spread, Standing
from auditor.audit.summary.conversation_nouns import Asked, Line, Share
from auditor.audit.summary.counted import ANSWERS, ASKED, KINDS, OTHERS, Kind, is_blind

DASH = "\u2013"
NO_CASES = Standing.NONE.value
UNTOLD = Share("cannot be told", "", "")


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
        return Share(NO_CASES, "", "")
    cases = f"{rate.hits:,} of {rate.n:,}"
    if rate.standing is Standing.FEW:
        return Share(cases, cases, "too few to say")
    # Like the share itself, rounded to whole numbers; none may lie outside what it is the interval of.
    return Share(f"{rate.value:.0%}".replace("%", " %"), cases, f"{100 * rate.low:.0f}{DASH}{100 * rate.high:.0f} %")


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
    for title, spread, unit in (
        ("Time to any answer, follow-ups too", one.reply, ""),
        ("Time to the end of a conversation", one.resolution, ""),
        ("Time to a review's reply", one.review_reply, ""),
        ("Turns of a conversation", one.turns, "turns"),
    ):
        blind = any(need in one.cannot_see for need in ANSWERS)
        yield Line("", title, UNTOLD if blind else _spread(spread, unit))


def _spread(times: Spread, unit: str) -> Share:
    if times.median is None or times.p90 is None:
        return Share(NO_CASES, "", "")
    usual, slow = (f"{each:g}" if unit else queries.span(each) for each in (times.median, round(times.p90, 1)))
    few = "too few to say" if times.standing is Standing.FEW else ""
    return Share(f"median {usual}, nine of ten within {slow}", f"{times.n:,}", few)


def _long(seconds: float | None) -> str:
    return DASH if seconds is None else queries.span(seconds)
