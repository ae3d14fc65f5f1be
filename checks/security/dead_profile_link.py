"""Profiles that the site links and that are gone, suspended, switched off or renamed."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import (
    Existence,
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


@check(
    "dead-profile-link",
    category="security",
    severity=Severity.HIGH,
    needs=("profiles",),
    uses=("pages", "documents"),
    effort="minutes",
    team="web",
    title="Linked profiles exist",
    failing_title="A linked profile is gone, suspended or renamed",
)
def dead_profile_link(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge every profile that the site names, by its platform's own word; closed services have a check of their own.

    A watch reads no site: there, those that auditor.toml names are judged as well.
    """
    for profile in snapshot.profiles:
        judged = Profiles.pages_of(profile) or (snapshot.watching and profile.official)
        if judged and profile.existence is not Existence.CLOSED:
            yield _judge(snapshot, profile)


def _judge(snapshot: Snapshot, profile: Profile) -> Finding:
    proof = Profiles(snapshot).proof(profile)
    if unsure := Profiles(snapshot).unsure(profile):
        return inconclusive(profile.url, unsure, *proof, hint=Profiles.hint(profile))
    if profile.existence is Existence.LIVE:
        return passed(profile.url, _told(profile), *proof)
    places = Profiles(snapshot).places(profile)
    told = _told(profile).then(profile.reason, Profiles.linked_by(profile), Profiles.carried(places, pages=False))
    shown = {one.url for one in proof}
    others = (one for one in Profiles(snapshot).place_evidence(places) if one.url not in shown)
    return fail(profile.url, told, *proof, *others, variant=profile.existence.value)


def _told(profile: Profile) -> Message:
    """Return what became of a profile."""
    platform, handle = Profiles.platform_name(profile), Profiles.shown_handle(profile)
    match profile.existence:
        case Existence.LIVE:
            return message("The {platform} profile {handle} exists.", platform=platform, handle=handle)
        case Existence.SUSPENDED:
            return message("The {platform} profile {handle} is suspended.", platform=platform, handle=handle)
        case Existence.DEACTIVATED:
            return message("The {platform} profile {handle} is deactivated.", platform=platform, handle=handle)
        case Existence.MOVED if profile.moved_to:
            return message(
                "The {platform} profile {handle} has moved to {url}.",
                platform=platform,
                handle=handle,
                url=profile.moved_to,
            )
        case Existence.MOVED:
            return message("The {platform} profile {handle} has moved.", platform=platform, handle=handle)
    return message("The {platform} profile {handle} no longer exists.", platform=platform, handle=handle)
