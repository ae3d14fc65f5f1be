"""Public questions that nobody of the company answered in time."""

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
    inconclusive,
    message,
    review,
)
from auditor.api.types import (
    ChannelMeasure,
)

_LOOK = message(
    "Find out whose accounts these are, and whether the posts to everybody answer the questions. An account that is the company's own should be linked from its site; one that is not may be an impostor's."
).telling_operator(
    message("Name the company's own accounts under [[profile]], or their authors as `brand` under [[conversations]].")
)
_READ = message("Read these replies and decide whether they answer anything.")


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
    yield from Conversations(snapshot).by_channel(_judge, "inbound", "replies", "threads")
    yield from Posts(snapshot).not_read("customers", rated=True)
    for url, why in Conversations(snapshot).silent():
        yield inconclusive(url, why, hint=Conversations.IMPORT_THEM)


def _judge(snapshot: Snapshot, subject: str, found: ChannelMeasure) -> Finding | None:
    limits = snapshot.thresholds
    said = _answered(found, limits.answer_hours).then(_waiting(found.waiting), Conversations.window(found))
    asked, rate = Conversations(snapshot), found.answered
    finding = Conversations.judge_rate(
        subject, said, rate, *asked.missed(rate), at_least=limits.answered_share, value=rate.value
    )
    if finding is not None and finding.outcome == "fail":
        if why := asked.hole(found, rate, limits.answered_share):
            return inconclusive(subject, said.then(why), *asked.missed(rate), hint=Conversations.FULLER_EXPORT)
        if why := asked.answered_otherwise(rate, limits.answered_share):
            return review(subject, said.then(why), *asked.missed(rate), hint=_LOOK)
    if finding is not None and finding.outcome == "pass" and (why := asked.faint(found, limits.answered_share)):
        return review(subject, said.then(why), hint=_READ)
    return finding


def _answered(found: ChannelMeasure, hours: int) -> Message:
    return message(
        "{count:,} of {total:,} questions was answered within {hours} hours ({reliability}).",
        "{count:,} of {total:,} questions were answered within {hours} hours ({reliability}).",
        count=found.answered.hits,
        total=found.answered.n,
        hours=hours,
        reliability=Conversations.reliability(found.answered),
    )


def _waiting(count: int) -> Message:
    if not count:
        return NOTHING
    return message("{count:,} more is not due yet.", "{count:,} more are not due yet.", count=count)
