"""Statements about the service that contradict each other, or the status page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from auditor.api import (
    Conversations,
    Finding,
    Message,
    Posts,
    Severity,
    Snapshot,
    check,
    evidence,
    fail,
    message,
    passed,
    review,
)
from auditor.api.types import (
    Contradiction,
    Statement,
)

SHOWN = 20
OPEN = 5
"""Uncertain pairs that are shown: more of them only tire whoever has to judge. Our default."""
_SAME = message("Check whether both speak of the same thing.")
_READ_FIRST = message("Read those quoted first.")
_PAGE_SAYS = {
    "fault": message("The status page says that there is a fault, and the newest post that nothing is wrong."),
    "fine": message("The status page says that nothing is wrong, and the newest post that there is a fault."),
}


def _opposite(first: str, seconds: float) -> Message:
    later = Conversations.duration(seconds)
    if first == "fault":
        return message(
            "One post says that there is a fault, and another, {later} later, that nothing is wrong.", later=later
        )
    return message(
        "One post says that nothing is wrong, and another, {later} later, that there is a fault.", later=later
    )


def _against_page(seconds: float) -> Message:
    later = Conversations.duration(seconds)
    return message(
        "The status page said that there was a fault, and a post, {later} later, that nothing was wrong.", later=later
    )


@check(
    "contradictory-replies",
    category="consistency",
    severity=Severity.HIGH,
    needs=("posts",),
    uses=("pages", "contacts", "profiles", "status_updates"),
    effort="hours",
    team="support",
    title="The company says one thing about its service",
    failing_title="Two statements about the service contradict each other",
)
def contradictory_replies(snapshot: Snapshot) -> Iterator[Finding]:
    """Hold statements made within two hours against each other, and the newest against the status page."""
    within = timedelta(hours=snapshot.thresholds.contradiction_hours)
    every = Posts(snapshot).statements()
    found = Posts(snapshot).contradictions(within)
    sure = [one for one in found if one.shared]
    open_ = [one for one in found if not one.shared]
    site = snapshot.target.site
    yield from map(_finding, sure[-SHOWN:])
    yield from map(_finding, open_[-OPEN:])
    if len(sure) > SHOWN:
        more = message(
            "{count:,} earlier pair of posts contradicts itself about the service as well.",
            "{count:,} earlier pairs of posts contradict each other about the service as well.",
            count=len(sure) - SHOWN,
        )
        yield fail(site, more, variant="more")
    if len(open_) > OPEN:
        more = message(
            "{count:,} earlier pair of posts may contradict itself.",
            "{count:,} earlier pairs of posts may contradict each other.",
            count=len(open_) - OPEN,
        )
        yield review(site, more, variant="more", hint=_READ_FIRST)
    against = list(_status(snapshot, every, within))
    yield from against
    now = [one for one in every if one.stance != "over"]
    if len(now) > 1 and not found and not against:
        said = message(
            "One post says whether the service works.",
            "{count:,} posts say whether the service works, and no two of them contradict each other.",
            count=len(now),
        )
        yield passed(site, said, Posts.quote(now[-1].post))
    yield from Posts(snapshot).not_read("company")


def _finding(pair: Contradiction) -> Finding:
    one, other = pair.one, pair.other
    proof = Posts.quote(one.post), Posts.quote(other.post)
    seconds = (other.post.created_at - one.post.created_at).total_seconds()
    said = _against_page(seconds) if pair.denies_status_page else _opposite(one.stance, seconds)
    if pair.shared:
        named = ", ".join(f"“{word}”" for word in pair.shared[:3])
        both = message("Both name {shared}.", shared=named)
        return fail(proof[1].url, said.then(both), *proof)
    return review(proof[1].url, said, *proof, hint=_SAME)


def _status(snapshot: Snapshot, said: tuple[Statement, ...], within: timedelta) -> Iterator[Finding]:
    """Yield what the status page says otherwise than the newest post, where that is no older than two hours."""
    newest = [one for one in said if timedelta(0) <= snapshot.taken_at - one.post.created_at <= within][-1:]
    for one in newest:
        now = "fine" if one.stance == "over" else one.stance
        for url, stance, words in Posts(snapshot).status_pages():
            if stance != now:
                proof = evidence(snapshot, url, words), Posts.quote(one.post)
                yield review(url, _PAGE_SAYS[stance], *proof, hint=_SAME)
