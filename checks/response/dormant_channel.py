"""Linked profiles where nothing has been posted for long."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from auditor.api import Finding, Profile, Severity, Snapshot, channels, check, fail, inconclusive, passed, presences


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
    there = {profile.url for profile in presences.living(snapshot)}
    for profile in presences.linked(snapshot):
        if profile.url in there:
            yield presences.confirmed(profile, _judge(snapshot, profile))


def _judge(snapshot: Snapshot, profile: Profile) -> Finding:
    newest = profile.last_post_at or channels.last_own_post(snapshot, profile)
    days = snapshot.thresholds.dormant_days
    proof = presences.proof(snapshot, profile, profile.bio or "")
    if newest is None and profile.posts != 0:
        why = f" ({snapshot.missing['posts'].rstrip('.')})" if "posts" in snapshot.missing else ""
        return inconclusive(
            profile.url, f"When it last posted could not be seen{why}. {presences.hint(profile)}", *proof
        )
    if newest is not None and snapshot.taken_at - newest <= timedelta(days=days):
        return passed(profile.url, f"Last post on {newest.date().isoformat()}.", *proof)
    if channels.says_dormant(profile):
        return passed(profile.url, "It is silent, and says so.", *proof)
    return fail(profile.url, f"{_since(snapshot, newest)}; it does not say that nobody is there.", *proof)


def _since(snapshot: Snapshot, newest: datetime | None) -> str:
    if newest is None:
        return "It has never posted"
    return (
        f"Its last post is of {newest.date().isoformat()}, {(snapshot.taken_at - newest).days} days before this audit"
    )
