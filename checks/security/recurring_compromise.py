"""Accounts that were taken over again soon after the last time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from auditor.api import Finding, Message, Severity, Snapshot, Takeovers, check, fail, inconclusive, message, passed
from auditor.api.types import AccountPast

STANDING = message("The profile still shows someone else's page, as it did in an earlier audit.")
PUT_RIGHT = message("Get the account back, put its profile right, and look again a day and a week later.")
UNREAD = message("Its posts after that could not be read this time.")
LOOK = message("Open the account in a browser and look at what was posted since then.")
AFTER = (timedelta(minutes=30), timedelta(hours=24), timedelta(days=7), timedelta(days=30))


@check(
    "recurring-compromise",
    category="security",
    severity=Severity.HIGH,
    needs=("profiles",),
    uses=("posts", "landings", "approved", "links", "pages", "contacts", "earlier", "status_updates"),
    effort="hours",
    team="IT",
    title="An account that was recovered stays recovered",
    failing_title="An account was taken over again",
)
def recurring_compromise(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge every account that was taken over, in this history or in earlier audits."""
    for one in Takeovers(snapshot).pasts():
        yield from _judge(snapshot, one)


def _judge(snapshot: Snapshot, one: AccountPast) -> Iterator[Finding]:
    asked, limit = Takeovers(snapshot), timedelta(days=snapshot.thresholds.recurrence_days)
    again = [(before, after) for before, after in one.pairs if after.since - before.until <= limit]
    for before, after in again:
        said = message(
            "It was taken over again on {when}, {time} after the time before.",
            when=asked.when(after.since),
            time=asked.lasting(after.since - before.until),
        )
        yield fail(one.subject, said, *asked.quotes(after.acts, 3), variant=f"{after.since:%Y-%m-%d}")
    if again:
        return
    if one.last.standing and one.last.until == snapshot.taken_at:
        yield inconclusive(one.subject, STANDING, hint=PUT_RIGHT)
        return
    if one.known is None or one.known < one.last.until:
        yield inconclusive(one.subject, _last(snapshot, one).then(UNREAD), hint=LOOK)
        return
    quiet = one.known - one.last.until
    if quiet >= limit:
        over = message(
            "The takeover of {when} has not come back in the {time} since.",
            when=asked.when(one.last.since),
            time=asked.lasting(quiet),
        )
        yield passed(one.subject, over)
        return
    yield inconclusive(one.subject, _so_far(snapshot, one, quiet), hint=_next(snapshot, one, quiet))


def _last(snapshot: Snapshot, one: AccountPast) -> Message:
    when = Takeovers(snapshot).when(one.last.until)
    if one.last.standing:
        return message("The profile last showed someone else's page on {when}.", when=when)
    return message("The last bad post dates from {when}.", when=when)


def _so_far(snapshot: Snapshot, one: AccountPast, quiet: timedelta) -> Message:
    asked, said = Takeovers(snapshot), _last(snapshot, one)
    if passed_by := [each for each in AFTER if each <= quiet]:
        return said.then(message("No sign of another takeover {time} later.", time=asked.lasting(passed_by[-1])))
    return said.then(message("Less than half an hour has passed since."))


def _next(snapshot: Snapshot, one: AccountPast, quiet: timedelta) -> Message:
    waiting = [each for each in AFTER if each > quiet] or [timedelta(days=snapshot.thresholds.recurrence_days)]
    return message("Look again after {when}.", when=Takeovers(snapshot).when(one.last.until + waiting[0]))
