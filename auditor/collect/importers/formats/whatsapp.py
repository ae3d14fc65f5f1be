"""WhatsApp: a chat exported as text, by itself or in the zip that phones make of it.

A phone writes dates as its language does, and may put its own marks of direction before names and dates.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import NamedTuple

from auditor.collect.importers import files
from auditor.collect.importers.base import (
    CERTAIN,
    NO,
    NO_DATE,
    NO_TEXT,
    Importer,
    ImportProblem,
    Request,
    Skip,
    handle,
    made_up_id,
)
from auditor.collect.importers.files import Export
from auditor.collect.importers.lines import lines
from auditor.collect.importers.sample import Sample
from auditor.collect.importers.times import Order, order_of
from auditor.model import Post, PostKind
from auditor.model.messages import message

EVENT = "event, no message"
_FILES = re.compile(r"(?:^|/)(?:_chat|.{0,20}WhatsApp.{0,200})\.txt$", re.IGNORECASE)
_DATE = r"\d{1,4}[./-]\s?\d{1,2}[./-]\s?\d{1,4}\.?"
_TIME = r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s?[AaPp]\.?\s?[Mm]\.?)?"
_LINE = re.compile(rf"\[?({_DATE}),?\s{{1,2}}({_TIME})(?:\]\s|\s[-\u2013]\s)(.*)", re.DOTALL)
_SPOKEN = re.compile(r"([^:\n]{1,100}): (.*)", re.DOTALL)
_MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_OMITTED = re.compile(
    r"<[^<>\n]{3,40}>|[^\n]{3,40} omitted|null|\S{1,80} \((?:file attached|Datei angeh\u00e4ngt)\)", re.IGNORECASE
)
"""All that stands in place of a picture or a recording."""
_WITH = "(?:with|mit|con|avec|met|com|med|z)"
_CUSTOMER = re.compile(
    rf"(?:WhatsApp[ -]+Chat(?:\s+{_WITH}|\s+-)?|.{{0,30}}\bWhatsApp\s+{_WITH})\s+(.{{1,100}}?)(?:\s?\(\d{{1,3}}\))?(?:\.txt|\.zip)?$",
    re.IGNORECASE,
)
"""Phones call the file after whom the chat was with; what was downloaded again has a number behind."""
_NO_WORDS = re.compile(r"\A[^:\n]{0,20}:[^\n]{1,140}: \u200e")
"""iPhones mark what nobody typed, in every language: events, and what stands in place of a picture."""
_SAMPLE = 5_000
_MOST_LINES = 2_000
"""Lines of one message."""


class _Message(NamedTuple):
    number: int
    at: str
    author: str
    text: str


def sniff(sample: Sample) -> float:
    """Know it by how its lines begin."""
    name = sample.first(_FILES)
    head = [_MARKS.sub("", line) for line in sample.lines(name, 20)] if name else []
    begun = [found for line in head if (found := _LINE.match(line))]
    return CERTAIN if len(begun) >= 2 and any(_SPOKEN.match(found.group(3)) for found in begun) else NO


def read(request: Request) -> Iterator[Post | Skip]:
    """Yield the messages of the chat."""
    with files.opened(request.path) as export:
        names = export.chosen(_FILES, "_chat.txt")
        for name in names:
            if request.clock.needs_order:
                request.clock.order = _order(request, export, name)
            yield from _chat(request, export, name)


def _chat(request: Request, export: Export, name: str) -> Iterator[Post | Skip]:
    customer = "" if request.settings.brand or request.settings.account else _customer(request, export, name)
    chat = ""
    with export.open(name) as stream:
        for one in _messages(lines(stream, request.settings.encoding)):
            where = f"line {one.number}"
            at = request.clock.read(one.at)
            if at is None:
                yield Skip(NO_DATE, where)
            elif not one.author:
                yield Skip(EVENT, where)
            elif not one.text or _OMITTED.fullmatch(one.text):
                yield Skip(NO_TEXT, where)
            else:
                chat = chat or made_up_id(at, one.author, one.text)
                yield _post(request, one, at, chat, customer)


def _customer(request: Request, export: Export, name: str) -> str:
    """Return whom the chat was with, by the name of its file; nobody where nobody of that name speaks, as in a group."""
    found = _CUSTOMER.match(export.path.name) or _CUSTOMER.match(name.rpartition("/")[2])
    if found is None:
        return ""
    called = handle(found.group(1))
    with export.open(name) as stream:
        first = islice(_messages(lines(stream, request.settings.encoding)), _SAMPLE)
        return called if any(handle(one.author) == called for one in first) else ""


def _post(request: Request, one: _Message, at: datetime, chat: str, customer: str) -> Post:
    ours = request.is_brand(one.author) or (bool(customer) and handle(one.author) != customer)
    return request.post(at, one.author, by_brand=ours, text=one.text, thread_id=chat, kind=PostKind.DIRECT)


def _messages(source: Iterable[str]) -> Iterator[_Message]:
    """Yield messages; lines that begin with no date go on with the one before."""
    held: list[str] = []
    begun: tuple[int, str] = (0, "")
    for number, raw in enumerate(source, 1):
        line = _MARKS.sub("", raw)
        found = _LINE.match(line)
        if found is None:
            if held and len(held) < _MOST_LINES:
                held.append(line)
            continue
        if held:
            yield _made(*begun, "".join(held))
        begun = number, f"{found.group(1).rstrip('.')} {found.group(2)}"
        held = ["" if _NO_WORDS.search(raw) else found.group(3)]
    if held:
        yield _made(*begun, "".join(held))


def _made(number: int, at: str, said: str) -> _Message:
    spoken = _SPOKEN.match(said)
    if spoken is None:
        return _Message(number, at, "", said.strip())
    return _Message(number, at, spoken.group(1).strip().lstrip("~").strip(), spoken.group(2).strip())


def _order(request: Request, export: Export, name: str) -> Order:
    """Return what comes first in the dates of a chat; raises ImportProblem where nobody can tell."""
    with export.open(name) as stream:
        dates = (one.at for one in _messages(lines(stream, request.settings.encoding)))
        found = order_of(islice(dates, _SAMPLE))
    if found not in {Order.UNKNOWN, Order.MIXED}:
        return found
    raise ImportProblem(
        message(
            "{file}: its dates could be day or month first, such as 4/5/26; set time_format = "
            '"day-first" or "month-first" in auditor.toml.',
            file=export.where(name),
        )
    )


IMPORTER = Importer(
    interface=1,
    name="whatsapp",
    title="WhatsApp, exported chat (.txt, or its zip)",
    sniff=sniff,
    read=read,
    cannot_see=("parents", "deleted", "images", "automation"),
    private=True,
    seen=True,
    basis="chats that programs and people show; the company is known by its name in the chat, or as whom the file is not called after",
)
