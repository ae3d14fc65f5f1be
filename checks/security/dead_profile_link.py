"""Profiles that the site links and that are gone, suspended, switched off or renamed."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import (
    Existence,
    Finding,
    Profile,
    Severity,
    Snapshot,
    check,
    fail,
    inconclusive,
    passed,
    presences,
    sentence,
)

WORDS = {
    Existence.MISSING: "is gone",
    Existence.SUSPENDED: "is suspended",
    Existence.DEACTIVATED: "is switched off",
    Existence.MOVED: "has moved",
}


@check(
    "dead-profile-link",
    category="security",
    severity=Severity.HIGH,
    needs=("profiles",),
    effort="minutes",
    team="web",
    title="Linked profiles exist",
    failing_title="A linked profile is gone, suspended or renamed",
)
def dead_profile_link(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge every profile that the site names, by its platform's own word; closed services have a check of their own."""
    for profile in presences.linked(snapshot):
        if profile.existence is not Existence.CLOSED:
            yield _judge(snapshot, profile)


def _judge(snapshot: Snapshot, profile: Profile) -> Finding:
    proof = presences.proof(snapshot, profile)
    if unsure := presences.unsure(snapshot, profile):
        return inconclusive(profile.url, unsure, *proof)
    if profile.existence is Existence.LIVE:
        return passed(profile.url, sentence(f"{presences.describe(profile)} exists"), *proof)
    to = f" to {profile.moved_to}" if profile.moved_to else ""
    what = f"{presences.describe(profile)} {WORDS[profile.existence]}{to}: {profile.reason}"
    told = f"{what}; {presences.linked_by(profile)}"
    return fail(profile.url, sentence(told), *proof, variant=profile.existence.value)
