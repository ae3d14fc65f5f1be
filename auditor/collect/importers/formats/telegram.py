"""Telegram Desktop: one chat, or all of an account, exported as JSON (`result.json`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from auditor.collect.importers import files, json_stream
from auditor.collect.importers.base import CERTAIN, NO, NO_DATE, NO_ENTRY, NO_TEXT, Importer, Request, Skip, made_up
from auditor.collect.importers.chats import JSON_FILES, inner, word
from auditor.collect.importers.files import Export
from auditor.collect.importers.sample import Sample
from auditor.model import Post, PostKind

EVENT = "event, no message"
_MESSAGES = re.compile(r'"messages"\s{0,99}:\s{0,99}\[\s{0,99}\{')
_CHAT_ID = re.compile(r'"id"\s{0,9}:\s{0,9}(-?\d{1,20})')
_OWNER = re.compile(rb'"personal_information"\s{0,9}:\s{0,9}\{\s{0,99}"user_id"\s{0,9}:\s{0,9}(\d{1,20})')
_START = 16 << 10
_MARKS = ('"date_unixtime"', '"from_id"', '"text_entities"')


def sniff(sample: Sample) -> float:
    """Know it by what a message has."""
    name = sample.first(JSON_FILES)
    text = sample.text(name) if name else ""
    return CERTAIN if _MESSAGES.search(text) and sum(mark in text for mark in _MARKS) >= 2 else NO


def read(request: Request) -> Iterator[Post | Skip]:
    """Yield the messages of every chat."""
    with files.opened(request.path) as export:
        names = export.chosen(re.compile(r"result\.json$"), "result.json")
        for name in names:
            request.brand |= _owner(export, name)
            chat, head = "", ""
            for number, (before, entry) in enumerate(json_stream.sections(request, export, name, "messages"), 1):
                if not isinstance(entry, dict):
                    yield Skip(NO_ENTRY, f"{name}, entry {number}")
                    continue
                if before != head or not chat:
                    head, chat = before, _number(before) or made_up(str(entry.get("date")), str(entry.get("text")))
                made = _message(request, entry, chat)
                yield Skip(made, f"{name}, entry {number}") if isinstance(made, str) else made


def _owner(export: Export, name: str) -> frozenset[str]:
    """Return how messages name the owner of the account, where all its chats were exported."""
    with export.open(name) as stream:
        found = _OWNER.search(stream.read(_START))
    return frozenset({f"user{found.group(1).decode()}"}) if found else frozenset()


def _number(before: str) -> str:
    *_, found = ("", *_CHAT_ID.findall(before))
    return str(found)


def _message(request: Request, entry: dict[str, Any], chat: str) -> Post | str:
    if entry.get("type") != "message":
        return EVENT
    unix = word(entry, "date_unixtime")
    at = request.clock.read(unix or entry.get("date"))
    if at is None:
        return NO_DATE
    text = _text(entry.get("text")) or _text(entry.get("text_entities"))
    if not text:
        return NO_TEXT
    author = word(entry, "from_id") or word(entry, "from")
    parent = word(entry, "reply_to_message_id")
    return request.post(
        at,
        author,
        by_brand=request.is_brand(word(entry, "from")) or request.is_brand(author),
        id=f"{chat}/{word(entry, 'id')}",
        text=text,
        thread_id=chat,
        parent_id=f"{chat}/{parent}" if parent else "",
        kind=PostKind.DIRECT,
        edited_at=request.clock.read(word(entry, "edited_unixtime") or entry.get("edited")),
    )


def _text(said: object) -> str:
    """Return a message's text: one piece, or a list of pieces and objects with one."""
    if isinstance(said, str):
        return said.strip()
    if not isinstance(said, list):
        return ""
    return "".join(part if isinstance(part, str) else str(inner(part, "text") or "") for part in said).strip()


IMPORTER = Importer(
    interface=1,
    name="telegram",
    title="Telegram Desktop, chat history (result.json)",
    sniff=sniff,
    read=read,
    cannot_see=("deleted", "images", "automation"),
    private=True,
    seen=True,
    basis="exports that people show; the company is known by its name in the chat",
)
