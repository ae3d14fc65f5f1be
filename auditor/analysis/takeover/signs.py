"""Posts unlike those before: each kind of sign counts only while it is rare in the account's own history. Pure.

After COMPA (Egele et al., NDSS 2013): an account is compared with its own past, post by post in their order, and with what the company
approved. What a post shows is learned a day later, so that two alike do not excuse each other, and not at all where it belongs to a
takeover.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from auditor.analysis.conversations.metrics import hours
from auditor.analysis.conversations.metrics.templated_replies import alike, words
from auditor.analysis.takeover.acts import Act, Linked
from auditor.model import ApprovedAccount, PostKind, Thresholds
from auditor.text.languages import is_near
from auditor.text.posts.takeover import baits, baits_without_link, boasts, reports_fault, warns

_AROUND = 1
"""Hours before and after that are like an hour."""
_DAYS = 14
"""Days on which an account has to have posted before hours tell anything. Our default."""
_SATURDAY = 5


class Kind(StrEnum):
    """What is unlike the account."""

    LURE = "lure"
    """A link to a domain never used before that asks for a password, is on a block list, or is hidden by a forwarder."""
    DOMAIN = "domain"
    """Any other link to a domain never used before."""
    BURST = "burst"
    """Several nearly identical posts with a link."""
    LANGUAGE = "language"
    """Another language."""
    HOURS = "hours"
    """An hour, or a weekend, at which it never posts."""
    CLIENT = "client"
    """Another program."""
    BAIT = "bait"
    """Money that is given away, an account to be confirmed at once, beside a link that is not the company's; coins without one."""
    BOAST = "boast"
    """Somebody shows off with having taken it over."""
    DOUBT = "doubt"
    """Others ask below it whether the account was taken over."""


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing in which a post is unlike the account."""

    kind: Kind
    act: Act
    what: str = ""
    """The domain, the language's code, the program's name."""

    @property
    def group(self) -> Kind:
        """Signs of one group have one cause, and prove no more together than alone."""
        return Kind.DOMAIN if self.kind is Kind.LURE else self.kind


@dataclass(frozen=True, slots=True)
class Rules:
    """What signs are told by."""

    thresholds: Thresholds
    approved: ApprovedAccount | None = None
    answered: Mapping[str, str] = field(default_factory=dict)
    """By the id of an own post, the language of the customer's post that it answers: who answers in it is no stranger."""
    clock: bool = True
    """Whether the times of day of its posts are known."""
    doubted: frozenset[str] = frozenset()
    """Ids of posts below which several people suspect that the account was taken over."""


@dataclass
class _Past:
    """What an account did so far."""

    rules: Rules
    count: int = 0
    seen: Counter[Kind] = field(default_factory=Counter)
    domains: set[str] = field(default_factory=set)
    languages: Counter[str] = field(default_factory=Counter)
    hours: Counter[int] = field(default_factory=Counter)
    weekends: int = 0
    days: set[object] = field(default_factory=set)
    clients: Counter[str] = field(default_factory=Counter)

    @property
    def told(self) -> bool:
        """Whether there are enough posts to tell what is usual."""
        return self.count >= self.rules.thresholds.takeover_posts

    def is_rare(self, count: int, among: int) -> bool:
        """Return whether so many of so many posts are fewer than count as usual."""
        return count < self.rules.thresholds.takeover_rate * among

    def counts(self, kind: Kind) -> bool:
        """Return whether signs of a kind are rare in this account, so that one says something."""
        return self.told and (not self.seen[kind] or self.is_rare(self.seen[kind], self.count))

    def learn(self, act: Act, shown: Iterable[Sign]) -> None:
        """Take a post for one of the account's own."""
        if self.told:
            self.seen.update(sign.kind for sign in shown)
        self.count += 1
        self.domains.update(one.domain for one in act.foreign)
        self.languages.update([act.lang] if act.lang else ())
        self.hours[act.local.hour] += 1
        self.weekends += act.local.weekday() >= _SATURDAY
        self.days.add(act.local.date())
        self.clients.update([act.post.client] if act.post.client else ())


def signs(acts: Sequence[Act], rules: Rules, bad: Collection[str] = ()) -> list[Sign]:
    """Return the signs that count in an account's posts, by time.

    Args:
        acts: The posts by time.
        rules: What they are told by.
        bad: Ids of posts that are known to be a stranger's: nothing is learned of them.
    """
    past, bursts = _Past(rules), _bursts(acts, rules)
    found: list[Sign] = []
    waiting: deque[tuple[Act, list[Sign]]] = deque()
    span = timedelta(hours=rules.thresholds.takeover_hours)
    for act in acts:
        while waiting and act.at - waiting[0][0].at > span:
            past.learn(*waiting.popleft())
        shown = list(_shown(act, past, bursts))
        found += [sign for sign in shown if past.counts(sign.kind)]
        if act.id not in bad:
            waiting.append((act, shown))
    return found


