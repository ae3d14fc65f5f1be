'''What an importer is: how one export format is recognised and read.

An importer is a file in `formats/` that declares an `Importer`. `sniff` says how sure it is that a file is of its format, from
names and beginnings alone. `read` opens the file, yields a `Post` for each row that it understands and a `Skip` for each that
it does not, and holds no more than a few of them at a time:

    """Examplebook exports."""

    def sniff(sample: Sample) -> float:
        return CERTAIN if sample.named(_POSTS) else NO

    def read(request: Request) -> Iterator[Post | Skip]:
        with files.opened(request.path) as export:
            for name in export.wanted(_POSTS, "posts.json"):
                for entry in json_stream.entries(request, export, name):
                    moment = request.clock.read(entry.get("at"))
                    if moment is None:
                        yield Skip(NO_DATE, name)
                    else:
                        yield request.own(moment, text=entry.get("text", ""))

    IMPORTER = Importer(
        interface=1,
        name="examplebook",
        title="Examplebook, JSON export",
        sniff=sniff,
        read=read,
        cannot_see=("inbound", "direct", "deleted"),
    )

A file that is no such export at all raises `ImportProblem`; a bad row never does.
'''

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar
from zoneinfo import ZoneInfo

from auditor.collect.importers.times import Clock
from auditor.config.schema import UNSEEN, ConversationSettings
from auditor.model import Post, PostKind
from auditor.model.messages import Message, as_message
from auditor.platforms.spelling import platform_id
from auditor.plugins.names import is_name

if TYPE_CHECKING:
    from auditor.collect.importers.columns import Table
    from auditor.collect.importers.sample import Sample

INTERFACE = 1
"""Version of this interface. It grows when an importer written for it would no longer work."""
NO, POSSIBLE, LIKELY, CERTAIN = 0.0, 0.3, 0.7, 1.0
"""What `sniff` returns: not of this format; nothing speaks against it; its parts are named as in this format; it has a mark that
no other format has. Anything between is fine too. Below 0.5 a file is not read unless `format` says what it is."""

NO_DATE = "date missing or not understood"
NO_TEXT = "empty"
NO_ENTRY = "not of the expected shape"
NO_SIDE = "nothing says whose it is"
_URL = re.compile(r"https?://[^\s<>\"]{1,2000}")
_NAMES, _LONGEST_NAME = 40, 40
"""Names that a message lists, and characters of each."""
_URL_END = ".,;:!?'\")]}\u2026"
_MANGLED_ID = re.compile(r"(-?\d+)\.0")
_NO_ID = frozenset({"nan", "null", "none", "n/a", "-", "0"})
_LOST_ID = re.compile(r"\d[.,]\d+E\+\d+", re.IGNORECASE)


