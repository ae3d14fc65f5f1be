"""What is counted of one account while its conversations go by: questions and outcomes as rows, without words."""

from __future__ import annotations

import heapq
import math
from array import array
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from auditor.analysis.conversations.metrics import templated_replies
from auditor.analysis.conversations.metrics.build import Thread
from auditor.analysis.conversations.metrics.cases import Case, Exchange
from auditor.analysis.conversations.metrics.clock import Clock
from auditor.analysis.conversations.metrics.exchange import ThreadOutcome, talk
from auditor.analysis.conversations.metrics.hours import Hours
from auditor.analysis.conversations.metrics.linkage import Linkage, Order
from auditor.analysis.conversations.metrics.turns import (
    ACKNOWLEDGES,
    ALONE,
    BY_BRAND,
    COMPLAINT,
    DEFLECTS,
    DEFLECTS_ONLY,
    DELETED,
    DIRECT,
    LOW,
    PROMISES,
    REPLY,
    REVIEW,
    SECOND,
    SHARE,
    SUGGESTION,
    THANKS,
    UNDERSTOOD,
    WANTS_ANSWER,
    Turn,
    settles,
)
from auditor.model import Thresholds

HOUR = 3_600
CONTINUED = 600 * SECOND
"""A post that follows a promise so soon only goes on with it. Our default."""
MOST_NOTED = 200
"""Conversations of an account that are kept to be quoted."""
_MOST_DAYS = 7
"""Days up to which a conversation, or a question that waits, weighs the more the longer it is: what is merely old is no worse."""
_WEIGHTS = 3.0, 2.0, 0.5, 5.0
"""How much worse each repeated request, each complaint, each turn and each time the customer is sent elsewhere makes it, where the
first seven days together weigh 3. Our defaults."""


@dataclass(slots=True)
class Cell:
    """The questions of one hour of the week, in or out of opening hours, whose deadline had passed by the end of the window."""

    in_time: list[str] = field(default_factory=list)
    """Ids of those answered within the deadline."""
    late: list[str] = field(default_factory=list)
    """Ids of those answered later."""
    never: list[str] = field(default_factory=list)
    """Ids of those not answered."""
    firsts: array[float] = field(default_factory=lambda: array("d"))
    """Seconds to the answers to the first questions of conversations, where clocks allow to tell."""
    replies: array[float] = field(default_factory=lambda: array("d"))
    """The same of all questions."""


class Noted(NamedTuple):
    """A conversation worth quoting, with what is worth it."""

    weight: float
    """The higher the worse: see `_heat`."""
    thread_id: str
    customer: str
    """Handle; mask it before anybody reads it."""
    posts: tuple[str, ...]
    """Ids of the posts, in order; the first and the last ten of longer ones."""
    turns: int
    """How often the word went over."""
    switches: int
    """How often the customer was sent elsewhere."""
    span: float | None
    """Seconds that its longest matter took; None where the brand wrote nothing."""
    waits: float | None
    """Seconds that a question waits at the end of the window; None where none does."""
    repeats: int
    """How often the customer asked again."""


@dataclass(slots=True)
class Split:
    """Ids of posts for which something holds, and of those for which it does not."""

    hits: list[str] = field(default_factory=list)
    misses: list[str] = field(default_factory=list)

    def put(self, id: str, holds: object) -> None:
        """Count a post."""
        (self.hits if holds else self.misses).append(id)


@dataclass(frozen=True, slots=True)
class Terms:
    """What the posts of one account are held against."""

    clock: Clock
    until: int
    """End of the window, microseconds since 1970; what is later is left out."""
    since: int | None
    """Start of the window; older posts are context only."""
    thresholds: Thresholds
    hours: Hours | None = None
    brand: frozenset[str] = frozenset()
    """The brand's handles on the platform, case-folded."""
    by_time: bool = False
    """Whether replies are paired with the post before them, as auditor.toml says."""
    alone: frozenset[str] = frozenset()
    """Sources that show the brand's side alone, beside one that shows both: what their posts answer is not expected to be there."""


