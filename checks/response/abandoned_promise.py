"""Promises to come back that nothing followed."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import (
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
)

SHOWN = 10
_VAGUE = message("The company only said that it was working on it, and not that a word would follow.")
_ASK = message("Find out what came of it, and tell the customer in the same conversation.")


@check(
    "abandoned-promise",
    category="response",
    severity=Severity.HIGH,
    needs=("posts",),
    uses=("contacts", "profiles"),
    effort="hours",
    team="support",
    title="Promises to come back are kept",
    failing_title="Promises to come back are forgotten",
)
def abandoned_promise(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge every promise by whether the company wrote again in time."""
    yield from Conversations(snapshot).by_channel(_judge, "replies", "threads")
    yield from Posts(snapshot).not_read("company")


def _judge(snapshot: Snapshot, subject: str, found: ChannelMeasure) -> Finding | None:
    if not found.promises.n:
        return None
    hours, rate, asked = snapshot.thresholds.promise_hours, found.promises, Conversations(snapshot)
    broken = asked.broken_promises(found)
    due = rate.n - len(broken.later)
    if not due:
        return None
    if not broken.plain and not broken.vague:
        return passed(
            subject,
            message(
                "The only promise to come back was followed up within {hours} hours.",
                "All {count:,} promises to come back were followed up within {hours} hours.",
                count=due,
                hours=hours,
            ),
        )
    said, keys = _not_followed(len(broken.plain) + len(broken.vague), due, hours), (*broken.plain, *broken.vague)
    proof = Posts(snapshot).quotes(keys, SHOWN)
    return fail(subject, said, *proof) if broken.plain else review(subject, said.then(_VAGUE), *proof, hint=_ASK)


def _not_followed(count: int, total: int, hours: int) -> Message:
    return message(
        "{count:,} of {total:,} promises to come back was not followed up in public within {hours} hours.",
        "{count:,} of {total:,} promises to come back were not followed up in public within {hours} hours.",
        count=count,
        total=total,
        hours=hours,
    )
