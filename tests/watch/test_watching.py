"""A watch from its start to its end, in time that passes at once."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from auditor.collect.rounds import Look, Plan
from auditor.model import Accept, Existence, Target
from auditor.snapshot import lock
from auditor.snapshot.reader import CannotWrite, SnapshotError
from auditor.snapshot.writer import Store
from auditor.watch.faults import Bar
from auditor.watch.handover import Receivers
from auditor.watch.orders import Ending, NothingToWatch
from auditor.watch.watching import Watcher
from tests.watch.world import (
    FRIDAY,
    MONDAY,
    PROFILE,
    SITE,
    FastClock,
    Lines,
    Pigeon,
    Scene,
    gatherer,
    looked_at,
    orders,
    watch,
)

pytestmark = pytest.mark.slow  # whole weekends of rounds

HOUR = timedelta(hours=1)
BAD, GOOD = FRIDAY + timedelta(hours=1, minutes=40), FRIDAY + timedelta(hours=57)
FOUND, GONE = ("found", PROFILE.url), ("gone", PROFILE.url)


def quiet(_: datetime) -> Existence:
    return Existence.LIVE


def taken_down(moment: datetime) -> Existence:
    return Existence.SUSPENDED if BAD <= moment < GOOD else Existence.LIVE


def rounds_at(lines: Lines) -> list[str]:
    return [line[4:20] for line in lines.all if "saw" in line and not line.startswith(" ")]


def test_a_quiet_weekend_ends_well_and_tells_nobody(folder: Path) -> None:
    ending, lines, pigeon = watch(folder, quiet, every=HOUR / 2)
    assert ending is Ending.CLEAN
    assert not pigeon.arrived
    assert not lines.troubles
    assert len(rounds_at(lines)) == 129  # every half hour, at the beginning and at the end too
    assert rounds_at(lines)[-1] == "2026-11-30 08:00"


def test_a_fault_is_told_once_and_so_is_its_end(folder: Path) -> None:
    ending, lines, pigeon = watch(folder, taken_down)
    assert ending is Ending.FOUND
    assert pigeon.events() == [FOUND, GONE]
    assert len(lines.having("NEW high dead-profile-link")) == 1
    assert pigeon.arrived[0]["at"] == (FRIDAY + 2 * HOUR).isoformat()
    assert [path.name for path in (folder / "rounds").iterdir()] == ["20261127T180000Z"]  # what it was seen in


def test_a_fault_that_comes_back_is_told_again(folder: Path) -> None:
    def again(moment: datetime) -> Existence:
        return Existence.SUSPENDED if (moment - FRIDAY) // (10 * HOUR) % 2 else Existence.LIVE

    _, _, pigeon = watch(folder, again)
    assert pigeon.events() == [FOUND, GONE, ("returned", PROFILE.url), GONE, ("returned", PROFILE.url), GONE]


def test_what_the_last_audit_found_is_told_once_as_standing_and_its_end_as_ever(folder: Path, tmp_path: Path) -> None:
    _, _, pigeon = watch(tmp_path / "other", lambda _: Existence.SUSPENDED, until=FRIDAY)
    fingerprint = pigeon.arrived[0]["events"][0]["fingerprint"]  # type: ignore[index]  # JSON
    audit = tmp_path / "runs" / "1"
    store = Store(audit)
    store.begin(Target("Acme", SITE), FRIDAY - HOUR)
    store.put_profiles([looked_at(FRIDAY - HOUR, Existence.SUSPENDED)])
    store.finish()
    store.close()
    found = [{"outcome": "fail", "fingerprint": fingerprint, "accepted": None}]
    (audit / "results.json").write_text(json.dumps({"checks": [{"findings": found}]}), encoding="utf-8")

    def mended(moment: datetime) -> Existence:
        return Existence.SUSPENDED if moment < GOOD else Existence.LIVE

    ending, lines, pigeon = watch(folder, mended, runs=audit.parent)
    assert pigeon.events() == [("standing", PROFILE.url), GONE]
    assert (len(lines.having("STANDS high dead-profile-link")), lines.having("NEW high")) == (1, [])
    assert ending is Ending.FOUND


def test_a_fault_that_is_accepted_meanwhile_makes_no_alarm(folder: Path) -> None:
    _, _, pigeon = watch(folder, lambda _: Existence.SUSPENDED, until=FRIDAY + HOUR)
    accepts = (Accept(PROFILE.url, "intended"),)
    ending, _, _ = watch(
        folder, lambda _: Existence.SUSPENDED, FastClock(MONDAY), pigeon, accepts=accepts, until=MONDAY + HOUR
    )
    assert ending is Ending.CLEAN
    assert pigeon.events() == [FOUND]


@pytest.mark.parametrize("hours", [0, 1, 2])
def test_a_watch_too_short_to_be_told_blind_is_not_clean_where_it_saw_nothing(folder: Path, hours: int) -> None:
    ending, _, _ = watch(folder, lambda _: None, until=FRIDAY + HOUR * (hours + 0.5))
    assert ending is Ending.BLIND


def test_what_earlier_watches_saw_is_not_what_this_one_saw(folder: Path) -> None:
    assert watch(folder, quiet, until=FRIDAY + 2 * HOUR)[0] is Ending.CLEAN
    assert watch(folder, lambda _: None, FastClock(MONDAY), until=MONDAY + HOUR)[0] is Ending.BLIND


def test_what_lies_below_the_severity_asked_for_is_shown_and_told_to_nobody(folder: Path) -> None:
    ending, lines, pigeon = watch(folder, taken_down, bar=Bar("critical"))
    assert ending is Ending.CLEAN
    assert not pigeon.arrived
    assert lines.having("NEW high dead-profile-link")


def test_a_fault_that_is_asked_for_only_later_is_told_then(folder: Path) -> None:
    watch(folder, taken_down, bar=Bar("critical"), until=FRIDAY + 5 * HOUR)
    _, _, pigeon = watch(folder, taken_down, FastClock(FRIDAY + 6 * HOUR))
    assert pigeon.events() == [FOUND, GONE]


@pytest.mark.parametrize("bad", [2, 5, 12])
def test_without_a_network_half_of_the_time_nothing_is_told_twice_or_missed(folder: Path, bad: int) -> None:
    def scene(moment: datetime) -> Existence | None:
        return None if (moment - FRIDAY) // HOUR % (2 * bad) >= bad else taken_down(moment)

    ending, lines, pigeon = watch(folder, scene)
    assert ending is Ending.FOUND
    about = [event for event in pigeon.events() if event[1] == PROFILE.url]
    assert about == [FOUND, GONE]
    assert bool([event for event in pigeon.events() if event[0] == "not-seen"]) == (bad >= 4)
    assert len([one for one in pigeon.events() if one[0] == "not-seen"]) == len(lines.having("  NOT SEEN bluesky"))


def test_a_blind_watch_is_no_clean_one(folder: Path) -> None:
    ending, lines, pigeon = watch(folder, lambda _: None)
    assert ending is Ending.BLIND
    assert sorted(pigeon.events()) == [("not-seen", "bluesky acme.example")]
    assert len(lines.having("saw nothing")) == 65


def test_a_short_loss_of_sight_does_not_spoil_a_watch(folder: Path) -> None:
    ending, _, pigeon = watch(folder, lambda moment: None if HOUR < moment - FRIDAY < 5 * HOUR else Existence.LIVE)
    assert ending is Ending.CLEAN
    assert not pigeon.arrived


def test_an_end_that_was_not_seen_is_not_told(folder: Path) -> None:
    def scene(moment: datetime) -> Existence | None:
        return Existence.SUSPENDED if moment < BAD else None

    _, _, pigeon = watch(folder, scene)
    assert [event for event in pigeon.events() if event[1] == PROFILE.url] == [FOUND]


def test_an_alert_that_does_not_arrive_is_tried_again_and_given_up_in_the_end(folder: Path) -> None:
    pigeon = Pigeon(fails=lambda _: "it rains")
    ending, lines, _ = watch(folder, lambda _: Existence.SUSPENDED, pigeon=pigeon)
    assert ending is Ending.FOUND
    assert pigeon.tries == 5
    assert len(lines.having("did not reach the command: it rains; it is tried again")) == 4
    assert len(lines.having("it rains; it is not tried again")) == 1
    again = Pigeon()
    watch(folder, lambda _: Existence.SUSPENDED, FastClock(MONDAY), again, until=MONDAY + HOUR)
    assert again.events() == [FOUND]  # whoever starts the watch again has mended what was wrong


def test_an_alert_arrives_late_rather_than_never(folder: Path) -> None:
    pigeon = Pigeon(fails=lambda tries: "answered 500" if tries == 0 else "")
    _, lines, _ = watch(folder, taken_down, pigeon=pigeon)
    assert pigeon.events() == [FOUND, GONE]
    assert pigeon.arrived[0]["attempt"] == 2
    assert lines.having("answered 500; it is tried again")


def test_an_alert_of_the_last_round_is_waited_for(folder: Path) -> None:
    pigeon = Pigeon(fails=lambda tries: "it rains" if tries < 3 else "")
    clock = FastClock()
    watch(folder, lambda moment: Existence.SUSPENDED if moment >= MONDAY else Existence.LIVE, clock, pigeon)
    assert pigeon.events() == [FOUND]
    assert MONDAY < clock.now() < MONDAY + HOUR


def test_each_receiver_has_it_once(folder: Path) -> None:
    pigeon = Pigeon(fails=lambda tries: "it rains" if tries in {0, 3} else "")
    watch(folder, lambda _: Existence.SUSPENDED, pigeon=pigeon, receivers=Receivers(("pigeon",), "https://h.example/"))
    assert sorted(str(one["to"]) for one in pigeon.arrived) == ["command", "webhook"]


def test_the_first_fault_ends_the_watch_where_that_is_wanted(folder: Path) -> None:
    clock = FastClock()
    ending, _, pigeon = watch(folder, taken_down, clock, stop_on_alert=True)
    assert ending is Ending.FOUND
    assert pigeon.events() == [FOUND]
    assert clock.now() == FRIDAY + 2 * HOUR


def test_single_rounds_make_up_a_watch(folder: Path) -> None:
    pigeon, endings = Pigeon(), []
    for hours in range(0, 64, 2):
        moment = FRIDAY + hours * HOUR
        ending, _, _ = watch(folder, taken_down, FastClock(moment), pigeon, once=True, until=None, every=None)
        endings.append(ending)
    assert pigeon.events() == [FOUND, GONE]
    assert endings == [Ending.CLEAN] + [Ending.FOUND] * 28 + [Ending.CLEAN] * 3


def test_a_single_round_that_saw_nothing_is_not_clean(folder: Path) -> None:
    assert watch(folder, lambda _: None, once=True, until=None)[0] is Ending.BLIND


class Sleeper(FastClock):
    """A machine whose lid is closed from the third hour on, for ten hours."""

    def wait(self, seconds: float) -> None:
        super().wait(seconds)
        if self.moment - FRIDAY > 3 * HOUR and not getattr(self, "slept", False):
            self.slept = True
            self.moment += 10 * HOUR


def test_after_a_sleep_it_looks_at_once_and_says_for_how_long_nobody_did(folder: Path) -> None:
    ending, lines, _ = watch(folder, quiet, Sleeper())
    assert ending is Ending.BLIND  # it can't say that nothing happened meanwhile
    (said,) = lines.having("nobody looked for")
    assert said == "Sat 2026-11-28 05:00  nobody looked for 10 h"
    assert "2026-11-28 05:00" in rounds_at(lines)


class PutBack(FastClock):
    """A clock that is put back by two days in the third hour."""

    def wait(self, seconds: float) -> None:
        super().wait(seconds)
        if self.seconds > 3 * 3_600 and not getattr(self, "done", False):
            self.done = True
            self.moment -= timedelta(days=2)


def test_a_clock_that_is_put_back_stops_nothing(folder: Path) -> None:
    clock = PutBack()
    _, lines, _ = watch(folder, quiet, clock, until=FRIDAY + 6 * HOUR)
    assert clock.seconds == (48 + 6) * 3_600
    assert len(rounds_at(lines)) == 54 + 1


class Killed(BaseException):
    """What nothing in a watch expects."""


class Mortal(FastClock):
    """A clock after so many waits of which everything ends."""

    left = 0

    def wait(self, seconds: float) -> None:
        self.left -= 1
        if self.left < 0:
            raise Killed
        super().wait(seconds)


def test_a_watch_that_was_killed_is_taken_up(folder: Path) -> None:
    """Wherever it ends, whoever takes it up tells nothing twice and misses nothing."""
    pigeon, clock, endings = Pigeon(), Mortal(), []
    for waits in range(500, 3_000, 377):
        clock.left = waits
        with suppress(Killed):
            endings.append(watch(folder, taken_down, clock, pigeon)[0])
            break
    assert endings == [Ending.FOUND]
    assert pigeon.events() == [FOUND, GONE]


def killing(collect: Callable[[Plan, Path], list[Look]], at: int) -> Callable[[Plan, Path], Sequence[Look]]:
    calls = iter(range(at))

    def gather(plan: Plan, into: Path) -> Sequence[Look]:
        found = collect(plan, into)
        if next(calls, None) is None:
            raise Killed
        return found

    return gather


def test_a_round_that_was_killed_is_made_again(folder: Path) -> None:
    pigeon, lines, clock = Pigeon(), Lines(), FastClock()
    with pytest.raises(Killed):
        Watcher(folder, orders(), clock, lines, pigeon, collect=killing(gatherer(taken_down), 2)).run()
    assert clock.now() == FRIDAY + 2 * HOUR  # the very round that would have found it
    assert not pigeon.arrived
    watch(folder, taken_down, clock, pigeon)
    assert pigeon.events() == [FOUND, GONE]


def test_a_target_is_watched_once_at_a_time(folder: Path) -> None:
    with lock.held(folder), pytest.raises(SnapshotError, match="is being watched already"):
        watch(folder, quiet)


def test_there_has_to_be_something_to_watch(folder: Path) -> None:
    with pytest.raises(NothingToWatch, match="name profiles under"):
        Watcher(folder, orders(), FastClock(), Lines(), Pigeon(), collect=lambda _, __: []).run()


def full(scene: Scene, during: Callable[[datetime], bool]) -> Callable[[Plan, Path], list[Look]]:
    collect = gatherer(scene)

    def gather(plan: Plan, into: Path) -> list[Look]:
        if during(plan.now):
            raise CannotWrite(f"{into}: cannot be written (database or disk is full)")
        return collect(plan, into)

    return gather


def test_a_full_disk_for_a_while_is_told_and_outlived(folder: Path) -> None:
    lines, pigeon = Lines(), Pigeon()
    gather = full(taken_down, lambda now: 3 * HOUR < now - FRIDAY < 20 * HOUR)
    ending = Watcher(folder, orders(), FastClock(), lines, pigeon, collect=gather).run()
    assert ending is Ending.FOUND
    assert [event for event in pigeon.events() if event[1] == PROFILE.url] == [FOUND, GONE]
    assert lines.having("database or disk is full")
    assert ("not-seen", "bluesky acme.example") in pigeon.events()


def test_a_disk_that_is_full_from_the_beginning_is_told_and_so_is_its_end(folder: Path) -> None:
    pigeon = Pigeon()
    gather = full(quiet, lambda now: now - FRIDAY < 6 * HOUR)
    Watcher(folder, orders(), FastClock(), Lines(), pigeon, collect=gather).run()
    assert pigeon.events() == [("not-seen", "everything"), ("seen-again", "everything")]


def test_a_disk_that_stays_full_makes_no_clean_watch(folder: Path) -> None:
    lines = Lines()
    gather = full(quiet, lambda now: now > FRIDAY)
    assert Watcher(folder, orders(), FastClock(), lines, Pigeon(), collect=gather).run() is Ending.BLIND


def test_where_not_even_the_journal_can_be_written_the_watch_ends(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without it, what was told would be told again: that is said, and nothing else is made up."""
    write = os.write

    def refuse(file: int, data: bytes) -> int:
        if b'"kind":"begin"' in data and b"T20:00" in data:
            raise OSError(28, "No space left on device")
        return write(file, data)

    monkeypatch.setattr(os, "write", refuse)
    with pytest.raises(CannotWrite, match=r"journal\.jsonl: cannot be written \(No space left on device\)"):
        watch(folder, quiet)


