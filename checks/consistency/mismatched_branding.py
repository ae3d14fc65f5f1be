"""Profiles under another name than the approved ones."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import Finding, Profile, Severity, Snapshot, check, fail, inconclusive, names, passed, presences


@check(
    "mismatched-branding",
    category="consistency",
    severity=Severity.MEDIUM,
    needs=("profiles",),
    title="Profiles carry the approved name",
    failing_title="A profile carries another name than the approved ones",
)
def mismatched_branding(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge the name shown by every profile known to exist."""
    for profile in presences.living(snapshot):
        yield _judge(snapshot, profile)


def _judge(snapshot: Snapshot, profile: Profile) -> Finding:
    proof = presences.proof(snapshot, profile, profile.name or "")
    if profile.name is None:
        return inconclusive(profile.url, f"The name it shows could not be seen. {presences.hint(profile)}", *proof)
    approved = presences.brand(snapshot)
    if any(names.holds(profile.name, brand) or names.alike(profile.name, brand) for brand in approved):
        return passed(profile.url, f"It calls itself “{profile.name}”.", *proof)
    if not profile.name.strip():
        return fail(profile.url, "It shows no name.", *proof, variant="nameless")
    told = f"It calls itself “{profile.name[:80]}”, which holds none of the approved names ({', '.join(approved[:4])})."
    return fail(profile.url, told, *proof)
