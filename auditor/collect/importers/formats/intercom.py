"""Intercom: conversations with their parts as JSON, as its API gives them and exporters save them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from auditor.collect.importers import files, json_stream
from auditor.collect.importers.base import CERTAIN, NO, NO_DATE, NO_ENTRY, NO_SIDE, Importer, Request, Skip
from auditor.collect.importers.chats import JSON_FILES, inner, plain, word
from auditor.collect.importers.meta_json import objects
from auditor.collect.importers.sample import Sample
from auditor.model import Post, PostKind

_SPEAKS = frozenset({"comment", "open", "close", "assignment", "conversation_rating_remark", ""})
"""Parts that may hold words to the other side; `note` and the like are among agents."""
_CUSTOMERS, _OURS = (
    frozenset({"user", "lead", "contact", "visitor", "guest"}),
    frozenset({"admin", "bot", "team", "operator"}),
)


def sniff(sample: Sample) -> float:
    """Know it by a conversation's parts."""
    name = sample.first(JSON_FILES)
    found = sample.object(name, "conversations") if name else None
    return CERTAIN if isinstance(found, dict) and "conversation_parts" in found else NO


def read(request: Request) -> Iterator[Post | Skip]:
    """Yield what was said in every conversation."""
    with files.opened(request.path) as export:
        names = export.chosen(JSON_FILES, "conversations.json")
        for name in names:
            for number, found in enumerate(json_stream.objects(request, export, name, "conversations"), 1):
                where = f"{name}, conversation {number}"
                if not isinstance(found, dict):
                    yield Skip(NO_ENTRY, where)
                    continue
                for part in _parts(found):
                    made = _part(request, part, word(found, "id"))
                    yield Skip(made, where) if isinstance(made, str) else made


def _parts(found: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield what opened a conversation, and every part that may say something."""
    source = found.get("source") or found.get("conversation_message")
    if isinstance(source, dict):
        yield {**source, "created_at": source.get("created_at") or found.get("created_at")}
    parts = found.get("conversation_parts")
    listed = parts if isinstance(parts, dict) else found
    yield from (
        one for one in objects(listed, "conversation_parts") if word(one, "part_type") in _SPEAKS and one.get("body")
    )


def _part(request: Request, part: dict[str, Any], thread: str) -> Post | str:
    at = request.clock.read(part.get("created_at"))
    if at is None:
        return NO_DATE
    kind = word(part, "author", "type")
    if kind not in _CUSTOMERS | _OURS:
        return NO_SIDE
    text = plain("\n".join(filter(None, (word(part, "subject"), word(part, "body")))))
    return request.post(
        at,
        word(part, "author", "id") or str(inner(part, "author", "name") or ""),
        by_brand=kind in _OURS,
        automated=kind == "bot",
        id=word(part, "id"),
        text=text,
        thread_id=thread,
        kind=PostKind.DIRECT,
    )


IMPORTER = Importer(
    interface=1,
    name="intercom",
    title="Intercom, conversations with their parts (JSON)",
    sniff=sniff,
    read=read,
    cannot_see=("parents", "deleted", "images"),
    private=True,
    seen=True,
    basis="conversations as its API gives them, in programs and files that hold such",
)
