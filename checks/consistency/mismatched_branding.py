"""Profiles under another name, or with another picture, than the approved ones."""

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
_LIKE = message("The profile's picture is similar to the approved one, but not the same.")
_COMPARE = message("Compare the two pictures.")


@check(
    "mismatched-branding",
    category="consistency",
    severity=Severity.MEDIUM,
    needs=("profiles",),
    uses=("pages", "approved"),
    effort="minutes",
    team="comms",
    title="Profiles carry the approved name and picture",
    failing_title="A profile carries another name or picture than the approved ones",
)
def mismatched_branding(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge the name shown by every profile known to exist, and the picture where one was approved."""
    for profile in Profiles(snapshot).living():
        yield Profiles.confirmed(profile, _judge(snapshot, profile))
        if (finding := _picture(snapshot, profile)) is not None:
            yield Profiles.confirmed(profile, finding)


def _picture(snapshot: Snapshot, profile: Profile) -> Finding | None:
    """Return how its picture compares with the approved one; None where none was approved, or none can be compared."""
    bits, shown = Profiles(snapshot).picture_bits(profile), Profiles(snapshot).proof(profile, profile.avatar or "")
    if bits is None:
        return None
    if bits <= snapshot.thresholds.same_picture_bits:
        return passed(profile.url, message("The profile shows the approved picture."), *shown)
    if bits < snapshot.thresholds.other_picture_bits:
        return review(profile.url, _LIKE, *shown, hint=_COMPARE, variant="picture")
    return fail(
        profile.url, message("The profile shows another picture than the approved one."), *shown, variant="picture"
    )


def _judge(snapshot: Snapshot, profile: Profile) -> Finding:
    name = Profiles.shown_name(profile)
    proof = Profiles(snapshot).proof(profile, profile.name or "")
    if name is None:
        return inconclusive(profile.url, _UNSEEN, *proof, hint=Profiles.hint(profile))
    known = Profiles(snapshot).approved(profile)
    if known and known.name and Profiles.plain_name(known.name) not in Profiles.plain_name(name):
        other = message(
            "The profile calls itself “{name}”; “{approved}” was approved.", name=name[:80], approved=known.name[:80]
        )
        return (review if Profiles(snapshot).carries_name(name) else fail)(profile.url, other, *proof)
    if (known and known.name) or Profiles(snapshot).carries_name(name):
        return passed(profile.url, message("The profile calls itself “{name}”.", name=name), *proof)
    said = message(
        "The profile calls itself “{name}”, which contains none of the approved names ({approved}).",
        name=name[:80],
        approved=", ".join(Profiles(snapshot).names()[:4]),
    )
    if Profiles(snapshot).is_of_another_script(name):
        return review(profile.url, said.then(_OTHER_SCRIPT), *proof, hint=_SAME)
    return fail(profile.url, said, *proof)
