'''What an importer is: how one export format is read.

An importer is a file with one function and a table entry. The function opens what it was given, yields a `Post` for each row
that it understands and a `Skip` for each that it does not, and holds no more than a few of them at a time:

    """Examplebook exports."""

    def read(request: Request) -> Iterator[Post | Skip]:
        with files.opened(request.path) as export:
            for name in export.wanted(_POSTS, "posts.json"):
                for entry in json_stream.entries(request, export, name):
                    moment = request.clock.read(entry.get("at"))
                    if moment is None:
                        yield Skip(NO_DATE, name)
                    else:
                        yield request.own(moment, text=entry.get("text", ""))

    IMPORTER = Importer("examplebook", "Examplebook, JSON export", ("inbound", "direct", "deleted"), read)

Then add `examplebook.IMPORTER` to the tuple in `table.py`. A file that is no such export at all raises `ImportProblem`; a bad
row never does.
'''

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from auditor.collect.importers.times import Clock
from auditor.config.schema import ConversationSettings
from auditor.model import Post
from auditor.model.messages import Message, as_message

NO_DATE = "date missing or not understood"
NO_TEXT = "empty"
NO_ENTRY = "not of the expected shape"
_URL = re.compile(r"https?://[^\s<>\"]{1,2000}")
_URL_END = ".,;:!?'\")]}\u2026"
_MANGLED_ID = re.compile(r"(-?\d+)\.0")
_NO_ID = frozenset({"nan", "null", "none", "n/a", "-", "0"})
_LOST_ID = re.compile(r"\d[.,]\d+E\+\d+", re.IGNORECASE)


class ImportProblem(Exception):
    """A file that can't be imported; one line that says what, where and how to fix it.

    A service's exporter writes `raise ImportProblem(message("{file} holds no messages; is it the right export?", file=path))`.
    """

    def __init__(self, said: Message | str) -> None:
        super().__init__(said)
        self.said = as_message(said)
        """Whole sentences; a bare string is taken as it stands."""

    def __str__(self) -> str:
        return self.said.text


@dataclass(frozen=True, slots=True)
class Skip:
    """A row that was left out."""

    reason: str
    """The same words for the same reason: they are counted."""
    where: str = ""
    """Line or entry, for the message when no row at all can be read."""


@dataclass
class Request:
    """What is to be imported, and what the importer has to say besides the posts."""

    path: Path
    settings: ConversationSettings
    source: str = ""
    """Name of the importer."""
    handles: tuple[str, ...] = ()
    """Names that the company goes by on every platform."""
    unseen: set[str] = field(default_factory=set)
    """Words of `Channel.cannot_see` that hold for this file beyond what the importer declares."""
    cut: str = ""
    """Why not all of the file could be read, as a clause."""
    platform: str = field(init=False)
    account: str = field(init=False)
    clock: Clock = field(init=False)
    brand: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        """Fill in what auditor.toml left out."""
        said = self.settings
        self.platform = said.platform or self.source
        self.account = said.account.strip().lstrip("@") or self.path.stem
        self.clock = Clock(ZoneInfo(said.timezone) if said.timezone else None, said.time_format)
        self.brand = frozenset(map(handle, (*said.brand, *self.handles, *((said.account,) if said.account else ()))))

    def is_brand(self, author: str) -> bool:
        """Return whether an author speaks for the company."""
        return handle(author) in self.brand

    def own(self, at: datetime, **said: Any) -> Post:
        """Return a post that the company wrote; without an id it gets one made of its contents."""
        said.setdefault("author", self.account)
        if not said.get("id"):
            said["id"] = made_up_id(at, said["author"], said.get("text", ""), said.get("parent_id", ""))
        return Post(self.platform, self.account, created_at=at, by_brand=True, source=self.source, **said)


@dataclass(frozen=True, slots=True)
class Importer:
    """How one format is read."""

    name: str
    """As `format` in auditor.toml calls it."""
    title: str
    """For people: the tool and the kind of file."""
    cannot_see: tuple[str, ...]
    """Words of `Channel.cannot_see` that hold for every file of this format."""
    read: Callable[[Request], Iterator[Post | Skip]]
    """Yields rows as they are read; raises ImportProblem for what is no such file."""
    basis: str = "documentation and descriptions of such files"
    """What it was built from; no file of the services themselves was at hand."""


def listed(names: Iterable[str]) -> str:
    """Return names out of a file as a message lists them: one line, no more of it than helps, nothing that moves a cursor."""
    shown = ["".join(char if char.isprintable() else " " for char in name[:40]) for name in islice(names, 40)]
    return ", ".join(shown) or "none"


def handle(name: str) -> str:
    """Return a name as names are compared."""
    return name.strip().lstrip("@").casefold()


def links(text: str) -> tuple[str, ...]:
    """Return the web addresses in a text."""
    if "http" not in text:
        return ()
    return tuple(dict.fromkeys(found.rstrip(_URL_END) for found in _URL.findall(text)))


def kept_id(text: str) -> str:
    """Return an id as its platform wrote it, empty where a spreadsheet has rounded it.

    Spreadsheets and data frames make numbers of ids: `123` becomes `123.0`, and what is longer than 15 digits `1.2E+18`, which
    is nobody's id any more.
    """
    text = text.strip()
    if not text or (text.isalnum() and len(text) > 4):
        return text
    if text.lower() in _NO_ID:
        return ""
    if mangled := _MANGLED_ID.fullmatch(text):
        return mangled.group(1)
    return "" if _LOST_ID.fullmatch(text) else text


def made_up_id(at: datetime, *parts: str) -> str:
    """Return an id for a post whose export has none: the same for the same post in any export."""
    said = "\0".join((str(at.timestamp()), *parts))
    return "made-" + blake2b(said.encode("utf-8", "surrogatepass"), digest_size=10).hexdigest()


def tidy(text: str) -> str:
    """Return a text with plain line ends."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.strip()
