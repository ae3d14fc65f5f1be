"""Profiles without picture, text, link or a word on how to get an answer."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import (
    NOTHING,
    Finding,
    Message,
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

_UNSEEN = message("What the profile says could not be seen.")
_COMPLETE = message("The profile has a picture, a description and a link.")
_COMPLETE_THERE = message("The profile has a description and a link. Its platform shows no pictures.")


@check(
    "incomplete-profile",
    category="consistency",
    severity=Severity.MEDIUM,
    needs=("profiles",),
    uses=("pages",),
    effort="minutes",
    team="comms",
    title="Profiles are filled in",
    failing_title="A profile lacks what visitors look for",
)
def incomplete_profile(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge every profile known to exist by what its platform shows."""
    for profile in Profiles(snapshot).living():
        yield Profiles.confirmed(profile, _judge(snapshot, profile))


def _judge(snapshot: Snapshot, profile: Profile) -> Finding:
    proof = Profiles(snapshot).proof(profile, profile.bio or "")
    unseen = _unseen(snapshot, profile)
    if profile.avatar is None and profile.bio is None and profile.links is None:
        return inconclusive(profile.url, _UNSEEN, *proof, hint=Profiles.hint(profile))
    if lacking := _lacking(snapshot, profile):
        return fail(profile.url, NOTHING.then(*lacking), *proof)
    if unseen:
        return inconclusive(profile.url, NOTHING.then(*unseen), *proof, hint=Profiles.hint(profile))
    return passed(profile.url, _COMPLETE if Profiles.has_picture(profile) else _COMPLETE_THERE, *proof)


def _unseen(snapshot: Snapshot, profile: Profile) -> list[Message]:
    """Return what may be there or not, as sentences."""
    found = []
    if profile.avatar is None and Profiles.has_picture(profile):
        found.append(message("Whether the profile has a picture could not be seen."))
    if profile.bio is None:
        found.append(message("Whether the profile has a description could not be seen."))
    if profile.links is None and not Profiles(snapshot).names_home(profile):
        found.append(message("Whether the profile links to the site could not be seen."))
    return found


def _lacking(snapshot: Snapshot, profile: Profile) -> list[Message]:
    """Return what is not there, as sentences; what could not be seen is not lacking."""
    found = []
    if profile.avatar == "":
        found.append(message("The profile has no picture."))
    if profile.bio is not None and not profile.bio.strip():
        found.append(message("The profile has no description."))
    if profile.links is not None and not profile.links and not Profiles(snapshot).names_home(profile):
        found.append(message("The profile has no link to the site."))
    if Profiles(snapshot).is_support(profile) and profile.bio is not None and not Profiles.says_how(profile):
        found.append(message("The profile does not say when it answers or where else to turn."))
    return found
