"""People who complain or ask elsewhere and get no official answer."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import (
    NOTHING,
    Conversations,
    Finding,
    Listening,
    Mentions,
    Message,
    Severity,
    Snapshot,
    check,
    inconclusive,
    message,
)
from auditor.api.types import (
    Waiting,
)

SHOWN = 4
NOTABLE = 3
"""People without an answer from which a place with few of them is shown at all. Our default."""
_LOOK = message("Look there and see who waits.")


@check(
    "unanswered-mention",
    category="listening",
    severity=Severity.HIGH,
    needs=("mentions",),
    uses=("posts", "status_updates", "pages", "contacts", "profiles"),
    effort="minutes",
    team="support",
    title="People who complain or ask elsewhere get an answer",
    failing_title="People who complain or ask elsewhere get no answer",
)
def unanswered_mention(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge each place by the share of the people who complain or ask there that got an official answer."""
    for place in Listening(snapshot).waiting():
        subject = Mentions.subject(place.venue)
        if place.answered.scored or len(place.open) >= NOTABLE:
            finding = _judge(snapshot, subject, place)
            if finding is not None:
                yield finding
        elif place.hidden and not place.answered.n:
            why = Mentions.unavailable(place.venue, "replies", "threads")
            yield inconclusive(subject, why.then(Listening.answers_unseen(place.hidden)), hint=_LOOK)
        if place.unread:
            yield inconclusive(subject, _unread(place), hint=_LOOK, variant="language")


def _judge(snapshot: Snapshot, subject: str, place: Waiting) -> Finding | None:
    rate = place.answered
    said = message(
        "{count:,} of {total:,} people who complain or ask there got an official answer ({reliability}).",
        "{count:,} of {total:,} people who complain or ask there got an official answer ({reliability}).",
        count=rate.hits,
        total=rate.n,
        reliability=Conversations.reliability(rate),
    )
    proof = (Mentions.quote(thread.opening) for thread in place.open[:SHOWN])
    bar = snapshot.thresholds.mention_answered_share
    more = Listening.answers_unseen(place.hidden) if place.hidden else NOTHING
    return Conversations.judge_rate(subject, said.then(more), rate, *proof, at_least=bar, value=rate.value)


def _unread(place: Waiting) -> Message:
    return message(
        "{count:,} mention there is in a language that this audit does not read, or in none.",
        "{count:,} mentions there are in languages that this audit does not read, or in none.",
        count=place.unread,
    )
