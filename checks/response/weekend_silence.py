"""Weekends on which questions wait till Monday."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import ChannelMeasure, Finding, Severity, Snapshot, check, conversations, fail, passed, review


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
    yield from conversations.by_channel(snapshot, _judge, "inbound", "replies", "time-zone", "reply-times")


def _judge(snapshot: Snapshot, subject: str, found: ChannelMeasure) -> Finding | None:
    if not found.friday.n:
        return None
    ratio, limit = found.weekend_ratio, snapshot.thresholds.weekend_ratio
    waited = (
        f"From Friday 12:00 on, till Monday 09:00 waited: {found.friday.told()} questions ({found.frame.timezone})."
    )
    medians = conversations.span(found.weekend.first_reply.median), conversations.span(found.weekday.first_reply.median)
    told = f"{waited} Median first reply at weekends {medians[0]}, on weekdays {medians[1]}."
    proof = conversations.quotes(snapshot, conversations.counted(found, "friday"))
    if not found.friday.scored:
        return review(subject, f"{told} Look at them yourself.", *proof)
    mostly = found.friday.value is not None and found.friday.value > 0.5
    slower = ratio is not None and ratio > limit and found.weekend.first_reply.scored
    if mostly or slower:
        return fail(subject, told, *proof)
    return passed(subject, told)
