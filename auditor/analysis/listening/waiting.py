"""Who waits elsewhere for an official answer, who got one, and whether it helps to name the company's handle. Pure.

A place that does not show answers, and a thread whose answers were not all seen, tell nothing of silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from math import sqrt

from auditor.analysis.conversations import queries
from auditor.analysis.conversations.metrics.rates import Frame, Rate, rate, wilson
from auditor.analysis.conversations.metrics.words import read_words
from auditor.analysis.mentions import namesakes, threads
from auditor.analysis.mentions.copies import ARTICLES
from auditor.analysis.mentions.threads import MentionThread
from auditor.model import Owner, Post, Snapshot, Venue
from auditor.model.remembering import remembered
from auditor.platforms.spelling import account_key
from auditor.text.posts.clean import is_share
from auditor.text.posts.intents import COMPLAINT, WANTS_ANSWER


@dataclass(frozen=True, slots=True)
class Waiting:
    """The people who complain or ask at one place."""

    venue: Venue
    answered: Rate
    """Of the people whose threads were seen whole: those who got an official answer."""
    open: tuple[MentionThread, ...]
    """Threads without one, the newest first, one of each person."""
    hidden: int
    """Complaints and questions whose answers were not all seen."""
    unread: int
    """Mentions there that could not be read."""


@dataclass(frozen=True, slots=True)
class Tagged:
    """Who gets an answer: those who name the company's handle, and those who only speak of it."""

    tagged: Rate
    untagged: Rate
    low: float
    """Lower end of the 95 % interval of their difference (Newcombe 1998)."""

    @property
    def gap(self) -> float:
        """How much larger the share of those who name the handle is, -1 to 1; 0 where there are none of either."""
        return (self.tagged.value or 0.0) - (self.untagged.value or 0.0) if self.tagged.n and self.untagged.n else 0.0


def wants(post: Post) -> bool:
    """Return whether a post complains or asks."""
    reading = read_words(post)
    return reading.complaint >= COMPLAINT or reading.wants_answer >= WANTS_ANSWER


@remembered()
def of(snapshot: Snapshot) -> tuple[Waiting, ...]:
    """Return who waits at each place where an answer can be given, by platform and name."""
    groups: dict[tuple[str, str], list[MentionThread]] = {}
    for thread in _answerable(snapshot):
        groups.setdefault((thread.venue.platform, thread.venue.name), []).append(thread)
    return tuple(_waiting(snapshot, found) for _, found in sorted(groups.items()))


def _answerable(snapshot: Snapshot) -> Iterator[MentionThread]:
    """Yield threads of people, old enough to have been answered, that lie within the window of the visit."""
    due = snapshot.taken_at - timedelta(hours=snapshot.thresholds.answer_hours)
    for thread in threads.of(snapshot).threads:
        told = thread.opening
        if (
            thread.venue.kind not in ARTICLES
            and not namesakes.is_namesake(snapshot, told)
            and told.created_at <= due
            and not told.deleted
            and not told.automated
            and not is_share(told.text)
        ):
            yield thread


def _waiting(snapshot: Snapshot, found: list[MentionThread]) -> Waiting:
    venue = found[0].venue
    asking = [thread for thread in found if wants(thread.opening)]
    seen = [thread for thread in asking if thread.whole or thread.official is not None]
    people: dict[str, list[MentionThread]] = {}
    for thread in seen:
        people.setdefault(thread.opening.author or thread.opening.id, []).append(thread)
    hits = [each[0] for each in people.values() if any(thread.official for thread in each)]
    misses = [each[-1] for each in people.values() if not any(thread.official for thread in each)]
    misses.sort(key=lambda thread: (thread.opening.created_at, thread.opening.id), reverse=True)
    return Waiting(
        venue,
        rate(venue.platform, venue.name, _frame(snapshot, venue), _ids(hits), _ids(misses)),
        tuple(misses),
        len(asking) - len(seen),
        sum(not read_words(thread.opening).understood for thread in found),
    )


def _ids(found: Iterable[MentionThread]) -> Iterator[str]:
    return (thread.opening.id for thread in found)


def _frame(snapshot: Snapshot, venue: Venue | None = None) -> Frame:
    limits = snapshot.thresholds
    zone = snapshot.company_profile.timezone or "UTC"
    since = venue.since if venue else None
    return Frame(since, snapshot.taken_at, zone, few=limits.few_cases, some=limits.some_cases)


@remembered()
def by_tag(snapshot: Snapshot) -> Tagged:
    """Return who gets an answer elsewhere and at the company's accounts, by whether they name its handle.

    Whoever asks at an account of the company names it.
    """
    named = _handles(snapshot)
    hits: dict[bool, list[str]] = {True: [], False: []}
    misses: dict[bool, list[str]] = {True: [], False: []}
    for thread in _answerable(snapshot):
        if wants(thread.opening) and (thread.whole or thread.official is not None):
            tagged = named.search(thread.opening.text) is not None
            (hits if thread.official else misses)[tagged].append(thread.opening.id)
    frame = _frame(snapshot)
    untagged = rate("", "", frame, hits[False], misses[False])
    here = _asked_here(snapshot)
    tagged_rate = Rate(len(hits[True]) + here[0], len(hits[True]) + len(misses[True]) + here[1], frame)
    return Tagged(tagged_rate, untagged, _low(tagged_rate, untagged))


def _asked_here(snapshot: Snapshot) -> tuple[int, int]:
    """Return (answered, all) of the questions at the company's own accounts that show answers."""
    found = [
        one.answered_ever for one in queries.measures(snapshot) if not one.lacking("inbound", "replies", "threads")
    ]
    return sum(one.hits for one in found), sum(one.n for one in found)


def _handles(snapshot: Snapshot) -> re.Pattern[str]:
    own = {one.account for one in snapshot.channels} | {snapshot.company_profile.handle}
    own |= {profile.handle for profile in snapshot.profiles if profile.owner is Owner.CERTAIN}
    names = sorted({account_key("", name)[1].lstrip("@") for name in own if name and "/" not in name})
    listed = "|".join(re.escape(name) for name in names if name) or r"(?!)"
    return re.compile(rf"(?<![\w@/.])[@\uff20](?:{listed})(?![\w-])", re.IGNORECASE)


def _low(one: Rate, other: Rate) -> float:
    if not one.n or not other.n:
        return -1.0
    share, rest = one.hits / one.n, other.hits / other.n
    low, high = wilson(one.hits, one.n)[0], wilson(other.hits, other.n)[1]
    return share - rest - sqrt((share - low) ** 2 + (high - rest) ** 2)
