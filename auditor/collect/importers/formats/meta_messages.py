"""Facebook and Instagram: the messages of a page or an account, from "download your information" as JSON; zip or folder."""

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
    handle,
    made_up,
)
from auditor.collect.importers.files import Export
from auditor.collect.importers.meta_json import mended, seconds, text_of
from auditor.collect.importers.sample import Sample
from auditor.model import Post, PostKind

_MESSAGES = re.compile(r"(?:^|/)message_\d+\.json$")
_POSTS = re.compile(r"(?:^|/)(?:your_posts\w{0,60}|profile_posts\w{0,9}|page_posts\w{0,9}|posts(?:_\d+)?)\.json$")
_PARTS = ('"participants"', '"sender_name"', '"timestamp_ms"')
_PARTICIPANTS = re.compile(r'"participants"\s{0,99}:\s{0,99}\[(?P<list>[^\]]{0,20000})\]')
_NAME = re.compile(r'"name"\s{0,9}:\s{0,9}("(?:[^"\\]|\\.){0,400}")')
_START = 16 << 10
_LOOKED_AT = 300
"""Chats whose members are compared: whoever is in all of them is the owner."""


def sniff(sample: Sample) -> float:
    """Know it by the names of its files and what a message has; less surely where the account's own posts lie beside them."""
    names = sample.named(_MESSAGES)
    if not names or any(part not in sample.text(names[0]) for part in _PARTS):
        return NO
    return LIKELY if sample.named(_POSTS) else CERTAIN


def read(request: Request) -> Iterator[Post | Skip]:
    """Yield the messages of every chat."""
    with files.opened(request.path) as export:
        names = export.wanted(_MESSAGES, "messages/inbox/…/message_1.json")
        if not request.settings.platform and any(
            "instagram" in name.lower() for name in (*names[:1], export.path.name)
        ):
            request.platform = "instagram"
        request.brand |= _owner(export, names[:_LOOKED_AT])
        for name in names:
            chat = name.rpartition("/")[0] or made_up(_start(export, name))
            for number, entry in enumerate(json_stream.objects(request, export, name, "messages"), 1):
                made = _message(request, entry, chat)
                yield Skip(made, f"{name}, entry {number}") if isinstance(made, str) else made


def _owner(export: Export, names: list[str]) -> frozenset[str]:
    """Return who takes part in every one of several chats; nobody where that is more than one, or there is one chat only."""
    members: set[str] | None = None
    chats = {name.rpartition("/")[0] for name in names}
    for name in names:
        found = _PARTICIPANTS.search(_start(export, name))
        if found is not None:
            here = {handle(mended(_unquoted(one))) for one in _NAME.findall(found.group("list"))}
            members = here if members is None else members & here
    return frozenset(members) if members and len(members) == 1 and len(chats) > 1 else frozenset()


def _start(export: Export, name: str) -> str:
    with export.open(name) as stream:
        return stream.read(_START).decode("utf-8", "replace")


def _unquoted(said: str) -> Any:
    return json_stream.first(f"[{said}]")


def _message(request: Request, entry: Any, chat: str) -> Post | str:
    if not isinstance(entry, dict):
        return NO_ENTRY
    at = request.clock.read(seconds(entry, "timestamp_ms"))
    if at is None:
        return NO_DATE
    text = text_of(entry, "content")
    if not text or not text_of(entry, "sender_name"):
        return NO_TEXT
    return request.post(at, text_of(entry, "sender_name"), text=text, thread_id=chat, kind=PostKind.DIRECT)


IMPORTER = Importer(
    interface=1,
    name="facebook-messages",
    title="Facebook and Instagram, messages of a page or an account (JSON) as zip or folder",
    sniff=sniff,
    read=read,
    cannot_see=("parents", "deleted", "images", "automation"),
    private=True,
    platform="facebook",
    seen=True,
    basis="fields in programs that read this export; the company is whoever takes part in every chat",
)
