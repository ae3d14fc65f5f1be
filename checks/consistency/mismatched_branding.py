"""Profiles under another name than the approved ones."""

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
    review,
)

_UNSEEN = message("The name that the profile shows could not be seen.")
_OTHER_SCRIPT = message("The approved names are in another script.")
_SAME = message("Check whether it is the same name.")


@check(
    "mismatched-branding",
    category="consistency",
    severity=Severity.MEDIUM,
    needs=("profiles",),
    uses=("pages",),
    effort="minutes",
    team="comms",
    title="Profiles carry the approved name",
    failing_title="A profile carries another name than the approved ones",
)
def mismatched_branding(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge the name shown by every profile known to exist."""
    for profile in Profiles(snapshot).living():
        yield Profiles.confirmed(profile, _judge(snapshot, profile))


def _judge(snapshot: Snapshot, profile: Profile) -> Finding:
    name = Profiles.shown_name(profile)
    proof = Profiles(snapshot).proof(profile, profile.name or "")
    if name is None:
        return inconclusive(profile.url, _UNSEEN, *proof, hint=Profiles.hint(profile))
    if Profiles(snapshot).carries_name(name):
        return passed(profile.url, message("The profile calls itself “{name}”.", name=name), *proof)
    said = message(
        "The profile calls itself “{name}”, which contains none of the approved names ({approved}).",
        name=name[:80],
        approved=", ".join(Profiles(snapshot).names()[:4]),
    )
    if Profiles(snapshot).is_of_another_script(name):
        return review(profile.url, said.then(_OTHER_SCRIPT), *proof, hint=_SAME)
    return fail(profile.url, said, *proof)
