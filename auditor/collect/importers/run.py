"""Goes through the files that auditor.toml names and puts their posts into the snapshot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

from auditor import urls
from auditor.collect.importers import private, recognise
from auditor.collect.importers.base import Importer, ImportProblem, Request, Skip
from auditor.collect.importers.table import IMPORTERS
from auditor.config.schema import ConversationSettings, Settings
from auditor.model import Channel, Post, PostKind
from auditor.model.messages import Message, as_sentence, message
from auditor.platforms.parse import profile_of
from auditor.platforms.spelling import account_key, platform_id
from auditor.plugins import watch
from auditor.snapshot.writer import Store

SEEN_BEFORE = "id seen before"
_BATCH = 5_000
"""Posts in one transaction, and in memory."""
_TEXTS = ("platform", "account", "id", "text", "author", "thread_id", "parent_id", "lang", "url")
_EITHER_SIDE = frozenset({"inbound", "replies"})
"""What a second file of the same account makes up for."""
_HANG_ON_TIMES = ("time-zone", "reply-times")
"""What can't be told either where posts have a date only."""


class Progress(Protocol):
    """Told what is happening."""

    def __call__(self, done: int, waiting: int, doing: str) -> object:
        """Take note that `done` files were read, `waiting` are to come, and `doing` is under way."""
        ...


@dataclass
class Gathered:
    """What was read of one account in files of one format."""

    rows: int = 0
    """Posts yielded, those with an id seen before among them."""
    first: datetime | None = None
    last: datetime | None = None
    skipped: Counter[str] = field(default_factory=Counter)
    cannot_see: set[str] | None = None
    cuts: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    timezone: str = ""
    pairing: str = ""
    linked: bool = False
    """Whether any post says what it answers or what it belongs to."""
    replied: bool = False
    """Whether the company wrote anything that is called a reply."""
    sides: set[bool] = field(default_factory=set)
    """Whether the company wrote any that is no review, and whether others did."""
    reviewed: bool = False
    """Whether there is any review: those who write them ask in their own way."""

    def take(self, post: Post) -> None:
        """Count a post."""
        self.rows += 1
        self.linked = self.linked or bool(post.parent_id or post.thread_id)
        self.replied = self.replied or (post.by_brand and post.kind is PostKind.REPLY)
        if post.kind is PostKind.REVIEW:
            self.reviewed = True
        else:
            self.sides.add(post.by_brand)
        at = post.created_at
        if self.first is None or at < self.first:
            self.first = at
        if self.last is None or at > self.last:
            self.last = at

    def unseen(self, request: Request, importer: Importer) -> set[str]:
        """Return what a file that was read does not show."""
        unseen = {*importer.cannot_see, *request.unseen, *request.settings.cannot_see}
        if request.clock.unzoned:
            unseen.add("time-zone")
        if request.clock.days_only:
            unseen.add("times")
        if "times" in unseen:
            unseen.update(_HANG_ON_TIMES)
        if len(self.sides) == 2 and not self.linked and (self.replied or not request.tells_kinds):
            unseen.add("threads")
        if self.sides == {False}:  # in chats, nobody was known to speak for it
            unseen.add("replies")
        if self.sides == {True} and not self.reviewed:  # nobody writes to a company never: the file leaves it out
            unseen.add("inbound")
        return unseen

    def conclude(self, request: Request, importer: Importer) -> None:
        """Take note of what a file does not show."""
        unseen = self.unseen(request, importer)
        if self.cannot_see is not None:
            unseen = {
                word
                for word in unseen | self.cannot_see
                if word not in _EITHER_SIDE or word in unseen & self.cannot_see
            }
        self.cannot_see = unseen
        self.cuts += [_nameless(request)] if request.cut else []
        self.files += [] if request.nameless else [request.path.name]
        self.timezone = self.timezone or request.settings.timezone
        self.pairing = self.pairing or request.settings.pairing


_Key = tuple[str, str, str]
"""Platform, account, source."""


