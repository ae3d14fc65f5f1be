"""What a watch sees from round to round."""

from __future__ import annotations

from collections.abc import Mapping

from auditor.collect.rounds import Look
from auditor.watch import sight
from auditor.watch.state import Thing

PROFILE, POSTS = "bluesky acme.example", "posts of bluesky acme.example"
ALL, NO_POSTS = {PROFILE: True, POSTS: True}, {PROFILE: True, POSTS: False}
NOTHING = {PROFILE: False}
"""An account without an answer is not asked for its posts."""


def rounds(*seen: Mapping[str, bool]) -> tuple[Mapping[str, Thing], list[tuple[object, object]]]:
    """Return what is known after some rounds, and the events of all of them."""
    things: Mapping[str, Thing] = {}
    events: list[tuple[object, object]] = []
    for hour, looks in enumerate(seen):
        at = f"2026-11-27T{hour:02}:00:00+00:00"
        found = sight.after(things, [Look(name, saw) for name, saw in looks.items()], at, 0, 4)
        things, events = found.things, [*events, *((one["event"], one["subject"]) for one in found.events)]
    return things, events


def test_what_is_not_asked_for_because_of_a_gap_is_not_forgotten() -> None:
    things, events = rounds(ALL, *[NO_POSTS] * 4, NOTHING, ALL)
    assert events == [("not-seen", POSTS), ("seen-again", POSTS)]
    assert things[POSTS].worst == 5


def test_a_gap_in_between_begins_no_new_count() -> None:
    _, events = rounds(ALL, NO_POSTS, NO_POSTS, NOTHING, NO_POSTS)
    assert events == [("not-seen", POSTS)]
    things, _ = rounds(ALL, NOTHING, NO_POSTS)
    assert (things[POSTS].missed, things[POSTS].met, things[POSTS].seen[:13]) == (2, True, "2026-11-27T00")


def test_what_is_not_watched_any_more_is_forgotten_by_a_round_that_saw_all() -> None:
    things, events = rounds(ALL, *[NO_POSTS] * 4, {PROFILE: True})
    assert list(things) == [PROFILE]
    assert events == [("not-seen", POSTS)]
