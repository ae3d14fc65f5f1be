"""Zendesk: tickets with their comments as JSON, one ticket a line as its full export writes them, or a list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from auditor.collect.importers import files, json_stream
from auditor.collect.importers.base import CERTAIN, NO, NO_DATE, NO_ENTRY, NO_SIDE, NO_TEXT, Importer, Request, Skip
from auditor.collect.importers.chats import JSON_FILES, plain, word
from auditor.collect.importers.meta_json import objects
from auditor.collect.importers.sample import Sample
from auditor.model import Post, PostKind

NOTE = "note among agents"
_CUSTOMERS, _OURS = frozenset({"end-user", "end_user"}), frozenset({"agent", "admin", "owner", "system"})


def sniff(sample: Sample) -> float:
    """Know it by a ticket's comments and requester."""
    name = sample.first(JSON_FILES)
    ticket = sample.object(name, "tickets") if name else None
    if not isinstance(ticket, dict) or not isinstance(ticket.get("comments"), list):
        return NO
    return CERTAIN if {"requester_id", "requester"} & ticket.keys() else NO


def read(request: Request) -> Iterator[Post | Skip]:
    """Yield the public comments of every ticket."""
    with files.opened(request.path) as export:
        names = export.chosen(JSON_FILES, "tickets.json")
        for name in names:
            for number, ticket in enumerate(json_stream.objects(request, export, name, "tickets"), 1):
                where = f"{name}, ticket {number}"
                if not isinstance(ticket, dict) or not isinstance(ticket.get("comments"), list):
                    yield Skip(NO_ENTRY, where)
                    continue
                yield from _ticket(request, ticket, where)


def _ticket(request: Request, ticket: dict[str, Any], where: str) -> Iterator[Post | Skip]:
    requesters = {word(ticket, "requester_id"), word(ticket, "requester", "id")} - {""}
    id_ = word(ticket, "id") or word(ticket, "nice_id")
    for comment in objects(ticket, "comments"):
        made = _comment(request, comment, id_, requesters)
        yield Skip(made, where) if isinstance(made, str) else made


def _comment(request: Request, comment: dict[str, Any], ticket: str, requesters: set[str]) -> Post | str:
    if comment.get("public") is False:
        return NOTE
    at = request.clock.read(comment.get("created_at"))
    if at is None:
        return NO_DATE
    text = plain(comment.get("plain_body") or comment.get("body") or comment.get("html_body") or comment.get("value"))
    if not text:
        return NO_TEXT
    author = word(comment, "author_id") or word(comment, "author", "id")
    ours = _is_ours(author, word(comment, "author", "role").lower(), requesters)
    if ours is None:
        return NO_SIDE
    return request.post(
        at, author, by_brand=ours, id=word(comment, "id"), text=text, thread_id=ticket, kind=PostKind.DIRECT
    )


def _is_ours(author: str, role: str, requesters: set[str]) -> bool | None:
    """Return whether the company wrote a comment: by its author's role, else whoever did not ask; None where neither is told."""
    if role in _CUSTOMERS or (author and author in requesters):
        return False
    if role in _OURS:
        return True
    return True if author and requesters else None


IMPORTER = Importer(
    interface=1,
    name="zendesk-json",
    title="Zendesk, full export of tickets with their comments (JSON)",
    sniff=sniff,
    read=read,
    cannot_see=("parents", "deleted", "images", "automation"),
    private=True,
    platform="zendesk",
    basis="fields of tickets and comments in the Ticketing API, and programs that read the full export",
)
