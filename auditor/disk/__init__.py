"""Files that may come from anywhere: what is read is a file of a bounded size, and what is written stays in its folder."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


class TooLarge(OSError):
    """A file holds more than is read of it."""


LARGEST_TEXT = 20_000_000
"""Bytes of a file that people write by hand. Our default: a thousand times a long one."""


def require_file(path: Path, most: int) -> None:
    """See that a path leads to a file that can be read to its end; that it is a folder is told by opening it.

    Raises:
        OSError: there is none; it is a pipe, which would be waited for, or a device, which may have no end.
        TooLarge: it holds more than `most` bytes.
    """
    told = path.stat()
    if not stat.S_ISREG(told.st_mode) and not stat.S_ISDIR(told.st_mode):
        raise OSError(None, "it is no file", str(path))
    if stat.S_ISREG(told.st_mode) and told.st_size > most:
        raise TooLarge(None, f"it is larger than {most:,} bytes", str(path))


def content(path: Path, most: int) -> bytes:
    """Return what a file holds.

    Raises:
        OSError: it can't be read, or as of `require_file`.
        TooLarge: it holds more than `most` bytes.
    """
    require_file(path, most)
    with path.open("rb") as file:
        return file.read(most)


def text(path: Path, most: int = LARGEST_TEXT) -> str:
    """Return the text of a file in UTF-8, with or without a mark of that at its beginning.

    Raises:
        OSError: as of `content`.
        UnicodeDecodeError: it is not in UTF-8.
    """
    return content(path, most).decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")


def make_way(path: Path) -> None:
    """Take away what stands where a file of ours is to be written and would send it elsewhere: a link, a pipe, a device.

    A folder stays; writing tells of it.

    Raises:
        OSError: the folder is closed to us.
    """
    with suppress(FileNotFoundError):
        mode = path.lstat().st_mode
        if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
            path.unlink()


@contextmanager
def named(path: Path) -> Iterator[None]:
    """Let an error of writing a file say which: that the disk is full comes without a name.

    Raises:
        OSError: what came up, with the path.
    """
    try:
        yield
    except OSError as error:
        if error.filename is not None or error.errno is None:
            raise
        raise OSError(error.errno, error.strerror, str(path)) from None


@contextmanager
def written(path: Path) -> Iterator[Path]:
    """Have a file written beside another, and put it in its place as a whole; where that fails, all stays as it was.

    A pipe or a device that somebody names is written to as it is.

    Raises:
        OSError: the disk is full, or closed to us.
    """
    with named(path):
        if path.exists() and not path.is_file():
            yield path
            return
        path = Path(os.path.realpath(path))  # what a link points to is replaced, not the link
        part = path.with_name(f".{path.name}.new")
        make_way(part)
        try:
            yield part
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
