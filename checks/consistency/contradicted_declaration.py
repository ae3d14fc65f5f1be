"""Answers of the interview that the visit contradicts."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import (
    NOTHING,
    Conversations,
    Finding,
    Message,
    Posts,
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
_SHOWN = ("inbound", "replies", "threads", "time-zone", "reply-times")
_ASK = message("Ask who owns this account.")
_DECLARED = message("Declared: somebody answers from Friday noon to Monday morning.")


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
    for question, part, judge in ((_WEEKENDS, "posts", _staffed), (_OWNERS, "profiles", _forsaken)):
        if answers.get(question) == "yes" and part in snapshot.missing:
            yield inconclusive(snapshot.target.site, snapshot.missing[part], variant=question)
        elif answers.get(question) == "yes":
            yield from judge(snapshot)


def _staffed(snapshot: Snapshot) -> Iterator[Finding]:
    yield from Conversations(snapshot).by_channel(_weekends, *_SHOWN)
    yield from Posts(snapshot).not_read("customers", rated=True)


def _weekends(snapshot: Snapshot, subject: str, found: ChannelMeasure) -> Finding | None:
    waited = found.friday
    if not waited.n:
        return None
    said = _DECLARED.then(_waited(found), _since(snapshot, found))
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
        said = message(
            "Declared: every account has a named owner and a deputy. The last post here is {count:,} day old.",
            "Declared: every account has a named owner and a deputy. The last post here is {count:,} days old.",
            count=days,
        )
        quiet = days > snapshot.thresholds.dormant_days
        found = review(profile.url, said, hint=_ASK, variant=_OWNERS) if quiet else passed(profile.url, said)
        yield Profiles.confirmed(profile, found)
