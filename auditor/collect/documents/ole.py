"""DOC, XLS and PPT as Office wrote them before 2007 → facts: a file system of its own ([MS-CFB]), property sets in it ([MS-OLEPS])."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from auditor.collect.documents import word97
from auditor.collect.documents.told import Told
from auditor.model.messages import NOTHING, Message, message
from auditor.resources import facts

MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_KINDS = {"WordDocument": "doc", "Workbook": "xls", "Book": "xls", "PowerPoint Document": "ppt"}
_LOCKED = frozenset({"EncryptedPackage", "EncryptionInfo"})
_SETS = {"\x05SummaryInformation": "summary", "\x05DocumentSummaryInformation": "more"}
_SECTORS = frozenset({512, 4_096})
_MOST_SECTORS = 60_000
_MOST_ENTRIES = 4_000
_MOST_PROPERTIES = 200
_LAST = 0xFFFFFFFA
"""Numbers from here on are no sectors."""
_SMALL = 4_096
"""Bytes below which a stream lies in the small sectors."""
_UTF_8, _UTF_16 = 65_001, 1_200
_TEXT, _WIDE, _TIME, _SHORT = 30, 31, 64, 2
_MOMENTS = {12: "created", 13: "modified"}
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)


class _Entry(NamedTuple):
    name: str
    kind: int
    start: int
    size: int


class _Files:
    """The streams of such a file, each read no further than it may be."""

    def __init__(self, body: bytes) -> None:
        self._body = body
        self._sector = 1 << min(struct.unpack_from("<H", body, 30)[0], 16)
        if self._sector not in _SECTORS:
            raise struct.error("no such size of sectors")
        self._most = min(_MOST_SECTORS, len(body) // self._sector + 1)  # what goes in circles would come to more
        self._next = self._table(list(self._sectors_of_table()))
        entries = self._chain(struct.unpack_from("<I", body, 48)[0])
        self.entries = tuple(_entries(entries))
        root = next((one for one in self.entries if one.kind == 5), None)
        self._small = self._chain(root.start) if root else b""
        small = self._chain(struct.unpack_from("<I", body, 60)[0])
        self._small_next = struct.unpack(f"<{len(small) // 4}I", small[: len(small) // 4 * 4])

    def read(self, one: _Entry) -> bytes:
        """Return a stream."""
        if one.size >= _SMALL:
            return self._chain(one.start)[: one.size]
        found, place = bytearray(), one.start
        while place < min(len(self._small_next), _LAST) and len(found) < one.size:
            found += self._small[place * 64 : place * 64 + 64]
            place = self._small_next[place]
        return bytes(found[: one.size])

    def _sectors_of_table(self) -> Iterator[int]:
        """Yield the sectors in which the table lies that tells of each sector which follows it."""
        yield from struct.unpack_from("<109I", self._body, 76)
        place, seen = struct.unpack_from("<I", self._body, 68)[0], 0
        while place < _LAST and seen < 1_000:
            listed = self._at(place)
            if len(listed) < self._sector:
                return
            *sectors, place = struct.unpack(f"<{self._sector // 4}I", listed)
            yield from sectors
            seen += 1

    def _table(self, sectors: list[int]) -> tuple[int, ...]:
        found = b"".join(self._at(one) for one in sectors[: self._most] if one < _LAST)
        return struct.unpack(f"<{len(found) // 4}I", found[: len(found) // 4 * 4])

    def _at(self, sector: int) -> bytes:
        start = (sector + 1) * self._sector
        return self._body[start : start + self._sector]

    def _chain(self, sector: int) -> bytes:
        found: list[bytes] = []
        while sector < len(self._next) and len(found) < self._most:
            found.append(self._at(sector))
            sector = self._next[sector]
        return b"".join(found)


def _entries(raw: bytes) -> Iterator[_Entry]:
    for place in range(0, min(len(raw), _MOST_ENTRIES * 128) - 127, 128):
        length = struct.unpack_from("<H", raw, place + 64)[0]
        name = raw[place : place + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
        start, size = struct.unpack_from("<II", raw, place + 116)
        if raw[place + 66]:
            yield _Entry(name, raw[place + 66], start, size)


def read(body: bytes, told: Told) -> tuple[str, Mapping[str, tuple[str, ...]], Message]:
    """Take in what a file tells; return its kind, the facts, and why not all could be read."""
    try:
        files = _Files(body)
        named = {one.name: one for one in files.entries}
        kind = next((kind for name, kind in _KINDS.items() if name in named), "")
        if _LOCKED & named.keys():
            return kind, told.facts, message("It is locked with a password.")
        if not kind:
            return "", told.facts, message("It is no file of Word, Excel or PowerPoint.")
        for name, which in _SETS.items():
            if name in named:
                _properties(files.read(named[name]), which, told)
        if kind == "doc":
            _tables(files, named, told)
    except (struct.error, OverflowError):
        return "", told.facts, message("It is damaged or cut off.")
    return kind, told.facts, NOTHING if _SETS.keys() & named.keys() else message("Its properties are missing.")


def _tables(files: _Files, named: Mapping[str, _Entry], told: Told) -> None:
    text = files.read(named["WordDocument"])
    name = word97.table_of(text)
    if name in named:
        word97.read(text, files.read(named[name]), told)


def _properties(raw: bytes, which: str, told: Told) -> None:
    """Take in the first set of a stream of properties."""
    known: Mapping[str, str] = facts("collect/documents/facts.toml")["ole"][which]
    start = struct.unpack_from("<I", raw, 44)[0]
    count = min(struct.unpack_from("<I", raw, start + 4)[0], _MOST_PROPERTIES)
    places = dict(struct.unpack_from("<II", raw, start + 8 + 8 * index) for index in range(count))
    page = 1_252
    if 1 in places and struct.unpack_from("<H", raw, start + places[1])[0] == _SHORT:
        page = struct.unpack_from("<H", raw, start + places[1] + 4)[0]
    for number, offset in places.items():
        if which == "summary" and number in _MOMENTS:
            told.add_moment(_MOMENTS[number], _moment(raw, start + offset))
        elif str(number) in known:
            told.add(known[str(number)], _text(raw, start + offset, page))


def _text(raw: bytes, at: int, page: int) -> str:
    type_, size = struct.unpack_from("<II", raw, at)
    if type_ == _WIDE:
        return raw[at + 8 : at + 8 + 2 * min(size, 1_000)].decode("utf-16-le", "replace").split("\0", 1)[0]
    if type_ != _TEXT:
        return ""
    encoding = {_UTF_8: "utf-8", _UTF_16: "utf-16-le"}.get(page, f"cp{page}")
    text = raw[at + 8 : at + 8 + min(size, 1_000)]
    try:
        return text.decode(encoding, "replace").split("\0", 1)[0]
    except LookupError:
        return text.decode("cp1252", "replace").split("\0", 1)[0]


def _moment(raw: bytes, at: int) -> str:
    type_, ticks = struct.unpack_from("<IQ", raw, at)
    if type_ != _TIME or not ticks:
        return ""
    return (_EPOCH + timedelta(microseconds=ticks // 10)).isoformat()
