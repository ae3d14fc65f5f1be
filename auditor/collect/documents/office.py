"""DOCX, XLSX and PPTX → facts (ECMA-376, part 2): the parts that hold properties, and the photos inside. Nothing else is unpacked."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Mapping

from auditor.collect.documents import pictures, xmp
from auditor.collect.documents.told import Told
from auditor.resources import facts

_PART = 2_000_000
"""Bytes of a part that are unpacked."""
_PICTURE = 12_000_000
_MOST_PICTURES = 10
_MOST_PARTS = 20_000
_KINDS = {"word/": "docx", "xl/": "xlsx", "ppt/": "pptx"}
_PROPERTIES = ("docProps/core.xml", "docProps/app.xml")
_SCANNED = (
    "docProps/custom.xml",
    "docProps/app.xml",
    "word/_rels/settings.xml.rels",
    "xl/workbook.xml",
    "ppt/_rels/presentation.xml.rels",
)
_PEOPLE = re.compile(
    r"word/people\.xml|word/comments\.xml|xl/persons/person\d*\.xml|ppt/commentAuthors\.xml|ppt/authors\.xml"
)
_NAMED_BY = frozenset({"author", "displayName", "name"})
_ACCOUNTS = frozenset({"userId"})
_LOG_IN = re.compile(r"(?:S::)?([^\s:@]{1,64}@[^\s:@]{1,190})(?:::.*)?")
_PHOTO = re.compile(r"(?:word|xl|ppt)/media/[^/]+\.(?:jpe?g|png|tiff?|webp|heic)", re.IGNORECASE)
_MOMENTS = frozenset({"created", "modified"})
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    EOFError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    LookupError,
)
"""What the standard library raises for archives that are damaged, locked or packed in ways of their own."""

Read = tuple[str, Mapping[str, tuple[str, ...]], str]


def read(body: bytes, told: Told) -> Read:
    """Take in what an archive tells; return its kind, the facts, and why not all could be read."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(body))
        names = archive.namelist()[:_MOST_PARTS]
    except _BROKEN:
        return "", told.facts, "its archive is damaged or cut off"
    kind = next((kind for folder, kind in _KINDS.items() if any(name.startswith(folder) for name in names)), "")
    if not kind:
        return "", told.facts, "it is an archive, but no Office file"
    damaged = [name for name in names if not _part(archive, name, told)]
    return kind, told.facts, "part of its archive is damaged" if damaged else ""


def _part(archive: zipfile.ZipFile, name: str, told: Told) -> bool:
    """Take in what one part tells; return False where it should tell something and can't be unpacked."""
    if name in _PROPERTIES or name in _SCANNED or _PEOPLE.fullmatch(name):
        xml = _unpacked(archive, name, _PART)
        _properties(name, xml or b"", told)
        return xml is not None
    if _PHOTO.fullmatch(name) and told.pictures < _MOST_PICTURES:
        told.pictures += 1
        return _photo(_unpacked(archive, name, _PICTURE), told)
    return True


def _unpacked(archive: zipfile.ZipFile, name: str, most: int) -> bytes | None:
    """Return the first bytes of a part: a bomb is never unpacked further."""
    try:
        with archive.open(name) as part:
            return part.read(most)
    except _BROKEN:
        return None


def _photo(body: bytes | None, told: Told) -> bool:
    """Take in where a photo inside was taken and by which camera; who made it is not who made the file."""
    from auditor.collect.documents import PICTURES, kind_of  # noqa: PLC0415 - they import us

    if body is None:
        return False
    if (kind := kind_of(body)) in PICTURES:
        inner = Told()
        pictures.read(body, kind, inner)
        told.take(inner, ("gps", "owner", "serial"))
    return True


def _properties(name: str, xml: bytes, told: Told) -> None:
    known: Mapping[str, str] = facts("collect/documents/facts.toml")["office"]
    for path, text in xmp.values(xml):
        local = path[-1].rpartition(":")[2]
        if name in _PROPERTIES and len(path) == 2 and local in known:
            fact = known[local]
            told.add_moment(fact, text) if fact in _MOMENTS else told.add(fact, text)
        elif _PEOPLE.fullmatch(name) and local in _NAMED_BY:
            told.add("reviewer", text)
        elif _PEOPLE.fullmatch(name) and local in _ACCOUNTS and (log_in := _LOG_IN.fullmatch(text)):
            told.add("account", log_in[1])
        if name in _SCANNED:
            told.scan(text)
