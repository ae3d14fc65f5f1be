"""Linked profiles where nothing has been posted for long."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from auditor.api import (
    Finding,
    Message,
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
    "dormant-channel",
    category="response",
    severity=Severity.MEDIUM,
    needs=("profiles",),
    uses=("posts",),
    effort="minutes",
    team="comms",
    title="Linked profiles are alive",
    failing_title="A linked profile has been silent for long and does not say so",
)
def dormant_channel(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge every linked profile known to exist by its newest own post."""
    there = {profile.url for profile in Profiles(snapshot).living()}
    for profile in Profiles(snapshot).linked():
        if profile.url in there:
            yield Profiles.confirmed(profile, _judge(snapshot, profile))


def _judge(snapshot: Snapshot, profile: Profile) -> Finding:
    newest = profile.last_post_at or Profiles(snapshot).last_own_post(profile)
    days = snapshot.thresholds.dormant_days
    proof = Profiles(snapshot).proof(profile, profile.bio or "")
    if newest is None and profile.posts != 0:
        return inconclusive(profile.url, _unseen(snapshot), *proof, hint=Profiles.hint(profile))
    if newest is not None and snapshot.taken_at - newest <= timedelta(days=days):
        return passed(profile.url, message("Last post: {day}.", day=newest.date()), *proof)
    if Profiles.says_dormant(profile):
        return passed(profile.url, message("The profile says that it is inactive."), *proof)
    return fail(profile.url, _silent(snapshot, newest), *proof)


def _unseen(snapshot: Snapshot) -> Message:
    unseen = message("The date of the last post could not be seen.")
    if why := snapshot.missing.get("posts"):
        return unseen.then(message("Posts could not be read."), why)
    return unseen


def _silent(snapshot: Snapshot, newest: datetime | None) -> Message:
    if newest is None:
        return message("Nothing has been posted here yet, and the profile does not say that it is inactive.")
    return message(
        "Last post: {day}, {count:,} day ago. The profile does not say that it is inactive.",
        "Last post: {day}, {count:,} days ago. The profile does not say that it is inactive.",
        day=newest.date(),
        count=(snapshot.taken_at - newest).days,
    )
