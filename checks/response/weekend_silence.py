"""Weekends on which questions wait till Monday."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import (
    NOTHING,
    Conversations,
    Finding,
    Message,
    Posts,
    Severity,
    Snapshot,
    check,
    fail,
    message,
    passed,
    review,
)
from auditor.api.types import (
    ChannelMeasure,
    Slice,
)


@check(
    "weekend-silence",
    category="response",
    severity=Severity.MEDIUM,
    needs=("posts",),
    uses=("contacts", "profiles"),
    effort="project",
    team="support",
    title="Questions do not wait for Monday",
    failing_title="From Friday noon to Monday morning questions wait",
)
def weekend_silence(snapshot: Snapshot) -> Iterator[Finding]:
    """Hold every channel's weekends against its weekdays."""
    yield from Conversations(snapshot).by_channel(_judge, "inbound", "replies", "threads", "time-zone", "reply-times")
    yield from Posts(snapshot).not_read("customers", rated=True)


def _judge(snapshot: Snapshot, subject: str, found: ChannelMeasure) -> Finding | None:
    if not found.friday.n:
        return None
    ratio, limit = found.weekend_ratio, snapshot.thresholds.weekend_ratio
    said = _waited(found).then(_weekend(found.weekend), _weekdays(found.weekday))
    proof = Conversations(snapshot).counted(found.friday)
    if not found.friday.scored:
        return review(subject, said, *proof, hint=Conversations.READ_THEM)
    mostly = found.friday.value is not None and found.friday.value > snapshot.thresholds.weekend_share
    slower = ratio is not None and ratio > limit and found.weekend.first_reply.scored
    if mostly or slower:
        bar = snapshot.thresholds.answered_share
        if why := Conversations(snapshot).answered_otherwise(found.answered, bar):
            return review(subject, said.then(why), *proof, hint=Conversations.READ_THEM)
        return fail(subject, said, *proof)
    return passed(subject, said)


def _waited(found: ChannelMeasure) -> Message:
    return message(
        "{count:,} of {total:,} questions asked between Friday noon and Monday 09:00 ({zone}) waited until Monday ({reliability}).",
        count=found.friday.hits,
        total=found.friday.n,
        zone=found.frame.timezone,
        reliability=Conversations.reliability(found.friday),
    )


def _weekend(of: Slice) -> Message:
    if of.first_reply.median is not None:
        median = Conversations.duration(of.first_reply.median)
        return message("Half of the first replies at weekends came within {median}.", median=median)
    return message("No question asked at a weekend was answered.") if of.answered.n else NOTHING


def _weekdays(of: Slice) -> Message:
    if of.first_reply.median is not None:
        median = Conversations.duration(of.first_reply.median)
        return message("Half of the first replies on weekdays came within {median}.", median=median)
    return message("No question asked on a weekday was answered.") if of.answered.n else NOTHING
