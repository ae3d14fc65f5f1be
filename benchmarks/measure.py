"""What a command costs: time, processor time and memory, of everything it starts."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

_PROC = Path("/proc")
_STEP = 0.05
"""Seconds between two looks at the memory."""
_LISTED_EVERY = 5
"""Looks at the memory to one look at all processes there are, which costs the two processors more."""
_MB = 1_048_576
_KB = 1_024


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command cost until it ended."""

    code: int
    """Exit code; below zero the signal that ended it."""
    wall: float
    """Seconds by the clock."""
    cpu: float
    """Seconds of processor time, user and system, of all its processes."""
    rss: float | None = None
    """Megabytes: the highest sum over its processes of resident memory. What processes share counts once for each of
    them. None where the system has no /proc."""
    pss: float | None = None
    """The same with what is shared counted once, its parts divided among those that share it."""
    late: bool = False
    """Whether it was ended because it took too long."""


def measured(
    command: Sequence[str | Path],
    output: Path,
    *,
    limit: float,
    folder: Path | None = None,
) -> Cost:
    """Run a command in a session of its own to its end, or for `limit` seconds; nothing it started outlives the call.

    Args:
        command: Program and arguments.
        output: File for what it prints; what it says on stderr goes beside it, to a name ending in `.err`.
        limit: Seconds it may take.
        folder: Where it runs.

    Raises:
        OSError: the program can't be started.
    """
    errors = output.with_suffix(".err")
    with output.open("wb") as out, errors.open("wb") as err:
        begin = time.perf_counter()
        process = subprocess.Popen(
            [str(word) for word in command],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            cwd=folder,
            start_new_session=True,
        )
        late = threading.Event()
        with _ended_at_last(process.pid, limit, late), _watching(process.pid) as watch:
            # The sum over children that wait4 brings misses those nobody waited for; the looks at /proc miss the last
            # moments of each. The larger of the two is nearer to the truth.
            _, status, usage = os.wait4(process.pid, 0)
            wall = time.perf_counter() - begin
            process.returncode = os.waitstatus_to_exitcode(status)
    cpu = max(usage.ru_utime + usage.ru_stime, watch.cpu)
    return Cost(process.returncode, wall, cpu, watch.rss, watch.pss, late.is_set())


@contextmanager
def _ended_at_last(session: int, limit: float, late: threading.Event) -> Iterator[None]:
    """See to it that everything of the session ends after `limit` seconds, or with the block."""

    def end() -> None:
        late.set()
        _kill(session)

    timer = threading.Timer(limit, end)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        _kill(session)


def _kill(session: int) -> None:
    with suppress(ProcessLookupError, PermissionError):  # macOS denies where only zombies are left
        os.killpg(session, signal.SIGKILL)


class _Watch(threading.Thread):
    """Looks at the processes of a session again and again."""

    def __init__(self, session: int) -> None:
        super().__init__(daemon=True)
        self.rss: float | None = None
        self.pss: float | None = None
        self._session = session
        self._enough = threading.Event()
        self._ticks: dict[tuple[int, str], int] = {}

    @property
    def cpu(self) -> float:
        """Seconds of processor time seen."""
        return sum(self._ticks.values()) / os.sysconf("SC_CLK_TCK")

    def run(self) -> None:
        """Look until told to stop."""
        looks = 0
        known: list[int] = []
        while not self._enough.wait(_STEP):
            if looks % _LISTED_EVERY == 0:
                known = _numbers()
            known = self._look(known)
            looks += 1

    def stop(self) -> None:
        """Look no more."""
        self._enough.set()
        self.join()

    def _look(self, known: Iterable[int]) -> list[int]:
        """Take note of those that are of the session, and return them."""
        rss = pss = 0
        members = []
        for pid, ticks, started in _members(self._session, known):
            members.append(pid)
            self._ticks[pid, started] = ticks
            more = _memory(pid)
            rss, pss = rss + more[0], pss + more[1]
        if rss:
            self.rss, self.pss = max(self.rss or 0, rss * _KB / _MB), max(self.pss or 0, pss * _KB / _MB)
        return members


@contextmanager
def _watching(session: int) -> Iterator[_Watch]:
    watch = _Watch(session)
    if (_PROC / "self" / "stat").exists():
        watch.start()
    try:
        yield watch
    finally:
        if watch.is_alive():
            watch.stop()


def _numbers() -> list[int]:
    """Return the ids of all processes."""
    return [int(entry.name) for entry in _PROC.iterdir() if entry.name.isdecimal()]


def _members(session: int, known: Iterable[int]) -> Iterator[tuple[int, int, str]]:
    """Yield (process id, ticks of processor time, when it started) of those of `known` that are of a session."""
    for pid in known:
        with suppress(OSError):  # it has ended meanwhile
            fields = (_PROC / str(pid) / "stat").read_text(errors="replace").rpartition(")")[2].split()
            if int(fields[3]) == session:
                yield pid, int(fields[11]) + int(fields[12]), fields[19]


def _memory(pid: int) -> tuple[int, int]:
    """Return (RSS, PSS) of a process in kilobytes."""
    with suppress(OSError):
        lines = (_PROC / str(pid) / "smaps_rollup").read_text().splitlines()
        sizes = {line.partition(":")[0]: line.split()[1] for line in lines[1:]}
        return int(sizes.get("Rss", 0)), int(sizes.get("Pss", 0))
    return 0, 0
