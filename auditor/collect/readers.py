"""Who reads pages: this process, or one beside it, so that two cores share the work of a large site.

The helper is a process of our own that takes `Text`s and answers with `Reading`s, over its standard input and output. It is
started when many pages wait. It also takes the pages that are very large: a page made to keep a parser busy for minutes ends
with the helper, not with the visit.
"""

from __future__ import annotations

import asyncio
import os
import pickle
import struct
import sys
from collections import deque
from pathlib import Path
from typing import BinaryIO

from auditor.collect import reading
from auditor.collect.reading import Reading, Text

_SECONDS = 20.0
"""For one page; the largest real ones take a tenth of one."""
_LARGE = 300_000
"""Bytes from which a page is read beside, where it can be given up."""
_MANY = 100
"""Pages waiting from which a helper is worth its start."""
_AHEAD = 160
"""Pages the helper has before it at most; what comes then is read here meanwhile. Fewer would leave it idle while this
process, busy with reading, does not get round to handing it more."""
_PACKAGE = str(Path(__file__).resolve().parents[2])
"""Where the helper finds us, in a bare clone too."""
_LENGTH = struct.Struct("!I")


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
        if helper is None or not (large or (text.whole and helper.has_room())):
            return reading.read(text)
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
        self._starting = asyncio.ensure_future(self._open())

    def has_room(self) -> bool:
        """Return whether another page would be read soon."""
        return self._ready and len(self._given) < _AHEAD

    async def read(self, text: Text) -> Reading:
        """Return what a body says.

        Raises:
            _HelperLost: the helper ended, or took too long.
        """
        process = await asyncio.shield(self._starting)
        assert process.stdin is not None
        answer: asyncio.Future[Reading] = asyncio.get_running_loop().create_future()
        self._given.append((text, answer))
        data = pickle.dumps(text, protocol=pickle.HIGHEST_PROTOCOL)
        process.stdin.write(_LENGTH.pack(len(data)) + data)
        await self._up.wait()  # its start is not the page's fault
        await asyncio.wait({answer}, timeout=_SECONDS * len(self._given))
        if not answer.done() and process.returncode is None:
            self._why = f"taking its text apart took more than {_SECONDS:g} seconds"
            process.kill()  # then `_listen` hears the end and tells all who wait
        return await answer

    async def _open(self) -> asyncio.subprocess.Process:
        path = os.pathsep.join((_PACKAGE, os.environ.get("PYTHONPATH", ""))).rstrip(os.pathsep)
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "auditor.collect.readers",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": path},
        )
        self._listening = asyncio.ensure_future(self._listen(process))
        return process

    async def _listen(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdout is not None
        try:
            await process.stdout.readexactly(1)  # it is up
            self._ready = True
            self._up.set()
            while True:
                head = await process.stdout.readexactly(_LENGTH.size)
                data = await process.stdout.readexactly(_LENGTH.unpack(head)[0])
                _, answer = self._given.popleft()
                answer.set_result(pickle.loads(data))  # noqa: S301 - written by our own process
        except (asyncio.IncompleteReadError, OSError):
            self._give_up()
        finally:
            if process.stdin is not None:
                process.stdin.close()
            if process.returncode is None:
                process.kill()
            await process.wait()

    def _give_up(self) -> None:
        self._ready = False
        self._up.set()
        culprit = self._given[0][0] if self._given else None
        while self._given:
            _, answer = self._given.popleft()
            answer.set_exception(_HelperLost(self._why, culprit))

    async def close(self) -> None:
        """End the process."""
        await self._starting
        self._listening.cancel()
        await asyncio.gather(self._listening, return_exceptions=True)


def _serve(source: BinaryIO, sink: BinaryIO) -> None:
    """Read pages as they come until there are no more."""
    sink.write(b"!")
    sink.flush()
    while len(head := source.read(_LENGTH.size)) == _LENGTH.size:
        text = pickle.loads(source.read(_LENGTH.unpack(head)[0]))  # noqa: S301 - written by our own process
        data = pickle.dumps(reading.read(text), protocol=pickle.HIGHEST_PROTOCOL)
        sink.write(_LENGTH.pack(len(data)) + data)
        sink.flush()


if __name__ == "__main__":
    with open(0, "rb") as given, open(1, "wb") as told:
        _serve(given, told)
