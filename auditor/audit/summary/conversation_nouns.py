"""The nouns of the report's part about conversations, as plain data."""

from __future__ import annotations

from dataclasses import dataclass

from auditor.model.message_shape import Phrase
from auditor.model.messages import NOTHING, Message


@dataclass(frozen=True, slots=True)
class Share:
    """A share of cases, as a reader is told it."""

    value: Phrase
    """Such as `62 %`; with too few cases `3 of 7`; `no cases`; `cannot be told`."""
    cases: Phrase
    """Such as `21 of 34`; nothing for none."""
    sure: Phrase
    """The 95 % interval, such as `45–76 %`; `too few to say`; nothing where neither can be said."""  # noqa: RUF001 - ranges are written with an en dash


@dataclass(frozen=True, slots=True)
class Line:
    """One figure besides answers and their times."""

    rate: str
    """As posts.csv calls it; empty for what is no share of posts."""
    title: Phrase
    share: Share


@dataclass(frozen=True, slots=True)
class Asked:
    """What became of some of the questions: all, those of weekends and so on."""

    rate: str
    """As posts.csv calls it."""
    title: Phrase
    in_time: Share
    median: Phrase
    """Time to the first reply in words; a dash for none."""
    p90: Phrase
    """The same, within which nine of ten lie."""
    timed: int
    """How many first replies the two come from."""


@dataclass(frozen=True, slots=True)
class Heat:
    """How many questions, and how many answers, at each hour of the week, local time."""

    questions: tuple[tuple[int, ...], ...]
    """Seven rows from Monday of 24 hours each."""
    answers: tuple[tuple[int, ...], ...]
    most: int
    """The highest of all cells of both."""
    summary: Message
    """What they show."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of the distribution of reply times."""

    title: Phrase
    """Such as `up to 1 h`."""
    count: int
    mark: Phrase = NOTHING
    """The thresholds that lie at its end, such as `good: 1 h`; nothing for none."""


@dataclass(frozen=True, slots=True)
class Times:
    """The distribution of reply times."""

    bars: tuple[Bar, ...]
    """From the fastest to the slowest."""
    unanswered: int
    summary: Message
    """What it shows."""

    @property
    def most(self) -> int:
        """The longest of all bars."""
        return max(self.unanswered, *(bar.count for bar in self.bars))


@dataclass(frozen=True, slots=True)
class PostRef:
    """A post that was counted."""

    id: str
    url: str
    """Empty where none is known."""
    at: str
    """Local time in words."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Which posts a share counted: a few, and how many there are."""

    rate: str
    """As posts.csv calls it."""
    title: Phrase
    hit: Phrase
    """What posts that count as hits are called."""
    hits: int
    miss: Phrase
    misses: int
    shown_hits: tuple[PostRef, ...]
    shown_misses: tuple[PostRef, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one account, or of all together."""

    id: str
    """To be used in anchors."""
    title: Phrase
    """Such as `acme (Mastodon)`."""
    url: str
    """The profile; empty where there is none."""
    frame: Phrase
    """Window and time zone."""
    posts: int
    questions: int
    limits: tuple[Message, ...]
    """What can't be seen, and what was left out."""
    asked: tuple[Asked, ...]
    """All questions first."""
    lines: tuple[Line, ...]
    """Those with cases, or that can't be told."""
    idle: tuple[Phrase, ...]
    """Titles of figures without cases."""
    heat: Heat | None
    """None without questions and answers."""
    times: Times | None
    """None without questions, or where they can't be told."""
    counted: tuple[Counted, ...] = ()
    """Empty for all together: the posts are those of the accounts."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A post, quoted."""

    by_brand: bool
    who: Phrase
    at: str
    """Local time in words."""
    gap: Phrase
    """Time since the post above it; nothing for the first."""
    text: Phrase
    """Its own words, masked unless it is the internal edition, and cut; or that it has none."""
    lang: str
    url: str


@dataclass(frozen=True, slots=True)
class Worst:
    """A conversation that went badly."""

    title: Phrase
    """What it was like, such as `A question waits for 4 days`."""
    account: Phrase
    posts: tuple[Quoted, ...]
    left_out: int
    """Posts between the first and the last ones that are not quoted; a lower bound."""


@dataclass(frozen=True, slots=True)
class ConversationSection:
    """All about conversations."""

    deadline: Phrase
    """The time within which a question should be answered."""
    total: Figures | None
    """All accounts together; None where there is one alone."""
    accounts: tuple[Figures, ...]
    """All of them, for the overview."""
    told: tuple[Figures, ...]
    """Those told in full."""
    worst: tuple[Worst, ...]
    silent: tuple[str, ...]
    """Addresses of profiles whose conversations nobody saw."""
    remedy: Message
    """How to get at those; nothing where there are none."""
    notes: tuple[Message, ...]
    """What of the settings could not be used."""
    counted: int
    """Rows of posts.csv."""
