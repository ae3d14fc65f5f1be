"""What a published file tells besides its contents: who made it, where, on whose machine.

The text of a PDF is read only where it may stand for a page. Files are hostile. Pictures are searched for blocks of metadata
rather than decoded, so that a damaged one still gives what it has and none can make a decoder run wild; every size, count and depth has a bound. What still breaks a reader is met by running
all of this in a process of its own (`helper`), with limits on its time and memory.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from auditor.collect.documents import ole, rtf
from auditor.collect.documents.told import Told
from auditor.model.messages import NOTHING, Message, message

__all__ = ["Said", "kind_of", "read"]

_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis"})
"""Of files in the box format of ISO/IEC 14496-12 that hold pictures (ISO/IEC 23008-12)."""
_HEAD = 1_024
"""Bytes in which a PDF may begin (ISO 32000-1, implementation note 13)."""
PICTURES = frozenset({"jpeg", "png", "tiff", "webp", "heic"})


class Said(NamedTuple):
    """What was read of a file."""

    kind: str
    """As `Document.kind`; empty where it is no file of a kind that is read."""
    facts: Mapping[str, tuple[str, ...]]
    """As `Document.facts`."""
    problem: Message
    """Why not all could be read; nothing where it could."""
    text: str | None = None
    """Of a PDF whose text was asked for; None where it was not, or could not be read."""
    whole: bool = True
    """Whether that is all its text."""


def kind_of(body: bytes) -> str:
    """Return what a file is by its first bytes; `zip` for an archive that may be an Office file, empty for anything else."""
    head = body[:32]
    if head.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if head[:4] in {b"II*\0", b"MM\0*"}:
        return "tiff"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[4:8] == b"ftyp" and head[8:12] in _BRANDS:
        return "heic"
    if head[:4] == b"PK\x03\x04":
        return "zip"
    return "pdf" if b"%PDF-" in body[:_HEAD] else ""


def read(body: bytes, content_type: str, url: str, *, contents: bool = False) -> Said:
    """Return what a file tells besides its contents.

    Args:
        body: The file, or its beginning.
        content_type: What the server calls it; told where the file is nothing that is read.
        url: Where it was found; told in nothing, for callers that log.
        contents: Whether to read the text of a PDF too.
    """
    del url
    told = Told()
    kind = kind_of(body)
    if kind in PICTURES:
        from auditor.collect.documents import pictures  # noqa: PLC0415 - each reader is loaded where it is needed

        return Said(kind, *pictures.read(body, kind, told))
    if kind == "pdf":
        from auditor.collect.documents import pdf  # noqa: PLC0415 - as above; pypdf is slow to import

        said = Said(kind, *pdf.read(body, told))
        return _with_text(said, body) if contents else said
    if kind == "zip":
        from auditor.collect.documents import office  # noqa: PLC0415 - as above

        return Said(*office.read(body, told))
    if body.startswith(ole.MARK):
        return Said(*ole.read(body, told))
    if body.startswith(rtf.MARK):
        return Said("rtf", rtf.read(body, told), NOTHING)
    return Said("", told.facts, _unknown(content_type))


def _unknown(content_type: str) -> Message:
    if not content_type:
        return message("Files of its kind are not read, and it was sent without saying what it is.")
    return message("Files of its kind are not read ({content_type}).", content_type=content_type)


def _with_text(said: Said, body: bytes) -> Said:
    from auditor.collect.documents import pdf_text  # noqa: PLC0415 - as above

    found = pdf_text.read_text(body)
    return said if found is None else said._replace(text=found.text, whole=found.whole)
