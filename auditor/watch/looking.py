"""One round of a watch: gathered, taken into the history, and judged. Whatever goes wrong, the watch goes on and knows that it saw nothing."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from auditor.audit.history import same_target
from auditor.audit.results import CheckOut
from auditor.collect.rounds import Look, Plan
from auditor.model import quoted
from auditor.plugins import watch as plugins
from auditor.plugins.watch import in_a_line
from auditor.snapshot.history import Absorbed, History
from auditor.snapshot.reader import CannotWrite, SnapshotError
from auditor.watch import judging, keeping, lines
from auditor.watch.journal import Reserve
from auditor.watch.orders import NothingToWatch, Orders, Tell

_LOG = logging.getLogger(__name__)
_OVERLAP = timedelta(hours=2)
"""Before the end of what was seen, from which on is asked again: platforms show some posts late. Our default."""

Collect = Callable[[Plan, Path], Sequence[Look]]


@dataclass(frozen=True, slots=True)
class Seen:
    """What came of a round."""

    looks: Sequence[Look]
    new: Absorbed = field(default_factory=Absorbed)
    judged: tuple[CheckOut, ...] = ()
    broken: tuple[str, ...] = ()
    """What broke, a line each."""
    audited: frozenset[str] = frozenset()
    """Fingerprints of what the newest audit found."""
    oldest: datetime | None = None
    """How far back posts and mentions are kept, UTC; None where nothing was judged."""


class Eyes:
    """What makes the rounds of one watch."""

    def __init__(self, folder: keeping.Folder, reserve: Reserve, orders: Orders, tell: Tell, collect: Collect) -> None:
        self._folder = folder
        self._reserve = reserve
        self._orders = orders
        self._tell = tell
        self._collect = collect
        self._told_low = False

    def look(self, now: datetime, things: Sequence[str]) -> Seen:
        """Make a round; `things` is what it will have seen nothing of where something goes wrong.

        Raises:
            NothingToWatch: there is nothing to ask for.
        """
        try:
            return self._gathered(now)
        except CannotWrite as error:
            self._reserve.give_up()
            self._folder.spare()
            return _unseen(things, str(error))
        except NothingToWatch:
            raise
        except SnapshotError as error:
            return _unseen(things, str(error))
        except Exception as error:
            _LOG.exception("a round failed")
            return _unseen(things, why := f"internal error: {in_a_line(error)}", why)

    def _gathered(self, now: datetime) -> Seen:
        orders = self._orders
        self._mind_the_disk(now)
        history = self._history()
        try:
            if orders.runs is not None and (
                said := keeping.seed(history, orders.runs, orders.plan.settings.target.site, same_target)
            ):
                self._tell(f"{lines.stamp(now, self._orders.zone)}  {said}")
            elif not history.profiles() and not history.meta("taken_at"):
                unknown = "no complete audit is known: only what auditor.toml names is watched"
                self._tell(f"{lines.stamp(now, self._orders.zone)}  {unknown}")
            plan = self._plan(history, now)
            folder = self._folder.begin_round()
            looks = self._collect(plan, folder)
            if not looks:
                raise NothingToWatch(
                    "there is nothing to watch: name profiles under [[profile]] in auditor.toml, or run an audit first"
                )
            window = timedelta(days=orders.plan.settings.sources.window_days)
            oldest = self._folder.oldest(now, window)
            new = history.absorb(folder, oldest)
            audited = frozenset(json.loads(history.meta(keeping.AUDITED) or "[]"))
        finally:
            history.close()
        judged = judging.judge(self._folder.history, orders.checks, orders.thresholds, orders.accepts, orders.declared)
        broken = (
            *(f"{one.id} failed to run: {one.reason or ''}" for one in judged if one.outcome == "error"),
            *plugins.current().take(),
        )
        return Seen(looks, new, judged, broken, audited, oldest)

    def _history(self) -> History:
        """Return the history; one that can't be read is put aside."""
        try:
            return History(self._folder.history)
        except CannotWrite:
            raise
        except SnapshotError as error:
            aside = self._folder.put_history_aside()
            self._tell(f"{error}; it lies in {aside}, and a new one begins", trouble=True)
            return History(self._folder.history)

    def _plan(self, history: History, now: datetime) -> Plan:
        plan = self._orders.plan

        def since(platform: str, account: str, source: str) -> datetime | None:
            known = history.since(platform, account, source)
            return min(known, now) - _OVERLAP if known is not None else None

        around = replace(plan.around, now=now)
        pages = tuple(json.loads(history.meta(keeping.STATUS_PAGES) or "[]"))
        name = history.meta("seeded_name")
        return replace(plan, known=history.profiles(), name=name, since=since, around=around, status_pages=pages)

    def _mind_the_disk(self, now: datetime) -> None:
        """Say once that the disk is nearly full."""
        low = self._folder.is_nearly_full()
        if low and not self._told_low:
            line = "the disk is nearly full: rounds are no longer kept as evidence"
            self._tell(f"{lines.stamp(now, self._orders.zone)}  {line}", trouble=True)
        self._told_low = low


def _unseen(things: Sequence[str], why: str, *broken: str) -> Seen:
    """Return a round that saw nothing of what it would have asked for."""
    return Seen([Look(name, False, quoted(why)) for name in things], broken=broken)