class Tally:
    """Counts one account."""

    def __init__(self, platform: str, account: str, terms: Terms) -> None:
        self.platform, self.account, self.terms = platform, account, terms
        self.replies = templated_replies.NewestReplies()
        self.order, self.linkage = Order(terms.by_time), Linkage()
        self.posts = self.threads = self.cases = 0
        self.questions = self.waiting = self.openings = self.openings_never = 0
        """Questions; of them, those that wait and are not due yet; first ones that are due; of these, those never answered."""
        self.cells: defaultdict[tuple[int, int, bool], Cell] = defaultdict(Cell)
        """By local weekday, hour, and whether somebody was to answer then."""
        self.friday, self.reviews, self.low_reviews = Split(), Split(), Split()
        self.review_replies = array("d")
        self.not_understood: list[str] = []
        """Ids of customers' posts to the brand in a language whose words are not known."""
        self.faint: list[str] = []
        """Ids of questions whose answers in time may be none: see `Exchange.faint`."""
        self.skewed = 0
        """Answers dated so long before their questions that nobody can tell how long they took."""
        self.deflected, self.dialogue, self.kept = Split(), Split(), Split()
        self.thanked, self.prolonged, self.lengthy, self.switched = Split(), Split(), Split(), Split()
        self.overlong, self.templated = Split(), Split()
        self.lengths: list[float] = []
        self.spans: list[float] = []
        self.resolutions: list[float] = []
        self.questions_at = [0] * 168
        self.answers_at = [0] * 168
        self._spoken: list[str] = []
        self._overlong: list[tuple[float, str]] = []
        self._noted: list[Noted] = []

    def add(self, thread: Thread) -> None:
        """Count a conversation."""
        self.threads += 1
        self.posts += len(thread.turns)
        said = talk(thread, self.terms.brand)
        self._own(thread, said)
        for case in said.cases:
            if case.to_brand and self._within(case.turns[0]):
                self._case(case)
            for each in case.exchanges:
                if self._within(each.question) and not self._is_moot(each):
                    self._exchange(each)
        self._first_replies(said)

    def close(self) -> None:
        """Put the longest conversations first, compare the replies with each other, and see how they follow the questions, once all have gone by."""
        self.overlong.hits = [id_ for _, id_ in sorted(self._overlong)]
        self.linkage.by_time = self.order.behind if self.order.by_time else 0
        self.linkage.alternates = self.order.alternates
        said = self.replies.among(self._spoken)
        for id_, twin in zip(
            said, templated_replies.twins(tuple(said.values()), self.terms.thresholds.canned_similarity), strict=True
        ):
            self.templated.put(id_, twin)

    @property
    def noted(self) -> tuple[Noted, ...]:
        """Conversations worth quoting, the worst first."""
        return tuple(sorted(self._noted, key=lambda one: (-one.weight, one.thread_id, one.customer)))

    def _within(self, turn: Turn) -> bool:
        return turn.at <= self.terms.until and (self.terms.since is None or turn.at >= self.terms.since)

    def _own(self, thread: Thread, said: ThreadOutcome) -> None:
        """Count which of the brand's own posts speak to somebody, and to what all posts belong. Reviews are measured by themselves."""
        if thread.turns[0].flags & REVIEW:
            spoken = [turn for turn in thread.turns if turn.id in said.spoken and turn.is_human_brand]
            replies = [turn.id for turn in spoken if self._within(turn)]
            self._spoken += replies
            self.linkage.reviewed += len(replies)
            return
        for place, turn in enumerate(thread.turns):
            if turn.flags & (DELETED | SHARE) or not self._within(turn):
                continue
            unheard = bool(turn.parent_id) and thread.parents[place] < 0 and turn.id not in said.spoken
            stray = unheard and not turn.flags & ALONE
            self.linkage.stray += stray
            if turn.flags & BY_BRAND:
                self._own_post(turn, turn.id in said.spoken, unheard, placed=thread.parents[place] >= 0)

    def _own_post(self, turn: Turn, spoken: bool, unheard: bool, *, placed: bool) -> None:
        replies = spoken or turn.flags & DIRECT or (turn.flags & REPLY and unheard)
        self.dialogue.put(turn.id, replies)
        if replies and turn.is_human_brand:
            self._spoken.append(turn.id)
        links = self.linkage
        if unheard and turn.flags & ALONE:  # says nothing of how the posts of the other source are joined
            return
        links.own += 1
        links.replies += bool(spoken or turn.parent_id or turn.flags & (DIRECT | REPLY))
        links.placed += spoken or placed
        links.stray_replies += unheard

    def _is_moot(self, exchange: Exchange) -> bool:
        """Return whether its asker said that it is settled while there was still time to answer, and nobody did."""
        settled = exchange.settled
        due = exchange.question.at + self.terms.thresholds.answer_hours * HOUR * SECOND
        return exchange.answer is None and settled is not None and settled.at <= min(due, self.terms.until)

    def _exchange(self, exchange: Exchange) -> None:
        """Count a question."""
        terms, question, answer = self.terms, exchange.question, exchange.answer
        if answer is not None and answer.at > terms.until:
            answer = None
        deadline = question.at + terms.thresholds.answer_hours * HOUR * SECOND
        if exchange.is_review:
            if deadline <= terms.until:
                self._review(exchange, answer)
            return
        weekday, minute = terms.clock.local(question.at)
        self.questions += 1
        self.questions_at[weekday * 24 + minute // 60] += 1
        ends = terms.clock.weekend_ends(question.at, weekday, minute)
        if ends is not None and ends <= terms.until:
            self.friday.put(question.id, answer is None or answer.at >= ends)
        seconds = None
        if answer is not None:
            seconds = exchange.seconds
            self.skewed += seconds is None
            there, then = terms.clock.local(answer.at)
            self.answers_at[there * 24 + then // 60] += 1
        if deadline > terms.until:
            self.waiting += answer is None
            return
        self.openings += exchange.opening
        cell = self.cells[weekday, minute // 60, terms.hours is not None and terms.hours.is_open(weekday, minute)]
        if answer is None:
            cell.never.append(question.id)
            self.openings_never += exchange.opening
            return
        in_time = answer.at <= deadline
        (cell.in_time if in_time else cell.late).append(question.id)
        self.faint += [question.id] * (exchange.faint and in_time)
        if seconds is not None:
            cell.replies.append(seconds)
            if exchange.opening:
                cell.firsts.append(seconds)

    def _review(self, exchange: Exchange, answer: Turn | None) -> None:
        review = exchange.question
        self.reviews.put(review.id, answer is not None)
        if review.flags & LOW:
            self.low_reviews.put(review.id, answer is not None)
        if answer is not None and exchange.seconds is not None:
            self.review_replies.append(exchange.seconds)

    def _first_replies(self, said: ThreadOutcome) -> None:
        """Count which first replies only send people elsewhere, a reply to several once."""
        openings = [each for case in said.cases for each in case.exchanges if each.opening and not each.is_review]
        firsts = {
            each.answer.id: each.answer for each in openings if each.answer is not None and self._within(each.question)
        }
        for answer in firsts.values():
            if answer.understood and answer.at <= self.terms.until:
                self.deflected.put(answer.id, answer.flags & DEFLECTS_ONLY)

    def _case(self, case: Case) -> None:
        first, thresholds = case.turns[0], self.terms.thresholds
        flags, read = 0, False
        for turn in case.turns:
            flags |= turn.flags
            read = read or (turn.understood and turn.is_human_brand)
            if not turn.flags & (BY_BRAND | DELETED | UNDERSTOOD | SHARE):
                self.not_understood.append(turn.id)
        if case.is_review:
            return
        if flags & SUGGESTION:
            self._suggestions(case)
        if case.last_reply is None and not case.exchanges:
            return
        self.cases += 1
        length = case.length
        self.lengths.append(length)
        self.lengthy.put(first.id, length > thresholds.thread_turns)
        span = self._lasted(case)
        if flags & PROMISES:
            self._promises(case)
        switches = case.switches if flags & DEFLECTS else 0
        if read:
            self.switched.put(first.id, switches >= thresholds.deflected_switches)
        waits = case.waits
        waited = (self.terms.until - waits.question.at) / SECOND if waits is not None else None
        if waited is not None or length > 2 or (span or 0) > HOUR:
            self._note(case, span, waited, switches)

    def _lasted(self, case: Case) -> float | None:
        """Count how long the matters of a case took; return the longest."""
        if case.last_reply is None:
            return None
        matters, thresholds = case.matters, self.terms.thresholds
        spans = [one.span for one in matters if one.span is not None]
        self.resolutions += [one.resolution for one in matters if one.resolution is not None]
        if not spans:
            return None
        longest = max(spans)
        self.spans.append(longest)
        self.prolonged.put(case.turns[0].id, longest > thresholds.weak_thread_hours * HOUR)
        if longest > thresholds.failed_thread_hours * HOUR:
            self._overlong.append((-longest, case.turns[0].id))
        else:
            self.overlong.misses.append(case.turns[0].id)
        return longest

    def _suggestions(self, case: Case) -> None:
        """Count which suggestions a person of the brand thanked for or took note of."""
        for place, turn in enumerate(case.turns):
            if turn.flags & SUGGESTION and not turn.flags & BY_BRAND:
                later = (each for each in case.turns[place + 1 :] if each.is_human_brand)
                self.thanked.put(turn.id, any(each.flags & (THANKS | ACKNOWLEDGES) for each in later))

    def _promises(self, case: Case) -> None:
        """Count which promises to come back were kept: another post to the customer followed in time.

        What follows at once belongs to the promise, unless the customer wrote in between. Nothing is owed any more to a customer who
        says that it is settled, and what the brand wrote into the promise itself later cannot be told from it.
        """
        allowed = self.terms.thresholds.promise_hours * HOUR * SECOND
        for place, turn in enumerate(case.turns):
            if not (turn.flags & PROMISES and turn.is_human_brand):
                continue
            rest, due = case.turns[place + 1 :], turn.at + allowed
            later = [each for each in _after_promise(rest, turn) if each.at <= self.terms.until]
            if any(each.at <= due for each in later):
                self.kept.put(turn.id, holds=True)
            elif due <= self.terms.until and not _is_released(rest, turn, due):
                self.kept.put(turn.id, holds=False)

    def _note(self, case: Case, span: float | None, waits: float | None, switches: int) -> None:
        asks = sum(turn.flags & (BY_BRAND | DELETED | WANTS_ANSWER) == WANTS_ANSWER for turn in case.turns)
        repeats = max(0, asks - 1)
        complaints = sum(turn.flags & (BY_BRAND | COMPLAINT) == COMPLAINT for turn in case.turns)
        weight = _heat(repeats, complaints, case.length, switches, max(span or 0.0, waits or 0.0))
        if len(self._noted) == MOST_NOTED and weight < self._noted[0].weight:
            return
        ids = tuple(turn.id for turn in case.turns)
        ids = ids if len(ids) <= 20 else ids[:10] + ids[-10:]
        noted = Noted(weight, case.thread_id, case.customer, ids, case.length, switches, span, waits, repeats)
        if len(self._noted) < MOST_NOTED:
            heapq.heappush(self._noted, noted)
        elif noted[:4] > self._noted[0][:4]:
            heapq.heapreplace(self._noted, noted)


def _heat(repeats: int, complaints: int, length: int, switches: int, seconds: float) -> float:
    """Return how badly a conversation went: by what the customer had to write again, not by how long ago it was."""
    asks, words, turns, elsewhere = _WEIGHTS
    days = min(seconds / (24 * HOUR), _MOST_DAYS)
    return round(
        asks * repeats + words * complaints + turns * max(0, length - 2) + elsewhere * switches + math.log2(1 + days), 6
    )


def _is_released(turns: Iterable[Turn], promise: Turn, due: int) -> bool:
    """Return whether a promise is no longer waited for, or may have been kept by editing it."""
    edited = promise.at + CONTINUED < promise.edited <= due
    return edited or any(settles(turn) and turn.at <= due for turn in turns)


def _after_promise(turns: Iterable[Turn], promise: Turn) -> list[Turn]:
    later, answered = [], False
    for turn in turns:
        if not turn.flags & BY_BRAND:
            answered = True
        elif turn.is_human_brand and (answered or turn.at - promise.at > CONTINUED):
            later.append(turn)
    return later
