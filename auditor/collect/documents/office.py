"""DOCX, XLSX and PPTX → facts (ECMA-376): properties, who made changes and remarks, and the photos inside. No text is kept."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping

from auditor.collect.documents import odf, pictures, xmp
from auditor.collect.documents.packed import BROKEN, names_in, unpacked
from auditor.collect.documents.told import Told
from auditor.model.messages import NOTHING, Message, message
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
_PEOPLE = re.compile(r"word/people\.xml|xl/persons/person\d*\.xml|ppt/commentAuthors\.xml|ppt/authors\.xml")
_MARKED = re.compile(
    r"word/(?:document|header\d*|footer\d*|footnotes|endnotes|comments|glossary/document)\.xml"
    r"|xl/comments/?\w*\.xml|xl/revisions/\w+\.xml|ppt/comments/\w+\.xml"
)
"""Parts in which changes and remarks lie with the names of who made them."""
_MARKER = re.compile(
    rb'<[^<>]{0,400}?\s(?:\w{1,12}:)?(?:author|userName)="([^"<>]{1,200})"|<(?:\w{1,12}:)?author>([^<>]{1,200})</'
)
_MARKED_PART = 16_000_000
_NAMED_BY = frozenset({"author", "displayName", "name"})
_ACCOUNTS = frozenset({"userId"})
_LOG_IN = re.compile(r"(?:S::)?([^\s:@]{1,64}@[^\s:@]{1,190})(?:::.*)?")
_PHOTO = re.compile(r"(?:word|xl|ppt)/media/[^/]+\.(?:jpe?g|png|tiff?|webp|heic)", re.IGNORECASE)
_MOMENTS = frozenset({"created", "modified"})

_IN_PART = message("Part of its archive is damaged.")
Read = tuple[str, Mapping[str, tuple[str, ...]], Message]


def read(body: bytes, told: Told) -> Read:
    """Take in what an archive tells; return its kind, the facts, and why not all could be read."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(body))
        names = archive.namelist()[:_MOST_PARTS]
    except BROKEN:
        return "", told.facts, message("Its archive is damaged or cut off.")
    if (kind := odf.kind_of(archive)) and "meta.xml" in names:
        whole = odf.read(archive, told)
        return kind, told.facts, NOTHING if whole else _IN_PART
    kind = next((kind for folder, kind in _KINDS.items() if any(name.startswith(folder) for name in names)), "")
    if not kind:
        return "", told.facts, message("It is an archive, but no Office file.")
    damaged = [name for name in names if not _part(archive, name, told)]
    return kind, told.facts, _IN_PART if damaged else NOTHING


def _part(archive: zipfile.ZipFile, name: str, told: Told) -> bool:
    """Take in what one part tells; return False where it should tell something and can't be unpacked."""
    if name in _PROPERTIES or name in _SCANNED or _PEOPLE.fullmatch(name):
        xml = unpacked(archive, name, _PART)
        _properties(name, xml or b"", told)
        return xml is not None
    if _MARKED.fullmatch(name):
        marked = unpacked(archive, name, _MARKED_PART)
        for person in names_in(marked or b"", _MARKER):
            told.add("reviewer", person)
        return marked is not None
    if _PHOTO.fullmatch(name) and told.pictures < _MOST_PICTURES:
        told.pictures += 1
        return _photo(unpacked(archive, name, _PICTURE), told)
    return True


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
