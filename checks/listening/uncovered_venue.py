"""Places where people speak of the company and nobody is responsible."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import (
    Finding,
    Mentions,
    Message,
    Severity,
    Snapshot,
    check,
    fail,
    inconclusive,
    message,
    passed,
    review,
)
from auditor.api.types import MentionPlace

NAMED = 5
"""Places that are named where there is no table at all. Our default."""
_NOBODY = message("Nobody is named who is responsible there.")
_SAY_WHO = message("Agree who answers at each of these places and who watches it, and write it down.").telling_operator(
    message("Write it under [venues] in auditor.toml.")
)


@check(
    "uncovered-venue",
    category="listening",
    severity=Severity.MEDIUM,
    needs=("mentions",),
    effort="hours",
    team="comms",
    title="Somebody is responsible wherever the company is spoken of",
    failing_title="People speak of the company where nobody is responsible",
)
def uncovered_venue(snapshot: Snapshot) -> Iterator[Finding]:
    """Hold the places that mentions come from against the company's own table."""
    mentions = Mentions(snapshot)
    found = mentions.places()
    if not found:
        yield from _unseen(snapshot)
    elif not snapshot.company_profile.listening.coverage:
        yield _without_table(snapshot, found)
    else:
        yield from (_judged(mentions, place) for place in found)


def _unseen(snapshot: Snapshot) -> Iterator[Finding]:
    if unseen := Mentions(snapshot).unseen():
        said = message(
            "No mention was found, but {count} place could not be looked at: {names}.",
            "No mention was found, but {count} places could not be looked at: {names}.",
            count=len(unseen),
            names=", ".join(venue.name for venue in unseen[:NAMED]),
        )
        yield inconclusive(snapshot.target.site, said)


def _without_table(snapshot: Snapshot, found: tuple[MentionPlace, ...]) -> Finding:
    named = ", ".join(f"{place.name} ({place.mentions:,})" for place in found[:NAMED])
    said = message(
        "Mentions come from {count} place: {named}. This audit was not told who is responsible there.",
        "Mentions come from {count} places, most of them from {named}. This audit was not told who is responsible there.",
        count=len(found),
        named=named,
    )
    proof = (Mentions.quote(place.newest) for place in found[:3])
    return review(snapshot.target.site, said, *proof, hint=_SAY_WHO)


def _judged(mentions: Mentions, place: MentionPlace) -> Finding:
    subject, covered = Mentions.subject(place), mentions.owner(place)
    if covered is None:
        return fail(subject, _count(place).then(_NOBODY), Mentions.quote(place.newest))
    who = {"owner": covered.owner, "watch": covered.watched_by}
    if covered.owner and covered.watched_by:
        return passed(subject, message("{owner} answers there, and it is watched: {watch}.", **who))
    gap = message("The table names it, but nobody who is responsible there.")
    if covered.owner:
        gap = message("{owner} answers there, but nobody watches it.", owner=covered.owner)
    elif covered.watched_by:
        gap = message("It is watched ({watch}), but nobody is named who answers there.", watch=covered.watched_by)
    return fail(subject, _count(place).then(gap), Mentions.quote(place.newest))


def _count(place: MentionPlace) -> Message:
    return message(
        "{count:,} mention of the company was found at {place}.",
        "{count:,} mentions of the company were found at {place}.",
        count=place.mentions,
        place=place.name,
    )
