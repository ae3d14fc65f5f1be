"""What page one tells of what happened: the last takeover, and the talk that waited longest for a word of the company. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import inf

from auditor.audit.results import Results
from auditor.audit.summary.moments import day_and_time
from auditor.audit.summary.timeline_nouns import Event, EventKind
from auditor.model import Message, message, phrase, quoted
from auditor.model.messages import Value
from auditor.report import timelines
from auditor.report.nouns import CheckSection
from auditor.report.timelines import Timeline

TAKEOVER, WARNING, TALK = "hijack-signs", "unwarned-compromise", "unacknowledged-spike"


@dataclass(frozen=True, slots=True)
class Happened:
    """What happened, in sentences."""

    sentences: tuple[Message, ...]
    """At most two."""
    covers: frozenset[str]
    """Checks whose faults they tell: a clause about them would say less."""


def told(results: Results, sections: Iterable[CheckSection]) -> Happened:
    """Return what incidents that failed come to; those left open or accepted say nothing here."""
    failed = {section.id: section.failed for section in sections}
    names = {
        f"{one.data['since']} {one.subject if check == TAKEOVER else 'talk'}"
        for check in (TAKEOVER, TALK)
        for one in failed.get(check, ())
        if "since" in one.data
    }
    every = [one for one in timelines.of(results) if one.events[0].incident in names]
    unwarned = {one.subject for one in failed.get(WARNING, ())}
    taken = [_takeover(one, unwarned) for one in every if one.is_takeover][-1:]
    talk = [_talk(one) for one in sorted((one for one in every if not one.is_takeover), key=_waited)][-1:]
    covers = {TAKEOVER, WARNING} if taken else set()
    return Happened((*taken, *talk), frozenset(covers | {TALK} if talk else covers))


def _takeover(one: Timeline, unwarned: set[str]) -> Message:
    begun = next(_of(one.events, "hijack"))
    since, warning = _when(begun), next(_of(one.events, "warning"), None)
    if warning is not None:
        return message(
            "From {when}, an account showed signs of a takeover; the public was warned {after} later.",
            when=since,
            after=_after(warning),
        )
    if begun.venue in unwarned:
        return message(
            "Since {when}, an account has shown signs of a takeover, and no public warning was found.", when=since
        )
    return message("Since {when}, an account has shown signs of a takeover.", when=since)


def _talk(one: Timeline) -> Message:
    since, word = _when(next(_of(one.events, "spike"))), next(_of(one.events, "acknowledgement"), None)
    if word is None:
        return message("From {when}, mentions of the company spiked; no official word about it was found.", when=since)
    return message(
        "From {when}, mentions of the company spiked; its first official word came {after} later.",
        when=since,
        after=_after(word),
    )


def _waited(one: Timeline) -> float:
    """Return the seconds to the first official word; endless where none was found."""
    begun, word = next(_of(one.events, "spike")), next(_of(one.events, "acknowledgement"), None)
    if word is None:
        return inf
    return (datetime.fromisoformat(word.at) - datetime.fromisoformat(begun.at)).total_seconds()


def _of(events: Sequence[Event], kind: EventKind) -> Iterator[Event]:
    return (event for event in events if event.kind == kind)


def _when(event: Event) -> Message:
    found = day_and_time(event.local)
    return phrase("{day}, {time}", day=found[0], time=found[1]) if found else quoted(event.local)


def _after(event: Event) -> Value:
    """Return how long it took, which the event's own sentence holds."""
    return dict(event.message.values).get("after", "")
