"""The nouns of the report's part about conversations, as plain data."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Share:
    """A share of cases, as a reader is told it."""

    value: str
    """Such as `62 %`; with too few cases `3 of 7`; `no cases`; `cannot be told`."""
    cases: str
    """Such as `21 of 34`; empty for none."""
    sure: str
    """The 95 % interval, such as `45–76 %`; `too few to say`; empty where neither can be said."""  # noqa: RUF001 - ranges are written with an en dash


@dataclass(frozen=True, slots=True)
class Line:
    """One figure besides answers and their times."""

    rate: str
    """As posts.csv calls it; empty for what is no share of posts."""
    title: str
    share: Share


@dataclass(frozen=True, slots=True)
class Asked:
    """What became of some of the questions: all, those of weekends and so on."""

    rate: str
    """As posts.csv calls it."""
    title: str
    in_time: Share
    median: str
    """Time to the first reply in words; a dash for none."""
    p90: str
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
    summary: str
    """What they show, in sentences."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of the distribution of reply times."""

    title: str
    """Such as `30 min to 1 h`."""
    count: int
    mark: str = ""
    """The thresholds that lie at its end, such as `good: 1 h`; empty for none."""


@dataclass(frozen=True, slots=True)
class Times:
    """The distribution of reply times."""

    bars: tuple[Bar, ...]
    """From the fastest to the slowest."""
    unanswered: int
    summary: str
    """What it shows, in sentences."""

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
    title: str
    hit: str
    """What posts that count as hits are called."""
    hits: int
    miss: str
    misses: int
    shown_hits: tuple[PostRef, ...]
    shown_misses: tuple[PostRef, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one account, or of all together."""

    id: str
    """To be used in anchors."""
    title: str
    """Such as `acme (Mastodon)`."""
    url: str
    """The profile; empty where there is none."""
    frame: str
    """Window and time zone."""
    posts: int
    questions: int
    limits: tuple[str, ...]
    """What can't be seen, and what was left out, as sentences."""
    asked: tuple[Asked, ...]
    """All questions first."""
    lines: tuple[Line, ...]
    """Those with cases, or that can't be told."""
    idle: tuple[str, ...]
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
    who: str
    at: str
    """Local time in words."""
    gap: str
    """Time since the post above it in words; empty for the first."""
    text: str
    """Masked, unless it is the internal edition; cut."""
    lang: str
    url: str


@dataclass(frozen=True, slots=True)
class Worst:
    """A conversation that went badly."""

    title: str
    """What it was like, such as `A question waits for 4 days`."""
    account: str
    posts: tuple[Quoted, ...]
    left_out: int
    """Posts between the first and the last ones that are not quoted; a lower bound."""


@dataclass(frozen=True, slots=True)
class ConversationSection:
    """All about conversations."""

    deadline: str
    """The time within which a question should be answered, in words."""
    total: Figures | None
    """All accounts together; None where there is one alone."""
    accounts: tuple[Figures, ...]
    """All of them, for the overview."""
    told: tuple[Figures, ...]
    """Those told in full."""
    worst: tuple[Worst, ...]
    silent: tuple[str, ...]
    """Addresses of profiles whose conversations nobody saw."""
    remedy: str
    """How to get at those, as sentences."""
    notes: tuple[str, ...]
    """What of the settings could not be used."""
    counted: int
    """Rows of posts.csv."""
