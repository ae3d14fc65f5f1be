"""What becomes of each question in a conversation: who answers it, when, and how the matter ends."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from auditor.analysis.conversations.metrics.build import BURST, Thread
from auditor.analysis.conversations.metrics.cases import Case, Exchange
from auditor.analysis.conversations.metrics.turns import (
    AUTOMATED,
    BY_BRAND,
    DELETED,
    DIRECT,
    GUESS,
    MENTION,
    QUIZ,
    REPLY,
    REVIEW,
    SHARE,
    SIGNS,
    STARTS_WITH_NAME,
    TO_ALL,
    WANTS_ANSWER,
    Turn,
    folded_name,
    handles,
    settles,
)

_MANY = 3
"""People who wait below an own post from which another one, to nobody in particular, may be no answer to them. Our default."""
_STEPS = 50
"""Posts that are gone through upwards to see to whom a reply speaks."""


@dataclass(slots=True)
class _Question:
    turn: Turn
    strand: str
    opening: bool
    reminders: int = 0
    answer: Turn | None = None
    settled: Turn | None = None
    faint: bool = False


@dataclass(slots=True)
class _Open:
    """A case while the conversation is gone through."""

    customer: str
    turns: list[Turn] = field(default_factory=list)
    questions: list[_Question] = field(default_factory=list)
    waiting: list[_Question] = field(default_factory=list)
    to_brand: bool = False
    last_reply: Turn | None = None
    length: int = 0

    def add(self, turn: Turn) -> None:
        """Take a post of either side."""
        if not self.turns or (turn.flags ^ self.turns[-1].flags) & BY_BRAND:
            self.length += 1
        self.turns.append(turn)

    def hear(self, turn: Turn, strand: str) -> None:
        """Take what the customer wrote to the brand, and what part of the conversation it belongs to."""
        self.to_brand = True
        for question in self.waiting:
            question.reminders += 1
        self.settle(turn)
        if turn.flags & (DELETED | AUTOMATED | SHARE) or not turn.flags & (WANTS_ANSWER | REVIEW):
            return
        before = next((each for each in reversed(self.waiting) if each.strand == strand), None)
        if before is None or turn.at - before.turn.at > BURST:
            question = _Question(turn, strand, not self.questions)
            self.questions.append(question)
            self.waiting.append(question)

    def settle(self, turn: Turn) -> None:
        """Take that the customer says that it is settled, to whomever they say so: another customer may have helped."""
        for question in self.waiting if settles(turn) else ():
            question.settled = question.settled or turn

    def answer(self, turn: Turn, *, faint: bool) -> None:
        """Take what a person of the brand wrote to the customer."""
        self.last_reply = turn
        for question in self.waiting:
            question.answer, question.faint = turn, faint
        self.waiting.clear()

    def case(self, thread: Thread) -> Case:
        """Return the case as it stands."""
        made = tuple(
            [
                Exchange(each.turn, each.opening, each.answer, each.reminders, each.settled, each.faint)
                for each in self.questions
            ]
        )
        open_ = (each for each in reversed(made) if each.answer is each.settled is None and not each.is_review)
        waits = next(open_, None) if self.waiting else None
        turns = tuple(self.turns)
        return Case(thread.id, self.customer, turns, made, self.to_brand, self.last_reply, waits, self.length)


class ThreadOutcome(NamedTuple):
    """What a conversation comes to."""

    cases: tuple[Case, ...]
    """By the customers' first posts."""
    spoken: frozenset[str]
    """Ids of the brand's posts that speak to a customer."""


_NOBODY = ThreadOutcome((), frozenset())


