"""Promised days that passed without the thing or a word about it."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import (
    Finding,
    Severity,
    Snapshot,
    check,
    conversations,
    evidence,
    fail,
    passed,
    post_scan,
    review,
    statements,
)


@check(
    "overdue-announcement",
    category="consistency",
    severity=Severity.HIGH,
    needs=("posts",),
    uses=("pages", "contacts", "profiles"),
    effort="minutes",
    team="comms",
    title="What is announced for a day is there, or a word about it",
    failing_title="An announced day passed without a word",
)
def overdue_announcement(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge every own post that announced something for a day that has passed."""
    for promise in statements.announcements(snapshot):
        yield _judge(snapshot, promise)


def _judge(snapshot: Snapshot, promise: statements.Announcement) -> Finding:
    quoted, key = conversations.quote(promise.post), post_scan.key_of(promise.post)
    told = f"Announced on {promise.post.created_at.date().isoformat()} for {promise.promised.day.isoformat()}"
    if (word := statements.settled(snapshot).get(key)) is not None:
        spoken = f"{told}, and spoken of on {word.created_at.date().isoformat()}."
        return passed(quoted.url, spoken, quoted, conversations.quote(word))
    if page := statements.page_says(snapshot, promise):
        return passed(quoted.url, f"{told}; {page} takes it up.", quoted, evidence(snapshot, page))
    asked = statements.asked_about(snapshot).get(key, ())
    if not asked:
        return review(quoted.url, f"{told}; no later post that takes it up was found. Is it there?", quoted)
    people = "one person has" if len(asked) == 1 else f"{len(asked)} people have"
    proof = quoted, *conversations.quotes(snapshot, asked)
    return fail(quoted.url, f"{told}; {people} asked about it since, and no later post takes it up.", *proof)
