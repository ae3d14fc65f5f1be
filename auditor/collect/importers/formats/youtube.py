"""YouTube Takeout: the comments that an account wrote, as CSV or as JSON; zip, folder or file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from auditor.collect.importers import csv_table, files, json_stream
from auditor.collect.importers.base import (
    CERTAIN,
    LIKELY,
    NO,
    NO_DATE,
    NO_ENTRY,
    NO_TEXT,
    Importer,
    Request,
    Skip,
    links,
)
from auditor.collect.importers.sample import Sample
from auditor.model import Post, PostKind

_CSV = re.compile(r"(?:^|/)comments(?:\s?\(\d+\)|_\d+)?\.csv$", re.IGNORECASE)
_JSON = re.compile(r"(?:^|/)(?:my-)?comments(?:\s?\(\d+\)|_\d+)?\.json$", re.IGNORECASE)
_EITHER = re.compile(f"(?:{_CSV.pattern})|(?:{_JSON.pattern})", re.IGNORECASE)
_ANY = re.compile(r"\.(?:csv|json)$", re.IGNORECASE)
_PARTS = frozenset({"snippet", "commentText", "commentId", "textOriginal"})


def sniff(sample: Sample) -> float:
    """Know it by the columns of its table, or the parts of its JSON."""
    if any(sample.table(name, "youtube-comments") for name in sample.named(_CSV)):
        return CERTAIN
    entries = (sample.entry(name) for name in sample.named(_JSON))
    return LIKELY if any(isinstance(one, dict) and _PARTS & one.keys() for one in entries) else NO


def read(request: Request) -> Iterator[Post | Skip]:
    """Yield the account's comments."""
    with files.opened(request.path) as export:
        names = export.chosen(_EITHER, "comments/comments.csv")
        for name in names:
            if name.lower().endswith(".json"):
                for number, entry in enumerate(json_stream.entries(request, export, name), 1):
                    made = _from_json(request, entry)
                    yield Skip(made, f"{name}, entry {number}") if isinstance(made, str) else made
            else:
                for row in csv_table.table(request, export, name, "youtube-comments", own=True):
                    yield _plain(row) if isinstance(row, Post) else row


def _plain(post: Post) -> Post:
    """Return a comment whose text is text: Takeout writes it as pieces of JSON, one after the other."""
    text = _joined(post.text)
    return post if text == post.text else replace(post, text=text, urls=links(text))


def _joined(text: str) -> str:
    if not text.startswith('{"'):
        return text
    try:
        pieces = json.loads(f"[{text}]")
    except (ValueError, RecursionError):
        return text
    said = (piece.get("text") for piece in pieces if isinstance(piece, dict))
    return "".join(part for part in said if isinstance(part, str)).strip()


def _from_json(request: Request, entry: Any) -> Post | str:
    """Read an entry shaped like the Data API's comment, which is what JSON of comments is."""
    if not isinstance(entry, dict):
        return NO_ENTRY
    said = _inner(entry, "snippet")
    if "topLevelComment" in said:
        entry = _inner(said, "topLevelComment")
        said = _inner(entry, "snippet")
    at = request.clock.read(_first(said, "publishedAt", "timestamp", "createTime", "created_at"))
    if at is None:
        return NO_DATE
    text = _joined(str(_first(said, "textOriginal", "textDisplay", "commentText", "text") or "").strip())
    if not text:
        return NO_TEXT
    parent = str(_first(said, "parentId", "parentCommentId") or "")
    id_ = str(_first(entry, "id", "commentId") or "")
    kind = PostKind.REPLY if parent else PostKind.POST
    return request.own(at, id=id_, text=text, parent_id=parent, kind=kind, urls=links(text))


def _inner(thing: dict[str, Any], key: str) -> dict[str, Any]:
    """Return the object under a key; the thing itself where there is none."""
    found = thing.get(key)
    return found if isinstance(found, dict) else thing


def _first(thing: dict[str, Any], *keys: str) -> Any:
    return next((thing[key] for key in keys if thing.get(key)), None)


IMPORTER = Importer(
    interface=1,
    name="youtube",
    title="YouTube, Google Takeout: comments",
    sniff=sniff,
    read=read,
    cannot_see=("inbound", "threads", "deleted", "direct", "images", "automation"),
)