def talk(thread: Thread, brand: frozenset[str] = frozenset()) -> ThreadOutcome:
    """Return what became of the questions in a conversation.

    A question is what a customer writes to the brand that wants an answer; what they add to it within half an hour, while it still
    waits, belongs to it: in what the source calls the thread, else below it or in a row with it. A customer's post speaks to the brand
    if it opens the conversation, answers the brand or a post that is not there, names the brand, was posted as a mention, a review or a
    direct message, or goes on with such a post of the same person. Where the source tells no parents, only whom the conversation
    belongs to is known: its opener, or everybody below a post of the brand's.

    A brand's post speaks to those whose posts stand above it, up to the last post by a person of the brand; where it goes on with an own
    one, to those that one spoke to; and to those whom it names. If the source tells neither, it speaks to all who wait, else to the
    customer who spoke last, and so does what goes on with it. It answers all that those it speaks to are waiting for.

    All this is so that a reply that is taken away never lets another one answer more questions, or fewer questions be asked than answers
    are lost: the answer rate can't rise by saying less. That takes a source that calls either every post part of some thread or none;
    otherwise what is left may look like another conversation.

    Args:
        thread: The conversation.
        brand: The brand's handles, case-folded.
    """
    if len(thread.turns) == 1 and not thread.inbound:
        return _NOBODY
    return _Walk(thread, brand).talk()


def _is_reply(turn: Turn) -> bool:
    """Whether the brand wrote it to somebody, be that post there or not."""
    return turn.by_brand and bool(turn.flags & REPLY or turn.parent_id)


