"""A company under watch without a network: what each round brings is told by a function of the time, and time passes at once."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from auditor.audit import registry
from auditor.collect.rounds import UNREAD, Look, Plan
from auditor.config import load
from auditor.model import (
    Channel,
    Existence,
    Post,
    Profile,
    ProfileMention,
    ProfileSource,
    Target,
    message,
)
from auditor.snapshot.writer import Store
from auditor.watch import judging
from auditor.watch.faults import Bar
from auditor.watch.handover import Receivers
from auditor.watch.orders import Ending, Orders
from auditor.watch.shim import BEGUN, DONE
from auditor.watch.state import Alert
from auditor.watch.watching import Watcher

SITE = "https://www.acme.example/"
FRIDAY = datetime(2026, 11, 27, 16, 0, tzinfo=UTC)
MONDAY = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)
PROFILE = Profile(
    "bluesky",
    "acme.example",
    "https://bsky.app/profile/acme.example",
    (ProfileMention(SITE, "https://bsky.app/profile/acme.example", ProfileSource.LINK),),
)
Scene = Callable[[datetime], Existence | None]
"""Says how the profile is at a moment; None where there is no network."""


@dataclass
class FastClock:
    """Time that passes at once."""

    moment: datetime = FRIDAY
    seconds: float = 0.0
    waits: list[float] = field(default_factory=list)

    def now(self) -> datetime:
        return self.moment

    def elapsed(self) -> float:
        return self.seconds

    def wait(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.moment += timedelta(seconds=seconds)
        self.seconds += seconds


@dataclass
class Lines:
    """What was shown."""

    all: list[str] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)

    def __call__(self, line: str, *, trouble: bool = False) -> None:
        self.all.append(line)
        if trouble:
            self.troubles.append(line)

    def having(self, words: str) -> list[str]:
        return [line for line in self.all if words in line]


@dataclass
class Pigeon:
    """Hands alerts over to a list, if it can."""

    fails: Callable[[int], str] = lambda _: ""
    """Told the number of the try; returns why it fails."""
    tries: int = 0
    arrived: list[dict[str, object]] = field(default_factory=list)

    def begin(self, folder: Path, to: str, alert: Alert, payload: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / BEGUN).touch()
        why = self.fails(self.tries)
        self.tries += 1
        if not why:
            self.arrived.append(json.loads(payload) | {"to": to, "alert": alert.id})
        (folder / DONE).write_text(json.dumps({"why": why}))

    def events(self) -> list[tuple[object, object]]:
        """Return what arrived, as (event, subject)."""
        events = [event for one in self.arrived for event in one["events"]]  # type: ignore[attr-defined]  # JSON
        return [(event["event"], event["subject"]) for event in events]


def gatherer(scene: Scene, posts: Sequence[Post] = ()) -> Callable[[Plan, Path], list[Look]]:
    """Return what gathers rounds as the scene has it, with those of the posts that are new."""

    def collect(plan: Plan, folder: Path) -> list[Look]:
        store, now, state = Store(folder), plan.now, scene(plan.now)
        store.begin(Target("Acme", SITE), now, watching=True)
        for artifact in UNREAD:
            store.put_missing(artifact, message("A watch does not read the site."))
        looks = [Look("bluesky acme.example", state is not None, message("There is no network."))]
        store.put_profiles([looked_at(now, state)])
        since = plan.since("bluesky", "acme.example", "bluesky") or now - timedelta(days=90)
        new = [post for post in posts if state is not None and since <= post.created_at <= now]
        cut = {} if state is not None else {"cut": message("There is no network.")}
        store.put_posts(new)
        store.put_channel(Channel("bluesky", "acme.example", "bluesky", since=since, until=now, posts=len(new), **cut))  # type: ignore[arg-type]  # as named there
        store.finish()
        store.close()
        return looks

    return collect


def looked_at(now: datetime, state: Existence | None) -> Profile:
    if state is None:
        return replace(PROFILE, reason=message("There is no network."))
    return replace(PROFILE, existence=state, at=now, reason=message("It says so."), name="Acme", bio="", links=())


def orders(**changed: object) -> Orders:
    """Return orders for a weekend, alerts from severity high on."""
    settings = load.for_site(SITE)
    known = registry.load(installed=False)
    usual: dict[str, object] = {
        "every": timedelta(hours=1),
        "until": MONDAY,
        "bar": Bar("high"),
        "receivers": Receivers(("pigeon",)),
    }
    return Orders(Plan(settings), judging.chosen(known), **{**usual, **changed})  # type: ignore[arg-type]  # as named there


def watch(
    folder: Path, scene: Scene, clock: FastClock | None = None, pigeon: Pigeon | None = None, **changed: object
) -> tuple[Ending, Lines, Pigeon]:
    """Watch to the end; return how it ended, what was shown, and what was handed over."""
    lines, pigeon = Lines(), pigeon or Pigeon()
    ending = Watcher(folder, orders(**changed), clock or FastClock(), lines, pigeon, collect=gatherer(scene)).run()
    return ending, lines, pigeon
