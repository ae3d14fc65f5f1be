"""JPEG, PNG, TIFF, WebP and HEIC → facts.

Blocks of metadata are found by how they begin, wherever they lie, so that one reader serves all containers, broken ones too;
only what PNG packs away has to be unpacked. No picture is ever decoded.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping

from auditor.collect.documents import exif, iptc, xmp
from auditor.collect.documents.told import Told, decoded
from auditor.model.messages import NOTHING, Message, message
from auditor.resources import facts

_EXIF = re.compile(rb"Exif\x00[\x00\xff](?=II\*\x00|MM\x00\*)")
_BARE = re.compile(rb"(?=II\*\x00\x08\x00\x00\x00|MM\x00\*\x00\x00\x00\x08)")
"""A TIFF header without a word before it, as WebP, PNG and some HEIC have it; with the usual first offset, to mean something."""
_EXTENSION = re.compile(rb"http://ns\.adobe\.com/xmp/extension/\x00([0-9A-F]{32})(.{4})(.{4})", re.DOTALL)
_HEX = re.compile(rb"\s")
_MOST_BLOCKS = 8
_BLOCK = 2_000_000
_MOST_CHUNKS = 20_000
_UNPACKED = 4_000_000
_GPS = "exif:GPS"
_XMP, _IPTC = 0x02BC, 0x83BB


def read(body: bytes, kind: str, told: Told) -> tuple[Mapping[str, tuple[str, ...]], Message]:
    """Take in what a picture tells; return the facts, and why not all could be read."""
    if kind == "tiff":
        _read_exif(body, told)
    for block in _blocks(body, _EXIF) if kind in {"jpeg", "heic"} else ():
        _read_exif(block, told)
    for block in _blocks(body, _BARE) if kind in {"png", "webp", "heic"} else ():
        _read_exif(block, told)
    if kind == "png":
        _png(body, told)
    for record in iptc.resources(body):
        iptc.read(record, told)
    for packet in (*xmp.packets(body), *_extended(body)):
        xmp.read(packet, told, maker="artist")
    return told.facts, _problem(body, kind)


def _read_exif(block: bytes, told: Told) -> None:
    def aside(tag: int, raw: bytes) -> None:
        if tag == _XMP:
            xmp.read(raw, told, maker="artist")
        elif tag == _IPTC:
            iptc.read(raw, told)

    exif.read(block, told, aside)


def _blocks(body: bytes, mark: re.Pattern[bytes]) -> Iterator[bytes]:
    for count, match in enumerate(mark.finditer(body)):
        if count == _MOST_BLOCKS:
            return
        yield body[match.end() : match.end() + _BLOCK]


def _extended(body: bytes) -> Iterator[bytes]:
    """Yield the packets too long for one segment of a JPEG, their parts put together (XMP part 3, 1.1.3.1)."""
    parts: dict[bytes, dict[int, bytes]] = {}
    for match in _EXTENSION.finditer(body):
        length = int.from_bytes(body[max(0, match.start() - 2) : match.start()], "big")
        end = match.start() - 2 + length
        offset = int.from_bytes(match[3], "big")
        known = parts.setdefault(match[1], {}) if len(parts) < _MOST_BLOCKS else {}
        if len(known) < 100:
            known[offset] = body[match.end() : end]
    for found in parts.values():
        yield b"".join(found[offset] for offset in sorted(found))


def _png(body: bytes, told: Told) -> None:
    place = 8
    sides: dict[str, str] = {}
    for _ in range(_MOST_CHUNKS):
        size = int.from_bytes(body[place : place + 4], "big")
        name = body[place + 4 : place + 8]
        if not name:
            break
        if name in {b"tEXt", b"zTXt", b"iTXt"}:
            _png_text(name, body[place + 8 : place + 8 + size], told, sides)
        place += 12 + size
    _carried_place(sides, told)


def _carried_place(sides: Mapping[str, str], told: Told) -> None:
    """Take in a place as ImageMagick carries it over from EXIF: `53/1, 57/1, 3636/100`, and `N`."""
    degrees = []
    for side in ("Latitude", "Longitude"):
        parts = [part.partition("/") for part in sides.get(side, "").split(",")][:3]
        sign = sides.get(f"{side}Ref", "").strip()[:1].upper()
        try:
            values = [float(above) / float(below or 1) for above, _, below in parts]
        except (ValueError, ZeroDivisionError):
            return
        if sign not in set("NSEW"):
            return
        value = sum(part / (1.0, 60.0, 3600.0)[power] for power, part in enumerate(values))
        degrees.append(-value if sign in "SW" else value)
    told.add_place(*degrees)


def _png_text(chunk: bytes, data: bytes, told: Told, sides: dict[str, str]) -> None:
    keyword, _, rest = data.partition(b"\0")
    name = decoded(keyword[:80])
    raw = _unpacked(chunk, rest)
    if name == "XML:com.adobe.xmp":
        xmp.read(raw, told, maker="artist")
    elif name.startswith("Raw profile type "):
        _raw_profile(name.removeprefix("Raw profile type "), raw, told)
    else:
        text = decoded(raw[:10_000])
        known: Mapping[str, str] = facts("collect/documents/facts.toml")["png"]
        if name in known:
            told.add_moment("created", text) if known[name] == "created" else told.add(known[name], text)
        elif name.startswith(_GPS):
            sides[name.removeprefix(_GPS)] = text
        told.scan(text)


def _unpacked(chunk: bytes, rest: bytes) -> bytes:
    if chunk == b"zTXt":
        return _inflated(rest[1:])
    if chunk == b"iTXt":
        packed, text = rest[:1] == b"\x01", rest[2:].partition(b"\0")[2].partition(b"\0")[2]
        return _inflated(text) if packed else text
    return rest


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, _UNPACKED)
    except zlib.error:
        return b""


def _raw_profile(kind: str, raw: bytes, told: Told) -> None:
    """Read a profile as ImageMagick packs it: a line with the name, one with the length, then hexadecimal digits."""
    lines = raw.lstrip(b"\n").split(b"\n", 2)
    try:
        data = bytes.fromhex(_HEX.sub(b"", lines[2]).decode("ascii")) if len(lines) == 3 else b""
    except ValueError:
        return
    if kind in {"exif", "APP1"}:
        _read_exif(data.removeprefix(b"Exif\0\0"), told)
    for record in iptc.resources(data):
        iptc.read(record, told)
    for packet in xmp.packets(data):
        xmp.read(packet, told, maker="artist")


def _problem(body: bytes, kind: str) -> Message:
    """Return whether a picture ends before its end: what stood behind was not seen."""
    tails = {"jpeg": b"\xff\xd9", "png": b"IEND"}
    return message("It is cut off.") if kind in tails and tails[kind] not in body[-65_536:] else NOTHING