class _Walk:
    def __init__(self, thread: Thread, brand: frozenset[str]) -> None:
        self.thread = thread
        self.brand = brand
        self.cases: dict[str, _Open] = {}
        self.names: dict[str, str] = {}
        """By every handle that somebody has, the one the case goes by."""
        self.who: list[tuple[str, ...]] = []
        """For each turn so far the customer who wrote it, or those to whom the brand wrote it."""
        self.opener = next((place for place, turn in enumerate(thread.turns) if not _is_reply(turn)), -1)
        """Place of the first post that is no reply of the brand's; -1 where there is none but these."""
        self.inbound = self.opener >= 0 and not thread.turns[self.opener].by_brand
        self.strands: list[str] = []
        """For each turn so far the part of the conversation it belongs to, as far as that doesn't hang on what the brand wrote: what the
        source calls a thread, else the post that those above it answer, else the first of those in a row. Below what the brand wrote
        somebody whose name is hidden may be anybody."""
        self.runs: dict[str, tuple[int, str]] = {}
        """By author, when they last wrote without saying to what, and the first of those posts in a row."""
        self.spoken: set[str] = set()
        self.at_large = bytearray(len(thread.turns))
        """For each of the brand's turns so far whether the source does not tell to whom it speaks."""
        self.heard = bytearray(len(thread.turns))
        """For each of a customer's turns so far whether it speaks to the brand."""

    def talk(self) -> ThreadOutcome:
        for place, turn in enumerate(self.thread.turns):
            self.strands.append(self._strand(place, turn))
            if turn.flags & BY_BRAND:
                self._brand(place, turn)
            else:
                self._customer(place, turn)
        return ThreadOutcome(tuple(each.case(self.thread) for each in self.cases.values()), frozenset(self.spoken))

    def _customer(self, place: int, turn: Turn) -> None:
        name = self._name_of(place, turn)
        self.who.append((name,))
        case = self.cases.get(name)
        if case is None:
            case = self.cases[name] = _Open(name)
            for handle in handles(name):
                self.names.setdefault(handle, name)
        case.add(turn)
        if self._speaks_to_brand(place, turn):
            self.heard[place] = 1
            case.hear(turn, self.strands[place])
        else:
            case.settle(turn)

    def _strand(self, place: int, turn: Turn) -> str:
        above = self.thread.parents[place]
        if turn.thread_id and (turn.author or not turn.parent_id):
            return turn.thread_id
        if not turn.parent_id:
            return self._run(turn)
        if above < 0 or self.thread.turns[above].flags & BY_BRAND:
            return turn.parent_id if turn.author else f"?{turn.id}"
        return self.strands[above]

    def _run(self, turn: Turn) -> str:
        """Return the first of the posts in a row that somebody wrote without saying to what: all of them are in this conversation."""
        last, first = self.runs.get(turn.author, (turn.at, turn.id))
        first = first if turn.author and turn.at - last <= BURST else turn.id
        self.runs[turn.author] = turn.at, first
        return first

    def _name_of(self, place: int, turn: Turn) -> str:
        """Return who wrote it; those whose names are hidden are told apart by the branch they write in."""
        if turn.author:
            return folded_name(turn.author)
        turns, above, first = self.thread.turns, self.thread.parents[place], self.thread.turns[self.opener]
        if self.inbound and place > self.opener and not (turn.parent_id or first.author or first.parent_id):
            return self.who[self.opener][0]
        for _ in range(_STEPS):
            if above < 0:
                break
            if not turns[above].flags & BY_BRAND:
                return f"?{turn.id}" if turns[above].author else self.who[above][0]
            above = self.thread.parents[above]
        return f"?{turn.id}"

    def _speaks_to_brand(self, place: int, turn: Turn) -> bool:
        if turn.flags & SHARE:
            return False
        above = self.thread.parents[place]
        if place == self.opener or turn.flags & (MENTION | REVIEW | DIRECT) or not self.brand.isdisjoint(turn.names):
            return True
        if above < 0:
            return bool(turn.parent_id) or not self.inbound or self.who[place] == self.who[self.opener]
        if self.thread.turns[above].flags & BY_BRAND:
            return not self._is_for_others(turn) and not (turn.flags & GUESS and self.thread.turns[above].flags & QUIZ)
        return self.who[above] == self.who[place] and self.heard[above] == 1

    def _is_for_others(self, turn: Turn) -> bool:
        """Whether it speaks to people by name below a post of the brand's: "@ann, shall we go?"."""
        mains = tuple(self.brand)
        return bool(turn.flags & STARTS_WITH_NAME and turn.names) and not any(
            name.startswith(mains) for name in turn.names
        )

    def _brand(self, place: int, turn: Turn) -> None:
        names = () if turn.flags & SHARE else self._addressed(place, turn)
        self.who.append(names)
        if names:
            self.spoken.add(turn.id)
        human = not turn.flags & (AUTOMATED | DELETED)
        waiting = sum(bool(self.cases[name].waiting) for name in names)
        at_large = self.at_large[place] and not self.inbound and waiting >= _MANY and not turn.flags & TO_ALL
        faint = bool(at_large or turn.flags & SIGNS)
        for name in names:
            case = self.cases[name]
            case.add(turn)
            if human:
                case.answer(turn, faint=faint)

    def _addressed(self, place: int, turn: Turn) -> tuple[str, ...]:
        named = [self.names[name] for name in turn.names if name in self.names]
        above = self.thread.parents[place]
        if above >= 0:
            self.at_large[place] = self.at_large[above]
            named = [*self._above(above), *named]
        elif not named and not turn.parent_id:
            self.at_large[place] = 1
        if self.at_large[place]:
            named += [name for name, case in self.cases.items() if case.waiting]
            named = named or self._last(place)
        return tuple(dict.fromkeys(named))

    def _last(self, place: int) -> list[str]:
        """Return who spoke last, or to whom the brand did, in a customer's conversation."""
        if not self.inbound:
            return []
        return list(next((self.who[before] for before in range(place - 1, -1, -1) if self.who[before]), ()))

    def _above(self, place: int) -> tuple[str, ...]:
        """Return those whose posts stand from here upwards, to the last post by a person of the brand."""
        turns = self.thread.turns
        if turns[place].is_human_brand:
            return self.who[place]
        names: dict[str, None] = {}
        for _ in range(_STEPS):
            if place < 0 or turns[place].is_human_brand:
                break
            if not turns[place].flags & BY_BRAND:
                names[self.who[place][0]] = None
            place = self.thread.parents[place]
        return tuple(names)
