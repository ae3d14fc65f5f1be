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
from auditor.text import announced, company_names, dates, said, service
from auditor.text.announced import Promised
from auditor.text.fold import fold, words
from auditor.text.parsed import text_of
from auditor.text.service import Stance, State
from auditor.text.topics import singular, title_words

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


# ---------------------------------------------------------------------------------------------------------------- own posts


def _own(snapshot: Snapshot) -> Iterable[Post]:
    """Return the company's own public posts: those kept in memory where these are all."""
    own = post_scan.scanned(snapshot).own.values()
    if all(len(each.posts) == each.public for each in own):
        return chain.from_iterable(each.posts for each in own)
    return (post for post in snapshot.posts if _is_own(post))


def _is_own(post: Post) -> bool:
    return post.by_brand and post.kind is not PostKind.DIRECT and not post.deleted


@remembered()
def _heard(snapshot: Snapshot) -> _Heard:
    found, brand, today = _Heard(), _brand(snapshot), _local(snapshot, snapshot.taken_at)
    for post in _own(snapshot):
        if (state := service.state(post.text, post.lang)) is not None:
            own_state = replace(state, named=state.named - brand)
            found.statements.append(Statement(post, own_state, _began(snapshot, post, state)))
        if post.kind is PostKind.POST and (promised := _promised(snapshot, post)) is not None and promised.day < today:
            own = replace(promised, about=promised.about - brand, names=promised.names - brand)
            found.announcements.append(Announcement(post, own, _local(snapshot, post.created_at)))
    found.statements.sort(key=_by_time)
    found.announcements.sort(key=_by_time)
    del found.announcements[:-MOST_ANNOUNCEMENTS]
    return found


def _began(snapshot: Snapshot, post: Post, state: State) -> datetime | None:
    """Return when it was last the time of day that a statement names, where the company is."""
    if state.since is None:
        return None
    here = local(post.created_at, snapshot.company_profile.timezone)
    began = here.replace(hour=state.since.hour, minute=state.since.minute, second=0, microsecond=0)
    return began if began <= here else began - timedelta(days=1)


def _by_time(one: Statement | Announcement) -> tuple[datetime, Key]:
    return one.post.created_at, post_scan.key_of(one.post)


def _promised(snapshot: Snapshot, post: Post) -> Promised | None:
    return announced.promised(post.text, _local(snapshot, post.created_at), post.lang)


def _local(snapshot: Snapshot, moment: datetime) -> date:
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


# --------------------------------------------------------------------------------------------------------------- statements


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
                    (sure if shared else open_).append(Contradiction(one, statement, shared))
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


# ------------------------------------------------------------------------------------------------------------ announcements


def announcements(snapshot: Snapshot) -> tuple[Announcement, ...]:
    """Return what own public posts promised for a day that had passed by the time of the visit, by the time of the posts."""
    return tuple(_heard(snapshot).announcements)


@remembered()
def settled(snapshot: Snapshot) -> dict[Key, Post]:
    """Return, by announcement, an own post that says a word about it once it was due, or moved the day before.

    One walk through the posts for all announcements together.
    """
    waiting = {post_scan.key_of(one.post): one for one in announcements(snapshot)}
    by_word: dict[str, set[Key]] = {}
    for key, one in waiting.items():
        for word in one.promised.about:
            by_word.setdefault(word, set()).add(key)
    found: dict[Key, Post] = {}
    for post in _own(snapshot) if by_word else ():
        named = {word for raw in words(fold(post.text[: said.LONGEST])) if (word := singular(raw)) in by_word}
        for key in sorted({key for word in named for key in by_word[word]}):
            if _settles(snapshot, post, waiting[key], named & waiting[key].promised.about):
                found[key] = post
                for word in waiting[key].promised.about:
                    by_word[word].discard(key)
    return found


def _settles(snapshot: Snapshot, post: Post, promise: Announcement, shared: frozenset[str] | set[str]) -> bool:
    if post.created_at <= promise.post.created_at:
        return False
    day = _local(snapshot, post.created_at)
    # Within the week that is meant, one more announcement is no word about it.
    due = day >= promise.promised.day or (day >= promise.promised.first and _promised(snapshot, post) is None)
    if due and (len(shared) > 1 or shared & promise.promised.names):
        return True
    return announced.settles(post.text, post.lang)


@remembered()
def asked_about(snapshot: Snapshot) -> dict[Key, tuple[Key, ...]]:
    """Return, by announcement, the questions about it since it was due, one of each person.

    A question is about it if it shares two of its words, or one written like a name that nobody asked about before, and if it does not
    presume that the thing is there.
    """
    waiting = announcements(snapshot)
    by_word: dict[str, list[Announcement]] = {}
    for one in waiting:
        for word in one.promised.about:
            by_word.setdefault(word, []).append(one)
    asked = sorted(_questions(snapshot, by_word), key=lambda each: each[:2])
    first: dict[str, date] = {}
    found: dict[Key, dict[str, Key]] = {}
    for day, key, author, shared in asked:
        for word in shared:
            first.setdefault(word, day)
        about = {post_scan.key_of(one.post): one for word in shared for one in by_word[word]}
        for promise_key, one in about.items():
            new = {word for word in shared & one.promised.names if first[word] >= one.written}
            if day >= _asked_from(one) and (len(shared & one.promised.about) > 1 or new):
                found.setdefault(promise_key, {}).setdefault(author, key)
    texts = queries.posts(snapshot, {key for people in found.values() for key in people.values()})
    waits = {key: [each for each in people.values() if _waits(texts.get(each))] for key, people in found.items()}
    return {key: tuple(listed) for key, listed in waits.items() if listed}


def _waits(post: Post | None) -> bool:
    return post is None or not announced.presumes(post.text, post.lang)


def _asked_from(one: Announcement) -> date:
    """Return the day from which a question is about what is due: the named one, or the one after a week or a month that is over."""
    promised = one.promised
    return promised.day if promised.first == promised.day else promised.day + timedelta(days=1)


def _questions(
    snapshot: Snapshot, by_word: dict[str, list[Announcement]]
) -> Iterator[tuple[date, Key, str, frozenset[str]]]:
    """Yield (day, key, author, shared words) of the questions that share a word with any announcement."""
    for (platform, account), asked in post_scan.scanned(snapshot).questions.items():
        for question in asked:
            if shared := by_word.keys() & set(question.words):
                key = Key(platform, account, question.id)
                yield _local(snapshot, question.at), key, question.author or question.id, frozenset(shared)


def page_says(snapshot: Snapshot, promise: Announcement) -> str:
    """Return a page of the site that takes the announcement up in its title or heading; empty for none.

    The announcement itself, where it stands on the site, is no such page.
    """
    itself = {promise.post.url, *promise.post.urls}
    for page, told in _headings(snapshot):
        if (
            len(promise.promised.about & told) > 1
            and page.url not in itself
            and not _names_day(page, promise.promised.day)
        ):
            return page.url
    return ""


def _names_day(page: Page, day: date) -> bool:
    return any(one.day == day for one in dates.days(f"{page.title} {page.heading}"[:400], page.lang, near=day))


@remembered()
def _headings(snapshot: Snapshot) -> tuple[tuple[Page, frozenset[str]], ...]:
    """Return the pages that load, and the words of their titles and headings."""
    there = (page for page in snapshot.pages if judge(snapshot, page.url).state is LinkState.ALIVE)
    return tuple((page, title_words(f"{page.title}. {page.heading}")) for page in there)
