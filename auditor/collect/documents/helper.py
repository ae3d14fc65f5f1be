"""A process beside ours that reads files one after the other: a file made to break its reader breaks that, not the visit."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType

from auditor.collect.documents import Said
from auditor.model.messages import from_json, message

_SECONDS = 15.0
"""For one file; the largest honest ones take two."""
_PACKAGE = str(Path(__file__).resolve().parents[3])
"""Where the process finds us, in a bare clone too."""
_LONGEST_ANSWER = 4_000_000


class Helper:
    """Reads files in a process of its own, which is started when first needed and again after a file that broke it."""

    def __init__(self, seconds: float = _SECONDS, within: Callable[[float], asyncio.Timeout] = asyncio.timeout) -> None:
        """Make a reader that is yet to be started.

        Args:
            seconds: For one file.
            within: Returns what ends the reading of a file after so many seconds.
        """
        self._seconds, self._within = seconds, within
        self._process: asyncio.subprocess.Process | None = None
        self._busy = asyncio.Lock()

    async def read(self, body: bytes, content_type: str, url: str, *, contents: bool = False) -> Said:
        """Return what a file tells, its text where `contents` are asked for; never raises for anything that is in the file."""
        async with self._busy:
            try:
                async with self._within(self._seconds):
                    return await self._ask(body, {"type": content_type, "url": url, "contents": contents})
            except TimeoutError:
                problem = message("Reading it took more than {seconds:g} seconds.", seconds=self._seconds)
            except (OSError, ValueError, asyncio.IncompleteReadError):
                problem = message("It breaks what reads it.")
            await self.close()
            return Said("", MappingProxyType({}), problem)

    async def _ask(self, body: bytes, asked: dict[str, object]) -> Said:
        process = self._process or await self._start()
        assert process.stdin is not None
        assert process.stdout is not None
        head = json.dumps({"size": len(body), **asked})
        process.stdin.write(head.encode() + b"\n")
        process.stdin.write(body)
        await process.stdin.drain()
        line = await process.stdout.readuntil(b"\n")
        said = json.loads(line)
        facts = {str(name): tuple(map(str, found)) for name, found in said["facts"].items()}
        problem = from_json(said["problem"])
        return Said(said["kind"], MappingProxyType(facts), problem, said.get("text"), said.get("whole", True))

    async def _start(self) -> asyncio.subprocess.Process:
        path = os.pathsep.join((_PACKAGE, os.environ.get("PYTHONPATH", ""))).rstrip(os.pathsep)
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "auditor.collect.documents",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path},
            limit=_LONGEST_ANSWER,
        )
        return self._process

    async def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is None:
            return
        if process.stdin is not None:
            process.stdin.close()
        if process.returncode is None:
            process.kill()
        await process.wait()
