"""Where a command prints to, which may find no reader or no room; imported by every command before anything else is."""

from __future__ import annotations

import io
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, NoReturn, TextIO

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

_INCOMPLETE = 3


class _Outlet(io.FileIO):
    """A file to print to. What can't be printed goes nowhere, and the command goes on."""

    lost: OSError | None = None
    """Why something was not printed that somebody may wait for; not set where nobody reads it any more."""

    def write(self, data: ReadableBuffer, /) -> int:
        """Write as `io.FileIO` does; what can't be written is no error."""
        try:
            return super().write(data)
        except BrokenPipeError:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self.fileno())
            os.close(nowhere)
        except OSError as error:  # a full disk may have room again before a watch ends
            self.lost = error
        return memoryview(data).nbytes


def open_standard_files() -> None:
    """Let what is missing of standard input, output and error lead nowhere, as after `2>&-`.

    Else the next file that is opened stands in its place, and gets what is printed.
    """
    while (number := os.open(os.devnull, os.O_RDWR)) <= 2:
        os.set_inheritable(number, True)
    os.close(number)
    if sys.stdin is None:
        sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - as long as the process
    for number, name in ((1, "stdout"), (2, "stderr")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(number, "w", encoding="utf-8", errors="replace", closefd=False))  # noqa: SIM115 - as above


def outlive_readers() -> None:
    """Let a command go on to its end where nobody reads on, as in `auditor check FOLDER | head -1`, or where a log has no room.

    What it writes to files is wanted all the same, and its exit code means what it always means.
    """
    sys.stdout, sys.stderr = map(_outliving, (sys.stdout, sys.stderr))


def leave(end: SystemExit) -> NoReturn:
    """Leave as a command wants to; but what ended well without having printed all did not."""
    with suppress(ValueError):  # closed by whoever called us
        sys.stdout.flush()
        if end.code in {0, None} and (lost := _lost(sys.stdout)):
            sys.stderr.write(f"auditor: not all could be printed ({lost.strerror})\n")
            end = SystemExit(_INCOMPLETE)
        sys.stderr.flush()
    raise end


def _lost(stream: TextIO) -> OSError | None:
    raw = getattr(getattr(stream, "buffer", None), "raw", None)
    return raw.lost if isinstance(raw, _Outlet) else None


def _outliving(stream: TextIO) -> TextIO:
    if not isinstance(stream, io.TextIOWrapper) or stream.isatty():
        return stream
    if not isinstance(getattr(stream.buffer, "raw", stream.buffer), io.FileIO):  # memory: Python code calls us
        return stream
    stream.flush()
    outlet = io.BufferedWriter(_Outlet(stream.fileno(), "w", closefd=False))
    each_line = stream.line_buffering or stream.write_through
    return io.TextIOWrapper(outlet, stream.encoding, stream.errors, line_buffering=each_line)
