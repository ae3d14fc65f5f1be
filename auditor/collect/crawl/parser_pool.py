"""Who reads pages: this process, or one beside it, so that two cores share the work of a large site.

The helper is a process of our own (`helper`) that takes `Text`s and answers with `Reading`s. It is started when many pages
wait. It also takes the pages that are very large: a page made to keep a parser busy for minutes ends with the helper, not
with the visit.
"""

from __future__ import annotations

import asyncio
import os
import pickle
import sys
from asyncio.subprocess import PIPE, Process
from collections import deque
from pathlib import Path

from auditor.collect.crawl import parse_page
from auditor.collect.crawl.parse_page import Reading, Text
from auditor.collect.crawl.parser_worker import LENGTH, ROOM, widen

_SECONDS = 20.0
"""For one page; the largest real ones take a tenth of one."""
_LOOKS = 20
"""How often within that time it is looked whether the helper got on."""
_LARGE = 300_000
"""Bytes from which a page is read beside, where it can be given up."""
_MANY = 100
"""Pages waiting from which a helper is worth its start."""
_AHEAD = 160
"""Pages the helper has before it at most; what comes then is read here meanwhile. Fewer would leave it idle while this
process, busy with reading, does not get round to handing it more."""
_LAST_AHEAD = 8
"""Of that, towards the end: what the helper has left then is all that is waited for, while this process has nothing to do."""
_AHEAD_BYTES = 8_000_000
_PACKAGE = str(Path(__file__).resolve().parents[2])
"""Where the helper finds us, in a bare clone too."""


class Readers:
    """Reads pages, with a helper where that pays."""

    def __init__(self) -> None:
        self._helper: _Helper | None = None
        self._started: list[_Helper] = []
        self._cores = os.cpu_count() or 1

    async def read(self, text: Text, waiting: int) -> Reading:
        """Return what a body says; `waiting` is how many addresses are still to be read."""
        large = len(text.body) > _LARGE
        if large or (waiting >= _MANY and self._cores > 1):
            self._start()
        helper = self._helper
        if helper is None or not (large or (text.whole and helper.has_room(waiting))):
            return parse_page.read(text)
        try:
            return await helper.read(text)
        except _HelperLost as error:
            if self._helper is helper:
                self._helper = None
            # The page it broke on is given up; those behind it are read here.
            return Reading(trouble=str(error)) if error.culprit is text else await self.read(text, 0)

    def _start(self) -> None:
        if self._helper is None:
            self._helper = _Helper()
            self._started.append(self._helper)

    async def close(self) -> None:
        """End the helpers: the one at work, and those that were lost."""
        await asyncio.gather(*(helper.close() for helper in self._started))


class _HelperLost(Exception):
    """The helper is gone; `culprit` is what it was reading."""

    def __init__(self, message: str, culprit: Text | None) -> None:
        super().__init__(message)
        self.culprit = culprit


class _Helper:
    """A process that reads pages in the order they are handed in."""

    def __init__(self) -> None:
        self._ready = False
        self._up = asyncio.Event()
        self._why = "its text could not be taken apart"
        self._given: deque[tuple[Text, asyncio.Future[Reading]]] = deque()
        self._given_bytes = 0
        self._starting = asyncio.ensure_future(self._open())

    def has_room(self, waiting: int) -> bool:
        """Return whether another page would be read soon; `waiting` is how many addresses are still to be read."""
        ahead = min(_AHEAD, max(_LAST_AHEAD, waiting // 2))
        return self._ready and len(self._given) < ahead and self._given_bytes < _AHEAD_BYTES

    async def read(self, text: Text) -> Reading:
        """Return what a body says.

        Raises:
            _HelperLost: the helper ended, or took too long.
        """
        await (self._starting if self._starting.done() else asyncio.shield(self._starting))
        answer: asyncio.Future[Reading] = asyncio.get_running_loop().create_future()
        self._given.append((text, answer))
        self._given_bytes += len(text.body)
        data = pickle.dumps(text, protocol=pickle.HIGHEST_PROTOCOL)
        self._sink.write(LENGTH.pack(len(data)) + data)
        return await answer

    async def _open(self) -> Process:
        path = os.pathsep.join((_PACKAGE, os.environ.get("PYTHONPATH", ""))).rstrip(os.pathsep)
        theirs, ours = os.pipe() if sys.platform == "linux" else (PIPE, -1)
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "auditor.collect.crawl.parser_worker",
            stdin=theirs,
            stdout=PIPE,
            limit=ROOM,
            env={**os.environ, "PYTHONPATH": path},
        )
        self._sink = await _sink(process, theirs, ours)
        self._working = [asyncio.ensure_future(work(process)) for work in (self._listen, self._watch)]
        return process

    async def _listen(self, process: Process) -> None:
        assert process.stdout is not None
        told = bytearray()
        try:
            while piece := await process.stdout.read(ROOM):
                told += piece
                self._take(told)
        except OSError:
            pass
        finally:
            self._give_up()
            self._sink.close()
            if process.returncode is None:
                process.kill()
            await process.wait()

    def _take(self, told: bytearray) -> None:
        """Hand on the answers that have come whole, and take them off."""
        begin = 0
        while len(told) >= begin + LENGTH.size:
            start = begin + LENGTH.size
            end = start + LENGTH.unpack_from(told, begin)[0]
            if len(told) < end:
                break
            if self._ready:
                text, answer = self._given.popleft()
                self._given_bytes -= len(text.body)
                if not answer.done():  # else nobody waits for it any more
                    answer.set_result(pickle.loads(bytes(told[start:end])))  # noqa: S301 - written by our own process
            self._ready = True
            self._up.set()
            begin = end
        del told[:begin]

    async def _watch(self, process: Process) -> None:
        """End the process when one page keeps it too long; its start is not the page's fault."""
        await self._up.wait()
        at, looks = None, 0
        while looks < _LOOKS:
            await self._rest()
            now = self._given[0][1] if self._given else None
            at, looks = now, looks + 1 if now is not None and now is at else 0
        self._why = f"taking its text apart took more than {_SECONDS:g} seconds"
        process.kill()  # then `_listen` hears the end and tells all who wait

    async def _rest(self) -> None:
        """Let the time pass from one look to the next."""
        await asyncio.sleep(_SECONDS / _LOOKS)

    def _give_up(self) -> None:
        self._ready = False
        self._up.set()
        culprit = self._given[0][0] if self._given else None
        while self._given:
            _, answer = self._given.popleft()
            if not answer.done():
                answer.set_exception(_HelperLost(self._why, culprit))

    async def close(self) -> None:
        """End the process."""
        await self._starting
        for work in self._working:
            work.cancel()
        await asyncio.gather(*self._working, return_exceptions=True)


async def _sink(process: Process, theirs: int, ours: int) -> asyncio.StreamWriter | asyncio.WriteTransport:
    """Return where pages for the helper are written to: a wide pipe of our own, where the system has such."""
    if process.stdin is not None:
        return process.stdin
    os.close(theirs)
    widen(ours)
    transport, _ = await asyncio.get_running_loop().connect_write_pipe(asyncio.BaseProtocol, os.fdopen(ours, "wb", 0))
    return transport
