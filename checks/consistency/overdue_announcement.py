"""Promised days that passed without the thing or a word about it."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import (
    Finding,
    Message,
    Pages,
    Posts,
    Role,
    Severity,
    Snapshot,
    check,
    evidence,
    fail,
    inconclusive,
    message,
    passed,
    review,
)
from auditor.api.types import (
    Announcement,
)

_NO_POST = message("No later post that takes it up was found.")
_LOOK = message("Check whether what was announced is there.")


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
    for promise in Posts(snapshot).announcements():
        yield _judge(snapshot, promise)
    yield from Posts(snapshot).not_read("company")


def _judge(snapshot: Snapshot, promise: Announcement) -> Finding:
    quoted = Posts.quote(promise.post)
    said = _announced(promise)
    if (word := Posts(snapshot).taken_up(promise)) is not None:
        taken_up = message("A post of {day} takes it up.", day=word.created_at.date())
        return passed(quoted.url, said.then(taken_up), quoted, Posts.quote(word))
    if page := Posts(snapshot).page_about(promise):
        return passed(quoted.url, said.then(message("{url} takes it up.", url=page)), quoted, evidence(snapshot, page))
    asked = Posts(snapshot).asked_about(promise)
    if not asked:
        return review(quoted.url, said.then(_NO_POST), quoted, hint=_LOOK)
    since = message(
        "One person has asked about it since, and no later post takes it up.",
        "{count:,} people have asked about it since, and no later post takes it up.",
        count=len(asked),
    )
    proof = quoted, *Posts(snapshot).quotes(asked)
    if doubt := Pages(snapshot).unread_doubt(Role.MEDIA, Role.SUPPORT):
        return inconclusive(quoted.url, said.then(since, doubt.reason), *proof, hint=doubt.hint)
    return fail(quoted.url, said.then(since), *proof)


def _announced(promise: Announcement) -> Message:
    posted, day, words = promise.written, promise.promised.day, promise.promised.words
    if not words:
        return message("Announced on {posted} for {day}.", posted=posted, day=day)
    return message(
        "Announced on {posted} for “{words}”, which is {day} at the latest.", posted=posted, words=words, day=day
    )