class ImportProblem(Exception):
    """A file that can't be imported; one line that says what, where and how to fix it.

    An importer writes `raise ImportProblem(message("{file} holds no messages; is it the right export?", file=path))`.
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


class Packing(StrEnum):
    """What a path leads to."""

    FILE = "file"
    """One file. Documents that are zips inside, such as workbooks, count as files."""
    FOLDER = "folder"
    ZIP = "zip"


@dataclass
class Request:
    """What is to be imported, and what the importer has to say besides the posts."""

    path: Path
    settings: ConversationSettings
    source: str = ""
    """Name of the importer."""
    handles: tuple[str, ...] = ()
    """Names that the company goes by on every platform."""
    private: bool = False
    """Whether all that the file holds was written in private."""
    site: str = ""
    """Host of the company's site, whose mailboxes are the company's."""
    native: str = ""
    """Platform of the format, which holds unless auditor.toml names another."""
    key: bytes = b""
    """What the ids of private posts are made over with: see `private.key_of`."""
    unseen: set[str] = field(default_factory=set)
    """Words of `Channel.cannot_see` that hold for this file beyond what the importer declares."""
    tells_kinds: bool = False
    """Whether every row read so far says itself whether it is a reply."""
    cut: str = ""
    """Why not all of the file could be read, as a clause."""
    tables: list[Table] = field(default_factory=list)
    """How the tables read so far are laid out."""
    passed_over: list[str] = field(default_factory=list)
    """Sheets with tables of another kind, which were not read."""
    platform: str = field(init=False)
    account: str = field(init=False)
    clock: Clock = field(init=False)
    brand: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        """Fill in what auditor.toml left out."""
        said = self.settings
        self.platform = platform_id(said.platform or self.native or self.source)
        named = next(filter(None, self.handles), self.source) if self.nameless else self.path.stem
        self.account = said.account.strip().lstrip("@") or named
        self.clock = Clock(ZoneInfo(said.timezone) if said.timezone else None, said.time_format)
        named_ours = map(handle, (*said.brand, *self.handles, said.account))
        self.brand = frozenset(filter(None, named_ours))  # a post without an author is nobody's

    @property
    def nameless(self) -> bool:
        """Whether nothing may tell what the file is called: it may hold private posts, and chats are called after the customer."""
        return self.private or self.settings.private

    def is_brand(self, author: str) -> bool:
        """Return whether an author speaks for the company."""
        return handle(author) in self.brand

    def post(self, at: datetime, author: str, *, by_brand: bool | None = None, **said: Any) -> Post:
        """Return a post by anybody.

        Args:
            at: When, as `clock` read it.
            author: As the export names them.
            by_brand: Whether they speak for the company; by default, their name decides.
            said: Other fields of `Post`. Without an id it gets one made of its contents, without `urls` those in its text.
        """
        if not said.get("id"):
            said["id"] = made_up_id(at, author, said.get("text", ""), said.get("parent_id", ""))
        said.setdefault("urls", links(said.get("text", "")))
        if self.private:
            said.setdefault("kind", PostKind.DIRECT)
        ours = self.is_brand(author) if by_brand is None else by_brand
        return Post(
            self.platform, self.account, created_at=at, author=author, by_brand=ours, source=self.source, **said
        )

    def own(self, at: datetime, **said: Any) -> Post:
        """Return a post that the company wrote, as `post` does; by default, under the name of its account."""
        return self.post(at, said.pop("author", self.account), by_brand=True, **said)


@dataclass(frozen=True, slots=True, kw_only=True)
class Importer:
    """How one format is recognised and read."""

    interface: int
    """Version of the interface that it was written for: `INTERFACE` of the day."""
    name: str
    """As `format` in auditor.toml calls it: small letters, digits and dashes."""
    title: str
    """For people: the tool and the kind of file."""
    sniff: Callable[[Sample], float]
    """How sure it is, 0 to 1, that a file is of this format: `NO`, `POSSIBLE`, `LIKELY`, `CERTAIN` or between."""
    read: Callable[[Request], Iterator[Post | Skip]]
    """Yields rows as they are read; raises ImportProblem for what is no such file."""
    cannot_see: tuple[str, ...]
    """What no file of this format shows, in the words of `UNSEEN` in config/schema.py; what one file lacks besides goes into
    `Request.unseen` as it is read."""
    takes: tuple[Packing, ...] = tuple(Packing)
    """What `path` may lead to."""
    private: bool = False
    """Whether all it holds was written in private: mail, chats, help desks. It then needs `private = true` in auditor.toml, its
    posts are direct messages, and no words, names or addresses of them are kept, unless `kind` in auditor.toml says that they
    were public. Ids may name somebody: they are made over before they are kept."""
    platform: str = ""
    """Where what it holds was written; empty where its name says it."""
    seen: bool = False
    """Whether its shape was seen in real files, made up from documentation otherwise."""
    by_path: bool = True
    """Whether such a file is told from all others by itself, so that `path` is enough in the usual case."""
    basis: str = "documentation and descriptions of such files"
    """What it was built from."""

    PLUGIN: ClassVar[str] = "importer"

    def problems(self) -> Iterator[str]:
        """Yield what is wrong with the declaration, a clause each."""
        if not is_name(self.name):
            yield f"its name is {self.name!r}; it has to be lower-case words joined by dashes, such as parley-archive"
        if self.interface != INTERFACE:
            yield f"it was written for interface {self.interface!r} of importers; this auditor has {INTERFACE}"
        for word in ("title", "basis"):
            if not isinstance(said := getattr(self, word), str) or not said.strip():
                yield f"{word} is {said!r}; it has to say something"
        for word in ("sniff", "read"):
            if not callable(said := getattr(self, word)):
                yield f"{word} is {said!r}; it has to be a function"
        yield from _strangers("cannot_see", self.cannot_see, UNSEEN)
        yield from _strangers("takes", self.takes, tuple(Packing))


def _strangers(word: str, said: object, known: tuple[str, ...]) -> Iterator[str]:
    """Yield what stands in a tuple of words and should not."""
    if not isinstance(said, tuple):
        yield f'{word} is {said!r}; it has to be a tuple of words, such as {word}=("{known[0]}",)'
        return
    yield from (
        f"{word}: {one!r} is unknown; it has to be one of {', '.join(known)}" for one in said if one not in known
    )


def listed(names: Iterable[str]) -> str:
    """Return names out of a file as a message lists them: one line, no more of it than helps, nothing that moves a cursor."""
    shown = ["".join(char if char.isprintable() else " " for char in _cut(name)) for name in islice(names, _NAMES + 1)]
    return ", ".join([*shown[:_NAMES], *("\u2026" for _ in shown[_NAMES:])]) or "none"


def _cut(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}\u2026"


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
    return made_up(str(at.timestamp()), *parts)


def made_up(*parts: str, key: bytes = b"") -> str:
    """Return an id made of its parts, the same for the same ones. Without a key, whoever guesses the parts finds them out."""
    said = "\0".join(parts).encode("utf-8", "surrogatepass")
    return "made-" + blake2b(said, digest_size=10, key=key).hexdigest()


def tidy(text: str) -> str:
    """Return a text with plain line ends."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.strip()