def test_a_nearly_full_disk_is_told_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditor.watch.keeping.Folder.is_nearly_full", lambda _: True)
    ending, lines, pigeon = watch(folder, taken_down)
    assert ending is Ending.FOUND
    assert len(lines.having("the disk is nearly full")) == 1
    assert pigeon.events() == [FOUND, GONE]
    assert not (folder / "rounds").exists()


def test_a_journal_that_was_damaged_is_put_aside_and_what_can_be_read_of_it_holds(folder: Path) -> None:
    pigeon = Pigeon()
    watch(folder, taken_down, FastClock(), pigeon, until=FRIDAY + 5 * HOUR)
    journal = folder / "journal.jsonl"
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join([*lines[:3], b"\x00\xff garbage\n", b'{"kind": "round"}\n', *lines[3:]]))
    _, shown, _ = watch(folder, taken_down, FastClock(FRIDAY + 6 * HOUR), pigeon)
    assert pigeon.events() == [FOUND, GONE]
    assert shown.having("some of the journal could not be read; it lies in ")
    assert (folder / "journal.damaged-1.jsonl").exists()


def test_a_history_that_was_damaged_is_put_aside_and_begins_anew(folder: Path) -> None:
    pigeon = Pigeon()
    watch(folder, taken_down, FastClock(), pigeon, until=FRIDAY + 5 * HOUR)
    for path in (folder / "history").glob("*"):
        path.write_bytes(b"no database " * 1_000)
    _, shown, _ = watch(folder, taken_down, FastClock(FRIDAY + 6 * HOUR), pigeon)
    assert pigeon.events() == [FOUND, GONE]
    assert shown.having("and a new one begins")


