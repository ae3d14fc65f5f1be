"""Statements about the service that contradict each other, or the status page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from auditor.api import (
    Finding,
    Severity,
    Snapshot,
    check,
    conversations,
    evidence,
    fail,
    passed,
    review,
    statements,
)

SHOWN = 20


@check(
    "contradictory-replies",
    category="consistency",
    severity=Severity.HIGH,
    needs=("posts",),
    title="The company says one thing about its service",
    failing_title="Two statements about the service contradict each other",
)
def contradictory_replies(snapshot: Snapshot) -> Iterator[Finding]:
    """Hold statements made within two hours against each other, and the newest against the status page."""
    within = timedelta(hours=snapshot.thresholds.contradiction_hours)
    said = statements.of_service(snapshot)
    found = list(_pairs(said, within))
    yield from found[:SHOWN]
    yield from _status(snapshot, said, within)
    if len(said) > 1 and not found:
        yield passed(
            snapshot.target.site, f"{len(said)} statements about the service; no two of them contradict each other."
        )


def _pairs(said: tuple[statements.Statement, ...], within: timedelta) -> Iterator[Finding]:
    told: set[str] = set()
    for place, one in enumerate(said):
        near = [other for other in said[place + 1 : place + 50] if statements.contradict(one, other, within)]
        for other in near:
            if one.post.id in told or other.post.id in told:
                continue
            told |= {one.post.id, other.post.id}
            yield _finding(one, other)


def _finding(one: statements.Statement, other: statements.Statement) -> Finding:
    proof = conversations.quote(one.post), conversations.quote(other.post)
    minutes = conversations.span((other.post.created_at - one.post.created_at).total_seconds())
    if statements.share_subject(one, other):
        about = ", ".join(sorted(one.about & other.about)[:3])
        return fail(
            proof[1].url,
            f"Within {minutes} one post says that there is a fault and another that there is none (both: {about}).",
            *proof,
        )
    words = f"Within {minutes} one post says that there is a fault and another that there is none. Do they speak of the same?"
    return review(proof[1].url, words, *proof)


def _status(snapshot: Snapshot, said: tuple[statements.Statement, ...], within: timedelta) -> Iterator[Finding]:
    """Yield what the status page says otherwise than the posts of the last two hours."""
    newest = [one for one in said if snapshot.taken_at - one.post.created_at <= within]
    for (url, stance), one in ((page, one) for page in statements.status_pages(snapshot) for one in newest[-1:]):
        if stance != one.stance:
            words = "The status page and the newest post say opposite things about the service."
            yield review(url, words, evidence(snapshot, url, stance), conversations.quote(one.post))
