"""Handles that misspell the brand, or differ on every platform."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.api import (
    Finding,
    Message,
    Owner,
    Profile,
    Severity,
    Snapshot,
    check,
    fail,
    message,
    names,
    passed,
    presences,
)

NEAR = 2
"""Letters that differ up to which a handle is a misspelling of the brand."""
SHORTEST = 5
"""Letters below which two letters make another word altogether. Our default."""
SEVERAL = 3
"""Platforms from which handles that all differ are a fault. Our default."""


@check(
    "mismatched-handle",
    category="consistency",
    severity=Severity.LOW,
    needs=("profiles",),
    uses=("pages",),
    effort="hours",
    team="comms",
    title="Handles carry the brand's name",
    failing_title="A handle misspells the brand, or every platform has another",
)
def mismatched_handle(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge the names that were chosen; numbers that a platform gave out say nothing."""
    profiles = [one for one in snapshot.profiles if one.owner is Owner.CERTAIN and not _is_given(one)]
    strange: list[Profile] = []
    for profile in profiles:
        name = presences.chosen_name(profile)
        if presences.is_named(snapshot, name):
            yield passed(
                profile.url,
                message("The handle {name} contains the brand's name.", name=name),
                *presences.proof(snapshot, profile),
            )
        elif brand := _misspelt(snapshot, name):
            yield fail(profile.url, _near(name, brand), *presences.proof(snapshot, profile))
        else:
            strange.append(profile)
    yield from _all_different(snapshot, strange, profiles)


def _near(name: str, brand: str) -> Message:
    return message(
        "The handle {name} is one letter away from {brand}.",
        "The handle {name} is {count} letters away from {brand}.",
        name=name,
        count=presences.edits(names.plain(name), names.plain(brand)),
        brand=brand,
    )


def _misspelt(snapshot: Snapshot, name: str) -> str:
    plain = names.plain(name)
    for brand in presences.brand(snapshot):
        if len(names.plain(brand)) >= SHORTEST and presences.edits(plain, names.plain(brand)) <= NEAR:
            return brand
    return ""


def _all_different(snapshot: Snapshot, strange: Sequence[Profile], profiles: Sequence[Profile]) -> Iterator[Finding]:
    plain = [names.plain(presences.chosen_name(profile)) for profile in strange]
    if len(strange) >= SEVERAL and len(strange) == len(profiles) and len(set(plain)) == len(plain):
        listed = ", ".join(f"{profile.platform}: {presences.chosen_name(profile)}" for profile in strange[:6])
        said = message(
            "Every platform has a different handle, and none is the brand's name ({handles}).", handles=listed
        )
        yield fail(snapshot.target.site, said)


def _is_given(profile: Profile) -> bool:
    """Return whether the handle is a number or a code that nobody chose."""
    name = presences.chosen_name(profile)
    return not any(char.isalpha() for char in name) or (len(name) > 20 and any(char.isdigit() for char in name))
