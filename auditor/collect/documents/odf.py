"""ODT, ODS and ODP → facts (OASIS OpenDocument 1.2): properties, who made changes and remarks, and who is told as the writer."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping

from auditor.collect.documents import xmp
from auditor.collect.documents.packed import names_in, unpacked
from auditor.collect.documents.told import Told
from auditor.resources import facts

_KINDS = {"text": "odt", "spreadsheet": "ods", "presentation": "odp", "graphics": "odg"}
_PART = 2_000_000
_TEXT = 16_000_000
_TYPE = re.compile(rb"application/vnd\.oasis\.opendocument\.(text|spreadsheet|presentation|graphics)")
_MARKER = re.compile(rb"<dc:creator>([^<>]{1,200})</dc:creator>")
"""In an annotation, or in what is told of a change."""
_MOMENTS = frozenset({"created", "modified"})
_TEXTS = ("content.xml", "styles.xml")


def kind_of(archive: zipfile.ZipFile) -> str:
    """Return which sort of OpenDocument file an archive is; empty where it is none."""
    match = _TYPE.match(unpacked(archive, "mimetype", 200) or b"")
    return _KINDS[match[1].decode()] if match else ""


def read(archive: zipfile.ZipFile, told: Told) -> bool:
    """Take in what an archive tells; return False where a part of it can't be unpacked."""
    meta = unpacked(archive, "meta.xml", _PART)
    _properties(meta or b"", told)
    whole = meta is not None
    for name in _TEXTS:
        if name not in archive.NameToInfo:
            continue
        text = unpacked(archive, name, _TEXT)
        for person in names_in(text or b"", _MARKER):
            told.add("reviewer", person)
        whole = whole and text is not None
    return whole


def _properties(xml: bytes, told: Told) -> None:
    known: Mapping[str, str] = facts("collect/documents/facts.toml")["odf"]
    for path, text in xmp.values(xml):
        local = path[-1].rpartition(":")[2].rpartition("}")[2]
        told.scan(text)
        if len(path) == 3 and local in known:
            fact = known[local]
            told.add_moment(fact, text) if fact in _MOMENTS else told.add(fact, text)
