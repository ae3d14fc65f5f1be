"""Conversations out of posts: by what each answers, by what the source calls a thread, by whom it names, and by time."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from auditor.analysis.conversations.metrics.linkage import Order
from auditor.analysis.conversations.metrics.turns import (
    BY_BRAND,
    DELETED,
    HAS_TEXT,
    REVIEW,
    SECOND,
    SHARE,
    STARTS_WITH_NAME,
    Reader,
    Turn,
    Turns,
    handles,
    unread,
)
from auditor.model import Post

ANSWER_WINDOW = 7 * 86_400 * SECOND
"""A brand's post that names somebody, and says not what it answers, answers what they wrote so long before at most. Our default."""
FOLLOW_UP_WINDOW = 86_400 * SECOND
"""What somebody writes so soon after they were answered by name, and which answers nothing else, answers that. Our default."""
BURST = 1_800 * SECOND
"""What somebody adds so soon to a question that still waits belongs to it; later they have asked again. Our default."""


class Thread(NamedTuple):
    """A conversation."""

    platform: str
    account: str
    turns: tuple[Turn, ...]
    """By time, but none before what it answers."""
    parents: tuple[int, ...]
    """For each turn the place of the one it answers; -1 where it opens the conversation, or nobody knows."""

    @property
    def id(self) -> str:
        """Id of the first post."""
        return self.turns[0].id

    @property
    def opener(self) -> Turn:
        """The first post there is; what it answers itself may be missing, see `headless`."""
        return self.turns[0]

    @property
    def headless(self) -> bool:
        """Whether the first post answers one that is not there: deleted, hidden, or older than what was gathered."""
        return bool(self.turns[0].parent_id)

    @property
    def inbound(self) -> bool:
        """Whether somebody other than the company opened it."""
        return not self.turns[0].by_brand

    @property
    def brands(self) -> tuple[str, ...]:
        """The company's accounts that speak in it, in order."""
        return tuple(dict.fromkeys(turn.author for turn in self.turns if turn.by_brand))

    @property
    def agents(self) -> tuple[str, ...]:
        """Initials or first names that the company's posts are signed with, in order."""
        return tuple(dict.fromkeys(turn.agent for turn in self.turns if turn.agent))

    @property
    def customers(self) -> tuple[str, ...]:
        """Everybody else who speaks in it, in order; empty for those whose name the source hides."""
        return tuple(dict.fromkeys(turn.author for turn in self.turns if not turn.by_brand))


def threads(posts: Iterable[Post], read: Reader = unread) -> Iterator[Thread]:
    """Yield the conversations of all accounts, those of an account by the time of their first post.

    Args:
        posts: Those of an account in a row, otherwise in any order. Only one account's are held at a time, without their texts.
        read: Tells what the words of a post amount to.
    """
    for (platform, account), group in groupby(posts, key=attrgetter("platform", "account")):
        yield from of_account(platform, account, group, read)


def of_account(
    platform: str,
    account: str,
    posts: Iterable[Post],
    read: Reader = unread,
    order: Order | None = None,
    alone: frozenset[str] = frozenset(),
) -> Iterator[Thread]:
    """Yield the conversations of one account by the time of their first post.

    Args:
        platform: Of all the posts.
        account: Of all the posts.
        posts: In any order.
        read: Tells what the words of a post amount to.
        order: Says whether to pair by time; is told how the posts follow each other before the first conversation is yielded.
        alone: Sources that show the company's side alone.
    """
    turns = _in_order(posts, Turns(read, alone).of)
    yield from _Account(turns, order or Order()).threads(platform, account)


def _in_order(posts: Iterable[Post], make: Callable[[Post], Turn]) -> list[Turn]:
    """Return the turns by time and id, each id once."""
    known: dict[str, Turn] = {}
    sorted_so_far = True
    last: Turn | None = None
    for post in posts:
        turn = make(post)
        before = known.setdefault(turn.id, turn)
        if before is not turn:
            known[turn.id] = _one_of(before, turn)
            sorted_so_far = False
        elif sorted_so_far and last is not None and (turn.at, turn.id) < (last.at, last.id):
            sorted_so_far = False
        last = turn
    turns = list(known.values())
    known.clear()
    if not sorted_so_far:
        turns.sort(key=attrgetter("id"))
        turns.sort(key=attrgetter("at"))
    return turns


