"""Instagram: "download your information" as JSON; zip or folder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from auditor.collect.importers import files, json_stream
from auditor.collect.importers.base import CERTAIN, NO, NO_DATE, NO_ENTRY, NO_TEXT, Importer, Request, Skip, links
from auditor.collect.importers.meta_json import OWN_ONLY, mended, objects, seconds, text_of
from auditor.collect.importers.sample import Sample
from auditor.model import Post, PostKind

_POSTS = re.compile(r"(?:^|/)(?:posts(?:_\d+)?|reels)\.json$")
_COMMENTS = re.compile(r"(?:^|/)(?:post_comments(?:_\d+)?|reels_comments)\.json$")
_EITHER = re.compile(f"{_POSTS.pattern}|{_COMMENTS.pattern}")
_PICTURE = re.compile(r"\.(?:jpe?g|png|webp|heic)$", re.IGNORECASE)
_PARTS = frozenset({"media", "creation_timestamp", "string_map_data", "string_list_data"})


def sniff(sample: Sample) -> float:
    """Know it by the names of its files and by what Meta calls the parts of an entry."""
    found = sample.named(_EITHER)
    entry = sample.entry(found[0]) if found else None
    if not isinstance(entry, dict):
        return NO
    return CERTAIN if _PARTS & entry.keys() else NO


def read(request: Request) -> Iterator[Post | Skip]:
    """Yield posts and comments of the account."""
    with files.opened(request.path) as export:
        export.wanted(_EITHER, "content/posts_1.json")
        if not export.named(_POSTS):
            request.cut = "the export holds no posts, only comments; ask Instagram for posts too"
        for name in export.named(_EITHER):
            make = _comment if _COMMENTS.search(name) else _post
            for number, entry in enumerate(json_stream.entries(request, export, name), 1):
                made = make(request, entry) if isinstance(entry, dict) else NO_ENTRY
                yield Skip(made, f"{name}, entry {number}") if isinstance(made, str) else made


def _post(request: Request, entry: dict[str, Any]) -> Post | str:
    media = list(objects(entry, "media"))
    first: dict[str, Any] = media[0] if media else {}  # of a single picture, text and time stand there
    at = request.clock.read(seconds(entry, "creation_timestamp") or seconds(first, "creation_timestamp"))
    if at is None:
        return NO_DATE
    text = text_of(entry, "title") or text_of(first, "title")
    if not text and not media:
        return NO_TEXT
    pictures = [text_of(one, "uri") for one in media]
    return request.own(
        at,
        id=f"media-{pictures[0]}"[:200] if pictures and pictures[0] else "",
        text=text,
        urls=links(text),
        images=sum(bool(_PICTURE.search(uri)) for uri in pictures),
    )


def _comment(request: Request, entry: dict[str, Any]) -> Post | str:
    """Read a comment. Names of its parts are in the language of the account: the first with a value is what was written."""
    said = entry.get("string_map_data")
    parts = (
        said if isinstance(said, dict) else {part.get("title", ""): part for part in objects(entry, "string_list_data")}
    )
    moments = (seconds(part, "timestamp") for part in parts.values())
    at = request.clock.read(next(filter(None, moments), None))
    if at is None:
        return NO_DATE
    values = (mended(part.get("value")) for part in parts.values() if isinstance(part, dict))
    text = text_of(parts.get("Comment"), "value") or next(filter(None, values), "").strip()
    return request.own(at, text=text, kind=PostKind.REPLY, urls=links(text)) if text else NO_TEXT


IMPORTER = Importer(
    interface=1,
    name="instagram",
    title="Instagram, JSON export as zip or folder",
    sniff=sniff,
    read=read,
    cannot_see=OWN_ONLY,
)
