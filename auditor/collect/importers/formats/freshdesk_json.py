"""Freshdesk: tickets with their conversations as JSON, as its API gives them, or with their notes, as its account export has them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from auditor.collect.importers import files, json_stream
from auditor.collect.importers.base import CERTAIN, NO, NO_DATE, NO_ENTRY, NO_SIDE, NO_TEXT, Importer, Request, Skip
from auditor.collect.importers.chats import JSON_FILES, inner, plain, word
from auditor.collect.importers.meta_json import objects
from auditor.collect.importers.sample import Sample
from auditor.model import Post, PostKind

NOTE = "note among agents"
_PARTS = {"conversations": "", "notes": "note"}
"""What holds the messages of a ticket, and what each is wrapped in, if in anything."""


def sniff(sample: Sample) -> float:
    """Know it by a ticket's requester and messages, each of which says whether it came in."""
    name = sample.first(JSON_FILES)
    ticket = _ticket(sample.object(name, "tickets")) if name else {}
    known = "requester_id" in ticket and any("incoming" in one for one in _messages(ticket))
    return CERTAIN if known else NO


def read(request: Request) -> Iterator[Post | Skip]:
    """Yield what opened every ticket, and its messages."""
    with files.opened(request.path) as export:
        for name in export.chosen(JSON_FILES, "tickets.json"):
            for number, entry in enumerate(json_stream.objects(request, export, name, "tickets"), 1):
                where = f"{name}, ticket {number}"
                ticket = _ticket(entry)
                if "requester_id" not in ticket:
                    yield Skip(NO_ENTRY, where)
                    continue
                for said in (_opening(ticket), *_messages(ticket)):
                    made = _post(request, said, ticket)
                    yield Skip(made, where) if isinstance(made, str) else made


def _ticket(entry: Any) -> dict[str, Any]:
    found = inner(entry, "helpdesk_ticket") or entry
    return found if isinstance(found, dict) else {}


def _opening(ticket: dict[str, Any]) -> dict[str, Any]:
    """Return what opened a ticket as one of its messages."""
    said = "\n".join(
        filter(None, (word(ticket, "subject"), plain(ticket.get("description_text") or ticket.get("description"))))
    )
    return {"user_id": ticket["requester_id"], "body_text": said, "created_at": ticket.get("created_at")}


def _messages(ticket: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for key, wrapping in _PARTS.items():
        for one in objects(ticket, key):
            yield one[wrapping] if isinstance(one.get(wrapping), dict) else one


def _post(request: Request, said: dict[str, Any], ticket: dict[str, Any]) -> Post | str:
    if said.get("private") is True:
        return NOTE
    at = request.clock.read(said.get("created_at"))
    if at is None:
        return NO_DATE
    text = plain(said.get("body_text") or said.get("body"))
    if not text:
        return NO_TEXT
    author, asked = word(said, "user_id"), word(ticket, "requester_id")
    incoming = said.get("incoming") if isinstance(said.get("incoming"), bool) else (author == asked if author else None)
    if incoming is None:
        return NO_SIDE
    return request.post(
        at,
        author,
        by_brand=not incoming,
        id=word(said, "id"),
        text=text,
        thread_id=word(ticket, "display_id") or word(ticket, "id"),
        kind=PostKind.DIRECT,
    )


IMPORTER = Importer(
    interface=1,
    name="freshdesk-json",
    title="Freshdesk, tickets with their conversations (JSON)",
    sniff=sniff,
    read=read,
    cannot_see=("parents", "deleted", "images", "automation"),
    private=True,
    platform="freshdesk",
    basis="fields of tickets and conversations in developers.freshdesk.com (API v2), and of the account export as users describe it",
)
