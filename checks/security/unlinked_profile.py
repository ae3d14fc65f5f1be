"""Profiles and the site that do not name each other."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import (
    Finding,
    Pages,
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
    "unlinked-profile",
    category="security",
    severity=Severity.LOW,
    needs=("profiles",),
    uses=("pages", "links", "fetches"),
    effort="minutes",
    team="comms",
    title="The site and its profiles link to each other",
    failing_title="A profile and the site do not link to each other",
)
def unlinked_profile(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge both ways for every profile known to exist."""
    for profile in Profiles(snapshot).living():
        yield Profiles.confirmed(profile, _judge(snapshot, profile))


def _judge(snapshot: Snapshot, profile: Profile) -> Finding:
    proof = Profiles(snapshot).proof(profile, " ".join(profile.links or ()) or profile.bio or "")
    named = bool(Profiles.pages_of(profile))
    back = None if profile.links is None else Profiles(snapshot).leads_to_site(profile.links)
    doubt = None if named else Pages(snapshot).doubt() or Pages(snapshot).unread_doubt()
    if doubt and back is not False:
        unsure = message(
            "You list this profile as yours. No page that was read links to it, but pages may have gone unseen."
        )
        return inconclusive(profile.url, unsure.then(doubt.reason), *proof, hint=doubt.hint)
    if not named and not doubt and back is False:
        neither = message("The site does not link to this profile, and the profile does not link to the site.")
        return fail(profile.url, neither, *proof, variant="both")
    if not named and not doubt:
        unnamed = message("You list this profile as yours, but no page that was read links to it.")
        return fail(profile.url, unnamed, *proof, variant="site")
    if not back and Profiles(snapshot).names_home(profile):
        proven = message("The handle is the site's own domain, which proves the connection.")
        return passed(profile.url, proven, *proof)
    if back is None:
        unseen = message("Whether the profile links back to the site could not be seen.")
        return inconclusive(profile.url, unseen, *proof, hint=Profiles.hint(profile))
    if not back:
        return fail(profile.url, message("The profile does not link to the site."), *proof, variant="profile")
    if Profiles(snapshot).leads_to_site(profile.verified_links):
        verified = message("The site and the profile link to each other, and the platform has verified it.")
        return passed(profile.url, verified, *proof)
    return passed(profile.url, message("The site and the profile link to each other."), *proof)
