"""Who changed, annotated and saved a DOC file, from the tables beside its text ([MS-DOC] 2.5.6: FibRgFcLcb97)."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from auditor.collect.documents.told import Told

_MARK = 0xA5EC
_FLAGS = 10
_ENCRYPTED, _SECOND_TABLE = 0x0100, 0x0200
_PAIRS = 154
"""Where the pairs of offset and length begin that say where each table lies."""
_OWNERS, _REVISERS, _SAVERS = 36, 51, 71
"""Numbers of three of them: authors of remarks, authors of changes, and who saved it, each with a path."""
_WIDE = 0xFFFF
_MOST = 200
_LONGEST = 240
_LARGEST = 1_000_000


def table_of(text: bytes) -> str:
    """Return the name of the stream that holds a document's tables; empty where they can't be read."""
    if len(text) < _PAIRS or struct.unpack_from("<H", text)[0] != _MARK:
        return ""
    flags = struct.unpack_from("<H", text, _FLAGS)[0]
    return "" if flags & _ENCRYPTED else "1Table" if flags & _SECOND_TABLE else "0Table"


def read(text: bytes, table: bytes, told: Told) -> None:
    """Take in who changed, annotated and saved a document.

    Args:
        text: Its stream `WordDocument`.
        table: The stream that `table_of` names.
        told: Takes the facts.
    """
    for name in list(_listed(_part(text, table, _REVISERS)))[1:]:  # the first stands for nobody
        told.add("reviewer", name)
    for name in _owners(_part(text, table, _OWNERS)):
        told.add("reviewer", name)
    saved = list(_listed(_part(text, table, _SAVERS)))
    for name, path in zip(saved[::2], saved[1::2], strict=False):
        told.add("last-editor", name)
        told.scan(path)


def _part(text: bytes, table: bytes, number: int) -> bytes:
    at = _PAIRS + 8 * number
    if len(text) < at + 8:
        return b""
    start, size = struct.unpack_from("<II", text, at)
    return table[start : start + size] if size <= _LARGEST else b""


def _listed(raw: bytes) -> Iterator[str]:
    """Yield the texts of a string table (STTB) in UTF-16."""
    if len(raw) < 6:
        return
    wide, count, extra = struct.unpack_from("<HHH", raw)
    place = 6
    while wide == _WIDE and count and place + 2 <= len(raw):
        length = struct.unpack_from("<H", raw, place)[0]
        yield _text(raw, place + 2, length)
        place += 2 + 2 * length + extra
        count -= 1


def _owners(raw: bytes) -> Iterator[str]:
    """Yield texts that stand one after the other, each behind its length."""
    place = 0
    for _ in range(_MOST):
        if place + 2 > len(raw):
            return
        length = struct.unpack_from("<H", raw, place)[0]
        yield _text(raw, place + 2, length)
        place += 2 + 2 * length


def _text(raw: bytes, start: int, length: int) -> str:
    return raw[start : start + 2 * min(length, _LONGEST)].decode("utf-16-le", "replace")
