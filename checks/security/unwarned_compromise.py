"""Takeovers of which the company did not warn in time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from auditor.api import (
    NOTHING,
    Finding,
    Message,
    Severity,
    Snapshot,
    Takeovers,
    check,
    fail,
    inconclusive,
    message,
    passed,
)
from auditor.api.types import AccountIncident, AccountVerdict

NO_TIMES = message("The export does not show at what time of day posts were written.")
LOOK_UP = message("Look up when the first bad post and the first warning were written.")
UNREAD = message(
    "A post of the company after the first bad one is in a language that this audit does not read; it may be the warning."
)
READ_IT = message("Read the post that is quoted last.")
STANDS = message("Its posts could still be read when the audit was made.")


@check(
    "unwarned-compromise",
    category="security",
    severity=Severity.HIGH,
    needs=("profiles",),
    uses=("posts", "landings", "approved", "links", "pages", "contacts", "status_updates"),
    effort="minutes",
    team="comms",
    title="The public is warned of a takeover within the hour",
    failing_title="The public was not warned of a takeover in time",
)
def unwarned_compromise(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge how long the first bad post of each takeover stood before a warning."""
    for account, incident in Takeovers(snapshot).proven():
        yield _judge(snapshot, account, incident)


def _judge(snapshot: Snapshot, account: AccountVerdict, incident: AccountIncident) -> Finding:
    asked, variant = Takeovers(snapshot), f"{incident.first:%Y-%m-%d}"
    allowed = timedelta(minutes=snapshot.thresholds.warning_minutes)
    proof = asked.quotes(incident.acts, 3)
    warning = asked.warning_after(incident)
    known = account.until or snapshot.taken_at
    stands = STANDS if asked.still_shown(account) else NOTHING
    if not account.times:
        return inconclusive(account.subject, NO_TIMES, *proof, variant=variant, hint=LOOK_UP)
    if warning is None and known - incident.first <= allowed:
        early = message(
            "The takeover began on {when}, too short a time before the audit to tell.", when=asked.when(incident.first)
        )
        return inconclusive(account.subject, early, *proof, variant=variant, hint=message("Warn the public now."))
    unread = asked.unread_after(incident, warning.created_at if warning else known)
    if unread is not None and (warning is None or warning.created_at - incident.first > allowed):
        maybe = UNREAD.then(_said(snapshot, incident, warning.created_at - incident.first)) if warning else UNREAD
        return inconclusive(account.subject, maybe, *proof, *asked.quoted(unread), variant=variant, hint=READ_IT)
    if warning is None:
        none = message(
            "The first bad post dates from {when}. No warning was seen in the {time} after it, on any channel that was read.",
            when=asked.when(incident.first),
            time=asked.lasting(known - incident.first),
        )
        return fail(
            account.subject, none.then(stands), *proof, variant=variant, data=_data(incident, known - incident.first)
        )
    waited = warning.created_at - incident.first
    said = _said(snapshot, incident, waited)
    proof = (*proof, *asked.quoted(warning))
    told = _data(incident, waited) | {"warned": Takeovers.stamp(warning.created_at)}
    if waited <= allowed:
        return passed(account.subject, said, *proof, variant=variant, data=told)
    return fail(account.subject, said.then(stands), *proof, variant=variant, data=told)


def _said(snapshot: Snapshot, incident: AccountIncident, waited: timedelta) -> Message:
    asked = Takeovers(snapshot)
    return message(
        "The first bad post dates from {when}, the first public warning from {warned}: {time} later.",
        when=asked.when(incident.first),
        warned=asked.when(incident.first + waited),
        time=asked.lasting(waited),
    )


def _data(incident: AccountIncident, waited: timedelta) -> dict[str, str | int | float]:
    return {"minutes": int(waited.total_seconds() // 60), "since": Takeovers.stamp(incident.first)}
