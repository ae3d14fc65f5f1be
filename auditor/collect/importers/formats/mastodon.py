"""Mastodon and software like it: the archive of an account, zip or folder with `outbox.json`, or that file alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from auditor.collect.importers import files, json_stream
from auditor.collect.importers.base import CERTAIN, NO, NO_DATE, NO_ENTRY, Importer, Request, Skip
from auditor.collect.importers.chats import plain, word
from auditor.collect.importers.meta_json import objects
from auditor.collect.importers.sample import Sample
from auditor.model import Post, PostKind

BOOST = "repost of somebody else's words"
_OUTBOX = re.compile(r"(?:^|/)outbox\.json$")
_PUBLIC = frozenset({"https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public"})
_LINK = re.compile(r'<a\b[^<>]{0,500}?\bhref="(https?://[^"<>]{1,2000})"([^<>]{0,2000})>')


def sniff(sample: Sample) -> float:
    """Know it by the name of the file and what ActivityPub calls its list."""
    return CERTAIN if any("orderedItems" in sample.text(name)[:32_000] for name in sample.named(_OUTBOX)) else NO


def read(request: Request) -> Iterator[Post | Skip]:
    """Yield what the account wrote in public; what it wrote to some people alone is private."""
    with files.opened(request.path) as export:
        for name in export.wanted(_OUTBOX, "outbox.json"):
            for number, entry in enumerate(json_stream.objects(request, export, name, "orderedItems"), 1):
                made = _post(request, entry)
                yield Skip(made, f"{name}, entry {number}") if isinstance(made, str) else made


def _post(request: Request, entry: Any) -> Post | str:
    if word(entry, "type") == "Announce":
        return BOOST
    note = entry.get("object") if isinstance(entry, dict) else None
    if not isinstance(note, dict) or not word(note, "id"):
        return NO_ENTRY
    at = request.clock.read(note.get("published") or entry.get("published"))
    if at is None:
        return NO_DATE
    if not request.settings.account:
        request.account = word(entry, "actor").rstrip("/").rpartition("/")[2] or request.account
    content = word(note, "content")
    parent = word(note, "inReplyTo")
    public = bool(_PUBLIC & _addressed(note))
    pictures = [one for one in objects(note, "attachment") if word(one, "mediaType").startswith("image/")]
    return request.own(
        at,
        id=word(note, "id"),
        text=plain("\n".join(filter(None, (word(note, "summary"), content)))),
        kind=PostKind.DIRECT if not public else PostKind.REPLY if parent else PostKind.POST,
        parent_id=parent,
        thread_id=word(note, "conversation"),
        lang=_lang(note),
        urls=tuple(dict.fromkeys(url for url, rest in _LINK.findall(content) if "mention" not in rest)),
        url=word(note, "url"),
        images=len(pictures),
        described_images=sum(bool(word(one, "name")) for one in pictures),
    )


def _addressed(note: dict[str, Any]) -> set[str]:
    said = (note.get(key) for key in ("to", "cc"))
    return {one for group in said for one in (group if isinstance(group, list) else [group]) if isinstance(one, str)}


def _lang(note: dict[str, Any]) -> str:
    languages = note.get("contentMap")
    return next(iter(languages), "").lower() if isinstance(languages, dict) else ""


IMPORTER = Importer(
    interface=1,
    name="mastodon",
    title="Mastodon, archive of an account (outbox.json) as zip or folder",
    sniff=sniff,
    read=read,
    cannot_see=("inbound", "deleted", "automation"),
    seen=True,
    basis="archives that people publish",
)
