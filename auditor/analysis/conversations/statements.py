"""What the company states in public about its service, and what it announces for a day. Pure.

Precise before complete: a sentence counts only where it states a fact, two of them contradict each other only where both
name the same place or part of the service, and a day is an announced one only where nothing else is said to happen on it.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import chain

from auditor.analysis.conversations import post_scan, queries
from auditor.analysis.conversations.metrics.clock import local
from auditor.analysis.conversations.metrics.turns import Key
from auditor.analysis.links.status import LinkState, judge
from auditor.analysis.profiles import profiles
from auditor.model import Page, Post, PostKind, Snapshot
from auditor.model.remembering import remembered
from auditor.resources import facts
from auditor.text import announced, company_names, service
from auditor.text.announced import Promised
from auditor.text.fold import fold, words
from auditor.text.parsed import text_of
from auditor.text.service import Stance, State
from auditor.text.topics import singular

MOST_ANNOUNCEMENTS = 300
"""Newest announcements that are held against what came after. Our default."""
_RECENT = 6
"""Opposite statements of one subject that a new one is held against: the newest. Our default."""
_PAGE = 4_000
"""Characters of a status page that are read: what it says of now stands at its top."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A post by which the company says how its service is."""

    post: Post
    state: State
    """What it names does not hold the company's own name."""
    began: datetime | None = None
    """Since when it says that it is so, where it names a time of day."""

    @property
    def stance(self) -> Stance:
        """Whether there is a `fault`, all is `fine`, or a fault is `over`."""
        return self.state.stance


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two statements that say opposite things so close in time."""

    one: Statement
    """The earlier one."""
    other: Statement
    shared: tuple[str, ...]
    """What both name; empty where nothing shows that they speak of the same."""

    @property
    def denies_status_page(self) -> bool:
        """Whether the earlier one stood on the company's own status page."""
        return self.one.post.platform == STATUS_PAGE


@dataclass(frozen=True, slots=True)
class Announcement:
    """A post that promises something for a day."""

    post: Post
    promised: Promised
    """The words do not hold the company's own name."""
    written: date
    """The day of the post where the company is."""


@dataclass(slots=True)
class _Heard:
    """What was found in one walk through the company's own posts."""

    statements: list[Statement] = field(default_factory=list)
    announcements: list[Announcement] = field(default_factory=list)


STATUS_PAGE = "status-page"
"""Platform of what the company's own status pages said."""
_LABEL = re.compile(r"\A(\w+)(?: \w+)?: ")
"""What a status page calls the state of an incident, as the collector writes it before its name: `Resolved: …`."""


def own_posts(snapshot: Snapshot) -> Iterable[Post]:
    """Return the company's own public posts: those kept in memory where these are all."""
    own = post_scan.scanned(snapshot).own.values()
    if all(len(each.posts) == each.public for each in own):
        return chain.from_iterable(each.posts for each in own)
    return (post for post in snapshot.posts if _is_own(post))


def _is_own(post: Post) -> bool:
    return post.by_brand and post.kind is not PostKind.DIRECT and not post.deleted


@remembered()
def _heard(snapshot: Snapshot) -> _Heard:
    found, brand, today = _Heard(), _brand(snapshot), local_day(snapshot, snapshot.taken_at)
    for post in own_posts(snapshot):
        if (state := service.state(post.text, post.lang)) is not None:
            own_state = replace(state, named=state.named - brand)
            found.statements.append(Statement(post, own_state, _began(snapshot, post, state)))
        if (
            post.kind is PostKind.POST
            and (promised := promised_by(snapshot, post)) is not None
            and promised.day < today
        ):
            own = replace(promised, about=promised.about - brand, names=promised.names - brand)
            found.announcements.append(Announcement(post, own, local_day(snapshot, post.created_at)))
    found.statements = sorted(_placed(snapshot, found.statements), key=_by_time)
    found.announcements.sort(key=_by_time)
    del found.announcements[:-MOST_ANNOUNCEMENTS]
    return found


def _placed(snapshot: Snapshot, found: Sequence[Statement]) -> Iterator[Statement]:
    """Yield statements; replies that name no place, nor speak of one customer's line alone, with those that the question names."""
    open_ = {
        Key(one.post.platform, one.post.account, one.post.parent_id): one
        for one in found
        if one.post.parent_id and not (one.state.named or one.state.personal)
    }
    asked = {key: post for key, post in queries.posts(snapshot, open_).items() if not post.by_brand}
    brand = _brand(snapshot)
    for one in found:
        question = asked.get(Key(one.post.platform, one.post.account, one.post.parent_id))
        if question is not None and not (one.state.named or one.state.personal):
            yield replace(one, state=replace(one.state, named=service.named(question.text) - brand))
        else:
            yield one


def _began(snapshot: Snapshot, post: Post, state: State) -> datetime | None:
    """Return when it was last the time of day that a statement names, where the company is."""
    if state.since is None:
        return None
    here = local(post.created_at, snapshot.company_profile.timezone)
    began = here.replace(hour=state.since.hour, minute=state.since.minute, second=0, microsecond=0)
    return began if began <= here else began - timedelta(days=1)


def _by_time(one: Statement | Announcement) -> tuple[datetime, Key]:
    return one.post.created_at, post_scan.key_of(one.post)


def promised_by(snapshot: Snapshot, post: Post) -> Promised | None:
    """Return what a post promises for a day; nothing where it was changed to say that it is moved, or there."""
    if post.edited_at is not None and announced.settles(post.text, post.lang):
        return None
    return announced.promised(post.text, local_day(snapshot, post.created_at), post.lang)


