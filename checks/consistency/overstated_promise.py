"""Claims of the site and of bios about answers, held against what was measured."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from auditor.api import (
    ChannelMeasure,
    Evidence,
    Finding,
    Outcome,
    Severity,
    Snapshot,
    check,
    claims,
    conversations,
    evidence,
)

ALL = 0.95
"""Share of answered questions that "we answer everyone" has to keep. House rule."""
HALF = 0.5
"""Share of all questions that have to be answered within a promised time; the others are taken for exceptions. House rule."""
NINTH = 0.9
NIGHT_FACTOR = 3
"""How many times longer than else people may wait at weekends where somebody is there "24/7". House rule."""
PATIENCE = 4 * 3_600
"""Seconds that are no broken "24/7", whatever the rest of the week is like. House rule."""


class Measured(NamedTuple):
    """What a claim amounts to."""

    kept: bool
    told: str
    n: int
    """Cases."""


@check(
    "overstated-promise",
    category="consistency",
    severity=Severity.HIGH,
    needs=("pages", "posts"),
    title="Promised answers come as promised",
    failing_title="Answers come later, or more seldom, than promised",
)
def overstated_promise(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge the claims of pages by the figures of all channels together, those of a bio by its own channel's."""
    total = conversations.total(snapshot)
    every = {(one.platform, one.account): one for one in conversations.measures(snapshot)}
    for promise in claims.of(snapshot):
        measured = total if promise.account is None else every.get(promise.account)
        if measured is not None:
            yield _judge(snapshot, promise, measured)


def _judge(snapshot: Snapshot, promise: claims.Promise, of: ChannelMeasure) -> Finding:
    claim, where = promise.claim, promise.where
    variant = f"{claim.kind} {claim.seconds or ''}".strip()
    proof = (evidence(snapshot, where, claim.excerpt) if promise.account is None else Evidence(where, claim.excerpt),)
    if why := conversations.blind(of, "inbound", "replies", "reply-times"):
        return Finding(Outcome.INCONCLUSIVE, where, why, proof, variant=variant)
    found = _measured(promise, of)
    told = f"“{claim.excerpt[:80]}”: {found.told}"
    if found.n < snapshot.thresholds.few_cases:
        few = f"{told} Too few cases to say; look at them yourself."
        return Finding(Outcome.REVIEW, where, few, proof, variant=variant)
    if found.kept:
        return Finding(Outcome.PASS, where, told, proof, variant=variant)
    worst = [conversations.key(one.platform, one.account, id_) for one in of.worst[:1] for id_ in one.noted.posts[:2]]
    return Finding(Outcome.FAIL, where, told, (*proof, *conversations.quotes(snapshot, worst)), variant=variant)


def _measured(promise: claims.Promise, of: ChannelMeasure) -> Measured:
    claim = promise.claim
    if claim.kind == "deadline" and claim.seconds:
        return _deadline(claim.seconds, of, business=claim.business)
    return _everyone(of) if claim.kind == "everyone" else _around_the_clock(of)


def _deadline(seconds: int, of: ChannelMeasure, *, business: bool) -> Measured:
    """Return whether at least half of the questions were answered so soon: those without an answer were not."""
    spread, ever = (of.weekday.first_reply if business else of.first_reply), of.answered_ever
    share = (ever.value or 0.0) * _share_within(seconds, spread.median, spread.p90)
    when = "on weekdays" if business else ""
    times = f"half of the first replies came within {conversations.span(spread.median)} {when}".rstrip()
    told = f"{times}, nine of ten within {conversations.span(spread.p90)} (n = {spread.n}); answered at all: {ever.told()}."
    return Measured(share >= HALF, told, ever.n if ever.value == 0 else spread.n)


def _share_within(seconds: float, median: float | None, p90: float | None) -> float:
    """Return the share of replies that came so soon, as far as median and ninth decile tell, in the promise's favour."""
    if median is None or p90 is None:
        return 0.0
    if seconds >= p90:
        return 1.0
    if seconds < median:
        return HALF * seconds / median
    return HALF + (NINTH - HALF) * (seconds - median) / (p90 - median)


def _everyone(of: ChannelMeasure) -> Measured:
    rate = of.answered_ever
    return Measured((rate.value or 0) >= ALL, f"questions that were answered at any time: {rate.told()}.", rate.n)


def _around_the_clock(of: ChannelMeasure) -> Measured:
    """Return whether weekends are not much slower than the rest, and not left without answers."""
    quiet, busy = of.weekend.first_reply, of.weekday.first_reply
    slow = (quiet.median or 0) > max(PATIENCE, NIGHT_FACTOR * (busy.median or 0))
    left, else_ = of.weekend.answered, of.weekday.answered
    silent = left.value is not None and left.value < HALF * (else_.value or 0)
    told = (
        f"half of the first replies came within {conversations.span(quiet.median)} at weekends, {conversations.span(busy.median)} on "
        f"weekdays (n = {quiet.n} and {busy.n}); answered in time: {left.told()} at weekends, {else_.told()} on weekdays."
    )
    return Measured(not slow and not silent, told, max(quiet.n, left.n))
