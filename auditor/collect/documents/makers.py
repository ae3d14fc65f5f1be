"""The notes of camera makers inside EXIF → owner and serial numbers. How each maker writes them is data, in makers.toml."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from auditor.collect.documents.tiff import Data, Field, order_of
from auditor.collect.documents.told import Told, decoded
from auditor.resources import facts

_WHOLE_HEADER = -2
_TOLD_AT = -1
_PLAUSIBLE = 400
"""Fields past which what should be a note's directory is none."""
_FIGURES = 5
"""Bytes of a serial number that is no text."""
_SERIAL = re.compile(r"[\x21-\x7e][\x20-\x7e]{1,62}")
_OWNER = re.compile(r"[^\x00-\x1f\x7f]{2,120}")


@dataclass(frozen=True, slots=True)
class _Note:
    """One way to write a note."""

    header: bytes
    make: str
    start: int
    at: int
    relative: bool
    """Whether offsets count from the note's beginning."""
    order: str
    owner: frozenset[int]
    serial: frozenset[int]
    in_bytes: frozenset[int]
    inner: Mapping[int, frozenset[int]]


@cache
def _notes() -> tuple[_Note, ...]:
    return tuple(map(_note, facts("collect/documents/makers.toml")["note"]))


def _note(said: Mapping[str, Any]) -> _Note:
    inner = {int(tag, 16): frozenset(tags) for tag, tags in said.get("inner", {}).items()}
    return _Note(
        header=said["header"].encode("latin-1"),
        make=said.get("make", ""),
        start=said["start"],
        at=said.get("at", 0),
        relative=said.get("base") == "note",
        order=said.get("order", ""),
        owner=frozenset(said.get("owner", ())),
        serial=frozenset(said["serial"]),
        in_bytes=frozenset(said.get("bytes", ())),
        inner=inner,
    )


def read(data: Data, field: Field, make: str, told: Told) -> None:
    """Take in what a maker's note tells of owner and serial numbers.

    Args:
        data: The EXIF block it lies in.
        field: The note.
        make: Maker of the camera, in lower case.
        told: Takes the facts.
    """
    for said in facts("collect/documents/makers.toml")["fixed"]:
        if field.raw.startswith(said["header"].encode("latin-1")):
            _tell_serial(field.raw[said["at"] :][: said["length"]].decode(said["encoding"], "replace"), told)
            return
    for note in _notes():
        if field.raw.startswith(note.header) and make.startswith(note.make):
            _directory(data, field, note, told)
            return


def _directory(data: Data, field: Field, note: _Note, told: Told) -> None:
    opened = _opened(data, field, note)
    if opened is None:
        return
    block, offset = opened
    if block.count(offset) > _PLAUSIBLE:
        return
    _tell(block.fields(offset, note.owner | note.serial | note.in_bytes), note, told)
    for pointer in block.fields(offset, note.inner):
        inner = pointer.numbers()[0] if pointer.type in {4, 13} else pointer.at - block.base
        for found in block.fields(inner, note.inner[pointer.tag]):
            _tell_serial(_text(found), told)


def _opened(data: Data, field: Field, note: _Note) -> tuple[Data, int] | None:
    """Return what a note's offsets count in, and where its directory begins."""
    if note.start == _WHOLE_HEADER:
        order = order_of(field.raw[note.at : note.at + 2])
        if order is None or len(field.raw) < note.at + 8:
            return None
        block = Data(data.body, order, field.at + note.at)
        return block, int.from_bytes(field.raw[note.at + 4 : note.at + 8], "little" if order == "<" else "big")
    marked = order_of(note.order.encode() or field.raw[note.at : note.at + 2]) if note.order or note.at else None
    order = marked or data.order
    start = note.start
    if start == _TOLD_AT:
        start = int.from_bytes(field.raw[note.at : note.at + 4], "little")
    if note.relative:
        return Data(data.body, order, field.at), start
    return Data(data.body, order, data.base), field.at - data.base + start


def _tell(fields: Iterable[Field], note: _Note, told: Told) -> None:
    for field in fields:
        text = _text(field)
        if field.tag in note.in_bytes:
            _tell_bytes(field.raw[:_FIGURES], told)
        elif field.tag in note.serial:
            _tell_serial(text, told)
        elif _OWNER.fullmatch(text) and sum(map(str.isalpha, text)) >= 2:
            told.add("owner", text)


def _text(field: Field) -> str:
    if field.is_text or field.type == 7:
        return decoded(field.raw[:256]).strip()
    numbers = field.numbers()
    return str(numbers[0]) if len(numbers) == 1 else ""


def _tell_bytes(raw: bytes, told: Told) -> None:
    if len(raw) == _FIGURES and raw[:4] != b"\0\0\0\0":
        told.add("serial", raw.hex())


def _tell_serial(text: str, told: Told) -> None:
    text = text.split("\0", 1)[0].strip()
    if is_serial(text):
        told.add("serial", text)


def is_serial(text: str) -> bool:
    """Return whether a text can be a serial number: signs that print, a digit, and not all of them zero."""
    text = text.strip()
    return _SERIAL.fullmatch(text) is not None and any(c in "123456789" for c in text)
