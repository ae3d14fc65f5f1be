"""Profiles under another name than the approved ones."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import (
    Finding,
    Profile,
    Severity,
    Snapshot,
    check,
    fail,
    inconclusive,
    names,
    passed,
    presences,
    review,
)


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
    for profile in presences.living(snapshot):
        yield presences.confirmed(profile, _judge(snapshot, profile))


def _judge(snapshot: Snapshot, profile: Profile) -> Finding:
    name = presences.shown_name(profile)
    proof = presences.proof(snapshot, profile, profile.name or "")
    if name is None:
        return inconclusive(profile.url, f"The name it shows could not be seen. {presences.hint(profile)}", *proof)
    approved = presences.brand(snapshot)
    if any(names.holds(name, brand) for brand in approved) or presences.is_named(snapshot, name):
        return passed(profile.url, f"It calls itself “{name}”.", *proof)
    told = f"It calls itself “{name[:80]}”, which holds none of the approved names ({', '.join(approved[:4])})."
    if presences.is_of_another_script(snapshot, name):
        return review(profile.url, f"{told} They are in another script: is it the same name?", *proof)
    return fail(profile.url, told, *proof)
