"""What page one tells of what happened: the takeover and the trouble that went longest without a word. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from math import inf

from auditor.audit.results import Results
from auditor.audit.summary.moments import day_and_time
from auditor.audit.summary.timeline_nouns import Event
from auditor.model import Message, message, phrase, quoted
from auditor.model.messages import Value
from auditor.report.nouns import CheckSection

CHECKS = ("hijack-signs", "unwarned-compromise", "unacknowledged-spike")
"""The checks whose faults are told so; clauses of them would say less."""


def told(results: Results, sections: Sequence[CheckSection]) -> tuple[Message, ...]:
    """Return at most two sentences: the last takeover, and the incident that waited longest for a word of the company."""
    failed = {section.id for section in sections if section.failed}
    incidents = [tuple(events) for _, events in groupby(results.timeline, key=lambda event: event.incident)]
    taken = [events for events in incidents if _first(events, "hijack")] if "hijack-signs" in failed else []
    swollen = [events for events in incidents if _first(events, "spike")] if "unacknowledged-spike" in failed else []
    said = [_takeover(events, unwarned="unwarned-compromise" in failed) for events in taken[-1:]]
    if swollen and _waited(longest := max(swollen, key=_waited)) > 0:
        said.append(_talk(longest))
    return tuple(said)


def _takeover(events: Sequence[Event], *, unwarned: bool) -> Message:
    since, warning = _when(_of(events, "hijack")), _first(events, "warning")
    if warning is not None:
        return message(
            "From {when}, an account showed signs of a takeover; the public was warned {after} later.",
            when=since,
            after=_after(warning),
        )
    if unwarned:
        return message(
            "Since {when}, an account has shown signs of a takeover, and no public warning was found.", when=since
        )
    return message("Since {when}, an account has shown signs of a takeover.", when=since)


def _talk(events: Sequence[Event]) -> Message:
    since, word = _when(_of(events, "spike")), _first(events, "acknowledgement")
    if word is None:
        return message("From {when}, talk about the company swelled; no official word about it was found.", when=since)
    return message(
        "From {when}, talk about the company swelled; its first official word came {after} later.",
        when=since,
        after=_after(word),
    )


def _waited(events: Sequence[Event]) -> float:
    """Return the seconds to the first official word; endless where none was found."""
    word = _first(events, "acknowledgement")
    if word is None:
        return inf
    return (datetime.fromisoformat(word.at) - datetime.fromisoformat(_of(events, "spike").at)).total_seconds()


def _first(events: Sequence[Event], kind: str) -> Event | None:
    return next((event for event in events if event.kind == kind), None)


def _of(events: Sequence[Event], kind: str) -> Event:
    return next(event for event in events if event.kind == kind)


def _when(event: Event) -> Message:
    found = day_and_time(event.local)
    return phrase("{day}, {time}", day=found[0], time=found[1]) if found else quoted(event.local)


def _after(event: Event) -> Value:
    """Return how long it took, which the event's own sentence holds."""
    return dict(event.message.values).get("after", "")
