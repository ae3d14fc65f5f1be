"""EXIF → facts: maker of the picture, place, owner and numbers of camera and lens (CIPA DC-008, Exif 2.32 and 3.0)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from auditor.collect.documents import makers
from auditor.collect.documents.tiff import Data, Field, opened
from auditor.collect.documents.told import Told, decoded
from auditor.resources import facts

_PHOTO, _PLACE, _NOTE = 0x8769, 0x8825, 0x927C
_MAKE, _XMP, _IPTC, _RESOURCES = 0x010F, 0x02BC, 0x83BB, 0x8649
_WINDOWS_TEXTS = range(0x9C9B, 0x9CA0)
"""Fields that Windows writes in UTF-16."""
_DIRECTORIES = 12
"""One after the other, at most: a picture, its thumbnail, and the pages of a TIFF file."""
_MOMENTS = frozenset({"created", "modified"})

Aside = Callable[[int, bytes], None]
"""Takes a block of another standard that EXIF carries, with its tag."""


@cache
def _names(directory: str) -> Mapping[int, str]:
    found = facts("collect/documents/facts.toml")["exif"][directory]
    return {int(tag, 16): name for tag, name in found.items()}


def read(block: bytes, told: Told, aside: Aside = lambda *_: None) -> bool:
    """Take in what a block with a TIFF header tells; return whether it is one."""
    found = opened(block)
    if found is None:
        return False
    data, offset = found
    seen: set[int] = set()
    while offset and offset not in seen and len(seen) < _DIRECTORIES:
        seen.add(offset)
        _image(data, offset, told, aside)
        offset = data.next(offset)
    return bool(seen)


def _image(data: Data, offset: int, told: Told, aside: Aside) -> None:
    names = _names("image")
    wanted = {*names, _PHOTO, _PLACE, _MAKE, _XMP, _IPTC, _RESOURCES}
    fields = {field.tag: field for field in data.fields(offset, wanted)}
    make = decoded(fields[_MAKE].raw).strip().lower() if _MAKE in fields else ""
    for tag, field in fields.items():
        if tag in names:
            _tell(names[tag], field, told)
        elif tag in {_XMP, _IPTC, _RESOURCES}:
            aside(tag, field.raw)
    for inner in _pointers(fields.get(_PHOTO)):
        _photo(data, inner, make, told)
    for inner in _pointers(fields.get(_PLACE)):
        _place(data, inner, told)


def _pointers(field: Field | None) -> tuple[int, ...]:
    return field.numbers()[:1] if field is not None else ()


def _photo(data: Data, offset: int, make: str, told: Told) -> None:
    names = _names("photo")
    for field in data.fields(offset, {*names, _NOTE}):
        if field.tag == _NOTE:
            makers.read(data, field, make, told)
        else:
            _tell(names[field.tag], field, told)


def _tell(name: str, field: Field, told: Told) -> None:
    if field.tag in _WINDOWS_TEXTS:
        text = field.raw.decode("utf-16-le", "replace").split("\0", 1)[0]
    elif field.is_text:
        text = decoded(field.raw)
    else:
        return
    if name in _MOMENTS:
        told.add_moment(name, text)
    elif name != "serial" or makers.is_serial(text):
        told.add(name, text)
    told.scan(text)


def _place(data: Data, offset: int, told: Told) -> None:
    fields = {field.tag: field for field in data.fields(offset, {1, 2, 3, 4})}
    latitude = _degrees(fields.get(2), fields.get(1), "NS")
    longitude = _degrees(fields.get(4), fields.get(3), "EW")
    if latitude is not None and longitude is not None:
        told.add_place(latitude, longitude)


def _degrees(field: Field | None, side: Field | None, signs: str) -> float | None:
    """Return a coordinate in degrees; None where a part or its hemisphere is missing: then it is no place."""
    if field is None or side is None:
        return None
    letter = decoded(side.raw).strip()[:1].upper()
    parts = field.fractions()[:3]
    if not parts or None in parts or not letter or letter not in signs:
        return None
    value = sum(abs(part or 0.0) / (1.0, 60.0, 3600.0)[power] for power, part in enumerate(parts))
    return -value if letter == signs[1] else value
