"""IPTC-IIM → facts: who made, wrote and owns a picture, as newsrooms keep it (IIM 4.2; in Photoshop's image resources)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from auditor.collect.documents.told import Told, decoded
from auditor.resources import facts

_RESOURCE = b"8BIM\x04\x04"
_MOST_RESOURCES = 8
_MOST_SETS = 2_000
_CREATED = 55


def resources(body: bytes) -> Iterator[bytes]:
    """Yield the IPTC records that lie in a file's Photoshop resources, wherever these lie."""
    place = -1
    for _ in range(_MOST_RESOURCES):
        place = body.find(_RESOURCE, place + 1)
        if place < 0 or place + 8 > len(body):
            return
        name = body[place + 6]  # a Pascal string, padded to an even length
        head = place + 6 + (name + 2) // 2 * 2
        size = int.from_bytes(body[head : head + 4], "big")
        yield body[head + 4 : head + 4 + size]


def read(record: bytes, told: Told) -> None:
    """Take in what an IPTC record tells."""
    names: Mapping[str, str] = facts("collect/documents/facts.toml")["iptc"]
    place = 0
    for _ in range(_MOST_SETS):
        if place + 5 > len(record) or record[place] != 0x1C:
            return
        section, dataset = record[place + 1], record[place + 2]
        size = int.from_bytes(record[place + 3 : place + 5], "big")
        if size & 0x8000:  # an extended size: no text that is asked for is that long
            return
        value = decoded(record[place + 5 : place + 5 + size])
        place += 5 + size
        if section == 2 and (name := names.get(str(dataset))):
            told.add_moment(name, value) if dataset == _CREATED else told.add(name, value)
