"""A watch from its start to its end: round after round, and what each found handed over."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from auditor.collect import rounds
from auditor.snapshot import emptied, lock
from auditor.snapshot.reader import CannotWrite
from auditor.watch import faults, keeping, lines, sight, state
from auditor.watch.faults import Change
from auditor.watch.handover import Handover, Post
from auditor.watch.journal import Entry, Journal, Reserve
from auditor.watch.looking import Collect, Eyes, Seen
from auditor.watch.moments import Clock, Timer, in_words
from auditor.watch.orders import Ending, NothingToWatch, Orders, Tell
from auditor.watch.state import Alert, Session, State

_BUSY = "{folder}: this target is being watched already; end the other watch first"


@contextmanager
def _leaving_nothing(before: emptied.Before) -> Iterator[None]:
    """Leave no folder behind where it turns out that there is nothing to watch."""
    try:
        yield
    except NothingToWatch:
        before.restore(*_FILES)
        raise


_FILES = ("history", "round", "journal.jsonl", "reserve", ".lock")
"""What a watch makes in its folder before its first round has found anything."""


class Watcher:
    """One watch."""

    def __init__(
        self,
        folder: Path,
        orders: Orders,
        clock: Clock,
        tell: Tell,
        post: Post,
        *,
        collect: Collect = lambda plan, folder: rounds.collect(plan, folder, _nobody),
        wait: Callable[[float], None] | None = None,
    ) -> None:
        """Take a folder, which need not be there yet, and what to do.

        Args:
            folder: Of this target's watch.
            orders: What to do.
            clock: Tells the time.
            tell: Shows lines.
            post: Hands alerts over.
            collect: Gathers a round.
            wait: Lets seconds pass while a process ends that hands over; as `clock` does where left out.
        """
        self._orders = orders
        self._clock = clock
        self._tell = tell
        self._post = post
        self._wait = wait or clock.wait
        self._folder = keeping.Folder(folder, orders.limit)
        self._reserve = Reserve(folder)
        self._eyes = Eyes(self._folder, self._reserve, orders, tell, collect)
        self._state = State()
        self._due_again: float | None = None
        """By the seconds that have passed: when the next round is due whatever the time of day says."""

    def run(self) -> Ending:
        """Watch to the end.

        Raises:
            SnapshotError: another process watches the target, or the folder can't be used; CannotWrite where the disk is full.
            NothingToWatch: there is nothing to ask for.
        """
        before = emptied.before(self._folder.path)
        self._folder.path.mkdir(parents=True, exist_ok=True)
        with lock.held(self._folder.path, _BUSY), _leaving_nothing(before):
            self._journal = Journal(self._folder.path, self._reserve)
            try:
                self._take_up()
                return self._rounds()
            except KeyboardInterrupt:
                if self._orders.until is not None or self._orders.once or not self._state.session.begun:
                    raise
                return self._end(self._verdict())  # there is no other way to end one that goes on for ever
            finally:
                self._journal.close()

    def _take_up(self) -> None:
        """Take up what an earlier process left, and begin where there is nothing to take up."""
        self._state = state.replayed(self._journal.read())
        if self._journal.damaged:
            self._tell(f"some of the journal could not be read; it lies in {self._journal.damaged}", trouble=True)
        self._reserve.take()
        orders = self._orders
        self._handover = Handover(
            self._folder.receipts,
            self._state,
            self._clock,
            self._write,
            orders.receivers,
            self._post,
            self._wait,
            self._reserve.give_up,
        )
        session, until = self._state.session, orders.until.isoformat() if orders.until else ""
        now = self._clock.now()
        goes_on = bool(session.begun) and not session.ended and session.until == until
        if not goes_on:
            self._leave_behind(session, now)
            self._write({"kind": "session", "at": now.isoformat(), "until": until})
        if self._state.given_up and orders.receivers.names:
            self._write({"kind": "again"})
        self._handover.drop_unwanted()
        self._new_session = not goes_on

    def _leave_behind(self, session: Session, now: datetime) -> None:
        if session.begun and not session.ended and session.until and datetime.fromisoformat(session.until) <= now:
            last = f"; its last round was at {self._stamp(self._state.last)}" if self._state.last else ""
            self._tell(f"the watch until {self._stamp(session.until)} never came to its end{last}", trouble=True)

    def _rounds(self) -> Ending:
        orders, timer = self._orders, Timer(self._clock)
        while True:
            if self._is_due():
                alerted = self._round()
                self._hand_over()
                if orders.once:
                    return self._single()
                if alerted and orders.stop_on_alert:
                    return self._end(Ending.FOUND)
            self._hand_over()
            if self._is_over() and self._handover.due() is None:
                return self._end(self._verdict())
            timer.until(self._next())

    def _is_due(self) -> bool:
        """Return whether a round is due: the first one, the last one, or one by either clock."""
        every, now = self._orders.every, self._clock.now()
        if self._orders.once or every is None or not self._state.last or self._state.under_way:
            return True
        if self._is_over():
            return False
        last, until = datetime.fromisoformat(self._state.last), self._orders.until
        if self._new_session or (until is not None and last < until <= now):
            return True
        by_itself = self._due_again is not None and self._clock.elapsed() >= self._due_again
        put_back = self._due_again is None and last > now
        return now >= last + every or by_itself or put_back

    def _is_over(self) -> bool:
        until = self._orders.until
        return until is not None and self._clock.now() >= until and datetime.fromisoformat(self._state.last) >= until

    def _next(self) -> datetime:
        """Return when there is something to do next: after the last round only alerts that did not arrive."""
        if self._is_over():
            return self._handover.due() or self._clock.now()
        last, now = datetime.fromisoformat(self._state.last), self._clock.now()
        every = self._orders.every or timedelta(0)
        left = timedelta(seconds=max(0.0, (self._due_again or 0.0) - self._clock.elapsed()))
        due = [min(last + every, now + left) if self._due_again is not None else last + every]
        return min(filter(None, [*due, self._orders.until, self._handover.due()]))

    def _round(self) -> bool:
        """Make a round; return whether it found something that alerts are made of."""
        now = self._clock.now()
        skipped = self._skipped(now)
        at, begun = now.isoformat(), self._clock.elapsed()
        self._write({"kind": "begin", "at": at})
        every = self._orders.every
        self._due_again = self._clock.elapsed() + every.total_seconds() if every else None
        self._new_session = False
        seen = self._eyes.look(now, sight.of_nothing(self._state.things))
        found = sight.after(self._state.things, seen.looks, at, skipped, self._orders.blind_after)
        audited = seen.audited if not self._state.rounds else ()
        changed = faults.changes(
            self._state.faults,
            seen.judged,
            self._orders.bar,
            at,
            _unseen(seen),
            audited=audited,
            oldest=seen.oldest,
        )
        alerts = self._alerts(now, [*lines.of_faults(changed), *found.events])
        self._write(
            {
                "kind": "round",
                "n": self._state.rounds + 1,
                "at": at,
                "ended": (now + timedelta(seconds=self._clock.elapsed() - begun)).isoformat(),
                "things": {name: asdict(thing) for name, thing in found.things.items()},
                "changes": [{"kind": one.kind, "fault": one.fault.to_json()} for one in changed],
                "alerts": [state.alert_entry(alert) for alert in alerts],
                "broken": list(seen.broken),
                "blind": found.blind,
            }
        )
        self._show(now, seen, found, changed)
        told = any(one.kind in {"found", "returned"} and one.fault.told for one in changed)
        self._folder.end_round(f"{now:%Y%m%dT%H%M%SZ}" if told else "")
        self._tidy()
        return told

    def _skipped(self, now: datetime) -> int:
        """Return how many rounds were due since the last one, and say for how long nobody looked."""
        every = self._orders.every
        if every is None or not self._state.looked or self._new_session:
            return 0
        gap = now - datetime.fromisoformat(self._state.looked)
        skipped = max(0, round(gap / every) - 1)
        if skipped:
            self._tell(f"{self._stamp(now)}  nobody looked for {in_words(gap.total_seconds())}", trouble=True)
        return skipped

    def _alerts(self, now: datetime, events: Sequence[Mapping[str, Any]]) -> list[Alert]:
        if not events or not self._orders.receivers.names:
            return []
        target = {"site": self._orders.plan.settings.target.site}
        told = tuple({**event, "target": target} for event in events)
        return [Alert(f"{now:%Y%m%dT%H%M%SZ}-{self._state.rounds + 1}", now.isoformat(), told)]

    def _show(self, now: datetime, seen: Seen, found: sight.Sight, changed: Sequence[Change]) -> None:
        standing = sum(fault.open for fault in self._state.faults.values())
        first, *rest = lines.of_round(len(seen.looks), found.missed, seen.new, changed, standing)
        self._tell(f"{self._stamp(now)}  {first}")
        for line in [*rest, *(f"  {event['summary']}" for event in found.events)]:
            self._tell(line)
        for line in seen.broken:
            self._tell(f"  {line}", trouble=True)

    def _hand_over(self) -> None:
        for alert, to, why, last in self._handover.hand_over():
            if why:
                further = "; it is not tried again" if last else "; it is tried again"
                self._tell(f"  alert {alert.id} did not reach the {to}: {why}{further}", trouble=True)
            else:
                self._tell(f"  alert {alert.id} was handed to the {to}")

    def _single(self) -> Ending:
        """Return how a round stands that was made by itself."""
        stands = any(fault.open and fault.told for fault in self._state.faults.values())
        if stands:
            return Ending.FOUND
        needed = state.needed(self._state.things)
        blind = all(thing.missed for thing in needed) or any(thing.told for thing in needed)
        return Ending.BLIND if blind or self._state.broke_last else Ending.CLEAN

    def _verdict(self) -> Ending:
        session, needed = self._state.session, state.needed(self._state.things)
        if session.found:
            return Ending.FOUND
        saw = bool(needed) and all(thing.met for thing in needed)
        return Ending.CLEAN if saw and not session.blind and not session.broken else Ending.BLIND

    def _end(self, ending: Ending) -> Ending:
        self._write({"kind": "end", "at": self._clock.now().isoformat(), "how": ending.value})
        return ending

    def _write(self, entry: Entry) -> None:
        """Put a line into the journal, and what it says into the state."""
        self._journal.append(entry)
        state.take(self._state, entry)

    def _tidy(self) -> None:
        if not self._folder.is_nearly_full():  # else what was given up is needed for the journal and for alerts
            self._reserve.take()
        if self._journal.too_long:
            with suppress(CannotWrite):
                self._journal.shorten(self._state.to_entry())

    def _stamp(self, moment: datetime | str) -> str:
        found = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
        return lines.stamp(found, self._orders.zone)


def _unseen(seen: Seen) -> faults.Unseen:
    hosts = {look.host for look in seen.looks if not look.saw and not look.optional}
    return faults.Unseen(frozenset({*hosts, *([""] if seen.broken else [])}))


def _nobody(done: int, waiting: int, doing: str) -> None:
    """Take no note."""
