"""Try a source on a server that a test started: for tests of sources, wherever they live."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from auditor.collect.sources import run
from auditor.collect.sources.adapter import Pace
from auditor.collect.sources.base import Source
from auditor.collect.sources.clients import SourceContext
from auditor.config.schema import SourceSettings
from auditor.model import Channel, Post, Profile
from auditor.snapshot.records import posts
from auditor.snapshot.writer import Store

_PACE = Pace(tries=2, waits=(0.01,), longest=5.0, timeout=20.0, body=2_000_000)


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of a source."""

    profiles: tuple[Profile, ...]
    posts: tuple[Post, ...]
    channels: tuple[Channel, ...]
    """What is to be known of the posts of each account: how far back they go, what is missing."""


def trial(source: Source, handles: Iterable[str], base: str, now: datetime | None = None) -> Tried:
    """Return what a source finds out from a server that a test started. For tests.

    Args:
        source: The source.
        handles: Accounts to look up.
        base: Address of the server, such as `http://127.0.0.1:8080/`.
        now: The time of the visit.
    """
    with TemporaryDirectory() as folder:
        store = Store(Path(folder))
        try:
            context = SourceContext(SourceSettings(bases={source.name: base}), store.put, pace=_PACE)
            asked = [Profile(source.platforms[0], handle, "") for handle in handles]
            moment = now or datetime.now(UTC)
            found = asyncio.run(run.gather(asked, context, store, now=moment, source_for=lambda _: source))
            written = tuple(posts(store._db, store.folder))  # noqa: SLF001 - as the reader of snapshots does
            return Tried(tuple(found), written, store.channels())
        finally:
            store.close()
