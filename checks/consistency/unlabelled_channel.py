"""Support profiles without hours, and profiles that only announce without naming where to ask."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import (
    Finding,
    Profile,
    Profiles,
    Severity,
    Snapshot,
    check,
    fail,
    inconclusive,
    message,
    passed,
)

_UNSEEN = message("The profile's description could not be seen.")
_NO_HOURS = message("This support profile does not say when it answers.")
_NO_ROUTE = message("The profile only makes announcements and does not say where to ask.")


@check(
    "unlabelled-channel",
    category="consistency",
    severity=Severity.LOW,
    needs=("profiles",),
    uses=("pages",),
    effort="minutes",
    team="comms",
    title="Profiles say what they are for",
    failing_title="A profile does not say when it answers, or where to ask instead",
)
def unlabelled_channel(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge profiles for support by their hours, and profiles that do not answer by the route they name."""
    for profile in Profiles(snapshot).living():
        if Profiles(snapshot).is_support(profile) or Profiles.only_announces(profile):
            yield Profiles.confirmed(profile, _judge(snapshot, profile))


def _judge(snapshot: Snapshot, profile: Profile) -> Finding:
    proof = Profiles(snapshot).proof(profile, profile.bio or "")
    if profile.bio is None:
        return inconclusive(profile.url, _UNSEEN, *proof, hint=Profiles.hint(profile))
    if Profiles(snapshot).is_support(profile):
        if Profiles.says_hours(profile):
            return passed(profile.url, message("The profile says when it answers."), *proof)
        return fail(profile.url, _NO_HOURS, *proof, variant="hours")
    if Profiles.says_route(profile):
        return passed(profile.url, message("The profile only makes announcements and says where to ask."), *proof)
    return fail(profile.url, _NO_ROUTE, *proof, variant="route")
