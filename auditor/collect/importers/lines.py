"""Bytes of an export → lines of text, a megabyte at a time."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import IO, AnyStr

from auditor.collect.importers.base import ImportProblem
from auditor.model.messages import message

BLOCK = 1 << 20
"""Bytes read at a time."""
LONGEST = 4 << 20
"""Bytes of a line; what follows is dropped, whereupon the row is no good and counted as such."""
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is its beginning
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NO_UNICODE = re.compile(r"(?!utf|u8$|cp65001)")


def lines(stream: IO[bytes], encoding: str = "") -> Iterator[str]:
    """Yield the lines of a file, each with its line feed.

    Args:
        stream: The file.
        encoding: As Python calls it. Where it is left out, a byte order mark decides, then zeros between letters (UTF-16); else
            every line that is no UTF-8 is read as Windows-1252, which takes in what people use of Latin-1.

    Raises:
        ImportProblem: there is no such encoding.
    """
    for piece in pieces(stream, encoding):
        yield from io.StringIO(piece, newline="\n")


def pieces(stream: IO[bytes], encoding: str = "") -> Iterator[str]:
    """Yield the text of a file in pieces that end where a line does; raises ImportProblem as `lines` does."""
    first = stream.read(BLOCK)
    codec, mark = _codec(first, encoding)
    blocks = chain((first[mark:],), iter(lambda: stream.read(BLOCK), b""))
    if codec == "utf-8" and not encoding:
        yield from map(_mixed, _whole(_unix(blocks, b"\r", b"\n"), b"\n"))
    else:
        yield from _whole(_unix(_decoded(blocks, codec), "\r", "\n"), "\n")


def texts(stream: IO[bytes]) -> Iterator[str]:
    """Yield the text of a file in pieces that end anywhere: for what has no lines."""
    first = stream.read(BLOCK)
    codec, mark = _codec(first, "")
    return _decoded(chain((first[mark:],), iter(lambda: stream.read(BLOCK), b"")), codec)


def _unix(blocks: Iterable[AnyStr], old: AnyStr, new: AnyStr) -> Iterator[AnyStr]:
    """Yield blocks with the line ends of old Macs replaced, if the first has no other."""
    old_mac: bool | None = None
    for block in blocks:
        if old_mac is None:
            old_mac = old in block and new not in block
        yield block.replace(old, new) if old_mac else block


def _codec(start: bytes, asked: str) -> tuple[str, int]:
    """Return the codec to use and how many bytes the mark in front of the text has."""
    for mark, codec in _MARKS:
        # A mark of Unicode in a file that is said to be of another kind is text, however unlikely.
        if start.startswith(mark) and not (asked and _NO_UNICODE.match(asked.lower())):
            return codec, len(mark)
    if asked:
        try:
            " ".encode(asked)  # refuses codecs that make no text of bytes, such as zlib
            codecs.getincrementaldecoder(asked)("replace").decode(b"a\xff")
        except (LookupError, ValueError):
            raise ImportProblem(
                message("Encoding {encoding!r} is not known; write it like utf-8, utf-16 or cp1252.", encoding=asked)
            ) from None
        return asked, 0
    even, odd = start[:2_000:2].count(0), start[1:2_000:2].count(0)
    if max(even, odd) > len(start[:2_000]) / 4 and min(even, odd) * 4 < max(even, odd):  # every other byte, not all
        return ("utf-16-le" if odd > even else "utf-16-be"), 0
    return "utf-8", 0


def _whole(blocks: Iterable[AnyStr], end: AnyStr) -> Iterator[AnyStr]:
    """Yield blocks that end with a line, the middle of over-long lines left out."""
    rest = end[:0]
    for block in blocks:
        cut = block.rfind(end) + 1
        if cut:
            yield rest + block[:cut]
            rest = block[cut:]
        else:
            rest += block[: max(0, LONGEST - len(rest))]
    if rest:
        yield rest


def _decoded(blocks: Iterable[bytes], codec: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(codec)("replace")
    for block in blocks:
        yield decoder.decode(block)
    yield decoder.decode(b"", final=True)


def _mixed(block: bytes) -> str:
    """Return UTF-8, lines that are none as Windows-1252: some tools glue exports of several together."""
    try:
        return block.decode()
    except UnicodeDecodeError:
        return "".join(map(_line, block.splitlines(keepends=True)))


def _line(line: bytes) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("cp1252", "replace")
