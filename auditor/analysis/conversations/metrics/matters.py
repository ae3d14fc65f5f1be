"""What a customer and the brand talk about, one matter after the other, and when each is settled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from auditor.analysis.conversations.metrics.turns import (
    BY_BRAND,
    COMPLAINT,
    DELETED,
    PROMISES,
    SECOND,
    SETTLED,
    SHARE,
    THANKS,
    WANTS_ANSWER,
    Turn,
)

COURTESY = 86_400 * SECOND
"""Thanks so soon after an answer belong to the matter; later ones are a courtesy, the brand's own too. Our default."""
REST = 7 * 86_400 * SECOND
"""Who asks again so long after an answer asks something else. Our default."""


@dataclass(slots=True)
class Matter:
    """One thing that a customer wrote to the brand about."""

    first: Turn
    """The post that raised it."""
    last_reply: Turn | None = None
    """The last post by a person of the brand while it was open."""
    thanks: Turn | None = None
    """What its asker wrote to say that it is settled; None where they did not."""
    waits: bool = False
    """Whether the customer asked something after the last reply."""
    thanked: bool = False
    """Whether all that the customer wrote after the last reply is thanks."""

    @property
    def end(self) -> Turn | None:
        """What ends it: the asker's thanks, else the brand's last reply; None without one."""
        return self.thanks or self.last_reply

    @property
    def resolution(self) -> float | None:
        """Seconds from the first post to the end; None while it waits, and without a reply."""
        return None if self.waits else self._took(self.end)

    @property
    def span(self) -> float | None:
        """Seconds from the first post to the brand's last; None without a reply."""
        return self._took(self.last_reply)

    def _took(self, end: Turn | None) -> float | None:
        return None if end is None else max(0, end.at - self.first.at) / SECOND

    def ask(self, turn: Turn) -> None:
        """Take what the customer wrote."""
        thanks = turn.flags & (THANKS | SETTLED) and not turn.flags & (COMPLAINT | WANTS_ANSWER)
        self.thanked = bool(thanks)
        if turn.flags & WANTS_ANSWER:
            self.waits, self.thanks = True, None
        elif self.last_reply is not None and not self.waits and self.thanks is None and self._settles(turn):
            self.thanks = turn

    def _settles(self, turn: Turn) -> bool:
        if self.last_reply is None or self.last_reply.flags & PROMISES or turn.at - self.last_reply.at > COURTESY:
            return False
        return bool(turn.flags & (THANKS | SETTLED)) and not turn.flags & COMPLAINT

    def reply(self, turn: Turn) -> None:
        """Take what a person of the brand wrote: after the end, nothing prolongs the matter."""
        if self.thanks is None and not self._is_courtesy(turn):
            self.last_reply, self.waits, self.thanked = turn, False, False

    def _is_courtesy(self, turn: Turn) -> bool:
        """Return whether the brand thanks, or is glad of thanks, long after its answer, and nobody waits for anything."""
        if self.last_reply is None or self.waits or self.last_reply.flags & PROMISES:
            return False
        only_thanks = (turn.flags & THANKS or self.thanked) and not turn.flags & (WANTS_ANSWER | PROMISES)
        return bool(only_thanks) and turn.at - self.last_reply.at > COURTESY

    def is_over(self, turn: Turn) -> bool:
        """Return whether what a customer asks now is another matter."""
        if self.waits or self.last_reply is None or not turn.flags & WANTS_ANSWER:
            return False
        return self.thanks is not None or turn.at - self.last_reply.at > REST


def matters(turns: Sequence[Turn]) -> tuple[Matter, ...]:
    """Return what one customer and the brand talked about.

    A matter begins with a post, and is settled once its asker says so within a day of an answer; what they ask after that, or a week
    after an answer, begins another one. Thanks that come later, from either side, prolong nothing, and neither do other people's.

    Args:
        turns: The customer's posts and the brand's to them, in the conversation's order; at least one.
    """
    current = Matter(turns[0])
    found = [current]
    for turn in turns:
        if turn.flags & BY_BRAND:
            if turn.is_human_brand:
                current.reply(turn)
        elif not turn.flags & (DELETED | SHARE):
            if current.is_over(turn):
                current = Matter(turn)
                found.append(current)
            current.ask(turn)
    return tuple(found)
