"""Asking sources against a server on loopback that says what a test, or a real server once, told it to."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from auditor.collect.http.address_guard import Guard, GuardedResolver
from auditor.collect.http.blocking import BlockingWeb
from auditor.collect.http.politeness import Politeness
from auditor.collect.sources import run
from auditor.collect.sources.adapter import Pace, Terms
from auditor.collect.sources.clients import SourceContext
from auditor.collect.sources.session import SourceSession
from auditor.config.schema import SourceSettings
from auditor.model import Channel, Post, Profile
from auditor.model.messages import from_text, quoted
from auditor.snapshot.records import StoredPosts
from auditor.snapshot.writer import Store, Visit
from tests.local_web import LocalWeb, answer

FIXTURES = Path(__file__).with_name("fixtures")
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
HASTY = Pace(tries=3, waits=(0.01, 0.02), longest=5.0, timeout=60.0, body=2_000_000)
NOBODY = answer('{"error":"InvalidRequest","message":"Profile not found"}', status=400, type="application/json")
"""What Bluesky says of a handle that nobody has."""

T = TypeVar("T")


def said(data: object, status: int = 200, **headers: str) -> bytes:
    """Return an answer in JSON."""
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    return answer(json.dumps(data), status=status, type="application/json", headers=sent)


@dataclass
class Gathered:
    """What came of looking profiles up."""

    profiles: list[Profile]
    posts: list[Post]
    channels: tuple[Channel, ...]
    notes: list[str]
    controls: dict[str, str]
    fetches: dict[str, int | None]
    folder: Path

    def of(self, handle: str) -> Profile:
        return next(profile for profile in self.profiles if profile.handle == handle)

    def channel(self, account: str) -> Channel:
        return next(channel for channel in self.channels if channel.account == account)

    def bytes(self) -> bytes:
        """Return every byte of the run folder, and every body in it as received."""
        store = Store(self.folder)
        import zstandard  # noqa: PLC0415 - for this alone

        bodies = [zstandard.ZstdDecompressor().decompress(row[0]) for row in store.rows("SELECT zstd FROM body")]
        store.close()
        files = [path.read_bytes() for path in self.folder.rglob("*") if path.is_file()]
        return b"\0".join((*files, *bodies))


@dataclass
class Asked:
    """How profiles are looked up."""

    bases: dict[str, str]
    environ: Mapping[str, str] = field(default_factory=dict)
    pace: Pace = HASTY
    now: datetime = NOW
    more: dict[str, Any] = field(default_factory=dict)
    """Of `SourceSettings`."""


def gather(folder: Path, asked: Asked, *profiles: Profile) -> Gathered:
    """Look profiles up and return what is stored."""
    store = Store(folder)
    settings = SourceSettings(bases=asked.bases, **asked.more)
    means = SourceContext(settings, store.put, environ=asked.environ, pace=asked.pace)
    try:
        found = asyncio.run(run.gather(profiles, means, store, now=asked.now))
        return Gathered(
            found,
            list(StoredPosts(store._db, folder)),
            store.channels(),
            [from_text(row[0], quoted).in_full for row in store.rows("SELECT text FROM note")],
            {name: from_text(said).text for name, said in store.rows("SELECT platform, problem FROM profile_control")},
            dict(store.rows("SELECT url, status FROM fetch")),
            folder,
        )
    finally:
        store.close()


def asking(base: str, do: Callable[[SourceSession], Any], **terms: Any) -> Any:
    """Run `do` with a session for a base on loopback."""
    web = BlockingWeb(GuardedResolver(Guard.for_target(["127.0.0.1"])), Politeness())
    try:
        return do(SourceSession(web, base, Terms(**{"pace": HASTY, **terms})))
    finally:
        web.close()


def kept() -> tuple[list[Visit], Callable[[Visit], None]]:
    """Return a list and what puts evidence into it."""
    visits: list[Visit] = []
    return visits, visits.append


def recorded(name: str) -> dict[str, Any]:
    """Return what a real server once answered, and what had been put into it."""
    fixture: dict[str, Any] = json.loads((FIXTURES / f"{name}.json").read_text(encoding="utf-8"))
    return fixture


def serve(web: LocalWeb, fixture: dict[str, Any], prefix: str) -> None:
    """Have recorded answers served below a prefix."""
    for one in fixture["answers"]:
        web.pages[f"{prefix}{one['path']}"] = answer(one["body"], status=one["status"], type=one["type"])
