"""The journal of a watch: one file that only grows at its end, a line of JSON for each thing that happened.

A line is there whole or not at all: whoever is killed in the middle of one leaves an end that is cut off when the file is opened again. Lines
that can't be read, of a disk that went wrong, are passed over; the file is then kept under another name for whoever wants to look at it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from auditor.snapshot.reader import CannotWrite

NAME = "journal.jsonl"
MOST_BYTES = 2_000_000
"""After which it is written anew, shorter. Our default: weeks of rounds of a quiet company."""
_KEPT_LINES = 500
"""Lines that stay for people to read when it is written anew; what they came to stands behind them."""
_LONGEST_LINE = 5_000_000
_OPENED = os.O_RDWR | os.O_APPEND | getattr(os, "O_BINARY", 0)

Entry = Mapping[str, Any]


class Journal:
    """The file, open for writing at its end."""

    def __init__(self, folder: Path, reserve: Reserve) -> None:
        """Open or create it.

        Args:
            folder: Where it lies.
            reserve: Room on the disk that is given up for it.

        Raises:
            CannotWrite: the disk is full, or closed to us.
        """
        self.path = folder / NAME
        self._reserve = reserve
        self.damaged: Path | None = None
        """Where it was put aside, as some of it could not be read."""
        try:
            self._file = os.open(self.path, _OPENED | os.O_CREAT, 0o600)
        except OSError as error:
            raise _cannot(self.path, error) from None

    def close(self) -> None:
        """Close it."""
        os.close(self._file)

    def read(self) -> list[Entry]:
        """Return all that it holds, and cut off an end that was never written to its end.

        Raises:
            CannotWrite: the disk is closed to us.
        """
        data = self.path.read_bytes()
        whole = data[: data.rfind(b"\n") + 1]
        if len(whole) < len(data):
            os.ftruncate(self._file, len(whole))
        lines = whole.splitlines()
        found = [entry for line in lines if (entry := _entry(line)) is not None]
        if len(found) < len(lines):
            self._set_aside(data)
            self.rewrite(found)
        return found

    def append(self, entry: Entry) -> None:
        """Add a line; once this returns, it outlives whatever happens.

        Raises:
            CannotWrite: the disk is full, or closed to us; nothing of the line is there.
        """
        line = _line(entry)
        try:
            self._write(line)
        except OSError:
            self._reserve.give_up()
            try:
                self._write(line)
            except OSError as error:
                raise _cannot(self.path, error) from None

    def _write(self, line: bytes) -> None:
        before, written = os.fstat(self._file).st_size, 0
        done = False
        try:
            while written < len(line):
                written += os.write(self._file, line[written:])
            os.fsync(self._file)
            done = True
        finally:
            if not done:  # whatever came in between, Ctrl-C too
                with suppress(OSError):
                    os.ftruncate(self._file, before)

    @property
    def too_long(self) -> bool:
        """Whether it is time to write it anew."""
        return os.fstat(self._file).st_size > MOST_BYTES

    def shorten(self, state: Entry) -> None:
        """Write it anew: its last lines for people to read, then what everything came to.

        Raises:
            CannotWrite: the disk is full, or closed to us; the longer one stays.
        """
        kept = [entry for line in self.path.read_bytes().splitlines() if (entry := _entry(line)) is not None]
        told = [entry for entry in kept if entry["kind"] != "state"]
        self.rewrite([*told[-_KEPT_LINES:], state])

    def rewrite(self, entries: Sequence[Entry]) -> None:
        """Put another one in its place, as a whole.

        Raises:
            CannotWrite: the disk is full, or closed to us; the one before stays.
        """
        fresh = self.path.with_suffix(".new")
        try:
            with fresh.open("wb") as file:
                file.writelines(map(_line, entries))
                file.flush()
                os.fsync(file.fileno())
            self._exchange(fresh)
        except OSError as error:
            with suppress(OSError):
                fresh.unlink(missing_ok=True)
            raise _cannot(self.path, error) from None

    def _exchange(self, fresh: Path) -> None:
        os.close(self._file)  # some systems replace no file that is open
        try:
            fresh.replace(self.path)
        finally:
            self._file = os.open(self.path, _OPENED)

    def _set_aside(self, data: bytes) -> None:
        number = 1
        while (aside := self.path.with_name(f"journal.damaged-{number}.jsonl")).exists():
            number += 1
        with suppress(OSError):
            aside.write_bytes(data)
        self.damaged = aside


class Reserve:
    """Room on the disk that is kept for the journal: when all else is full, that nobody is told twice can still be written down."""

    SIZE = 1_000_000
    """Bytes. Our default: hundreds of lines."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "reserve"

    def take(self) -> bool:
        """Take the room if it can be had; return whether it is taken."""
        try:
            if self._path.exists() and self._path.stat().st_size == self.SIZE:
                return True
            with self._path.open("wb") as file:
                file.write(b"\0" * self.SIZE)  # a file with holes takes no room
                file.flush()
                os.fsync(file.fileno())
        except OSError:
            self.give_up()
            return False
        return True

    def give_up(self) -> None:
        """Let the room go."""
        with suppress(OSError):
            self._path.unlink(missing_ok=True)


def _line(entry: Entry) -> bytes:
    return json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace") + b"\n"


def _entry(line: bytes) -> Entry | None:
    """Return what a line says; None where it can't be read."""
    if len(line) > _LONGEST_LINE:
        return None
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) and isinstance(found.get("kind"), str) else None


def _cannot(path: Path, error: OSError) -> CannotWrite:
    return CannotWrite(f"{path}: cannot be written ({error.strerror or error})")
