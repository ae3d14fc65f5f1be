"""Files that the site publishes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from auditor.model.contact import ContactDetail
from auditor.model.messages import NOTHING, Message


@dataclass(frozen=True, slots=True)
class Document:
    """A published file and what it tells besides its contents."""

    url: str
    """A key of `Snapshot.fetches`."""
    kind: str
    """`pdf`, `docx`, `xlsx`, `pptx`, `odt`, `ods`, `odp`, `rtf`, `doc`, `xls`, `ppt`, `jpeg`, `png`, `tiff`, `webp`, `heic` (AVIF
    too); empty where the file is something else."""
    linked_from: tuple[str, ...] = ()
    """Pages that link or show it."""
    facts: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """By name (`author`, `last-editor`, `company`, `producer`, `path`, `account`, `gps`, `owner`, `serial`, `created`, `modified`,
    `title`), each value once, as text; `gps` as `latitude,longitude` in degrees."""
    problem: Message = NOTHING
    """Why not all of its metadata could be read; what could be read before stands in `facts`."""
    text: str | None = None
    """What it says, at most some pages of it, of PDFs that stand for a page or lie on the press's; empty where it has no text, such
    as a scan; None where it was not read for that."""
    whole: bool = True
    """Whether `text` is all of it."""
    contacts: tuple[ContactDetail, ...] = ()
    """Details that stand in `text`; their page is `url`."""
