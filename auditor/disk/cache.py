"""What is worked out from files of the package, kept in the user's cache: the next process need not work it out again.

Each file there holds an answer and the stamps of all it was made from: their sizes and when they were changed. Where nothing can
be written, or the folder is somebody else's, everything is worked out anew each time. `AUDITOR_CACHE` names another folder; set
to nothing, none is used.
"""

from __future__ import annotations

import marshal
import os
import sys
import zlib
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

PACKAGE = Path(__file__).resolve().parents[1]
_Made = TypeVar("_Made")
_Stamps = tuple[tuple[str, int, int], ...]


def kept(name: str, sources: Iterable[Path], make: Callable[[], _Made]) -> _Made:
    """Return what `make` returns, without making it where it was made before from the same files.

    Args:
        name: What it is called among all that is kept.
        sources: All files that the answer depends on, programs among them.
        make: Returns an answer of plain dictionaries, lists, tuples, sets, texts and numbers.
    """
    folder = _folder()
    if folder is None:
        return make()
    place = folder / f"{name.replace('/', '-')}.kept"
    try:
        stamps = tuple(map(_stamp, sources))
    except OSError:  # inside an archive
        return make()
    try:
        found, answer = _read(place)
        if found == stamps:
            return answer  # type: ignore[no-any-return]
    except (OSError, EOFError, ValueError, TypeError):
        pass
    made = make()
    _write(place, stamps, made)
    return made


@cache
def _folder() -> Path | None:
    """Return where answers of this package and this Python are kept; None where there is no place for them."""
    told = os.environ.get("AUDITOR_CACHE")
    if told == "":
        return None
    mark = zlib.crc32(f"{PACKAGE} {sys.implementation.cache_tag}".encode())
    try:
        above = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
        folder = (Path(told) if told else Path(above, "auditor")) / f"{mark:08x}"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        mine = not hasattr(os, "geteuid") or folder.stat().st_uid == os.geteuid()
    except (OSError, RuntimeError):
        return None
    return folder if mine else None


def _stamp(source: Path) -> tuple[str, int, int]:
    told = source.stat()
    return source.name, told.st_mtime_ns, told.st_size


def _read(place: Path) -> tuple[_Stamps, Any]:
    stamps, answer = marshal.loads(place.read_bytes())  # noqa: S302 - written by ourselves, into a folder of our own
    return stamps, answer


def _write(place: Path, stamps: _Stamps, made: object) -> None:
    """Write all at once, so that no other process finds half of it."""
    half = place.with_name(f"{place.name}.{os.getpid()}")
    with suppress(OSError, ValueError):  # no room or no right; or something in it that is not plain, such as a date
        data = marshal.dumps((stamps, made))  # type: ignore[arg-type] # says itself what it can't take
        half.write_bytes(data)
        half.replace(place)
    with suppress(OSError):
        half.unlink(missing_ok=True)