def _shown(act: Act, past: _Past, bursts: Collection[str]) -> Iterator[Sign]:
    if warns(act.post.text) and not act.foreign:
        return  # the company, at whatever hour
    if (link := _new(act, past)) is not None:
        yield Sign(Kind.LURE if link.lures else Kind.DOMAIN, act, link.domain)
    at_work = _is_at_work(act)
    if act.id in bursts and not at_work:
        yield Sign(Kind.BURST, act)
    if not at_work and _is_other_language(act, past):
        yield Sign(Kind.LANGUAGE, act, act.lang)
    if not at_work and _is_other_hour(act, past):
        yield Sign(Kind.HOURS, act)
    if _is_other_client(act, past):
        yield Sign(Kind.CLIENT, act, act.post.client)
    if (act.foreign and baits(act.post.text)) or baits_without_link(act.post.text):
        yield Sign(Kind.BAIT, act)
    if boasts(act.post.text):
        yield Sign(Kind.BOAST, act)
    if act.id in past.rules.doubted:
        yield Sign(Kind.DOUBT, act)


def _is_at_work(act: Act) -> bool:
    """Return whether a post tells of a fault of the service, as companies do at night, and to everybody alike."""
    return reports_fault(act.post.text) and not baits(act.post.text) and not any(one.lures for one in act.foreign)


def _new(act: Act, past: _Past) -> Linked | None:
    """Return the link of a post whose domain is new, the worst of several."""
    approved = past.rules.approved.domains if past.rules.approved else ()
    fresh = [one for one in act.foreign if one.domain not in past.domains and one.domain not in approved]
    return max(fresh, key=lambda one: (one.blocked, one.password, one.hidden), default=None)


def _is_other_language(act: Act, past: _Past) -> bool:
    if not act.lang or is_near(act.lang, past.rules.answered.get(act.id, "")):
        return False
    if past.rules.approved and past.rules.approved.languages:
        return not any(is_near(act.lang, one) for one in past.rules.approved.languages)
    known = past.languages.total()
    like = sum(count for code, count in past.languages.items() if is_near(code, act.lang))
    return known >= past.rules.thresholds.takeover_posts and past.is_rare(like, known)


def _is_other_hour(act: Act, past: _Past) -> bool:
    if not past.rules.clock:
        return False
    if past.rules.approved and past.rules.approved.hours:
        minute = act.local.hour * 60 + act.local.minute
        return not hours.parse(past.rules.approved.hours).is_open(act.local.weekday(), minute)
    if past.count < past.rules.thresholds.takeover_clock_posts or len(past.days) < _DAYS:
        return False
    if act.local.weekday() >= _SATURDAY and not past.weekends:
        return True
    return not any(past.hours[(act.local.hour + step) % 24] for step in range(-_AROUND, _AROUND + 1))


def _is_other_client(act: Act, past: _Past) -> bool:
    name = act.post.client
    if not name:
        return False
    if past.rules.approved and past.rules.approved.clients:
        return name not in past.rules.approved.clients
    known = past.clients.total()
    return known >= past.rules.thresholds.takeover_clock_posts and past.is_rare(past.clients[name], known)


def _bursts(acts: Sequence[Act], rules: Rules) -> set[str]:
    """Return the ids of nearly identical posts with a link to others, of which so many stand within so short a time.

    Answers to people who asked are alike on every day of trouble, and no burst.
    """
    own = {act.id for act in acts}
    linking = [
        act for act in acts if act.foreign and (act.post.kind is not PostKind.REPLY or act.post.parent_id in own)
    ]
    groups: dict[int, list[Act]] = {}
    said = [act.post.text if words(act.post.text) else act.foreign[0].url for act in linking]
    for act, group in zip(linking, alike(said, rules.thresholds.canned_similarity), strict=True):
        groups.setdefault(group, []).append(act)
    most, span = rules.thresholds.takeover_burst, timedelta(hours=rules.thresholds.takeover_hours)
    found: set[str] = set()
    for alike_ones in groups.values():
        for first in range(len(alike_ones) - most + 1):
            if alike_ones[first + most - 1].at - alike_ones[first].at <= span:
                found.update(act.id for act in alike_ones[first : first + most])
    return found
