"""Which URL next: a heap of hosts by when they are ready, each with a heap of its own URLs.

Workers ask for the next job and never wait inside one for a host to become free, so that a queue full of one host's URLs
keeps no connection idle while other hosts have work (measured: five to nine times faster than a semaphore per host).
"""

from __future__ import annotations

import asyncio
import heapq
import itertools
import math
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Job = TypeVar("Job")


@dataclass(slots=True)
class _Host(Generic[Job]):
    waiting: list[tuple[int, int, Job]] = field(default_factory=list)
    """Heap of (priority, order of arrival, job)."""
    active: int = 0
    ready_at: float = 0.0
    queued: bool = False
    """Whether it stands in the heap of ready hosts."""


class Scheduler(Generic[Job]):
    """Hands out jobs by priority, at most so many at a time and so fast per host.

    Args:
        per_host: Jobs of one host under way at once.
        delay: Seconds between the starts of two jobs of one host.
        clock: Seconds, monotonic.
    """

    def __init__(self, per_host: int, delay: float = 0.0, clock: Callable[[], float] = time.monotonic) -> None:
        self._per_host = per_host
        self._delay = delay
        self._clock = clock
        self._delays: dict[str, float] = {}
        self._hosts: dict[str, _Host[Job]] = {}
        self._ready: list[tuple[float, int, str]] = []
        self._later: list[tuple[float, int, str, int, Job]] = []
        self._order = itertools.count()
        self._idle: deque[asyncio.Future[None]] = deque()
        self._active = 0
        self._pending = 0
        self._closed = False
        self._alarm: asyncio.TimerHandle | None = None
        self._alarm_at = math.inf
        self.ends_at = math.inf
        """When whoever works stops, by the clock: what can only begin later is not waited for."""
        self.given_up = 0
        """Jobs that were not handed out for that reason."""

    @property
    def pending(self) -> int:
        """Jobs not handed out yet."""
        return self._pending

    def put(self, host: str, job: Job, priority: int, *, wait: float = 0.0) -> None:
        """Take in a job; lower priorities come first. `wait` is the seconds before it may start."""
        self._pending += 1
        if wait > 0:
            heapq.heappush(self._later, (self._clock() + wait, next(self._order), host, priority, job))
        else:
            self._enqueue(host, priority, job)
        self._wake()

    def slow_down(self, host: str, seconds: float) -> None:
        """Hand out no job of `host` for so long."""
        entry = self._hosts.setdefault(host, _Host())
        entry.ready_at = max(entry.ready_at, self._clock() + seconds)

    def set_delay(self, host: str, seconds: float) -> None:
        """Raise the pause between the starts of `host`'s jobs: robots.txt may ask for one."""
        self._delays[host] = max(seconds, self._delay)

    def delay(self, host: str) -> float:
        """Return the pause between the starts of `host`'s jobs, in seconds."""
        return self._delays.get(host, self._delay)

    async def get(self) -> tuple[str, Job] | None:
        """Return the next (host, job); None once nothing is left and nothing under way could bring more."""
        while not self._closed:
            taken = self._take()
            if taken is not None:
                self._wake()  # there may be work for one more
                return taken
            if not self._pending and not self._active:
                self.close()
                break
            if not self._active and self._nearest() > self.ends_at:
                self.given_up = self._pending
                self.close()
                break
            await self._sleep()
        return None

    def free(self, host: str) -> None:
        """Say that a job of `host` no longer needs the host."""
        entry = self._hosts[host]
        entry.active -= 1
        self._offer(host, entry)
        self._wake()

    def done(self) -> None:
        """Say that a job has ended and brings no more."""
        self._active -= 1
        self._wake()

    def close(self) -> None:
        """Hand out nothing more."""
        self._closed = True
        self._stop_alarm()
        while self._idle:
            self._release(self._idle.popleft())

    def reopen(self) -> None:
        """Hand out jobs again after everything had been done."""
        self._closed = False

    def _enqueue(self, host: str, priority: int, job: Job) -> None:
        entry = self._hosts.setdefault(host, _Host())
        heapq.heappush(entry.waiting, (priority, next(self._order), job))
        self._offer(host, entry)

    def _offer(self, host: str, entry: _Host[Job]) -> None:
        """Put a host with work and room into the heap of ready hosts, once."""
        if entry.waiting and not entry.queued and entry.active < self._per_host:
            entry.queued = True
            heapq.heappush(self._ready, (entry.ready_at, next(self._order), host))

    def _take(self) -> tuple[str, Job] | None:
        now = self._clock()
        while self._later and self._later[0][0] <= now:
            _, _, host, priority, job = heapq.heappop(self._later)
            self._enqueue(host, priority, job)
        while self._ready and self._ready[0][0] <= now:
            _, _, host = heapq.heappop(self._ready)
            entry = self._hosts[host]
            entry.queued = False
            if entry.ready_at > now:  # slowed down while it stood in the heap
                self._offer(host, entry)
                continue
            return host, self._start(host, entry, now)
        return None

    def _start(self, host: str, entry: _Host[Job], now: float) -> Job:
        _, _, job = heapq.heappop(entry.waiting)
        entry.active += 1
        entry.ready_at = now + self._delays.get(host, self._delay)
        self._active += 1
        self._pending -= 1
        self._offer(host, entry)
        return job

    async def _sleep(self) -> None:
        """Wait until something may have become possible."""
        woken = asyncio.get_running_loop().create_future()
        self._idle.append(woken)
        self._set_alarm(self._nearest())
        await woken

    def _wake(self) -> None:
        """Have one worker look where there is something for it; else see to it that one looks once there may be.

        One for all: hundreds that looked whenever anything happened would take more time than their work.
        """
        if not self._idle:
            return
        nearest = self._nearest()
        if nearest > self._clock() and (self._pending or self._active):
            self._set_alarm(nearest)
            return
        while self._idle:
            woken = self._idle.popleft()
            if not woken.done():
                self._release(woken)
                return

    def _nearest(self) -> float:
        """Return when something may become possible without anybody's doing, by the clock."""
        ready = self._ready[0][0] if self._ready else math.inf
        return min(ready, self._later[0][0]) if self._later else ready

    def _set_alarm(self, at: float) -> None:
        if at >= self._alarm_at:
            return
        self._stop_alarm()
        loop = asyncio.get_running_loop()
        self._alarm_at = at
        self._alarm = loop.call_later(max(0.0, at - self._clock()) + 0.001, self._ring)

    def _ring(self) -> None:
        self._stop_alarm()
        self._wake()

    def _stop_alarm(self) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
        self._alarm, self._alarm_at = None, math.inf

    @staticmethod
    def _release(woken: asyncio.Future[None]) -> None:
        if not woken.done():
            woken.set_result(None)
