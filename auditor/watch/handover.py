"""Hands alerts over, each once: to a command, and to a webhook.

Before a try is begun the journal says so, and the process that hands over leaves a receipt (`shim`). So whoever takes up a watch that was
killed knows what arrived. Only where that process itself was killed nobody knows: then it is tried again, and the alert says so.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

from auditor.snapshot import lock
from auditor.snapshot.reader import SnapshotError
from auditor.watch.journal import Entry
from auditor.watch.moments import Clock
from auditor.watch.shim import BEGUN, DONE
from auditor.watch.state import Alert, State

COMMAND, WEBHOOK = "command", "webhook"
_PAUSES = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1))
"""After each try that failed, before the next. Our default."""
_GRACE = 15.0
"""Seconds for the process around a try, besides those of the try itself."""
_RECEIPTS = 50
"""Receipts that are kept."""
_HARMLESS = str.maketrans({"<": "\u2039", ">": "\u203a"})
_EVERYBODY = re.compile("@(?=(?:all|channel|everyone|here)\\b)")
_NOT_STARTED = "the process that hands it over could not be started"
_UNKNOWN = "it was ended from outside; whether the alert arrived is not known"


@dataclass(frozen=True, slots=True)
class Receivers:
    """Whom alerts are handed to."""

    command: tuple[str, ...] = ()
    """Program and arguments; empty for none."""
    webhook: str = ""
    """Address, which may hold secrets; empty for none."""
    private: bool = False
    """Whether the webhook may lie in a private network."""
    seconds: float = 30.0
    """For one try."""

    @property
    def names(self) -> tuple[str, ...]:
        """Return who there is."""
        return tuple(name for name, there in ((COMMAND, self.command), (WEBHOOK, self.webhook)) if there)


class Post(Protocol):
    """Hands one alert over."""

    def begin(self, folder: Path, to: str, alert: Alert, payload: str) -> None:
        """Have it handed over by a process of its own, whose receipt is to lie in `folder`; wait for it."""
        ...


@dataclass(frozen=True, slots=True)
class ProcessPost:
    """Hands over by `shim`."""

    receivers: Receivers

    def begin(self, folder: Path, to: str, alert: Alert, payload: str) -> None:
        """Start the process, and wait until it has ended; one that takes too long is ended."""
        known = self.receivers
        job: dict[str, Any] = {"folder": str(folder), "payload": payload, "seconds": known.seconds, "key": alert.id}
        job |= {"command": known.command} if to == COMMAND else {"url": known.webhook, "private": known.private}
        apart: dict[str, Any] = {"creationflags": 0x200} if sys.platform == "win32" else {"start_new_session": True}
        with suppress(OSError):
            process = subprocess.Popen(
                [sys.executable, "-P", "-m", "auditor.watch.shim"],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                **apart,
            )
            try:
                process.communicate(json.dumps(job).encode(), known.seconds + _GRACE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@dataclass(slots=True)
class Handover:
    """The alerts of a watch on their way."""

    folder: Path
    """Where receipts lie."""
    state: State
    clock: Clock
    write: Callable[[Entry], None]
    """Takes a line into the journal and the state."""
    receivers: Receivers
    post: Post
    wait: Callable[[float], None]
    """Lets seconds pass while the process of an earlier watch ends."""
    make_room: Callable[[], None] = lambda: None
    """Frees what is kept for emergencies on the disk: a receipt needs room."""

    def due(self) -> datetime | None:
        """Return when the next try is due; None where there is none to make."""
        return min((moment for _, _, moment in self._open()), default=None)

    def hand_over(self) -> Iterator[tuple[Alert, str, str, bool]]:
        """Make the tries that are due; yield of each the alert, to whom, why it failed, and whether that was the last one.

        Whoever takes one alert is handed at once those that did not reach them before: nobody is to hear of an end first.
        """
        made: set[tuple[str, str]] = set()
        reached: set[str] = set()
        for again in (False, True):
            for alert, to, moment in list(self._open()):
                is_due = to in reached if again else moment <= self.clock.now()
                if not is_due or (alert.id, to) in made:
                    continue
                made.add((alert.id, to))
                why = self._tried(alert, to)
                if not why:
                    reached.add(to)
                yield alert, to, why, bool(why) and alert.tries_left(to) <= 1

    def drop_unwanted(self) -> None:
        """Let go of alerts for which nobody is named any more."""
        if not self.receivers.names:
            self.state.alerts.clear()

    def _open(self) -> Iterator[tuple[Alert, str, datetime]]:
        """Yield each alert with whoever is still to have it, and from when on; the oldest first."""
        for alert in self.state.alerts.values():
            for to in self.receivers.names:
                if to not in alert.done and alert.tries_left(to) > 0:
                    yield alert, to, self._next(alert, to)

    def _next(self, alert: Alert, to: str) -> datetime:
        now, tries = self.clock.now(), alert.tries.get(to, 0)
        if to in alert.begun or not tries or not alert.tried:
            return now
        pause = _PAUSES[min(tries, len(_PAUSES)) - 1]
        last = datetime.fromisoformat(alert.tried)
        return last + pause if last <= now else now  # a clock that was put back must not hold an alert up

    def _tried(self, alert: Alert, to: str) -> str:
        folder = self.folder / f"{alert.id}-{to}-{alert.tries.get(to, 0)}"
        why = self._earlier(folder) if to in alert.begun else None
        if why is None:
            self.write({"kind": "try", "alert": alert.id, "to": to, "at": self.clock.now().isoformat()})
            self.post.begin(folder, to, alert, self._payload(alert, to))
            self._settle(folder)  # one that a killed watch had started may have come first
            if (why := _outcome(folder)) == _NOT_STARTED:
                self.make_room()
                self.post.begin(folder, to, alert, self._payload(alert, to))
                why = _outcome(folder)
        told = {"kind": "told", "alert": alert.id, "to": to, "at": self.clock.now().isoformat(), "ok": not why}
        self.write({**told, "why": why, "all": list(self.receivers.names)})
        self._clear()
        return why

    def _earlier(self, folder: Path) -> str | None:
        """Return how a try of a watch that was killed ended; None where it never began."""
        self._settle(folder)
        if not (folder / BEGUN).exists() and not (folder / DONE).exists():
            return None
        return _outcome(folder)

    def _settle(self, folder: Path) -> None:
        """Wait while a process hands over."""
        for _ in range(int(4 * (self.receivers.seconds + _GRACE))):
            if not _is_held(folder):
                return
            self.wait(0.25)

    def _clear(self) -> None:
        """Remove old receipts; the newest stay for a process that comes late, which must find that all is done."""
        with suppress(OSError):
            for old in sorted(path for path in self.folder.iterdir() if path.is_dir())[:-_RECEIPTS]:
                shutil.rmtree(old, ignore_errors=True)

    def _payload(self, alert: Alert, to: str) -> str:
        tries = alert.tries.get(to, 0)
        return json.dumps(
            {"version": 1, "id": alert.id, "at": alert.at, "attempt": tries + 1, **_shown(alert.events)},
            ensure_ascii=False,
        )


def _shown(events: tuple[Mapping[str, Any], ...]) -> dict[str, Any]:
    """Return what an alert says; of strangers' words in its text no chat makes a link or a call to everybody."""
    text = "\n".join(str(event["summary"]) for event in events)
    return {"text": _EVERYBODY.sub("\uff20", text.translate(_HARMLESS)), "events": list(events)}


def _outcome(folder: Path) -> str:
    """Return why a try failed; empty where it went well."""
    try:
        return str(json.loads((folder / DONE).read_text(encoding="utf-8"))["why"])
    except (OSError, ValueError, KeyError, TypeError):
        return _UNKNOWN if (folder / BEGUN).exists() else _NOT_STARTED


def _is_held(folder: Path) -> bool:
    if not folder.is_dir():
        return False
    try:
        with lock.held(folder, "held"):
            return False
    except SnapshotError:
        return True


def require_there(command: tuple[str, ...]) -> None:
    """See that a command can be started.

    Raises:
        ValueError: there is no such program; a line that says so.
    """
    if command and shutil.which(command[0]) is None:
        there = os.path.exists(command[0])  # noqa: PTH110 - as `which` reads it
        raise ValueError(f"{command[0]!r} {'may not be run: is it executable?' if there else 'is not found'}")
