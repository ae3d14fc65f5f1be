"""Runs sources: in threads of their own, whose faults, prints and lateness are theirs alone.

The threads are daemons: one that does not end keeps nobody from ending. All that they store is stored by the thread of the event loop,
and nothing once time is up.
"""

from __future__ import annotations

import asyncio
import ctypes
import logging
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from typing import Any, TypeVar

import requests

from auditor.collect.sources.adapter import Put, why
from auditor.collect.sources.base import Source, SourceError
from auditor.collect.sources.deadline import Deadline, Stopped
from auditor.collect.sources.tokens import Scrubber
from auditor.plugins import watch
from auditor.snapshot.reader import SnapshotError
from auditor.snapshot.writer import Visit

T = TypeVar("T")
_LOG = logging.getLogger(__name__)
_MOST = 16
"""Threads at once. Our default."""
_SWITCH = 0.0005
"""Seconds after which a thread that computes lets those go on that an answer came for."""
_GRACE = 0.25
"""Seconds in which threads that time has run out for may end by themselves."""
_BATCH = 32
"""Answers stored at a time."""


class Broken(Exception):
    """A source fell over; the words say over what, as a clause without secrets."""


class Late(Broken):
    """Time was up before it ended."""


class Workers:
    """Runs blocking functions beside an event loop, so many at once."""

    def __init__(self, deadline: Deadline, scrub: Scrubber, put: Put) -> None:
        self._deadline = deadline
        self._keep = put
        self._kept: deque[Visit] = deque()
        self._full: SnapshotError | None = None
        self._scrub = scrub
        self._loop = asyncio.get_running_loop()
        self._free = asyncio.Semaphore(_MOST)
        self._at_work: dict[threading.Thread, asyncio.Future[Any]] = {}
        self._over = False

    async def run(self, do: Callable[..., T], *args: object) -> T:
        """Return what a function returns that sources take part in.

        Raises:
            Broken: it raised anything but what says that the snapshot can't be written.
            SourceError: the source says that it can't go on.
            SnapshotError: the snapshot can't be written.
        """
        async with self._free:
            done: asyncio.Future[T] = self._loop.create_future()
            whose = next((f"source {one.name}" for one in args if isinstance(one, Source)), "source")
            thread = threading.Thread(target=self._work, args=(whose, done, do, args), name=whose, daemon=True)
            self._at_work[thread] = done
            thread.start()
            return await asyncio.shield(done)

    def store(self, do: Callable[..., T], *args: object) -> T:
        """Have the event loop's thread do something, and return what comes of it; for functions that `run` runs.

        Raises:
            Stopped: time is up.
        """
        done: Future[T] = Future()
        try:
            self._loop.call_soon_threadsafe(self._act, done, do, args)
        except RuntimeError:  # the loop is closed
            raise Stopped from None
        return done.result()

    def put(self, visit: Visit) -> None:
        """Have evidence stored, soon: nobody waits for it.

        Raises:
            Stopped: time is up.
            SnapshotError: what was put before can't be written.
        """
        if self._over:
            raise Stopped
        if self._full is not None:
            raise self._full
        self._kept.append(visit)
        if len(self._kept) >= _BATCH:
            with suppress(RuntimeError):  # the loop is closed
                self._loop.call_soon_threadsafe(self._store_kept)

    def _store_kept(self) -> None:
        try:
            while self._kept:
                self._keep(self._kept.popleft())
        except SnapshotError as error:
            self._full = self._full or error

    async def end(self) -> None:
        """Have every thread stop: those that wait at once, those that compute as far as Python lets them."""
        self._store_kept()
        self._over = True
        self._deadline.pass_now()
        if self._at_work:
            await asyncio.wait(self._at_work.values(), timeout=_GRACE)
        for thread in tuple(self._at_work):
            if thread.ident is not None and thread.is_alive():
                ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread.ident), ctypes.py_object(Stopped))

    def _act(self, done: Future[T], do: Callable[..., T], args: tuple[object, ...]) -> None:
        if self._over:
            done.set_exception(Stopped())
            return
        self._store_kept()
        try:
            done.set_result(do(*args))
        except Exception as error:  # it belongs to whoever asked for it
            done.set_exception(error)

    def _work(self, whose: str, done: asyncio.Future[T], do: Callable[..., T], args: tuple[object, ...]) -> None:
        with suppress(Stopped), watch.at_work(whose):  # it may be told to stop once it has
            self._ended(done, do, args)

    def _ended(self, done: asyncio.Future[T], do: Callable[..., T], args: tuple[object, ...]) -> None:
        found: T | None = None
        failed: Exception | None = None
        try:
            found = do(*args)
        except Stopped:
            failed = Late("there was no more time")
        except (SnapshotError, SourceError) as error:
            failed = error
        except requests.RequestException as error:
            failed = SourceError(why(error))
        except BaseException as error:  # whatever others wrote may raise, an exit among it
            _LOG.debug("a source failed", exc_info=error)
            failed = Broken(self._scrub.url(watch.in_a_line(error)[:300]))
        with suppress(RuntimeError):  # the loop is closed: nobody waits any longer
            self._loop.call_soon_threadsafe(self._settle, threading.current_thread(), done, found, failed)

    def _settle(self, thread: threading.Thread, done: asyncio.Future[T], found: Any, failed: Exception | None) -> None:
        self._at_work.pop(thread, None)
        if self._over:
            done.cancel()  # nobody waits for it any longer
        if done.done():
            return
        self._store_kept()
        failed = self._full or failed
        if failed is not None:
            done.set_exception(failed)
            done.exception()  # it may be that nobody waits any longer
        else:
            done.set_result(found)


@contextmanager
def quiet() -> Iterator[None]:
    """Keep what sources print out of what auditor prints, and let none of their threads hold up the others."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(_SWITCH)
    try:
        with watch.overheard(sys.stdout):
            yield
    finally:
        sys.setswitchinterval(interval)
