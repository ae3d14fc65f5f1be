"""What a watch says, a line at a time, and what its alerts hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any

from auditor import urls
from auditor.snapshot.history import Absorbed
from auditor.watch.faults import QUIET, Change, Fault

_MOST_MISSED = 3
"""Things that did not answer, named in the line of a round."""
_LONGEST_REASON = 160
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]+")
"""What moves cursors and turns the reading direction: subjects and texts may hold strangers' words."""


def stamp(moment: datetime, zone: tzinfo) -> str:
    """Return a moment as the lines begin: `Fri 2026-11-27 17:40`."""
    return f"{moment.astimezone(zone):%a %Y-%m-%d %H:%M}"


def of_round(
    asked: int, missed: Mapping[str, str], new: Absorbed, changes: Sequence[Change], standing: int
) -> Iterator[str]:
    """Yield the line of a round, then one for each thing that changed.

    Args:
        asked: Things asked for.
        missed: Those that were not seen, with the reason.
        new: What was not known before.
        changes: What became of faults.
        standing: Faults that stand.
    """
    yield "; ".join(filter(None, (_seen(asked, missed), _brought(new), _standing(changes, standing), _why(missed))))
    yield from (f"  {line}" for line in map(of_change, changes) if line)


def _seen(asked: int, missed: Mapping[str, str]) -> str:
    if not missed:
        return f"saw all {asked} asked for" if asked > 1 else "saw the one thing asked for"
    return f"saw nothing of {asked} asked for" if len(missed) == asked else f"saw {asked - len(missed)} of {asked}"


def _brought(new: Absorbed) -> str:
    counts = ((new.own, "own post"), (new.others, "answer"), (new.mentions, "mention"))
    return ", ".join(f"{count} new {noun}{'' if count == 1 else 's'}" for count, noun in counts if count)


def _standing(changes: Sequence[Change], standing: int) -> str:
    if not changes and not standing:
        return "nothing found"
    come = sum(change.kind in {"found", "returned"} for change in changes)
    return f"{come or 'nothing'} new, {standing} found in all" if standing else "nothing found any more"


def _why(missed: Mapping[str, str]) -> str:
    told = [f"no answer from {name}{f' ({_cut(why)})' if why else ''}" for name, why in missed.items()]
    others = len(told) - _MOST_MISSED
    return "; ".join([*told[:_MOST_MISSED], *([f"and {others} more"] if others > 0 else [])])


def _cut(why: str) -> str:
    why = urls.without_secrets(why).rstrip(".")
    return why if len(why) <= _LONGEST_REASON else f"{why[:_LONGEST_REASON]}…"


def of_change(change: Change) -> str:
    """Return what became of a fault, in a line; empty for what nobody needs to hear."""
    fault = change.fault
    match change.kind:
        case "found":
            return f"{'to judge' if fault.review else 'NEW'} {_told(fault)}"
        case "standing":
            return f"STANDS {_told(fault)}"
        case "returned":
            return f"BACK {_told(fault)}"
        case "gone":
            return f"GONE {_named(fault)}"
    return ""


def _told(fault: Fault) -> str:
    return _CONTROL.sub(" ", f"{_named(fault)} - {fault.text}")


def _named(fault: Fault) -> str:
    return _CONTROL.sub(" ", f"{fault.severity} {fault.check}: {fault.subject}")


def of_faults(changes: Iterable[Change]) -> Iterator[dict[str, Any]]:
    """Yield the events of an alert about faults: those that are told of, in the order in which they changed."""
    for change in changes:
        if change.fault.told and change.kind not in QUIET:
            fault = change.fault
            data = {**fault.to_json(), "event": change.kind, "summary": of_change(change)}
            yield {key: value for key, value in data.items() if key not in {"told", "open", "happened"}}


def of_blindness(name: str, rounds: int, seen: str, why: str) -> dict[str, Any]:
    """Return the event of an alert about what is not seen any more."""
    why = urls.without_secrets(why)
    since = f"since {seen[:16].replace('T', ' ')} UTC" if seen else "since the watch began"
    summary = f"NOT SEEN {name}: no answer in {rounds} rounds, {since}{f' ({_cut(why)})' if why else ''}"
    return {"event": "not-seen", "subject": name, "rounds": rounds, "since": seen, "why": why, "summary": summary}


def of_sight(name: str, rounds: int) -> dict[str, Any]:
    """Return the event of an alert about what is seen again."""
    return {
        "event": "seen-again",
        "subject": name,
        "rounds": rounds,
        "summary": f"SEEN AGAIN {name}, after {rounds} rounds",
    }
