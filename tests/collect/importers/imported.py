"""Helps to import a file and look at what came of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from auditor.collect.importers.base import Request, Skip
from auditor.collect.importers.run import import_all
from auditor.collect.importers.table import IMPORTERS
from auditor.config.schema import ConversationSettings, Settings, TargetSettings
from auditor.model import Channel, Post
from auditor.snapshot import records
from auditor.snapshot.writer import Store


def read(path: Path, format: str, **said: Any) -> tuple[list[Post], list[Skip]]:
    """Return the posts and skips that an importer yields for a file."""
    rows = rows_of(path, format, **said)
    return [row for row in rows if isinstance(row, Post)], [row for row in rows if isinstance(row, Skip)]


def rows_of(path: Path, format: str, **said: Any) -> list[Post | Skip]:
    return list(IMPORTERS[format].read(request(path, format, **said)))


def request(path: Path, format: str, **said: Any) -> Request:
    return Request(path, ConversationSettings(path=path.name, format=format, **said), format)


def stored(folder: Path, *conversations: dict[str, Any], name: str = "") -> tuple[list[Post], list[Channel], list[str]]:
    """Import what auditor.toml would name; return posts in the snapshot, channels, and problems as their lines."""
    said = tuple(ConversationSettings(**one) for one in conversations)
    settings = Settings(target=TargetSettings(site="acme.example", name=name), conversations=said)
    store = Store(folder / "run")
    try:
        problems = import_all(settings, folder, store, lambda *_: None)
        return list(_posts(store)), list(store.channels()), [str(problem) for problem in problems]
    finally:
        store.close()


def _posts(store: Store) -> list[Post]:

    return list(records.posts(store._db, store.folder))
