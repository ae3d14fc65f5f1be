"""Profiles and the site that do not name each other."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import Finding, Profile, Severity, Snapshot, check, fail, inconclusive, passed, presences


@check(
    "unlinked-profile",
    category="security",
    severity=Severity.LOW,
    needs=("profiles",),
    effort="minutes",
    team="comms",
    title="Site and profiles name each other",
    failing_title="A profile and the site do not name each other",
)
def unlinked_profile(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge both ways for every profile known to exist."""
    for profile in presences.living(snapshot):
        yield presences.confirmed(profile, _judge(snapshot, profile))


def _judge(snapshot: Snapshot, profile: Profile) -> Finding:
    proof = presences.proof(snapshot, profile, " ".join(profile.links or ()) or profile.bio or "")
    named = bool(presences.pages_of(profile))
    back = None if profile.links is None else presences.leads_to_site(snapshot, profile.links)
    if not named and back is False:
        return fail(
            profile.url,
            "The site does not name this profile, and the profile does not link to the site.",
            *proof,
            variant="both",
        )
    if not named:
        return fail(
            profile.url,
            "auditor.toml names this profile as yours; no page of the site that was read does.",
            *proof,
            variant="site",
        )
    if not back and presences.names_home(snapshot, profile):
        return passed(profile.url, "Its handle is the site's own domain, which proves the link between them.", *proof)
    if back is None:
        return inconclusive(
            profile.url, f"Whether the profile links back could not be seen. {presences.hint(profile)}", *proof
        )
    if not back:
        return fail(profile.url, "The profile links to no page of the site.", *proof, variant="profile")
    verified = presences.leads_to_site(snapshot, profile.verified_links)
    return passed(
        profile.url,
        "Site and profile link to each other" + (", which the platform has verified." if verified else "."),
        *proof,
    )