def import_all(
    settings: Settings, folder: Path, store: Store, progress: Progress, importers: Mapping[str, Importer] = IMPORTERS
) -> list[ImportProblem]:
    """Import every file that auditor.toml names; return what is wrong with those of which nothing could be read.

    Args:
        settings: All of auditor.toml.
        folder: Where it lies; paths are relative to it.
        store: Gets posts as they are read, and a channel for each account when all is done.
        progress: Told of each file, and of every 5,000 posts.
        importers: All that there are, by name.

    What was read before a file turned out to be damaged stays; its channel says where it was cut. Private posts that an earlier visit
    brought are read anew: their ids hang on all private files together.
    """
    problems = []
    spelling = Spelling(store)
    accounts: dict[_Key, Gathered] = {}
    files = [one for one in settings.conversations if not one.mentions]
    count = len(files)
    made_over = private_key(settings, folder)
    store.drop_private(importers)
    for done, one in enumerate(files):
        progress(done, count - done, one.path)
        importer = None
        try:
            importer, request = opened(settings, one, folder, importers, made_over)
            taken = _Taken(store, accounts, spelling)
            _import(importer, request, taken, lambda said, done=done: progress(done, count - done, said))
        except ImportProblem as problem:
            said = private.kept(problem, done + 1, one, importer) or relative(problem.said, folder / one.path)
            problems.append(ImportProblem(said))
    for key, account in accounts.items():
        store.put_channel(_channel(store, key, account))
    return problems


def shown(path: Path) -> str:
    """Return a path as messages and reports show it: relative to where the program runs, or the mere name of what lies elsewhere."""
    try:
        return path.absolute().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.name


def relative(said: Message, path: Path) -> Message:
    """Return a message with a path in it as `shown` has it."""
    return said.over_words(lambda words: words.replace(str(path), shown(path)))


def private_key(settings: Settings, folder: Path) -> bytes:
    """Return what the ids of private posts are made over with."""
    return private.key_of(folder / one.path for one in settings.conversations if one.private)


def opened(
    settings: Settings, one: ConversationSettings, folder: Path, importers: Mapping[str, Importer], key: bytes
) -> tuple[Importer, Request]:
    """Return what reads a file, and what it is asked; raises ImportProblem where no format is recognised."""
    path = folder / one.path
    importer = recognise.importer_for(path, one, importers)
    private.require_leave(path, importer, one)
    names = (settings.target.handle, settings.target.name, *_own_handles(settings))
    return importer, Request(
        path,
        one,
        importer.name,
        names,
        private.is_private(importer, one),
        urls.host(settings.target.site),
        importer.platform,
        key,
    )


def _own_handles(settings: Settings) -> Iterator[str]:
    """Yield the handles of profiles that auditor.toml says are the company's."""
    for one in settings.profile:
        found = profile_of(one.url) if one.owner == "ours" else None
        if found is not None:
            yield found.name or found.handle


def _import(importer: Importer, request: Request, taken: _Taken, progress: _Said) -> None:
    """Import one file; raises ImportProblem where nothing came of it."""
    store, accounts = taken.store, taken.accounts
    found: Counter[_Key] = Counter()
    skipped: Counter[str] = Counter()
    where: dict[str, str] = {}
    problem: ImportProblem | None = None
    name = f"importer {importer.name}"
    rows = taken.spelling.one(_posts(request, read(importer, request), skipped, where))
    while True:
        batch: list[Post] = []
        try:
            watch.attempt(name, partial(batch.extend, islice(rows, _BATCH)), ImportProblem)
        except ImportProblem as wrong:
            problem = wrong
        except watch.Broke as broke:
            problem = _fault(importer, request, broke)
        if batch:
            _put(store, batch)
            for post in batch:
                key = post.platform, post.account, importer.name
                found[key] += 1
                accounts.setdefault(key, Gathered()).take(post)
            progress(f"{request.path.name}: {sum(found.values()):,} posts")
        if problem is not None or len(batch) < _BATCH:
            break
    if not found:
        raise problem or nothing(request, importer, skipped, where)
    if problem is not None:
        request.cut = str(relative(problem.said, request.path))
    for key in found:
        accounts[key].conclude(request, importer)
    accounts[found.most_common(1)[0][0]].skipped += skipped  # whose they were, nobody can tell


def read(importer: Importer, request: Request) -> Iterator[Post | Skip]:
    """Yield what an importer yields, as long as it is what it should be; it is not asked before the first row is wanted."""
    for row in importer.read(request):
        if not isinstance(row, Post | Skip):
            raise TypeError(f"yields {type(row).__name__}, neither a Post nor a Skip")
        if isinstance(row, Post) and row.created_at.tzinfo is None:
            raise ValueError(f"yields post {row.id!r} with a time without a zone")
        yield row


def _fault(importer: Importer, request: Request, broke: watch.Broke) -> ImportProblem:
    """Return the problem that a broken importer makes; it is noted as its fault too, and no file's."""
    watch.note(private.fault(importer, request.settings, f"reading {request.path}", broke))
    return ImportProblem(message("{file} could not be read to its end: {why}.", file=str(request.path), why=str(broke)))


