"""Promises to come back that nothing followed."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import (
    Conversations,
    Finding,
    Posts,
    Severity,
    Snapshot,
    check,
    fail,
    message,
    passed,
)
from auditor.api.types import (
    ChannelMeasure,
)

SHOWN = 10


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
    hours, rate = snapshot.thresholds.promise_hours, found.promises
    broken = rate.n - rate.hits
    if not broken:
        return passed(
            subject,
            message(
                "The only promise to come back was followed up within {hours} hours.",
                "All {count:,} promises to come back were followed up within {hours} hours.",
                count=rate.n,
                hours=hours,
            ),
        )
    said = message(
        "{count:,} of {total:,} promises to come back was not followed up in public within {hours} hours.",
        "{count:,} of {total:,} promises to come back were not followed up in public within {hours} hours.",
        count=broken,
        total=rate.n,
        hours=hours,
    )
    return fail(subject, said, *Conversations(snapshot).missed(found.promises, SHOWN))
