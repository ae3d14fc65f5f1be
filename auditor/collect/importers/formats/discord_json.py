"""Discord: a channel saved by DiscordChatExporter as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from auditor.collect.importers import files, json_stream
from auditor.collect.importers.base import CERTAIN, NO, NO_DATE, NO_ENTRY, NO_TEXT, Importer, Request, Skip
from auditor.collect.importers.chats import JSON_FILES, inner, word
from auditor.collect.importers.sample import Sample
from auditor.model import Post, PostKind

EVENT = "event, no message"
_SPOKEN = frozenset({"Default", "Reply", "0", "19"})
_PRIVATE = '"Direct'
"""How the types of channels begin that are chats among a few: `DirectTextChat`, `DirectGroupTextChat`."""


def sniff(sample: Sample) -> float:
    """Know it by what stands above its messages."""
    name = sample.first(JSON_FILES)
    text = sample.text(name) if name else ""
    return (
        CERTAIN if all(part in text[:8_000] for part in ('"guild"', '"channel"', '"messages"', '"timestamp"')) else NO
    )


def read(request: Request) -> Iterator[Post | Skip]:
    """Yield the messages of every channel."""
    with files.opened(request.path) as export:
        names = export.chosen(JSON_FILES, "channel.json")
        for name in names:
            for number, (before, entry) in enumerate(json_stream.sections(request, export, name, "messages"), 1):
                made = _message(request, entry, private=_PRIVATE in before)
                yield Skip(made, f"{name}, entry {number}") if isinstance(made, str) else made


def _message(request: Request, entry: Any, *, private: bool) -> Post | str:
    if not isinstance(entry, dict):
        return NO_ENTRY
    if word(entry, "type") not in _SPOKEN:
        return EVENT
    at = request.clock.read(entry.get("timestamp"))
    if at is None:
        return NO_DATE
    text = word(entry, "content")
    if not text:
        return NO_TEXT
    parent = word(entry, "reference", "messageId")
    ours = any(request.is_brand(word(entry, "author", key)) for key in ("name", "nickname", "id"))
    usual = PostKind.REPLY if parent else PostKind.POST if ours else PostKind.MENTION
    return request.post(
        at,
        word(entry, "author", "name"),
        by_brand=ours,
        automated=inner(entry, "author", "isBot") is True,
        id=word(entry, "id"),
        text=text,
        parent_id=parent,
        kind=PostKind.DIRECT if private else usual,
        edited_at=request.clock.read(entry.get("timestampEdited")),
    )


IMPORTER = Importer(
    interface=1,
    name="discord-json",
    title="Discord, a channel saved by DiscordChatExporter (JSON)",
    sniff=sniff,
    read=read,
    cannot_see=("deleted", "images"),
    platform="discord",
    seen=True,
    basis="programs that write and read this file",
)
