"""The process beside a visit: reads pages as they come and says what they say, until there are no more.

`readers` starts it and talks to it over its standard input and output: each message is a length and a pickle, in the order of
the pages; the first, empty one says that it is up. It imports what reading takes and no more.
"""

from __future__ import annotations

import gc
import pickle
import struct
import sys
from contextlib import suppress
from typing import BinaryIO

from auditor.collect.crawl import parse_page

LENGTH = struct.Struct("!I")
ROOM = 1_048_576
"""Bytes that should fit between the two processes: each is busy for long enough for the other to run dry."""


def widen(pipe: int) -> None:
    """Let a pipe hold as much as `ROOM`, where the system can."""
    if sys.platform == "linux":
        import fcntl  # noqa: PLC0415 - not on every system

        with suppress(OSError):  # it is no pipe, or more than an ordinary user may ask for
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, ROOM)


def serve(source: BinaryIO, sink: BinaryIO) -> None:
    """Read pages until there are no more."""
    _say(sink, b"")
    while len(head := source.read(LENGTH.size)) == LENGTH.size:
        text = pickle.loads(source.read(LENGTH.unpack(head)[0]))  # noqa: S301 - written by our own process
        _say(sink, pickle.dumps(parse_page.read(text), protocol=pickle.HIGHEST_PROTOCOL))


def _say(sink: BinaryIO, message: bytes) -> None:
    sink.write(LENGTH.pack(len(message)) + message)
    sink.flush()


if __name__ == "__main__":
    widen(1)
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)  # pages leave hardly any circles of garbage
    with open(0, "rb") as given, open(1, "wb") as told:
        serve(given, told)
