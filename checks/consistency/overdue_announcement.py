"""Promised days that passed without the thing or a word about it."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import Finding, Severity, Snapshot, check, conversations, fail, passed, review, statements


@check(
    "overdue-announcement",
    category="consistency",
    severity=Severity.HIGH,
    needs=("posts",),
    title="What is announced for a day is there, or a word about it",
    failing_title="An announced day passed without a word",
)
def overdue_announcement(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge every own post that announced something for a day that has passed."""
    for promise in statements.announcements(snapshot):
        yield _judge(snapshot, promise)


def _judge(snapshot: Snapshot, promise: statements.Announcement) -> Finding:
    quoted = conversations.quote(promise.post)
    told = f"Announced on {promise.post.created_at.date().isoformat()} for {promise.day.isoformat()}"
    if (word := statements.settled(snapshot, promise)) is not None:
        return passed(
            quoted.url,
            f"{told}, and spoken of on {word.created_at.date().isoformat()}.",
            quoted,
            conversations.quote(word),
        )
    if page := statements.page_says(snapshot, promise):
        return passed(quoted.url, f"{told}; {page} takes it up.", quoted)
    asked = statements.asked_about(snapshot, promise)
    if asked:
        people = "1 question" if len(asked) == 1 else f"{len(asked)} questions"
        proof = quoted, *conversations.quotes(snapshot, asked)
        return fail(quoted.url, f"{told}; since then no word about it, but {people}.", *proof)
    return review(quoted.url, f"{told}; since then no word about it was found. Is it there?", quoted)
