"""Directories of tagged fields, as TIFF files and EXIF blocks hold them (TIFF 6.0, section 2): only those asked for, bounded.

A field that points nowhere or has no known type is passed over by itself, so that the rest of a damaged block still tells.
"""

from __future__ import annotations

import struct
from collections.abc import Container, Iterator
from dataclasses import dataclass
from typing import Literal

Order = Literal["<", ">"]
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 129: 1}
"""Bytes of a value by its type; 129 is text in UTF-8 (Exif 3.0)."""
_CODES = {1: "B", 3: "H", 4: "I", 6: "b", 7: "B", 8: "h", 9: "i", 13: "I"}
_TEXTS = frozenset({2, 129})
_MOST_FIELDS = 2_000
_MOST_BYTES = 2_000_000
"""Of one field's value."""
_MOST_NUMBERS = 64


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a directory."""

    tag: int
    type: int
    raw: bytes
    """Its value as it stands there."""
    at: int
    """Where the value lies, from the beginning of the data."""
    order: Order

    def numbers(self) -> tuple[int, ...]:
        """Return its whole numbers; none where it has no such type."""
        code = _CODES.get(self.type)
        if code is None:
            return ()
        count = min(len(self.raw) // _SIZES[self.type], _MOST_NUMBERS)
        return struct.unpack_from(f"{self.order}{count}{code}", self.raw)

    def fractions(self) -> tuple[float | None, ...]:
        """Return its fractions; None for one without a value, 0 for 0/0, by which cameras leave a part out."""
        if self.type not in {5, 10}:
            return tuple(map(float, self.numbers()))
        code = "I" if self.type == 5 else "i"
        count = min(len(self.raw) // 8, _MOST_NUMBERS)
        parts = struct.unpack_from(f"{self.order}{2 * count}{code}", self.raw)
        return tuple(map(_divided, parts[::2], parts[1::2]))

    @property
    def is_text(self) -> bool:
        """Whether its type is text."""
        return self.type in _TEXTS


def _divided(above: int, below: int) -> float | None:
    if below == 0:
        return 0.0 if above == 0 else None
    return above / below


@dataclass(frozen=True, slots=True)
class Data:
    """A block of bytes in which directories lie."""

    body: bytes
    order: Order
    base: int = 0
    """What offsets count from."""

    def fields(self, offset: int, wanted: Container[int]) -> Iterator[Field]:
        """Yield the wanted fields of the directory at `offset`, each as far as it can be read."""
        start = self.base + offset
        for index in range(self.count(offset)):
            place = start + 2 + 12 * index
            if place + 12 > len(self.body):
                return
            tag, type_, count = struct.unpack_from(f"{self.order}HHI", self.body, place)
            if tag in wanted and (field := self._field(tag, type_, count, place + 8)) is not None:
                yield field

    def count(self, offset: int) -> int:
        """Return how many fields a directory says it has; 0 where there is none."""
        start = self.base + offset
        if not 0 <= start <= len(self.body) - 2:
            return 0
        return min(int(struct.unpack_from(f"{self.order}H", self.body, start)[0]), _MOST_FIELDS)

    def next(self, offset: int) -> int:
        """Return where the directory after the one at `offset` lies; 0 where there is none."""
        place = self.base + offset + 2 + 12 * self.count(offset)
        if not 0 <= place <= len(self.body) - 4:
            return 0
        return int(struct.unpack_from(f"{self.order}I", self.body, place)[0])

    def _field(self, tag: int, type_: int, count: int, place: int) -> Field | None:
        size = _SIZES.get(type_, 0) * count
        if not 0 < size <= _MOST_BYTES:
            return None
        at = place if size <= 4 else self.base + int(struct.unpack_from(f"{self.order}I", self.body, place)[0])
        if at < 0 or at >= len(self.body):
            return None
        return Field(tag, type_, self.body[at : at + size], at, self.order)


def order_of(mark: bytes) -> Order | None:
    """Return the byte order that two bytes announce."""
    return {b"II": "<", b"MM": ">"}.get(mark)  # type: ignore[return-value]  # the values are the two literals


def opened(body: bytes) -> tuple[Data, int] | None:
    """Return a block with a TIFF header and where its first directory lies; None where it has no such header."""
    order = order_of(body[:2])
    if order is None or len(body) < 8:
        return None
    return Data(body, order), int(struct.unpack_from(f"{order}I", body, 4)[0])
