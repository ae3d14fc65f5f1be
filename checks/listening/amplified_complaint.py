"""Own posts that pass on, quote or link a complaint, for a person to judge."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import (
    Finding,
    Listening,
    Message,
    Posts,
    Severity,
    Snapshot,
    check,
    message,
    passed,
    review,
)

SHOWN = 20
_JUDGE = message("Judge whether the post takes the complaint seriously or shows the person up.")
_HOW = {
    "shared": message("The company passes on a complaint about itself."),
    "quoted": message("The company quotes a complaint in a post of its own."),
    "linked": message("The company links a complaint in a post of its own."),
}


@check(
    "amplified-complaint",
    category="listening",
    severity=Severity.INFO,
    needs=("posts",),
    uses=("mentions", "status_updates", "pages", "contacts", "profiles"),
    effort="minutes",
    team="comms",
    title="The company makes no show of complaints",
    failing_title="The company passes on complaints about itself",
)
def amplified_complaint(snapshot: Snapshot) -> Iterator[Finding]:
    """Quote own posts that share, quote or link a complaint; a person judges."""
    found = Listening(snapshot).amplified()
    for one in found[-SHOWN:]:
        quoted = Posts.quote(one.post)
        yield review(quoted.url, _HOW[one.how], quoted, hint=_JUDGE)
    read = Posts(snapshot).counts().company
    if read and not found:
        yield passed(snapshot.target.site, _none(read))
    yield from Posts(snapshot).not_read("company")


def _none(read: int) -> Message:
    return message(
        "The company's only post passes on no complaint.",
        "None of the company's {count:,} posts passes on a complaint.",
        count=read,
    )