def _one_of(one: Turn, other: Turn) -> Turn:
    """Return what two posts with one id come to, whichever came first: the later edit, at the earlier time."""

    def rank(turn: Turn) -> tuple[object, ...]:
        return turn.flags & HAS_TEXT, turn.edited, turn.flags & ~DELETED, *turn[4:], turn.author

    newer = max(one, other, key=rank)
    deleted = (one.flags | other.flags) & DELETED
    return newer._replace(at=min(one.at, other.at), flags=newer.flags | deleted)


@dataclass(slots=True)
class _Person:
    """What a customer wrote, while posts are being joined by names."""

    last: int = -1
    """Place of the last post."""
    answer: int = -1
    """Place of the brand's answer by name to it; -1 while there is none."""
    loose: list[int] = field(default_factory=list)
    """Places of the posts of which the source tells neither thread nor parent: those since the last answer by name, and one before."""


def _says_nothing(turn: Turn) -> bool:
    """Whether the source tells neither what it answers nor what it belongs to."""
    return not (turn.parent_id or turn.thread_id)


def _may_answer(turn: Turn, before: Turn) -> bool:
    """Whether a post of the brand's may answer the one right before it."""
    return not before.flags & (BY_BRAND | SHARE | REVIEW) and turn.at - before.at <= ANSWER_WINDOW


