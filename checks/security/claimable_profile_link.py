"""Profiles that the site links, that no longer exist, and whose name anybody may take."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import (
    Existence,
    Finding,
    Profile,
    Profiles,
    Severity,
    Snapshot,
    check,
    fail,
    message,
    passed,
    review,
)
from auditor.api.types import (
    Taker,
)


@check(
    "claimable-profile-link",
    category="security",
    severity=Severity.CRITICAL,
    needs=("profiles",),
    uses=("dns",),
    effort="minutes",
    team="comms",
    title="No linked profile name is free for strangers to take",
    failing_title="A linked profile name is free for anybody to take",
)
def claimable_profile_link(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge the profiles known to exist or to be gone; those nobody can see are for a person to look up."""
    for profile in Profiles(snapshot).linked():
        if (finding := _judge(snapshot, profile)) is not None:
            yield finding


def _judge(snapshot: Snapshot, profile: Profile) -> Finding | None:
    proof, fate = Profiles(snapshot).proof(profile), Profiles(snapshot).fate(profile)
    if Profiles(snapshot).unsure(profile):
        if fate.taker is not Taker.ANYBODY:
            return None
        free = message("If nobody holds this name, anybody can take it.")
        return review(profile.url, free, *proof, hint=Profiles.hint(profile))
    if profile.existence is not Existence.MISSING:
        held = passed(profile.url, message("Somebody holds this name."), *proof)
        return held if profile.existence is Existence.LIVE else None
    told = message("Nobody holds this name, yet the site sends visitors to it.").then(Profiles.linked_by(profile))
    if fate.taker is Taker.ANYBODY:
        return fail(profile.url, told.then(message("Anybody can register it."), fate.why), *proof)
    if fate.taker is Taker.UNKNOWN:
        again = message("It is not known whether it can be registered again.")
        return review(profile.url, told.then(again, fate.why), *proof)
    held_back = message("Nobody holds this name, but no stranger can take it.")
    return passed(profile.url, held_back.then(fate.why), *proof)
