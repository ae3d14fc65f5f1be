"""What a watch sees and what it does not, from round to round. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from auditor.collect.rounds import Look
from auditor.watch import lines
from auditor.watch.state import Thing, needed

EVERYTHING = "everything"
"""What a round did not see that came to nothing before it could ask."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What a round saw."""

    things: Mapping[str, Thing]
    events: tuple[Mapping[str, Any], ...]
    """What is to be told: of what was not seen for long, and of what is seen again."""
    missed: Mapping[str, str]
    """What was not seen, with the reason."""
    blind: bool
    """Whether anything went unseen for so long that it is told of."""


def after(things: Mapping[str, Thing], looks: Iterable[Look], at: str, skipped: int, most: int) -> Sight:
    """Return what is seen after a round.

    Args:
        things: Before it.
        looks: What it asked for.
        at: When it was, ISO 8601 in UTC.
        skipped: Rounds that were due before it and never took place.
        most: Rounds in a row without sight after which that is told.
    """
    found: dict[str, Thing] = {}
    events: list[Mapping[str, Any]] = []
    missed: dict[str, str] = {}
    for look in looks:
        before = things.get(look.name, Thing())
        unseen = before.missed + (skipped if look.name in things else 0)
        if look.saw:
            found[look.name] = Thing(0, max(before.worst, unseen), seen=at, optional=look.optional, met=True)
            if before.told:
                events.append(lines.of_sight(look.name, before.missed))
            continue
        why = look.why.in_full
        missed[look.name] = why
        unseen += 1
        told = before.told or unseen >= most
        worst, optional = max(before.worst, unseen), look.optional or before.optional
        found[look.name] = replace(before, missed=unseen, worst=worst, told=told, why=why, optional=optional)
        if told and not before.told:
            events.append(lines.of_blindness(look.name, unseen, before.seen, why))
    unasked = {name: thing for name, thing in things.items() if name not in found}
    nothing = unasked.pop(EVERYTHING, None)
    if nothing is not None and all(thing.missed for thing in found.values()):
        found[EVERYTHING] = nothing
    elif nothing is not None and nothing.told:
        events.append(lines.of_sight(EVERYTHING, nothing.missed))
    found |= _not_reached(unasked, found)
    return Sight(found, tuple(events), missed, _is_blind(found, most))


def _not_reached(unasked: Mapping[str, Thing], found: Mapping[str, Thing]) -> dict[str, Thing]:
    """Return what a round did not ask for because of what it missed, such as the posts of an account without an answer.

    Only a round that saw all it asked for shows that something is not watched any more.
    """
    if not any(thing.missed and not thing.optional for thing in found.values()):
        return {}
    return {
        name: replace(thing, missed=thing.missed + 1, worst=max(thing.worst, thing.missed + 1))
        for name, thing in unasked.items()
    }


def _is_blind(things: Mapping[str, Thing], most: int) -> bool:
    """Return whether anything went unseen for long that should be seen; where nothing else is watched, that is all there is."""
    return any(thing.worst >= most for thing in needed(things))


def of_nothing(things: Mapping[str, Thing]) -> list[str]:
    """Return what a round would have asked for that came to nothing."""
    return list(things) or [EVERYTHING]
