"""Parley export: a zip or a folder with `talks.json`. An example, to be replaced by a format of your own."""

import re
from collections.abc import Iterator

from auditor.api.importers import (
    CERTAIN,
    NO,
    NO_DATE,
    NO_ENTRY,
    Importer,
    Post,
    PostKind,
    Request,
    Sample,
    Skip,
    files,
    json_stream,
)

_TALKS = re.compile(r"(?:^|/)talks\.json$")


def sniff(sample: Sample) -> float:
    """Know it by the name of its file and by what an entry holds."""
    found = sample.named(_TALKS)
    entry = sample.entry(found[0]) if found else None
    return CERTAIN if isinstance(entry, dict) and "by" in entry else NO


def read(request: Request) -> Iterator[Post | Skip]:
    """Yield every talk, and a `Skip` for what is none."""
    with files.opened(request.path) as export:
        for name in export.wanted(_TALKS, "talks.json"):
            for number, entry in enumerate(json_stream.entries(request, export, name), 1):
                yield _post(request, entry) or Skip(NO_ENTRY, f"{name}, entry {number}")


def _post(request: Request, entry: object) -> Post | Skip | None:
    if not isinstance(entry, dict):
        return None
    moment = request.clock.read(entry.get("at"))
    if moment is None:
        return Skip(NO_DATE, str(entry.get("id", "")))
    author, parent = str(entry.get("by", "")), str(entry.get("to") or "")
    kind = PostKind.REPLY if parent else PostKind.MENTION
    text = str(entry.get("text", ""))
    return request.post(moment, author, id=str(entry.get("id", "")), text=text, parent_id=parent, kind=kind)


IMPORTER = Importer(
    interface=1,
    name="parley-export",
    title="Parley export, zip or folder",
    sniff=sniff,
    read=read,
    cannot_see=("deleted", "direct", "images"),
)