def test_a_round_that_breaks_is_no_all_clear(folder: Path) -> None:
    collect = gatherer(quiet)

    def gather(plan: Plan, into: Path) -> list[Look]:
        if plan.now == FRIDAY + 4 * HOUR:
            raise ZeroDivisionError("ours")
        return collect(plan, into)

    lines = Lines()
    assert Watcher(folder, orders(), FastClock(), lines, Pigeon(), collect=gather).run() is Ending.BLIND
    assert [line for line in lines.troubles if "internal error: ZeroDivisionError: ours" in line]


def test_a_watch_that_never_ended_is_told_of(folder: Path) -> None:
    lines = Lines()
    with pytest.raises(Killed):
        Watcher(folder, orders(), FastClock(), lines, Pigeon(), collect=killing(gatherer(quiet), 2)).run()
    later = MONDAY + 100 * HOUR
    ending, shown, _ = watch(folder, quiet, FastClock(later), until=later + 5 * HOUR)
    assert ending is Ending.CLEAN
    assert shown.having(
        "the watch until Mon 2026-11-30 08:00 never came to its end; its last round was at Fri 2026-11-27 18:00"
    )


def test_the_journal_stays_short_and_is_read_by_people(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditor.watch.journal.MOST_BYTES", 15_000)
    monkeypatch.setattr("auditor.watch.journal._KEPT_LINES", 20)
    pigeon = Pigeon()
    watch(folder, taken_down, pigeon=pigeon)
    assert (folder / "journal.jsonl").stat().st_size < 20_000
    entries = [json.loads(line) for line in (folder / "journal.jsonl").read_text().splitlines()]
    assert {entry["kind"] for entry in entries} >= {"state", "round", "begin"}
    assert pigeon.events() == [FOUND, GONE]
    watch(folder, lambda _: Existence.SUSPENDED, FastClock(MONDAY + HOUR), pigeon, until=MONDAY + 2 * HOUR)
    assert pigeon.events() == [FOUND, GONE, ("returned", PROFILE.url)]


def test_rounds_that_take_longer_than_they_should_are_no_loss_of_sight(folder: Path) -> None:
    clock, lines = FastClock(), Lines()
    collect = gatherer(quiet)

    def slowly(plan: Plan, into: Path) -> list[Look]:
        clock.wait(5.5 * 3_600)
        return collect(plan, into)

    assert Watcher(folder, orders(), clock, lines, Pigeon(), collect=slowly).run() is Ending.CLEAN
    assert not lines.having("nobody looked")


def test_a_sleep_in_the_middle_of_a_round_is_told(folder: Path) -> None:
    clock, lines = FastClock(), Lines()
    collect = gatherer(quiet)

    def asleep(plan: Plan, into: Path) -> list[Look]:
        if plan.now == FRIDAY + 3 * HOUR:
            clock.moment += 10 * HOUR  # the seconds that are counted stand still meanwhile
        return collect(plan, into)

    assert Watcher(folder, orders(), clock, lines, Pigeon(), collect=asleep).run() is Ending.BLIND
    assert len(lines.having("nobody looked for 10 h")) == 1
