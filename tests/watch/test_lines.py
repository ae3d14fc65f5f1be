"""What a watch says."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from auditor.snapshot.history import Absorbed
from auditor.watch import lines
from auditor.watch.faults import Change, Fault

FAULT = Fault(
    "f",
    "hijack-signs",
    "critical",
    "https://x.example/acme",
    "It is ours",
    "It is\x1b[2J not.",
    "2026-11-27",
    told=True,
)


@pytest.mark.parametrize(
    ("asked", "missed", "new", "changes", "standing", "line"),
    [
        (1, {}, Absorbed(), (), 0, "saw the one thing asked for; nothing found"),
        (4, {}, Absorbed(1, 2, 0), (), 0, "saw all 4 asked for; 1 new own post, 2 new answers; nothing found"),
        (4, {"a b": "It is down."}, Absorbed(), (), 1, "saw 3 of 4; nothing new, 1 found in all; no answer from a b (It is down)"),
        (2, {"a": "", "b": ""}, Absorbed(), (), 0, "saw nothing of 2 asked for; nothing found; no answer from a; no answer from b"),
        (9, dict.fromkeys("abcde", ""), Absorbed(0, 0, 1), (), 0,
         "saw 4 of 9; 1 new mention; nothing found; no answer from a; no answer from b; no answer from c; and 2 more"),
        (4, {}, Absorbed(), (Change("found", FAULT),), 2, "saw all 4 asked for; 1 new, 2 found in all"),
        (4, {}, Absorbed(), (Change("gone", FAULT),), 0, "saw all 4 asked for; nothing found any more"),
    ],
)  # fmt: skip
def test_a_line_for_each_round(
    asked: int, missed: dict[str, str], new: Absorbed, changes: tuple[Change, ...], standing: int, line: str
) -> None:
    assert next(iter(lines.of_round(asked, missed, new, changes, standing))) == line


def test_a_line_for_each_change_without_what_moves_cursors() -> None:
    told = [lines.of_change(Change(kind, FAULT)) for kind in ("found", "returned", "gone", "accepted")]
    assert told == [
        "NEW critical hijack-signs: https://x.example/acme - It is [2J not.",
        "BACK critical hijack-signs: https://x.example/acme - It is [2J not.",
        "GONE critical hijack-signs: https://x.example/acme",
        "",
    ]
    gone = lines.of_change(Change("gone", replace(FAULT, subject="Acme \x1b[2J\u202eelpmaxe")))
    assert gone == "GONE critical hijack-signs: Acme  [2J elpmaxe"


def test_the_time_is_the_companys() -> None:
    moment = datetime(2026, 11, 27, 16, 40, tzinfo=UTC)
    assert lines.stamp(moment, ZoneInfo("Europe/Berlin")) == "Fri 2026-11-27 17:40"


def test_only_what_is_told_of_is_in_an_alert() -> None:
    quiet = Fault("g", "x", "low", "s", "t", "u", "v")
    events = list(lines.of_faults([Change("found", FAULT), Change("found", quiet), Change("accepted", FAULT)]))
    assert [event["fingerprint"] for event in events] == ["f"]
    assert set(events[0]) == {
        "event", "summary", "fingerprint", "check", "severity", "subject", "title", "text", "since", "review", "evidence", "gone",
    }  # fmt: skip
