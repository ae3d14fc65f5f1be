"""Answers of the interview that the visit contradicts."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import (
    NOTHING,
    Conversations,
    Finding,
    Message,
    Posts,
    Profile,
    Profiles,
    Severity,
    Snapshot,
    check,
    declared,
    fail,
    inconclusive,
    message,
    passed,
    review,
)
from auditor.api.types import ChannelMeasure

_WEEKENDS = "weekend-rota"
_OWNERS = "account-owners"


@check(
    "contradicted-declaration",
    category="consistency",
    severity=Severity.MEDIUM,
    needs=(),
    uses=("posts", "profiles", "contacts"),
    effort="hours",
    team="comms",
    title="What the company declares agrees with what was measured",
    failing_title="The visit contradicts what the company declares",
)
def contradicted_declaration(snapshot: Snapshot) -> Iterator[Finding]:
    """Hold every "yes" that can be measured against the visit; without an interview there is nothing to examine."""
    answers = declared(snapshot)
    for question, part in ((_WEEKENDS, "posts"), (_OWNERS, "profiles")):
        if answers.get(question) == "yes" and part in snapshot.missing:
            yield inconclusive(snapshot.target.site, snapshot.missing[part], variant=question)
    if answers.get(_WEEKENDS) == "yes" and "posts" not in snapshot.missing:
        yield from Conversations(snapshot).by_channel(
            _weekends, "inbound", "replies", "threads", "time-zone", "reply-times"
        )
        yield from Posts(snapshot).not_read("customers", rated=True)
    if answers.get(_OWNERS) == "yes" and "profiles" not in snapshot.missing:
        yield from _forsaken(snapshot)


def _weekends(snapshot: Snapshot, subject: str, found: ChannelMeasure) -> Finding | None:
    waited = found.friday
    if not waited.n:
        return None
    said = message("Declared: somebody answers from Friday noon to Monday morning.").then(
        _waited(found), _since(snapshot, found)
    )
    proof = Conversations(snapshot).counted(waited)
    if not waited.scored:
        return review(subject, said, *proof, hint=Conversations.READ_THEM, variant=_WEEKENDS)
    if waited.value is not None and waited.value > snapshot.thresholds.weekend_share:
        return fail(subject, said, *proof, variant=_WEEKENDS)
    return passed(subject, said)


def _waited(found: ChannelMeasure) -> Message:
    return message(
        "{count:,} of {total:,} questions asked then waited until Monday 09:00 ({zone}).",
        count=found.friday.hits,
        total=found.friday.n,
        zone=found.frame.timezone,
    )


def _since(snapshot: Snapshot, found: ChannelMeasure) -> Message:
    """Return that questions were counted from before the answer was given, which may be of something new; nothing where none were."""
    answered = next(one.on for one in snapshot.company_profile.declared if one.question == _WEEKENDS)
    if found.frame.since is not None and found.frame.since.date() >= answered:
        return NOTHING
    return message(
        "The answer is of {day}; questions from before that day are counted, too. If this is new, the next audit will show it.",
        day=answered,
    )


def _forsaken(snapshot: Snapshot) -> Iterator[Finding]:
    there = {profile.url for profile in Profiles(snapshot).living()}
    for profile in Profiles(snapshot).linked():
        newest = profile.last_post_at or Profiles(snapshot).last_own_post(profile)
        if profile.url not in there or newest is None or Profiles.says_dormant(profile):
            continue
        days = (snapshot.taken_at - newest).days
        yield Profiles.confirmed(profile, _owned(profile, days, snapshot.thresholds.dormant_days))


def _owned(profile: Profile, days: int, most: int) -> Finding:
    said = message(
        "Declared: every account has a named owner and a deputy. The last post here is {count:,} day old.",
        "Declared: every account has a named owner and a deputy. The last post here is {count:,} days old.",
        count=days,
    )
    if days <= most:
        return passed(profile.url, said)
    return review(profile.url, said, hint=message("Ask who owns this account."), variant=_OWNERS)
