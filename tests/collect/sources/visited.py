"""A site on loopback, visited for real, and what of it is gathered besides its pages."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from auditor.collect import run
from auditor.collect.http.address_guard import Guard
from auditor.collect.http.retry_policy import Pace
from auditor.collect.sources import elsewhere
from auditor.collect.sources.clients import SourceContext
from auditor.collect.sources.elsewhere import Wanted
from auditor.config import load
from auditor.config.schema import SourceSettings
from auditor.model import Channel, Post, Profile
from auditor.model.messages import from_text, quoted
from auditor.snapshot.records import StoredPosts
from auditor.snapshot.writer import Store
from tests.collect.sources.replay import HASTY, NOW


@contextmanager
def visited(site: str, folder: Path) -> Iterator[Store]:
    """Visit a site; yield what is known of it then."""
    written = f'[target]\nsite = "{site}"\n[crawl]\nrespect_robots = false\nmax_links = 20\n'
    (folder / "auditor.toml").write_text(written, encoding="utf-8")
    settings = load.read(folder / "auditor.toml")
    run.collect(settings, folder / "run", lambda *_: None, pace=Pace(waits=(0.01, 0.02), confirm_after=0.01))
    store = Store(folder / "run")
    try:
        yield store
    finally:
        store.close()


@dataclass
class Read:
    """What was gathered."""

    posts: list[Post]
    channels: list[Channel]
    profiles: tuple[Profile, ...]
    notes: list[str]

    def channel(self, source: str) -> Channel:
        (found,) = [one for one in self.channels if one.source == source]
        return found


def read(store: Store, folder: Path, wanted: Iterable[Wanted], **more: Any) -> Read:
    """Gather channels with a reader that may connect to loopback."""
    now = more.pop("now", NOW)

    means = SourceContext(SourceSettings(**more), store.put, pace=HASTY)
    guard = Guard.for_target(["127.0.0.1"])
    asyncio.run(elsewhere.gather(list(wanted), means, store, guard=guard, now=now))
    notes = [from_text(row[0], quoted).in_full for row in store.rows("SELECT text FROM note")]
    return Read(list(StoredPosts(store._db, folder)), list(store.channels()), store.profiles(), notes)
