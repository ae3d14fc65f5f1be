"""Advice to wipe, reset or reinstall without a warning, for a person to judge."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import (
    Finding,
    Posts,
    Severity,
    Snapshot,
    check,
    message,
    passed,
    review,
)

SHOWN = 20
_LOSES_DATA = message("This advice may cost the customer data or settings, and does not say so.")


@check(
    "risky-advice",
    category="response",
    severity=Severity.INFO,
    needs=("posts",),
    uses=("contacts",),
    effort="hours",
    team="support",
    title="Advice comes with its warnings",
    failing_title="A reply tells a customer to wipe or reset without a warning",
)
def risky_advice(snapshot: Snapshot) -> Iterator[Finding]:
    """Quote advice that loses data if it is followed; a person judges."""
    for one in Posts(snapshot).flagged("risky-advice", SHOWN):
        quoted = Posts.quote(one.post)
        yield review(quoted.url, _LOSES_DATA, quoted)
    counts = Posts(snapshot).counts()
    read = counts.company + counts.private
    if read and not Posts(snapshot).count("risky-advice"):
        said = message(
            "The company's only post does not advise a reset without a warning.",
            "None of the company's {count:,} posts advises a reset without a warning.",
            count=read,
        )
        yield passed(snapshot.target.site, said)
    yield from Posts(snapshot).not_read("company")
