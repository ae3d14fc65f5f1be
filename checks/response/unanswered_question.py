"""Public questions that nobody of the company answered in time."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import (
    NOTHING,
    ChannelMeasure,
    Finding,
    Message,
    Severity,
    Snapshot,
    check,
    conversations,
    inconclusive,
    message,
    sentences,
)

_HAVE_READ = message("Ask somebody who knows the language to look through them.")


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
            yield inconclusive(subject, _unread(count), variant="language", hint=_HAVE_READ)
    for url, why in conversations.silent(snapshot):
        yield inconclusive(url, why, hint=conversations.IMPORT_THEM)


def _judge(snapshot: Snapshot, subject: str, found: ChannelMeasure) -> Finding | None:
    limits = snapshot.thresholds
    stands = conversations.compare_to_target(found.answered, limits.answered_share)
    said = _answered(found, limits.answer_hours).then(_waiting(found.waiting), sentences.window(found.frame))
    proof = conversations.quotes(snapshot, conversations.missed(found, "answered"))
    return conversations.rate_finding(stands, subject, said, *proof, value=found.answered.value)


def _answered(found: ChannelMeasure, hours: int) -> Message:
    return message(
        "{count:,} of {total:,} questions was answered within {hours} hours ({reliability}).",
        "{count:,} of {total:,} questions were answered within {hours} hours ({reliability}).",
        count=found.answered.hits,
        total=found.answered.n,
        hours=hours,
        reliability=sentences.reliability(found.answered),
    )


def _waiting(count: int) -> Message:
    if not count:
        return NOTHING
    return message("{count:,} more is not due yet.", "{count:,} more are not due yet.", count=count)


def _unread(count: int) -> Message:
    return message(
        "{count:,} post is in a language that Auditor does not read, and is not counted.",
        "{count:,} posts are in languages that Auditor does not read, and are not counted.",
        count=count,
    )
