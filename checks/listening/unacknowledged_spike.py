"""Hours in which far more is said of the company than usual, and how long it took to say a word about it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from auditor.api import (
    Finding,
    Listening,
    Severity,
    Snapshot,
    check,
    fail,
    inconclusive,
    message,
    passed,
    rated,
    review,
)
from auditor.api.types import (
    Incident,
)

SHOWN = 12
"""Incidents that are told, the newest."""
_BUDGET = message("On the brands it was measured on, this rule raises about one false alarm a month.")
_NO_WORD = message("No official word about it was found.")
_GOOD_NEWS = message("Few of those that could be read complain or ask, so it may be good news.")
_COMPARE = message("Read what was said then, and judge whether it called for an official word.")
_UNREAD = message(
    "A post of the company before that is in a language that this audit does not read, or a picture without words; it may be such a word."
)
_READ_IT = message("Read the post that is quoted last.")
_UNSURE = message("An account that may be the company's spoke of it in time.")
_WHOSE = message("Find out whose the account is that is quoted last.")
_YOUNG = message("It has only just begun.")
_NOW = message("Say a word about it now, even if it is only that you have noticed.")
_OWN_POSTS = message("For the next audit, supply the company's own posts of that time.").telling_operator(
    message("Name a source or an export for each of its accounts in auditor.toml.")
)
_LONGER = message("Read what was said then, or have a longer period looked at: at least four days before such hours.")
_LOOK_THERE = message("Look there yourself, or have it watched.")


@check(
    "unacknowledged-spike",
    category="listening",
    severity=Severity.CRITICAL,
    needs=(),
    uses=("mentions", "posts", "status_updates", "pages", "contacts", "profiles"),
    effort="project",
    team="comms",
    title="When mentions of the company spike, it speaks up within the hour",
    failing_title="Mentions of the company spiked, and it said nothing for hours",
)
def unacknowledged_spike(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge each spike in mentions by the time to the first official word about it."""
    listening, site = Listening(snapshot), snapshot.target.site
    found, happened = listening.volume(), listening.incidents()
    yield from (_judge(snapshot, incident) for incident in happened[-SHOWN:])
    if found.unjudged:
        yield inconclusive(site, listening.too_short(), hint=_LONGER, variant="short")
    elif found.elsewhere is not None and not happened:
        since = listening.local(found.elsewhere).date()
        calm = message("Since {since}, mentions of the company have not spiked.", since=since)
        yield passed(site, calm.then(listening.unseen_places(), _BUDGET))
    closed = [venue.unseen for venue in snapshot.venues if venue.unseen]
    if found.elsewhere is None and closed and not happened:
        yield inconclusive(site, closed[0], hint=_LOOK_THERE, variant="unseen")


def _judge(snapshot: Snapshot, incident: Incident) -> Finding:
    """Return what an incident amounts to; what nobody could have seen, or read, is nobody's silence."""
    site, variant, listening = snapshot.target.site, f"{incident.surge.first:%Y-%m-%dT%H}", Listening(snapshot)
    said, proof = listening.spiked(incident).then(listening.spoke(incident) or _NO_WORD), listening.proof(incident)
    good, weak = (
        timedelta(minutes=minutes)
        for minutes in (snapshot.thresholds.acknowledged_minutes, snapshot.thresholds.weak_acknowledged_minutes)
    )
    if incident.delay is not None and incident.delay <= good:
        return rated(site, said.then(_BUDGET), 1.0, *proof, ok=True, variant=variant)
    if incident.benign:
        return review(site, said.then(_GOOD_NEWS, _BUDGET), *proof, variant=variant, hint=_COMPARE)
    if incident.delay is not None and incident.delay <= weak:
        return rated(site, said.then(_BUDGET), 0.5, *proof, ok=True, variant=variant)
    if incident.rival:
        return review(site, said.then(listening.of_rival(incident)), *proof, variant=variant, hint=_COMPARE)
    if incident.unsure is not None and incident.after(incident.unsure) <= weak:
        quoted = Listening.quote(incident.unsure)
        return review(site, said.then(_UNSURE), *proof, quoted, variant=variant, hint=_WHOSE)
    if incident.announced is not None:
        return review(site, said.then(_BUDGET), *proof, variant=variant, hint=_COMPARE)
    if incident.unread is not None:
        quoted = Listening.quote(incident.unread)
        return inconclusive(site, said.then(_UNREAD), *proof, quoted, variant=variant, hint=_READ_IT)
    late = incident.delay is not None
    open_ = listening.earlier_unseen(incident) if late else listening.not_gathered(incident)
    if open_:
        return inconclusive(site, said.then(open_), *proof, variant=variant, hint=_OWN_POSTS)
    if incident.delay is None and snapshot.taken_at - incident.started <= weak:
        return inconclusive(site, said.then(_YOUNG), *proof, variant=variant, hint=_NOW)
    since = {"since": f"{incident.surge.first:%Y-%m-%dT%H:%M:%SZ}"}
    return fail(site, said.then(listening.not_gathered(incident), _BUDGET), *proof, variant=variant, data=since)
