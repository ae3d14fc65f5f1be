"""Signs that somebody else writes on the company's accounts."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import (
    NOTHING,
    Evidence,
    Finding,
    Message,
    Profiles,
    Severity,
    Snapshot,
    Takeovers,
    check,
    fail,
    inconclusive,
    message,
    passed,
    review,
)
from auditor.api.types import AccountIncident, AccountVerdict

MOST = 20
ALONE = message("That has harmless causes too, and proves nothing by itself.")
LOOK = message(
    "Find out whether somebody at the company did this. If not, change the password and end all sessions at once."
)
REPLACED = message("The profile shows someone else's page.")
AS_APPROVED = message("The profile is as approved.")
LOOK_IN = message("Open the account in a browser and look whether all its latest posts are the company's.")
APPROVE = message("Have the company confirm what is right for this account.").telling_operator(
    message("Run `auditor approve RUN`, which writes approved.toml.")
)


@check(
    "hijack-signs",
    category="security",
    severity=Severity.CRITICAL,
    needs=("profiles",),
    uses=("posts", "landings", "approved", "links", "pages", "documents", "contacts"),
    effort="hours",
    team="comms",
    title="Nobody else writes on the company's accounts",
    failing_title="An account shows signs of a takeover",
)
def hijack_signs(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge every account by its own past and by what was approved."""
    if why := snapshot.missing.get("posts"):
        yield inconclusive(snapshot.target.site, message("Posts could not be read.").then(why))
    for one in Takeovers(snapshot).verdicts():
        taken = [_taken(snapshot, one, each) for each in one.proven[-MOST:]]
        if not taken and one.is_replaced:
            since: dict[str, str | int | float] = {"since": Takeovers.stamp(snapshot.taken_at), "stands": 1}
            proof = _places(snapshot, one)
            taken = [fail(one.subject, _told(snapshot, one, REPLACED), *proof, data=since, variant="profile")]
        yield from taken or filter(None, [_quiet(snapshot, one)])


def _taken(snapshot: Snapshot, one: AccountVerdict, incident: AccountIncident) -> Finding:
    """Return a takeover: since when, by which signs, and what of the site sends people there."""
    since, signs = Takeovers(snapshot).when(incident.first), Takeovers.signs(incident)
    said = message("Since {when}, this account shows signs of a takeover: {signs}.", when=since, signs=signs)
    times = {"since": Takeovers.stamp(incident.first), "until": Takeovers.stamp(incident.last)}
    proof = (*Takeovers.quotes(incident.acts), *_places(snapshot, one))
    return fail(one.subject, _told(snapshot, one, said), *proof, data=times, variant=f"{incident.first:%Y-%m-%d}")


def _told(snapshot: Snapshot, one: AccountVerdict, said: Message) -> Message:
    carried = Profiles.carried(Profiles(snapshot).places(one.profile)) if one.profile else NOTHING
    return said.then(Takeovers.changed(one.changes), carried)


def _places(snapshot: Snapshot, one: AccountVerdict) -> tuple[Evidence, ...]:
    asked = Profiles(snapshot)
    return asked.place_evidence(asked.places(one.profile)) if one.profile else ()


def _quiet(snapshot: Snapshot, one: AccountVerdict) -> Finding | None:
    """Return what a person has to look at, or that nothing stands out; None for an account that nothing is known of."""
    if said := Takeovers.alone(one):
        return review(one.subject, said.then(ALONE), *Takeovers.alone_quotes(one), hint=LOOK, variant="alone")
    if one.posts >= snapshot.thresholds.takeover_posts:
        return passed(one.subject, Takeovers(snapshot).usual(one))
    few = Takeovers(snapshot).few(one)
    if (
        one.is_as_approved and not one.posts and one.until is None
    ):  # a stranger may write there and leave the profile as it is
        return inconclusive(one.subject, AS_APPROVED.then(few), hint=LOOK_IN)
    if one.is_as_approved:
        return passed(one.subject, AS_APPROVED.then(few))
    return review(one.subject, few, hint=APPROVE, variant="few") if one.posts else None  # a small account is no gap
