"""Parts of an archive, unpacked no further than they may be, and the names in parts that are too large to be parsed."""

from __future__ import annotations

import html
import re
import zipfile
import zlib
from collections.abc import Iterator
from itertools import islice

_MOST_NAMES = 5_000
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    EOFError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    LookupError,
)
"""What the standard library raises for archives that are damaged, locked or packed in ways of their own."""


def unpacked(archive: zipfile.ZipFile, name: str, most: int) -> bytes | None:
    """Return the first bytes of a part: a bomb is never unpacked further. None where it can't be unpacked."""
    try:
        with archive.open(name) as part:
            return part.read(most)
    except BROKEN:
        return None


def names_in(xml: bytes, pattern: re.Pattern[bytes]) -> Iterator[str]:
    """Yield what a pattern's groups find in a part, each once."""
    found = (next(filter(None, match.groups()), b"") for match in islice(pattern.finditer(xml), _MOST_NAMES))
    for raw in dict.fromkeys(found):
        yield html.unescape(raw.decode("utf-8", "replace"))
