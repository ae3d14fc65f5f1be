"""Handles that misspell the brand, or differ on every platform."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.api import (
    Finding,
    Message,
    Profile,
    Profiles,
    Severity,
    Snapshot,
    check,
    fail,
    message,
    passed,
)
from auditor.api.types import (
    Owner,
)

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
    profiles = [one for one in snapshot.profiles if one.owner is Owner.CERTAIN and not Profiles.is_given(one)]
    strange: list[Profile] = []
    for profile in profiles:
        name = Profiles.chosen_name(profile)
        if Profiles(snapshot).is_named(name):
            yield passed(
                profile.url,
                message("The handle {name} contains the brand's name.", name=name),
                *Profiles(snapshot).proof(profile),
            )
        elif meant := Profiles(snapshot).misspelt(name):
            yield fail(profile.url, _near(name, *meant), *Profiles(snapshot).proof(profile))
        else:
            strange.append(profile)
    yield from _all_different(snapshot, strange, profiles)


def _near(name: str, brand: str, letters: int) -> Message:
    return message(
        "The handle {name} is one letter away from {brand}.",
        "The handle {name} is {count} letters away from {brand}.",
        name=name,
        count=letters,
        brand=brand,
    )


def _all_different(snapshot: Snapshot, strange: Sequence[Profile], profiles: Sequence[Profile]) -> Iterator[Finding]:
    plain = [Profiles.plain_name(Profiles.chosen_name(profile)) for profile in strange]
    if len(strange) >= SEVERAL and len(strange) == len(profiles) and len(set(plain)) == len(plain):
        listed = ", ".join(f"{profile.platform}: {Profiles.chosen_name(profile)}" for profile in strange[:6])
        said = message(
            "Every platform has a different handle, and none is the brand's name ({handles}).", handles=listed
        )
        yield fail(snapshot.target.site, said)