class _Account:
    """The posts of one account while they are being joined. Posts go by their places in the list, which is in order of time."""

    def __init__(self, turns: list[Turn], order: Order) -> None:
        self.turns = turns
        self.order = order
        self.parent = array("q", [-1]) * len(turns)
        self.root = array("q", range(len(turns)))
        """A forest: each leads, step by step, to the earliest of its conversation."""
        self.late = False
        """Whether some post is dated before what it answers."""

    def threads(self, platform: str, account: str) -> Iterator[Thread]:
        self._join_by_ids()
        if any(_says_nothing(turn) for turn in self.turns):
            self._join_by_names()
            self._join_by_time()
        if self.late:
            self._cut_cycles()
        for place, parent in enumerate(self.parent):
            if parent >= 0 and self.root[place] != self.root[parent]:
                self._join(place, parent)
        for places in self._groups():
            yield self._thread(platform, account, places)

    def _find(self, place: int) -> int:
        root = self.root
        while root[place] != place:
            root[place] = root[root[place]]
            place = root[place]
        return place

    def _join(self, one: int, other: int) -> None:
        left, right = self._find(one), self._find(other)
        if left < right:
            self.root[right] = left
        elif right < left:
            self.root[left] = right

    def _join_by_ids(self) -> None:
        """Find what each answers; join what answers the same missing post and what the source calls one thread."""
        place_of = {turn.id: place for place, turn in enumerate(self.turns)}
        strange: dict[str, int] = {}
        named: dict[str, int] = {}
        for place, turn in enumerate(self.turns):
            if turn.parent_id:
                parent = place_of.get(turn.parent_id)
                if parent is None:
                    self._join(place, strange.setdefault(turn.parent_id, place))
                elif parent != place:
                    self.parent[place] = parent
                    self.late = self.late or parent > place
            if turn.thread_id:
                first = named.get(turn.thread_id)
                if first is None:
                    first = named[turn.thread_id] = place_of.get(turn.thread_id, place)
                if self.root[place] != self.root[first]:
                    self._join(place, first)

    def _cut_cycles(self) -> None:
        """Let the earliest post of every cycle answer nothing."""
        done = bytearray(len(self.turns))
        for start in range(len(self.turns)):
            place, path = start, []
            while place >= 0 and not done[place]:
                done[place] = 1
                path.append(place)
                place = self.parent[place]
            if place >= 0 and path and done[place] == 1:
                self.parent[min(path[path.index(place) :])] = -1
            for each in path:
                done[each] = 2

    def _join_by_names(self) -> None:
        """Join what somebody wrote in a row, and what the brand wrote without saying to which post to what those it names wrote lately.

        Nothing here turns on other posts of the brand, apart from what was answered by name before: a reply that is not there must
        never let another one answer more questions in time. So a name doesn't make up for a parent that is missing, either.
        """
        people: dict[str, _Person] = {}
        """By every name that somebody has."""
        for place, turn in enumerate(self.turns):
            if turn.flags & BY_BRAND:
                if turn.flags & STARTS_WITH_NAME and _says_nothing(turn):
                    self._answer_by_name(place, [people[name] for name in turn.names if name in people])
            elif turn.author:
                person = people.get(turn.author)
                if person is None:
                    person = self._known(people, turn.author)
                self._spoke(place, turn, person)

    def _known(self, people: dict[str, _Person], author: str) -> _Person:
        names = handles(author)
        person = people.setdefault(names[0], _Person())
        for name in (*names, author):
            people.setdefault(name, person)
        return person

    def _spoke(self, place: int, turn: Turn, person: _Person) -> None:
        if _says_nothing(turn) and not turn.flags & REVIEW:
            if person.answer >= 0 and turn.at - self.turns[person.answer].at <= FOLLOW_UP_WINDOW:
                self.parent[place] = person.answer
            if person.loose and turn.at - self.turns[person.loose[-1]].at <= BURST:
                self._join(place, person.loose[-1])
            person.loose.append(place)
        person.last, person.answer = place, -1

    def _answer_by_name(self, place: int, named: list[_Person]) -> None:
        oldest = self.turns[place].at - ANSWER_WINDOW
        for person in named:
            if person.last < 0 or self.turns[person.last].at < oldest:
                continue
            self.parent[place] = max(self.parent[place], person.last)
            self._join(place, person.last)
            for loose in person.loose:
                if self.turns[loose].at >= oldest:
                    self._join(place, loose)
            # An earlier answer by name already stands together with all that it could answer: the latest of that leads to the rest.
            person.loose, person.answer = person.loose[-1:], place

    def _join_by_time(self) -> None:
        """Note which of the brand's posts stand right behind a customer's; where auditor.toml says so, let them answer it."""
        for place, turn in enumerate(self.turns):
            if turn.flags & (BY_BRAND | SHARE) != BY_BRAND or self.parent[place] >= 0 or not _says_nothing(turn):
                continue
            self.order.loose += 1
            if place and _may_answer(turn, self.turns[place - 1]):
                self.order.behind += 1
                if self.order.by_time:
                    self._answer_before(place)

    def _answer_before(self, place: int) -> None:
        """Let a post of the brand's answer the customer right before it, and all that they wrote in a row."""
        self.parent[place] = place - 1
        self._join(place, place - 1)
        for before in range(place - 2, -1, -1):
            turn = self.turns[before]
            if turn.flags & BY_BRAND or not turn.author or turn.author != self.turns[place - 1].author:
                break
            self._join(before, place)

    def _groups(self) -> Iterator[list[int]]:
        """Yield the places of each conversation's posts, in order of time."""
        root = self.root
        for place, above in enumerate(root):
            # What stands above comes first, and has been led to its own first one already.
            root[place] = root[above]
        in_order = sorted(range(len(self.turns)), key=self.root.__getitem__)
        for _, places in groupby(in_order, key=self.root.__getitem__):
            yield list(places)

    def _thread(self, platform: str, account: str, places: list[int]) -> Thread:
        turns = self.turns
        if len(places) == 1:
            return Thread(platform, account, (turns[places[0]],), (-1,))
        if self.late and any(self.parent[place] > place for place in places):
            places = self._after_parents(places)
        local = {place: number for number, place in enumerate(places)}
        parents = tuple(local[self.parent[place]] if self.parent[place] >= 0 else -1 for place in places)
        return Thread(platform, account, tuple(turns[place] for place in places), parents)

    def _after_parents(self, places: list[int]) -> list[int]:
        """Return the places sorted by time, where no post counts as earlier than what it answers."""
        known: dict[int, tuple[int, int]] = {-1: (0, -1)}
        """By place, its time and how many posts stand between it and the first; -1 stands for nothing."""
        for start in places:
            path, place = [], start
            while place not in known:
                path.append(place)
                place = self.parent[place]
            at, depth = known[place]
            for each in reversed(path):
                at, depth = self.turns[each].at if depth < 0 else max(at, self.turns[each].at), depth + 1
                known[each] = at, depth
        return sorted(places, key=lambda each: (*known[each], each))
