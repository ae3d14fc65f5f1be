"""Exports of what others say elsewhere, such as those of monitoring tools: read as conversations are, kept as mentions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from pathlib import Path

from auditor.collect.importers import private
from auditor.collect.importers.base import Importer, ImportProblem, Request, Skip
from auditor.collect.importers.run import Progress, nothing, opened, read, relative
from auditor.collect.importers.table import IMPORTERS
from auditor.config.schema import ConversationSettings, Settings
from auditor.model import NOTHING, Message, Post, PostKind, Venue, VenueKind, message
from auditor.platforms.spelling import platform_id
from auditor.plugins import watch
from auditor.snapshot.writer import Store
from auditor.text.mention_terms import NAMESAKE, Terms

_BATCH = 5_000
FILE = "file"
"""Platform of what a file holds where it does not say."""
_ANYTHING = Terms()
_UNTHREADED = ("replies", "threads")
"""What an export lacks in which no row says what it answers."""


def import_mentions(
    settings: Settings,
    store: Store,
    progress: Progress,
    terms: Terms = _ANYTHING,
    importers: Mapping[str, Importer] = IMPORTERS,
) -> list[ImportProblem]:
    """Import every file that auditor.toml calls one of mentions; return what is wrong with those that can't be read.

    Each platform in such a file is a venue. A file that can't be read is told as a venue that was not seen. `terms` keep namesakes
    out; that the rest speaks of the company is up to whoever exported it.
    """
    problems: list[ImportProblem] = []
    files = [one for one in settings.conversations if one.mentions]
    for done, one in enumerate(files):
        progress(done, len(files) - done, one.path)
        file = _File(one, terms)
        try:
            file.read(settings, store, importers)
        except ImportProblem as problem:
            said = relative(problem.said, Path(one.path))
            problems.append(ImportProblem(said))
            store.put_venue(replace(file.venue(FILE), unseen=_unread(settings, one)))
    return problems


def _unread(settings: Settings, one: ConversationSettings) -> Message:
    """Return why a file's mentions are not known: in words for everybody, and where to learn more for whoever runs the audit."""
    more = message(
        "Entry {number} under {section} in auditor.toml, an export of mentions, was not imported; {command} says why.",
        number=settings.conversations.index(one) + 1,
        section="[[conversations]]",
        command="`auditor import auditor.toml`",
    )
    return message("The export could not be read.").telling_operator(more)


class _File:
    """A file of mentions that is read."""

    def __init__(self, one: ConversationSettings, terms: Terms) -> None:
        self._one = one
        self._terms = terms
        self._skipped: Counter[str] = Counter()
        self._where: dict[str, str] = {}
        self._seen: dict[str, _Seen] = {}

    def venue(self, platform: str) -> Venue:
        """Return the venue that a platform in the file is."""
        path = Path(self._one.path)
        return Venue(platform, self._one.account or path.stem, FILE, path.name, VenueKind.FILE)

    def read(self, settings: Settings, store: Store, importers: Mapping[str, Importer]) -> None:
        """Store what the file holds; raises ImportProblem where nothing came of it."""
        one = self._one
        importer, request = opened(settings, one, Path(), importers, b"")
        if private.is_private(importer, one):
            raise ImportProblem(message("{file} holds private conversations, which are no mentions.", file=one.path))
        rows, cut = self._mentions(read(importer, request), importer), NOTHING
        while not cut:
            batch: list[Post] = []
            cut = _taken(importer, request, partial(batch.extend, islice(rows, _BATCH)))
            store.put_mentions(batch)
            for post in batch:
                self._seen.setdefault(post.platform, _Seen()).take(post)
            if len(batch) < _BATCH:
                break
        if not self._seen and not self._skipped[NAMESAKE]:
            raise ImportProblem(cut) if cut else nothing(request, importer, self._skipped, self._where)
        for place, platform in enumerate(self._seen or (FILE,)):
            unseen = {*importer.cannot_see, *request.unseen, *one.cannot_see}
            seen = self._seen.get(platform, _Seen())
            skipped = self._skipped if place == 0 else {}  # of which platform they were, nobody can tell
            store.put_venue(
                replace(seen.told(self.venue(platform), unseen), skipped=dict(sorted(skipped.items())), cut=cut)
            )

    def _mentions(self, rows: Iterator[Post | Skip], importer: Importer) -> Iterator[Post]:
        for row in rows:
            if isinstance(row, Skip):
                self._skipped[row.reason] += 1
                self._where.setdefault(row.reason, row.where)
            elif reason := self._terms.left_out(row.text, row.urls, named=True):
                self._skipped[reason] += 1
            else:
                yield self._mention(row, importer)

    def _mention(self, row: Post, importer: Importer) -> Post:
        known = row.platform and row.platform != importer.name
        venue = self.venue(platform_id(row.platform) if known else FILE)
        answers = row.by_brand or bool(row.parent_id)
        kind = PostKind.REPLY if answers else row.kind if row.kind is PostKind.REVIEW else PostKind.MENTION
        return replace(row, platform=venue.platform, account=venue.name, kind=kind, source=venue.source)


def _taken(importer: Importer, request: Request, take: Callable[[], None]) -> Message:
    """Take rows; return why there are no more, where that is the file's or its importer's fault."""
    try:
        watch.attempt(f"importer {importer.name}", take, ImportProblem)
    except ImportProblem as wrong:
        return relative(wrong.said, request.path)
    except watch.Broke as broke:
        watch.note(f"{broke} (reading {request.path})")
        return message("Its importer failed ({why}).", why=str(broke))
    return NOTHING


class _Seen:
    """What of one platform a file turned out to hold."""

    def __init__(self) -> None:
        self._mentions = 0
        self._linked = False
        self._first: datetime | None = None
        self._last: datetime | None = None

    def take(self, post: Post) -> None:
        """Count a post."""
        self._mentions += not post.by_brand and post.kind is not PostKind.REPLY
        self._linked = self._linked or bool(post.parent_id or post.thread_id)
        self._first = min(self._first or post.created_at, post.created_at)
        self._last = max(self._last or post.created_at, post.created_at)

    def told(self, venue: Venue, unseen: set[str]) -> Venue:
        """Return the venue with what was seen of it."""
        newest = self._last and self._last.astimezone(UTC)
        since = self._first and self._first.astimezone(UTC)
        unseen = unseen | (set() if self._linked else set(_UNTHREADED))
        return replace(
            venue, since=since, until=newest, newest=newest, cannot_see=tuple(sorted(unseen)), mentions=self._mentions
        )
