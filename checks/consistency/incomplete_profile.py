"""Profiles without picture, text, link or a word on how to get an answer."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import Finding, Profile, Severity, Snapshot, channels, check, fail, inconclusive, passed, presences


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
    for profile in presences.living(snapshot):
        yield presences.confirmed(profile, _judge(snapshot, profile))


def _judge(snapshot: Snapshot, profile: Profile) -> Finding:
    proof = presences.proof(snapshot, profile, profile.bio or "")
    if profile.avatar is None and profile.bio is None and profile.links is None:
        return inconclusive(profile.url, f"What the profile says could not be seen. {presences.hint(profile)}", *proof)
    if lacking := _lacking(snapshot, profile):
        return fail(profile.url, f"The profile has no {', no '.join(lacking)}.", *proof)
    return passed(profile.url, "Picture, text and a link are there.", *proof)


def _lacking(snapshot: Snapshot, profile: Profile) -> list[str]:
    """Return what is not there, as nouns; what could not be seen is not lacking."""
    found = []
    if profile.avatar == "":
        found.append("picture")
    if profile.bio is not None and not profile.bio.strip():
        found.append("description")
    if profile.links is not None and not profile.links and not presences.names_home(snapshot, profile):
        found.append("link to the site")
    if (
        channels.is_support(profile, presences.brand(snapshot))
        and profile.bio is not None
        and not channels.says_how(profile)
    ):
        found.append("word on when it answers or where else to turn")
    return found
