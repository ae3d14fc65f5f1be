"""Venues on loopback: each path says what a test tells it to, whatever is asked of it, in turn where there is a list."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from auditor.collect.sources.base import Source
from auditor.collect.sources.clients import SourceContext
from auditor.collect.sources.venues import gather, wanted
from auditor.config import load
from auditor.config.schema import Settings
from auditor.model import Post, Profile, Snapshot, Target, Venue
from auditor.snapshot import reader
from auditor.snapshot.writer import Store
from tests.collect.sources.replay import HASTY, NOW, said
from tests.local_web import Handler, LocalWeb

Said = bytes | Handler | list[bytes]


class ByPath(dict[str, Any]):
    """Answers by path alone."""

    def get(self, key: str, default: Any = None) -> Any:
        """Return what is to be answered."""
        found = super().get(urlsplit(key).path, default)
        if isinstance(found, list):
            return found.pop(0) if len(found) > 1 else found[0]
        return found


@contextmanager
def venue_web(**pages: Said) -> Iterator[LocalWeb]:
    """Serve answers in JSON; pages are named by their paths."""
    with LocalWeb() as server:
        server.pages = ByPath(pages)
        server.missing = said({}, status=404)
        yield server


def asked(web: LocalWeb, path: str) -> list[dict[str, str]]:
    """Return the parameters with which a path was asked for."""
    found = (urlsplit(target) for target in web.asked)
    return [{key: values[0] for key, values in parse_qs(one.query).items()} for one in found if one.path == path]


def searched(
    folder: Path,
    mentions: dict[str, Any],
    *profiles: Profile,
    name: str = "Quillnet GmbH",
    others: Sequence[Source] = (),
    **sources: Any,
) -> Snapshot:
    """Return a visit that only looked for mentions."""
    made = {
        "target": {"site": "https://www.quillnet.example/", "name": name},
        "mentions": {"hackernews": False, **mentions},
        "sources": sources,
    }
    settings = Settings.model_validate(made)
    store = Store(folder)
    store.begin(Target("Quillnet", "https://www.quillnet.example/"), NOW)
    store.put_profiles(profiles)
    means = SourceContext(settings.sources, store.put, pace=HASTY)
    terms = load.terms(settings, "https://www.quillnet.example/")
    asyncio.run(
        gather.gather(
            list(wanted.of_settings(settings, others)),
            terms,
            means,
            store,
            seconds=settings.mentions.max_seconds,
            now=NOW,
        )
    )
    store.finish()
    store.close()
    return reader.load(folder)


def one_venue(snapshot: Snapshot) -> Venue:
    """Return the only venue."""
    (venue,) = snapshot.venues
    return venue


def shape(posts: Any) -> list[tuple[str, str, str, bool]]:
    """Return id, kind, parent and whether the company wrote it."""
    found: list[Post] = list(posts)
    return sorted((post.id, post.kind.value, post.parent_id, post.by_brand) for post in found)
