"""XMP → facts (ISO 16684-1). Read as a stream: what is cut or malformed still gives what stands before the fault."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser, ParseError

from auditor.collect.documents.makers import is_serial
from auditor.collect.documents.told import Told
from auditor.resources import facts

_MOST_PACKETS = 8
_LONGEST = 4_000_000
"""Bytes of one packet, or of any other XML."""
_MOST_VALUES = 5_000
_BEGIN = re.compile(rb"<(x:x[ma]pmeta|rdf:RDF)[\s>]")
_PARTS = re.compile(r"(\d{1,3})[,;](\d{1,3}(?:\.\d{1,12})?)(?:[,;](\d{1,3}(?:\.\d{1,12})?))?\s?([NSEWnsew])")
_PLAIN = re.compile(r"([+-]?\d{1,3}(?:\.\d{1,15})?)\s?([NSEWnsew]?)")
_MOMENTS = frozenset({"created", "modified"})
_CONTAINERS = frozenset({"rdf:RDF", "rdf:Description", "rdf:Seq", "rdf:Bag", "rdf:Alt", "rdf:li", "rdf:value"})

Value = tuple[tuple[str, ...], str]
"""Names of the elements it stands in, outermost first, and its text."""


class _Listener:
    """Takes what the parser meets, keeps texts and attributes."""

    def __init__(self) -> None:
        self.values: list[Value] = []
        self._path: list[str] = []
        self._text: list[str] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._path.append(_named(tag))
        self._text.clear()
        if len(self._path) > 100 or len(self.values) > _MOST_VALUES:
            raise ParseError("too deep or too long")
        self.values += [((*self._path, _named(name)), value) for name, value in attributes.items()]

    def data(self, text: str) -> None:
        self._text.append(text)

    def end(self, _tag: str) -> None:
        if text := "".join(self._text).strip():
            self.values.append((tuple(self._path), text))
        self._text.clear()
        self._path.pop()

    def close(self) -> None:
        """Do nothing; the parser wants it."""


def values(xml: bytes) -> list[Value]:
    """Return the texts and attributes of an XML document, as far as it is well-formed; entities and DTDs end it."""
    listener = _Listener()
    parser: Any = DefusedXMLParser(target=listener, forbid_dtd=True)
    try:
        parser.feed(xml[:_LONGEST])
        parser.close()
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        pass  # what came before the fault is kept
    return listener.values


@cache
def _prefixes() -> Mapping[str, str]:
    found: Mapping[str, str] = facts("collect/documents/facts.toml")["namespaces"]
    return found


def _named(tag: str) -> str:
    """Return a name with the usual prefix of its namespace: `{http://purl.org/dc/elements/1.1/}title` as `dc:title`."""
    space, closed, local = tag.removeprefix("{").rpartition("}")
    if not closed:
        return tag
    prefix = _prefixes().get(space)
    return f"{prefix}:{local}" if prefix else local


def packets(body: bytes) -> Iterator[bytes]:
    """Yield the XMP packets that lie in a file as they are, wherever they lie."""
    place = 0
    for _ in range(_MOST_PACKETS):
        match = _BEGIN.search(body, place)
        if match is None:
            return
        mark = b"</" + match[1] + b">"
        most = match.start() + _LONGEST
        end = body.find(mark, match.start(), most)
        place = end + len(mark) if end >= 0 else min(most, len(body))
        yield body[match.start() : place]


def read(packet: bytes, told: Told, *, maker: str) -> None:
    """Take in what a packet tells; `maker` names the fact for who made the work: `artist` or `author`."""
    known = facts("collect/documents/facts.toml")
    names: Mapping[str, str] = known["xmp"]
    places: Mapping[str, list[str]] = known["xmp_places"]
    sides: dict[str, float] = {}
    for path, text in values(packet):
        property_ = next((name for name in reversed(path) if name not in _CONTAINERS), "")
        told.scan(text)
        if any(name in places["captions"] for name in path):
            continue
        if property_ in names:
            _tell(names[property_], text, told, maker)
        for side in ("latitude", "longitude"):
            if property_ in places[side] and (degrees := _degrees(text)) is not None:
                sides.setdefault(side, degrees)
    if len(sides) == 2:
        told.add_place(sides["latitude"], sides["longitude"])


def _tell(name: str, text: str, told: Told, maker: str) -> None:
    if name in _MOMENTS:
        told.add_moment(name, text)
    elif name == "artist":
        told.add(maker, text)
    elif name != "serial" or is_serial(text):
        told.add(name, text)


def _degrees(text: str) -> float | None:
    """Return a coordinate as XMP writes it (`48,53.32358N`), or in degrees; None where it is none."""
    if match := _PARTS.fullmatch(text.strip()):
        value = int(match[1]) + float(match[2]) / 60 + float(match[3] or 0) / 3600
        return -value if match[4] in "SWsw" else value
    if match := _PLAIN.fullmatch(text.strip()):
        return -abs(float(match[1])) if match[2] in set("SWsw") else float(match[1])
    return None
