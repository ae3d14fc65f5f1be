"""PDF → facts (ISO 32000-1, 14.3): its document information and its XMP.

A file too broken for a reader is searched for what lies in it unpacked: most files that were cut off still tell their author.
"""

from __future__ import annotations

import io
import logging
import re
import zlib
from collections.abc import Mapping

from pypdf import PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, PyPdfError

from auditor.collect.documents import xmp
from auditor.collect.documents.told import Told, decoded
from auditor.model.messages import NOTHING, Message, message
from auditor.resources import facts

BROKEN = (
    PyPdfError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    MemoryError,
    OSError,
    RuntimeError,  # nesting deeper than Python goes, too
    TypeError,
    ValueError,
    zlib.error,
)
"""What a reader of hostile files raises when their structure is not what it expects."""
_LOCKED = (FileNotDecryptedError, DependencyError)
_MOMENTS = frozenset({"created", "modified"})
_MOST_KEYS = 100
_SEARCHED = 4_000_000
"""Bytes at either end of a broken file that are searched."""
_LOOSE = re.compile(
    rb"(/(?:Author|Company|Creator|Manager|Producer|Title|CreationDate|ModDate))\s{0,3}(?:\(((?:[^()\\]|\\.){1,400})\)|<([0-9A-Fa-f\s]{2,800})>)",
    re.DOTALL,
)
_ESCAPED = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_OCTAL = b"01234567"
"""Digits that stand for bytes; before any other one, a backslash stands for nothing (7.3.4.2)."""
_LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"", b"f": b"", b"\n": b"", b"\r": b""}

Read = tuple[Mapping[str, tuple[str, ...]], Message]


def read(body: bytes, told: Told) -> Read:
    """Take in what a PDF tells; return the facts, and why not all could be read."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it warns of every fault it meets, at length
    problem = _structured(body, told)
    if problem:
        _search(body, told)
    return told.facts, problem


def _structured(body: bytes, told: Told) -> Message:
    try:
        reader = PdfReader(io.BytesIO(body), strict=False)
        _information(reader, told)
        _packet(reader, told)
    except _LOCKED:
        return message("It is locked with a password.")
    except BROKEN:
        return message("It is damaged or cut off.")
    return NOTHING


def _information(reader: PdfReader, told: Told) -> None:
    known: Mapping[str, str] = facts("collect/documents/facts.toml")["pdf"]
    for key, value in list((reader.metadata or {}).items())[:_MOST_KEYS]:
        held = value.get_object() if hasattr(value, "get_object") else value
        text = held if isinstance(held, str) else decoded(held) if isinstance(held, bytes) else ""
        _tell(known.get(str(key), ""), str(text), told)


def _tell(name: str, text: str, told: Told) -> None:
    if name in _MOMENTS:
        told.add_moment(name, text)
    elif name:
        told.add(name, text)
    told.scan(text)


def _packet(reader: PdfReader, told: Told) -> None:
    held = reader.root_object.get("/Metadata")
    stream = held.get_object() if held is not None else None
    if stream is not None and hasattr(stream, "get_data"):
        for packet in xmp.packets(stream.get_data()):
            xmp.read(packet, told, maker="author")


def _search(body: bytes, told: Told) -> None:
    """Take in what can be found without the file's structure."""
    part = body if len(body) <= 2 * _SEARCHED else body[:_SEARCHED] + body[-_SEARCHED:]
    if b"/Encrypt" not in part:  # then texts are ciphers
        known: Mapping[str, str] = facts("collect/documents/facts.toml")["pdf"]
        for match in _LOOSE.finditer(part):
            _tell(known[match[1].decode()], _text(match), told)
    for packet in xmp.packets(part):
        xmp.read(packet, told, maker="author")


def _text(match: re.Match[bytes]) -> str:
    """Return a text as PDF writes it, in brackets or in hexadecimal digits (7.3.4, 7.9.2.2)."""
    if match[3] is not None:
        digits = re.sub(rb"\s", b"", match[3]).decode()
        raw = bytes.fromhex(digits + "0" * (len(digits) % 2))
    else:
        raw = _ESCAPED.sub(_unescaped, match[2])
    if raw.startswith((b"\xfe\xff", b"\xff\xfe")):
        return raw.decode("utf-16", "replace")
    return decoded(raw.removeprefix(b"\xef\xbb\xbf"))


def _unescaped(match: re.Match[bytes]) -> bytes:
    if match[1][:1] in _OCTAL:
        return bytes([int(match[1], 8) & 0xFF])
    return _LETTERS.get(match[1], match[1])