def local_day(snapshot: Snapshot, moment: datetime) -> date:
    """Return the day it is at a moment where the company is: what it calls tomorrow is the day after that."""
    return local(moment, snapshot.company_profile.timezone).date()


def _brand(snapshot: Snapshot) -> frozenset[str]:
    """Return the words of the company's names: both of two posts may name it and speak of different things."""
    called = [
        *profiles.brand(snapshot),
        *(one.account for one in snapshot.channels),
        *(p.handle for p in snapshot.profiles),
    ]
    found = {word for name in called for word in words(fold(name))} | {company_names.plain(name) for name in called}
    return frozenset(found | {singular(word) for word in found})


def of_service(snapshot: Snapshot) -> tuple[Statement, ...]:
    """Return what the company said about its service, by time."""
    return tuple(_heard(snapshot).statements)


@remembered()
def of_status_pages(snapshot: Snapshot) -> tuple[Statement, ...]:
    """Return what the company's own status pages said, by time: a fault, or that one is over."""
    brand, found = _brand(snapshot), []
    for post in snapshot.status_updates:
        label = _LABEL.match(post.text)
        stance = service.labelled(label[1]) if label else None
        state = service.of_incident(post.text, stance) if stance else service.state(post.text, post.lang)
        if state is not None:
            found.append(Statement(post, replace(state, named=state.named - brand)))
    return tuple(sorted(found, key=_by_time))


def contradictions(found: Sequence[Statement], within: timedelta) -> Iterator[Contradiction]:
    """Yield statements that contradict each other, by the time of the later one; each post stands in one of them at most.

    Takes about as long for each statement, however many there are.
    """
    near = _Near(within)
    for statement in found:
        if statement.state.stance == "over":
            near.over.append(statement)
            continue
        best = None if statement.state.corrects else near.opposite(statement)
        near.add(statement)
        if best is not None:
            near.used |= {post_scan.key_of(best.one.post), post_scan.key_of(best.other.post)}
            yield best


class _Near:
    """The newest statements, by what they say and name."""

    def __init__(self, within: timedelta) -> None:
        self._within = within
        self._by_subject: dict[tuple[Stance, str], deque[Statement]] = {}
        self.over: deque[Statement] = deque(maxlen=50)
        self.used: set[Key] = set()

    def add(self, statement: Statement) -> None:
        """Take a statement in."""
        for subject in ("", *statement.state.named, *statement.state.services):
            self._by_subject.setdefault((statement.state.stance, subject), deque(maxlen=_RECENT)).append(statement)

    def opposite(self, statement: Statement) -> Contradiction | None:
        """Return the newest opposite statement, one that surely speaks of the same before others."""
        stance: Stance = "fine" if statement.state.stance == "fault" else "fault"
        sure: list[Contradiction] = []
        open_: list[Contradiction] = []
        for subject in ("", *sorted(statement.state.named), *sorted(statement.state.services)):
            for one in self._by_subject.get((stance, subject), ()):
                shared = _shared(one.state, statement.state)
                if shared is not None and self._counts(one, statement):
                    # What the same customer is told next may put the first answer right.
                    sure_ = shared and not (one.post.parent_id and one.post.parent_id == statement.post.parent_id)
                    (sure if sure_ else open_).append(Contradiction(one, statement, shared if sure_ else ()))
        return max(sure or open_, key=lambda each: (each.one.post.created_at, each.one.post.id), default=None)

    def _counts(self, one: Statement, other: Statement) -> bool:
        if other.post.created_at - one.post.created_at > self._within or post_scan.key_of(one.post) in self.used:
            return False
        if other.state.stance == "fault" and other.began is not None and other.began >= one.post.created_at:
            return False  # nothing was wrong yet
        if other.post.platform == STATUS_PAGE:
            return False  # a fault that a page tells of later may have begun later, and the page does not contradict itself
        between = (each for each in self.over if one.post.created_at <= each.post.created_at <= other.post.created_at)
        return not any(_shared(one.state, each.state) is not None for each in between)


def _shared(one: State, other: State) -> tuple[str, ...] | None:
    """Return what both statements name, empty where it can't be told; None where they speak of different things."""
    named, services = one.named & other.named, one.services & other.services
    apart = (one.named and other.named and not named) or (one.services and other.services and not services)
    if apart or (one.personal and other.personal and not named):
        return None
    if named:
        return tuple(sorted(named | services))
    if services and not one.named and not other.named and not one.personal and not other.personal:
        return tuple(sorted(services))
    return ()


def status_pages(snapshot: Snapshot) -> Iterator[tuple[str, Stance, str]]:
    """Yield (URL, stance, the words that say so) of the site's pages about the state of the service that load."""
    for page in snapshot.pages:
        if _is_status(page) and judge(snapshot, page.url).state is LinkState.ALIVE:
            found = service.first_on_page(text_of(page.read())[:_PAGE], page.lang[:2])
            if found is not None:
                stance, words_ = found
                yield page.url, stance, words_


def _is_status(page: Page) -> bool:
    host, _, path = page.url.partition("://")[2].partition("/")
    last = path.partition("?")[0].rstrip("/").rpartition("/")[2].lower().removesuffix(".html").removesuffix(".php")
    told = host.lower().startswith("status.") or last in facts("text/statements.toml")["page"]["paths"]
    return told or any(
        phrase in fold(f"{page.title} {page.heading}"[:300])
        for phrase in facts("text/statements.toml")["page"]["titles"]
    )


def announcements(snapshot: Snapshot) -> tuple[Announcement, ...]:
    """Return what own public posts promised for a day that had passed by the time of the visit, by the time of the posts."""
    return tuple(_heard(snapshot).announcements)
