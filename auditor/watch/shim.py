"""The process that hands one alert over: `python -m auditor.watch.shim`, with what to do as JSON on standard input.

It is a process of its own so that whoever kills the watch in the middle kills no message halfway: it goes on to its end and leaves a receipt,
and the watch, once it is back, knows whether the alert arrived. The folder of a try is locked while it works and is used once.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from auditor.snapshot import lock
from auditor.snapshot.reader import SnapshotError

BEGUN, DONE = "begun", "done"
"""Files in the folder of a try: it may have been handed over from here on; how it ended."""
_KEPT = 2_000
"""Bytes at the end of what a command prints that are kept."""
_SHOWN = 200
"""Characters of its last line that are told."""
_LINGER = 1.0
"""Seconds for the rest of what a command printed once it has ended: what it left running may hold the pipe."""
_WINDOWS = sys.platform == "win32"


def run(command: Sequence[str], payload: bytes, seconds: float) -> str:
    """Run a command with `payload` on its standard input; return why that failed, empty where it went well.

    One that takes longer than `seconds` is killed, with all that it started in its group of processes.
    """
    apart: dict[str, Any] = {"creationflags": 0x200} if _WINDOWS else {"start_new_session": True}
    try:
        process = subprocess.Popen(  # noqa: S603 - the user's own command, and no shell reads it
            [*command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=_environment(),
            **apart,
        )
    except OSError as error:
        return f"it could not be started ({error.strerror or error})"
    assert process.stdin is not None
    assert process.stdout is not None
    tail = _Tail(process.stdout)
    threading.Thread(target=_feed, args=(process.stdin, payload), daemon=True).start()
    threading.Thread(target=tail.read, daemon=True).start()
    try:
        code = process.wait(seconds)
    except subprocess.TimeoutExpired:
        _kill(process)
        return f"it took longer than {seconds:g} s and was ended"
    tail.over.wait(_LINGER)
    return "" if code == 0 else f"it ended with code {code}{tail.last()}"


def _environment() -> Mapping[str, str]:
    """Return the environment without tokens of platforms: no command for alerts needs them."""
    return {name: value for name, value in os.environ.items() if not name.startswith("AUDITOR_TOKEN")}


def _kill(process: subprocess.Popen[bytes]) -> None:
    with suppress(OSError):
        if _WINDOWS:
            subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], check=False, capture_output=True)  # noqa: S603, S607 - its own process
        else:
            os.killpg(process.pid, signal.SIGKILL)
    with suppress(OSError, subprocess.TimeoutExpired):
        process.kill()
        process.wait(5)


def _feed(pipe: IO[bytes], payload: bytes) -> None:
    with suppress(OSError, ValueError):  # it may read nothing of it
        pipe.write(payload)
    with suppress(OSError, ValueError):
        pipe.close()


class _Tail:
    """The end of what a command prints; all of it is taken, or it would wait for us."""

    def __init__(self, pipe: IO[bytes]) -> None:
        self._pipe = pipe
        self._kept = b""
        self.over = threading.Event()

    def read(self) -> None:
        with suppress(OSError, ValueError), self._pipe:
            while piece := os.read(self._pipe.fileno(), 65_536):
                self._kept = (self._kept + piece)[-_KEPT:]
        self.over.set()

    def last(self) -> str:
        lines = self._kept.decode("utf-8", "replace").split("\n")
        line = next((" ".join(one.split()) for one in reversed(lines) if one.strip()), "")
        return f": {line[:_SHOWN]}" if line else ""


def post(url: str, private: bool, payload: bytes, key: str, seconds: float) -> str:
    """Hand `payload` to a webhook; return why that failed, empty where it went well."""
    from auditor.collect.http.webhook import Webhook  # noqa: PLC0415 - slow to import, and commands do without

    return Webhook(url, private=private).post(payload, {"Idempotency-Key": key}, seconds)


def hand_over(job: Mapping[str, Any]) -> None:
    """Do what a job says, once, and leave a receipt in its folder."""
    folder = Path(job["folder"])
    folder.mkdir(parents=True, exist_ok=True)
    with lock.held(folder, "{folder}: another process hands this over"):
        if (folder / BEGUN).exists() or (folder / DONE).exists():
            return
        _put(folder / BEGUN, str(os.getpid()))
        payload = str(job["payload"]).encode()
        if job.get("command"):
            why = run(job["command"], payload, job["seconds"])
        else:
            why = post(job["url"], job["private"], payload, job["key"], job["seconds"])
        _put(folder / DONE, json.dumps({"why": why}))


def _put(path: Path, text: str) -> None:
    """Write a file that is there whole or not at all."""
    fresh = path.with_suffix(".new")
    with fresh.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def main() -> None:
    """Read a job; one that was cut short is none."""
    with suppress(ValueError, KeyError, OSError, SnapshotError):
        hand_over(json.loads(sys.stdin.buffer.read()))


if __name__ == "__main__":
    main()
