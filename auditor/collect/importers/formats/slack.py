"""Slack: the export of a workspace, zip or folder: a folder for each channel, a file for each day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from auditor.collect.importers import files, json_stream
from auditor.collect.importers.base import CERTAIN, NO, NO_DATE, NO_ENTRY, NO_TEXT, Importer, Request, Skip
from auditor.collect.importers.chats import word
from auditor.collect.importers.files import Export
from auditor.collect.importers.sample import Sample
from auditor.model import Post, PostKind

EVENT = "event, no message"
_DAYS = re.compile(r"(?:^|/)[^/]{1,100}/\d{4}-\d\d-\d\d\.json$")
_USERS = re.compile(r"(?:^|/)users\.json$")
_SPOKEN = frozenset({"", "thread_broadcast", "bot_message", "file_share"})
_LINK = re.compile(r"<(?:[#@!][^<>|]{1,100}+\|?|(?:https?|mailto):[^<>|]{1,2000}+\|)?+([^<>]{0,2000}+)>")
_MOST_USERS = 200_000


def sniff(sample: Sample) -> float:
    """Know it by the names of its files and what a message has."""
    days = sample.named(_DAYS)
    entry = sample.entry(days[0]) if days and sample.named(_USERS) else None
    return CERTAIN if isinstance(entry, dict) and "ts" in entry and "type" in entry else NO


def read(request: Request) -> Iterator[Post | Skip]:
    """Yield the messages of every channel."""
    with files.opened(request.path) as export:
        days = export.wanted(_DAYS, "channel/2026-03-02.json")
        ours = _agents(request, export)
        for name in days:
            channel = name.rpartition("/")[0].rpartition("/")[2]
            for number, entry in enumerate(json_stream.entries(request, export, name), 1):
                made = _message(request, entry, channel, ours)
                yield Skip(made, f"{name}, entry {number}") if isinstance(made, str) else made


def _agents(request: Request, export: Export) -> frozenset[str]:
    """Return the ids of people who speak for the company: by their names, or by mailboxes at its site's domain."""
    found: set[str] = set()
    for name in export.named(_USERS):
        for user in json_stream.entries(request, export, name):
            said = (word(user, "name"), word(user, "real_name"), word(user, "profile", "display_name"))
            domain = word(user, "profile", "email").rpartition("@")[2].lower()
            at_home = bool(domain) and domain == request.site.removeprefix("www.")
            if (at_home or any(map(request.is_brand, filter(None, said)))) and len(found) < _MOST_USERS:
                found.add(word(user, "id"))
    return frozenset(found)


def _message(request: Request, entry: Any, channel: str, ours: frozenset[str]) -> Post | str:
    if not isinstance(entry, dict):
        return NO_ENTRY
    if word(entry, "type") != "message" or word(entry, "subtype") not in _SPOKEN:
        return EVENT
    at = request.clock.read(word(entry, "ts"))
    if at is None:
        return NO_DATE
    text = _LINK.sub(r"\1", word(entry, "text"))
    if not text:
        return NO_TEXT
    own, thread = word(entry, "ts"), word(entry, "thread_ts")
    author = word(entry, "user") or word(entry, "bot_id")
    return request.post(
        at,
        author,
        by_brand=author in ours,
        automated="bot_id" in entry,
        id=f"{channel}/{own}",
        text=text,
        thread_id=f"{channel}/{thread or own}",
        parent_id=f"{channel}/{thread}" if thread and thread != own else "",
        kind=PostKind.DIRECT,
    )


IMPORTER = Importer(
    interface=1,
    name="slack",
    title="Slack, export of a workspace as zip or folder (JSON)",
    sniff=sniff,
    read=read,
    cannot_see=("deleted", "images"),
    private=True,
    basis="names of files and fields in slack.com/help (how to read exports); the company's people are those named as `brand` or with mailboxes at its site",
)