@dataclass(frozen=True)
class _Taken:
    """Where what is read goes."""

    store: Store
    accounts: dict[_Key, Gathered]
    spelling: Spelling


class Spelling:
    """Makes one account of all its spellings: as the profile has it, as a platform's interface does, or as it came first."""

    def __init__(self, store: Store) -> None:
        self._known: dict[tuple[str, str], tuple[str, str]] = {}
        for platform, account in (
            *((one.platform, one.handle) for one in store.profiles()),
            *((one.platform, one.account) for one in store.channels()),
        ):
            self._known.setdefault(account_key(platform, account), (platform, account))

    def one(self, posts: Iterable[Post]) -> Iterator[Post]:
        """Yield the posts, each with the one spelling of its account."""
        seen: dict[tuple[str, str], tuple[str, str]] = {}
        for post in posts:
            written = post.platform, post.account
            same = seen.get(written)
            if same is None:
                mine = platform_id(post.platform), post.account
                same = seen[written] = self._known.setdefault(account_key(*written), mine)
            yield post if same == written else replace(post, platform=same[0], account=same[1])


class _Said(Protocol):
    def __call__(self, doing: str, /) -> object: ...


def _nameless(request: Request) -> str:
    """Return why a file could not be read to its end; of private ones without names of files, which may be a customer's."""
    return (
        "some of it could not be read"
        if request.nameless
        else request.cut.replace(str(request.path), shown(request.path))
    )


def _posts(
    request: Request, rows: Iterable[Post | Skip], skipped: Counter[str], where: dict[str, str]
) -> Iterator[Post]:
    """Yield the posts, private ones without their words, and count the others."""
    gate = private.Gate(request)
    for number, each in enumerate(rows, 1):
        row = gate.passed(each, number) if isinstance(each, Post) else each
        if isinstance(row, Skip):
            skipped[row.reason] += 1
            where.setdefault(row.reason, row.where)
        else:
            yield row


def _put(store: Store, batch: list[Post]) -> None:
    try:
        store.put_posts(batch)
    except UnicodeEncodeError:  # half of an emoji, cut off by whoever wrote the file: no database takes it
        store.put_posts(map(_writable, batch))


def _writable(post: Post) -> Post:
    said: dict[str, Any] = {name: _whole(getattr(post, name)) for name in _TEXTS}
    return replace(post, urls=tuple(map(_whole, post.urls)), **said)


def _whole(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def nothing(request: Request, importer: Importer, skipped: Counter[str], where: dict[str, str]) -> ImportProblem:
    """Return why nothing came of a file: its rows, where the first of each kind stands, and what it was taken for."""
    path = request.path
    if not skipped:
        return ImportProblem(
            message("{file} holds no posts; export it again, for a longer time if need be.", file=str(path))
        )
    taken = message(
        "It was taken for {format} ({title}); if it is something else, name its format in auditor.toml.",
        format=importer.name,
        title=importer.title,
    )
    none = message(
        "{file}: its only row could not be read.",
        "{file}: none of its {count:,} rows could be read.",
        file=str(path),
        count=sum(skipped.values()),
    )
    asked = message("Is it the right file, and are its columns named right?")
    reasons = (
        message(
            "{reason}: {count:,} row, at {place}.",
            "{reason}: {count:,} rows, first at {place}.",
            reason=reason[:1].upper() + reason[1:],
            count=count,
            place=where[reason],
        )
        for reason, count in skipped.most_common(3)
    )
    return ImportProblem(none.then(*reasons, asked, *(() if request.settings.format else (taken,))))


def _channel(store: Store, key: _Key, account: Gathered) -> Channel:
    """Return what was gathered of an account. What is stored is counted, so that a visit taken up again counts nothing twice."""
    platform, name, source = key
    ((stored,),) = store.rows("SELECT count(*) FROM post WHERE platform = ? AND account = ?", platform, name)
    others = [one.posts for one in store.channels() if (one.platform, one.account) == key[:2] and one.source != source]
    posts = max(0, min(account.rows, stored - sum(others)))
    if account.rows > posts:
        account.skipped[SEEN_BEFORE] = account.rows - posts
    return Channel(
        platform=platform,
        account=name,
        source=source,
        url=", ".join(dict.fromkeys(account.files)),
        since=account.first and account.first.astimezone(UTC),
        until=account.last and account.last.astimezone(UTC),
        timezone=account.timezone,
        pairing=account.pairing,
        cannot_see=tuple(sorted(account.cannot_see or ())),
        posts=posts,
        skipped=dict(sorted(account.skipped.items())),
        cut=as_sentence("; ".join(account.cuts)),
    )
