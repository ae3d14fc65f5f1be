"""One customer's part of a conversation, and each question in it with its answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from auditor.analysis.conversations.metrics.matters import Matter, matters
from auditor.analysis.conversations.metrics.turns import (
    BY_BRAND,
    DEFLECTS,
    REQUESTS,
    REVIEW,
    SECOND,
    WANTS_ANSWER,
    Turn,
)

SKEW = 300 * SECOND
"""A reply dated so long before its question at most came at once, by a clock that is slow. Our default."""


class Whose(StrEnum):
    """Whose turn it is at the end."""

    BRAND = "brand"
    """A question waits."""
    CUSTOMER = "customer"
    """The brand asked something back, or sent the customer elsewhere."""
    NOBODY = "nobody"


class Exchange(NamedTuple):
    """A question, what its asker added while it waited, and its first answer by a person of the brand."""

    question: Turn
    opening: bool
    """Whether it is the asker's first in the conversation, not one that follows up on an answer."""
    answer: Turn | None = None
    """None where there is none; what machines post and what was deleted is none."""
    reminders: int = 0
    """Posts of the asker between the question and the answer, or the end."""
    settled: Turn | None = None
    """Where the asker said that it is settled before anybody answered."""
    faint: bool = False
    """Whether the answer holds no words, or stands below an own post and speaks to nobody in particular where many wait."""

    @property
    def seconds(self) -> float | None:
        """Time by the clock from the question to the answer; None without one, and where their clocks contradict each other.

        An answer dated up to five minutes before its question took no time.
        """
        if self.answer is None:
            return None
        took = self.answer.at - self.question.at
        if took < -SKEW:
            return None
        return max(0, took) / SECOND

    @property
    def is_review(self) -> bool:
        """Whether it is a review, which may wait for a reply without asking anything."""
        return self.question.flags & REVIEW != 0


class Case(NamedTuple):
    """One customer's part of a conversation: what they wrote and what the brand wrote to them."""

    thread_id: str
    """Id of the conversation's first post."""
    customer: str
    """Handle, case-folded; made up from a post's id where the source hides it."""
    turns: tuple[Turn, ...]
    """The customer's posts and those of the brand that speak to them, in the conversation's order."""
    exchanges: tuple[Exchange, ...] = ()
    to_brand: bool = True
    """Whether any of it speaks to the brand, and not only to others."""
    last_reply: Turn | None = None
    """The last post by a person of the brand."""
    waits: Exchange | None = None
    """The last question that waits; None where none does."""
    length: int = 0
    """How often the word went over, the first included: several posts of one side in a row are one turn."""

    @property
    def follow_ups(self) -> int:
        """Posts of the customer after the first."""
        return max(0, sum(not turn.flags & BY_BRAND for turn in self.turns) - 1)

    @property
    def switches(self) -> int:
        """How often the brand sent the customer elsewhere; several posts in a row that do so count once."""
        return sum(
            any(turn.flags & DEFLECTS and turn.is_human_brand for turn in run) for run in _brand_runs(self.turns)
        )

    @property
    def accounts(self) -> tuple[str, ...]:
        """The brand's accounts that spoke, in order."""
        return tuple(dict.fromkeys(turn.author for turn in self.turns if turn.by_brand))

    @property
    def agents(self) -> tuple[str, ...]:
        """Those who signed, in order."""
        return tuple(dict.fromkeys(turn.agent for turn in self.turns if turn.agent))

    @property
    def whose(self) -> Whose:
        """Whose turn it is at the end."""
        if self.waits is not None:
            return Whose.BRAND
        last = self.turns[-1]
        asks_back = last.is_human_brand and last.understood and last.flags & (WANTS_ANSWER | REQUESTS | DEFLECTS)
        return Whose.CUSTOMER if asks_back else Whose.NOBODY

    @property
    def is_review(self) -> bool:
        """Whether a review opened it: reviews are measured by themselves."""
        return self.turns[0].flags & REVIEW != 0

    @property
    def matters(self) -> tuple[Matter, ...]:
        """What was talked about, one after the other."""
        return matters(self.turns)

    @property
    def end(self) -> Turn | None:
        """What ends the last matter: see `Matter.end`; None while a question waits."""
        return None if self.waits is not None else self.matters[-1].end

    @property
    def resolution(self) -> float | None:
        """Seconds from the last matter's first post to its end; None while there is none."""
        return None if self.waits is not None else self.matters[-1].resolution

    @property
    def span(self) -> float | None:
        """Seconds that the longest matter took, from its first post to the brand's last; None where the brand wrote nothing."""
        return max((one.span for one in self.matters if one.span is not None), default=None)


def _brand_runs(turns: Iterable[Turn]) -> Iterator[list[Turn]]:
    """Yield the brand's posts, those with none of the customer between them together."""
    run: list[Turn] = []
    for turn in turns:
        if turn.flags & BY_BRAND:
            run.append(turn)
        elif run:
            yield run
            run = []
    if run:
        yield run
