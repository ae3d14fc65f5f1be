"""Claims of the site and of bios about answers, held against what was measured."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import (
    ChannelMeasure,
    Evidence,
    Finding,
    Severity,
    Snapshot,
    check,
    claims,
    conversations,
    fail,
    inconclusive,
    passed,
    review,
)

ALL = 0.95
"""Share of answered questions that "we answer everyone" has to keep. House rule."""
NIGHT_FACTOR = 3
"""How many times longer than else people may wait at night and at weekends where somebody is there "24/7". House rule."""
PATIENCE = 4 * 3_600
"""Seconds that are no broken "24/7", whatever the rest of the week is like. House rule."""


@check(
    "overstated-promise",
    category="consistency",
    severity=Severity.HIGH,
    needs=("pages", "posts"),
    title="Promised answers come as promised",
    failing_title="Answers come later, or more seldom, than promised",
)
def overstated_promise(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge every claim by the figures of all channels together."""
    total = conversations.total(snapshot)
    for promise in claims.of(snapshot):
        if total is None:
            continue
        yield _judge(snapshot, promise, total)


def _judge(snapshot: Snapshot, promise: claims.Promise, total: ChannelMeasure) -> Finding:
    proof = Evidence(promise.where, promise.claim.excerpt)
    subject = f"{promise.where}: “{promise.claim.excerpt[:60]}”"
    if why := conversations.blind(total, "inbound", "replies"):
        return inconclusive(subject, why, proof)
    kept, told, n = _measured(promise, total)
    if n < snapshot.thresholds.few_cases:
        return review(subject, f"{told} Look at them yourself.", proof)
    return passed(subject, told, proof) if kept else fail(subject, told, proof, variant=promise.claim.kind)


def _measured(promise: claims.Promise, total: ChannelMeasure) -> tuple[bool, str, int]:
    """Return whether the claim is kept, what was measured, and from how many cases."""
    claim, first = promise.claim, total.first_reply
    if claim.kind == "deadline" and claim.seconds:
        spread = total.weekday.first_reply if claim.business else first
        words = f"Promised within {conversations.span(claim.seconds)}; measured: median {conversations.span(spread.median)}, nine of ten within {conversations.span(spread.p90)} (n = {spread.n})."
        return (spread.median or 0) <= claim.seconds, words, spread.n
    if claim.kind == "everyone":
        rate = total.answered_ever
        return (rate.value or 0) >= ALL, f"Promised to everyone; answered: {rate.told()} questions.", rate.n
    quiet, busy = total.weekend.first_reply, total.weekday.first_reply
    slow = (quiet.median or 0) > max(PATIENCE, NIGHT_FACTOR * (busy.median or 0))
    words = f"Promised around the clock; measured: median {conversations.span(quiet.median)} at weekends, {conversations.span(busy.median)} on weekdays (n = {quiet.n} and {busy.n})."
    return not slow, words, quiet.n
