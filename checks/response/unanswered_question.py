"""Public questions that nobody of the company answered in time."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import ChannelMeasure, Finding, Severity, Snapshot, check, conversations, inconclusive


@check(
    "unanswered-question",
    category="response",
    severity=Severity.HIGH,
    needs=("posts",),
    uses=("contacts", "profiles"),
    effort="hours",
    team="support",
    title="Public questions are answered",
    failing_title="Too many public questions stay unanswered",
)
def unanswered_question(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge every channel by the share of questions with a human reply inside the deadline."""
    yield from conversations.by_channel(snapshot, _judge, "inbound", "replies")
    for found in conversations.measures(snapshot):
        if found.not_understood:
            subject = conversations.subject(snapshot, found.platform, found.account)
            count = sum(len(part.hits) for part in found.not_understood)
            yield inconclusive(subject, _unread(count), variant="language")
    for url, why in conversations.silent(snapshot):
        yield inconclusive(url, why, hint=conversations.IMPORT_THEM)


def _judge(snapshot: Snapshot, subject: str, found: ChannelMeasure) -> Finding | None:
    limits = snapshot.thresholds
    stands = conversations.compare_to_target(found.answered, limits.answered_share)
    told = f"Answered within {limits.answer_hours} hours: {found.answered.told()} questions ({conversations.framed(found.frame)})."
    if found.waiting:
        told += f" {found.waiting} more are not due yet."
    proof = conversations.quotes(snapshot, conversations.missed(found, "answered"))
    return conversations.rate_finding(stands, subject, told, *proof, value=found.answered.value)


def _unread(count: int) -> str:
    posts = "1 post is" if count == 1 else f"{count} posts are"
    return f"{posts} in languages that auditor does not read, and not counted. Have somebody who knows them look."
