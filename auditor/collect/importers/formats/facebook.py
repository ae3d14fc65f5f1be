"""Facebook: "download your information" as JSON, of a page or a profile; zip or folder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from auditor.collect.importers import files, json_stream
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
from auditor.collect.importers.files import Export
from auditor.collect.importers.meta_json import OWN_ONLY, objects, seconds, text_of
from auditor.collect.importers.sample import Sample
from auditor.model import Post, PostKind

_POSTS = re.compile(
    r"(?:^|/)(?:your_posts(?:__check_ins__photos_and_videos)?|profile_posts|page_posts)(?:_\d+)?\.json$"
)
_COMMENTS = re.compile(r"(?:^|/)comments\.json$")
_EITHER = re.compile(f"{_POSTS.pattern}|{_COMMENTS.pattern}")
_PICTURE = re.compile(r"\.(?:jpe?g|png|webp|gif)$", re.IGNORECASE)


def sniff(sample: Sample) -> float:
    """Know it by the names of its files; files of comments are called the same elsewhere."""
    if sample.named(_POSTS):
        return CERTAIN
    comments = sample.named(_COMMENTS)
    return LIKELY if comments and '"comments_v2"' in sample.text(comments[0])[:200] else NO


def read(request: Request) -> Iterator[Post | Skip]:
    """Yield posts and comments of the page or profile."""
    with files.opened(request.path) as export:
        export.wanted(_EITHER, "posts/your_posts_1.json")
        if not export.named(_POSTS):
            request.cut = "the export holds no posts, only comments; ask Facebook for posts too"
        for name in export.named(_EITHER):
            make = _comment if _COMMENTS.search(name) else _post
            yield from _file(request, export, name, make)


def _file(request: Request, export: Export, name: str, make: Any) -> Iterator[Post | Skip]:
    for number, entry in enumerate(json_stream.entries(request, export, name), 1):
        if not isinstance(entry, dict):
            yield Skip(NO_ENTRY, f"{name}, entry {number}")
            continue
        made = make(request, entry)
        yield Skip(made, f"{name}, entry {number}") if isinstance(made, str) else made


def _post(request: Request, entry: dict[str, Any]) -> Post | str:
    at = request.clock.read(seconds(entry, "timestamp"))
    if at is None:
        return NO_DATE
    text = next(filter(None, (text_of(part, "post") for part in objects(entry, "data"))), "")
    attached = [part for group in objects(entry, "attachments") for part in objects(group, "data")]
    media = [part["media"] for part in attached if isinstance(part.get("media"), dict)]
    shared = [text_of(part.get("external_context"), "url") for part in attached]
    if not text:
        text = next(filter(None, (text_of(one, "description") for one in media)), "")
    if not text and not media and not any(shared):
        return NO_TEXT  # "Acme updated its cover photo": nothing was said
    return request.own(
        at,
        text=text,
        urls=tuple(dict.fromkeys((*links(text), *(url for url in shared if url.startswith("http"))))),
        images=sum(bool(_PICTURE.search(text_of(one, "uri"))) for one in media),
    )


def _comment(request: Request, entry: dict[str, Any]) -> Post | str:
    said = next((part["comment"] for part in objects(entry, "data") if isinstance(part.get("comment"), dict)), None)
    at = request.clock.read(seconds(said, "timestamp") or seconds(entry, "timestamp"))
    if at is None:
        return NO_DATE
    text = text_of(said, "comment")
    if not text:
        return NO_TEXT
    return request.own(
        at, text=text, kind=PostKind.REPLY, author=text_of(said, "author") or request.account, urls=links(text)
    )


IMPORTER = Importer(
    interface=1,
    name="facebook",
    title="Facebook, JSON export as zip or folder",
    sniff=sniff,
    read=read,
    cannot_see=OWN_ONLY,
)
