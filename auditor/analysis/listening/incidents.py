"""What happened while far more was said of the company than usual: what about, where first, and when it said a word about it. Pure.

A word about it is an official post, reply or status update that states a fault, or that names what people spoke of; a cheerful post of
the same morning is none, and neither is "there is no outage".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain

from auditor.analysis.conversations import clusters, post_scan, statements
from auditor.analysis.conversations.metrics.turns import Key
from auditor.analysis.conversations.metrics.words import read_words
from auditor.analysis.listening import complaints, volume
from auditor.analysis.listening.spikes import HOUR, Hourly
from auditor.analysis.listening.volume import Surge
from auditor.analysis.mentions import namesakes, threads
from auditor.analysis.mentions.copies import ARTICLES
from auditor.model import Owner, Post, PostKind, Snapshot
from auditor.model.remembering import remembered
from auditor.platforms.spelling import account_key
from auditor.text import service
from auditor.text.posts.clean import is_share
from auditor.text.posts.language import is_wordless, language
from auditor.text.posts.takeover import reports_fault
from auditor.text.topics import topic_words

LEAD = timedelta(hours=1)
"""How long before the first hour a word already counts: whoever breaks the news is not late. Our default."""
_BEFORE, _AFTER = timedelta(hours=24), timedelta(hours=48)
"""How far before and after a spike is looked for first complaints, and for official words."""
_READ = 2_000
"""Mentions of an incident whose words are read, the first and then evenly. Our default."""
_WORDS, _SHARED = 12, 0.1
"""Words that tell what it is about: how many at most, and the share of the mentions that hold each at least."""
_TOLD_BEFORE = 3
"""Of these, how many a complaint from before the first hour has to hold. Our default."""
_LIFT = 2.0
"""How many times as often as at other times they have to be used."""
_TROUBLE, _JUDGED = 0.2, 5
"""Share of complaints and questions below which talk may be no trouble at all, where so many mentions could be read. Our default."""
_TOLD = 4
"""Words that it is said to be about."""
_WORD = re.compile(r"\w{2,40}")
_BETWEEN = " \t\"'\u201c\u2018\u00ab([-\u2013\u2014#"
"""What may stand between the end of a sentence and the first word of the next."""
_LONGEST = 2_000
"""Characters of a post that are looked at for names."""
_CHART = timedelta(hours=240)
"""Longest stretch that is shown by the hour."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A place where it was spoken of."""

    platform: str
    name: str
    elsewhere: bool
    """Whether it is away from the company's own accounts."""
    mentions: int
    first: Post
    """The first mention there."""


@dataclass(frozen=True, slots=True)
class Incident:
    """A time at which far more was said than usual."""

    surge: Surge
    started: datetime
    """When the first mention of its first hour was made."""
    mentions: int
    """All of its hours, each copy of a story for itself."""
    stories: int
    """The same, each story once."""
    heard: tuple[Heard, ...]
    """Where, in the order in which it arrived there."""
    words: tuple[str, ...]
    """What it is about, as `topic_words` writes it, the most frequent first."""
    read: int
    """Mentions by people whose words could be read."""
    troubled: int
    """Those of them that complain or want an answer, neither of a namesake nor where the company is what works."""
    rival: str
    """Whose trouble most of them speak of, as they write it; empty where it is nobody else's."""
    complaint: Post | None
    """The first that complains or asks about it, a day before the first hour at the earliest."""
    acknowledged: Post | None
    """The first official word about it."""
    announced: Post | None
    """What the company posted of it within the day before, where it did: its own news may be what is spoken of."""
    unread: Post | None
    """The first official post before that which could not be read, for its language or as it is a picture: it may be one."""
    unsure: Post | None
    """The first such word before that by an account that may be the company's, though nobody is certain."""
    hours: Hourly
    """All that was said by the hour, from a day before to a day after."""

    @property
    def benign(self) -> bool:
        """Whether hardly anybody complains or asks, as far as could be read."""
        return self.read >= _JUDGED and self.troubled < max(3, _TROUBLE * self.read)

    @property
    def delay(self) -> timedelta | None:
        """How long the first official word took; nothing at all where it came first, None where none was found."""
        return None if self.acknowledged is None else self.after(self.acknowledged)

    def after(self, post: Post) -> timedelta:
        """Return how long a post took; nothing at all where it came first."""
        return max(timedelta(0), post.created_at - self.started)


@remembered()
def of(snapshot: Snapshot) -> tuple[Incident, ...]:
    """Return what happened while more was said than usual, by time."""
    found = volume.of(snapshot)
    near = [_Near(surge) for surge in found.surges]
    if not near:
        return ()
    usual = _sort(snapshot, near)
    for post in _open_faults(snapshot):
        for one in near:
            one.open_faults.add(threads.key_of(post))
    brand = clusters.own_names(snapshot)
    return tuple(_incident(snapshot, one, usual, brand) for one in near)


class _Near:
    """Everything written around a surge."""

    def __init__(self, surge: Surge) -> None:
        self.surge = surge
        self.said: list[Post] = []
        """Mentions by others, stories once."""
        self.copies = 0
        self.official: list[Post] = []
        self.unsure: list[Post] = []
        """What was posted by accounts that may be the company's, though nobody is certain."""
        self.open_faults: set[Key] = set()
        """What the company's status pages call a fault that is not over."""
        self.end = surge.last + HOUR

    def is_in(self, moment: datetime) -> bool:
        return self.surge.first <= moment < self.end

    def is_near(self, moment: datetime) -> bool:
        return self.surge.first - _BEFORE <= moment <= self.end + _AFTER

    def is_about(self, post: Post, about: Sequence[str]) -> bool:
        """Return whether somebody speaks of the trouble: before it spiked, one word or a town's name proves nothing."""
        least = 1 if post.created_at >= self.surge.first else _TOLD_BEFORE
        return len(set(about).intersection(topic_words(post.text))) >= min(least, len(set(about)))


def _sort(snapshot: Snapshot, near: Sequence[_Near]) -> Counter[str]:
    """Put everything written near an incident into it.

    Returns:
        How many mentions of other times hold each word, and under "" how many these are.
    """
    usual: Counter[str] = Counter()
    for post, copies in _said(snapshot):
        of_it = [one for one in near if one.is_near(post.created_at)]
        for one in of_it:
            one.said.append(post)
            one.copies += sum(one.is_in(copy.created_at) for copy in copies)
        if not of_it and usual[""] < _READ:
            usual.update(set(topic_words(post.text)))
            usual[""] += 1
    whose = _whose(snapshot)
    for post in chain(snapshot.posts, threads.of(snapshot).official, snapshot.status_updates):
        owner = whose.get(account_key(post.platform, post.account), Owner.CERTAIN)
        if post.by_brand and post.kind is not PostKind.DIRECT and not post.deleted and owner is not Owner.OTHER:
            for one in near:
                if one.is_near(post.created_at):
                    (one.official if owner is Owner.CERTAIN else one.unsure).append(post)
    return usual


def _whose(snapshot: Snapshot) -> Mapping[tuple[str, str], Owner]:
    """Return whose accounts are: what a namesake says is no official word. Exports are of accounts that the company has."""
    exported = {account_key(one.platform, one.account) for one in snapshot.channels if not one.url.startswith("http")}
    found = {account_key(one.platform, one.handle): one.owner for one in snapshot.profiles}
    return {key: owner for key, owner in found.items() if key not in exported}


def _open_faults(snapshot: Snapshot) -> Iterator[Post]:
    return (one.post for one in statements.of_status_pages(snapshot) if one.stance == "fault")


def _said(snapshot: Snapshot) -> Iterator[tuple[Post, tuple[Post, ...]]]:
    """Yield what others said with its copies: elsewhere, and to the company's accounts."""
    for thread in threads.of(snapshot).threads:
        if not thread.opening.automated:
            yield thread.opening, thread.copies
    for post in snapshot.posts:
        if post.kind is PostKind.MENTION and not post.by_brand and not post.deleted:
            yield post, ()


def _incident(snapshot: Snapshot, near: _Near, usual: Counter[str], brand: frozenset[str]) -> Incident:
    near.said.sort(key=threads.by_time)
    inside = [post for post in near.said if near.is_in(post.created_at)]
    about = _words(inside, usual, brand)
    articles = {key for key, venue in threads.venues_by_account(snapshot).items() if venue.kind in ARTICLES}
    talk = (post for post in inside if (post.platform, post.account) not in articles)
    read, troubled, rival = _trouble(snapshot, talk)
    begun, word = _begun(near, inside, about), _first_word(near, near.official, about)
    return Incident(
        surge=near.surge,
        started=begun.created_at if begun else near.surge.first,
        mentions=len(inside) + near.copies,
        stories=len(inside),
        heard=tuple(_heard(snapshot, [post for post in inside if near.is_about(post, about)], about)),
        words=about,
        read=read,
        troubled=troubled,
        rival=rival,
        complaint=next((post for post in near.said if complaints.complains(post) and near.is_about(post, about)), None),
        acknowledged=word,
        announced=_announced(near, about),
        unread=_unread(near, word),
        unsure=_unsure(near, word, about),
        hours=_hours(snapshot, near.surge),
    )


def _words(inside: Sequence[Post], usual: Counter[str], brand: frozenset[str]) -> tuple[str, ...]:
    """Return what mentions are about that is not spoken of at other times as well."""
    some = _some(inside)
    count = Counter(word for post in some for word in set(topic_words(post.text)) - brand)
    least, others = max(2, _SHARED * len(some)), max(1, usual[""])
    ranked = sorted(count.items(), key=lambda one: (-one[1], one[0]))
    telling = (word for word, n in ranked if n >= least and n / len(some) >= _LIFT * usual[word] / others)
    return tuple(word for word, _ in zip(telling, range(_WORDS), strict=False))


def _some(posts: Sequence[Post]) -> Sequence[Post]:
    """Return so many of some posts as are read: evenly, and the first among them."""
    step = max(1, -(-len(posts) // _READ))
    return posts[::step]


def _trouble(snapshot: Snapshot, posts: Iterable[Post]) -> tuple[int, int, str]:
    """Return how many of some mentions could be read, how many of these complain or ask, and whose trouble they speak of instead."""
    some = _some(list(posts))
    read = [post for post in some if read_words(post).understood]
    own = clusters.own_names(snapshot)
    troubled = [post for post in read if complaints.complains(post) and not namesakes.is_namesake(snapshot, post)]
    small = complaints.small_words(some)
    ours = [post for post in troubled if not complaints.praises(post.text, own)]
    return len(read), len(ours), complaints.rival(troubled, own, small)


def _names(post: Post, about: Sequence[str]) -> bool:
    return not about or not set(about).isdisjoint(topic_words(post.text))


def _begun(near: _Near, inside: Sequence[Post], about: Sequence[str]) -> Post | None:
    """Return the first mention of the first hour that speaks of it; of what is spoken of, where nothing is known of that."""
    hour = [post for post in inside if post.created_at < near.surge.first + HOUR]
    return next((post for post in hour if _names(post, about)), next(iter(hour), None))


def _heard(snapshot: Snapshot, inside: Iterable[Post], about: Sequence[str]) -> Iterator[Heard]:
    """Yield the places, as it arrived there; one question to the company that shares a single word with the others is none."""
    own = {(one.platform, one.account) for one in snapshot.channels}
    by_place: dict[tuple[str, str], list[Post]] = {}
    for post in inside:
        by_place.setdefault((post.platform, post.account), []).append(post)
    for key, posts in by_place.items():
        shared = set(about).intersection(topic_words(posts[0].text))
        if key not in own or len(posts) > 1 or len(shared) >= min(2, len(about)):
            yield Heard(*key, key not in own, len(posts), posts[0])


def _first_word(near: _Near, posts: list[Post], about: Sequence[str]) -> Post | None:
    posts.sort(key=threads.by_time)
    since = near.surge.first - LEAD
    return next((post for post in posts if post.created_at >= since and _is_word(near, post, about)), None)


def _unsure(near: _Near, word: Post | None, about: Sequence[str]) -> Post | None:
    found = _first_word(near, near.unsure, about)
    return found if found is not None and (word is None or found.created_at < word.created_at) else None


def _is_word(near: _Near, post: Post, about: Sequence[str]) -> bool:
    return threads.key_of(post) in near.open_faults or is_word_about(post, about)


def _announced(near: _Near, about: Sequence[str]) -> Post | None:
    """Return the last post before it that names two of the words it is about most: a recall, a price, planned work."""
    before = (post for post in near.official if post.created_at < near.surge.first - LEAD)
    told = set(about[:_TOLD])
    named = (post for post in before if post.kind is not PostKind.REPLY and not is_share(post.text))
    return next((post for post in reversed(list(named)) if len(told.intersection(topic_words(post.text))) > 1), None)


def _unread(near: _Near, word: Post | None) -> Post | None:
    since, until = near.surge.first - LEAD, word.created_at if word else near.end + _AFTER
    between = (post for post in near.official if since <= post.created_at < until and not is_share(post.text))
    return next((post for post in between if _is_unread(post)), None)


def _is_unread(post: Post) -> bool:
    """Return whether what a post says could not be read: another language, or a picture without words."""
    if is_wordless(post.text):
        return bool(post.images) or not post.text.strip()
    return not read_words(post).understood


def is_word_about(post: Post, about: Sequence[str]) -> bool:
    """Return whether an official post takes up what people speak of."""
    if is_share(post.text):
        return False
    state = service.state(post.text, post.lang)
    if state is not None:
        return state.stance != "fine"
    if reports_fault(post.text) and read_words(post).apologises and read_words(post).promises:
        return True  # in whatever language
    shared = set(about).intersection(topic_words(post.text))
    if post.kind is not PostKind.REPLY:
        told = len(shared) > 1 and not shared <= _proper(post)
        return told or (bool(shared) and _answers(post))
    return len(shared) > 1 and _answers(post)


def _proper(post: Post) -> frozenset[str]:
    """Return the topic words of a post that are names: a cook's soup for Harrow Quay is no word about the outage there."""
    if language(post.text, post.lang) == "de":  # every noun has a capital there
        return frozenset()
    names: set[str] = set()
    other: set[str] = set()
    for found in _WORD.finditer(post.text[:_LONGEST]):
        before = post.text[max(0, found.start() - 8) : found.start()].rstrip(_BETWEEN)
        within = found.group()[0].isupper() and before and before[-1] not in ".!?:\u2026\n"
        (names if within else other).update(topic_words(found.group()))
    return frozenset(names - other)


def _answers(post: Post) -> bool:
    """Return whether a post apologises, promises or says that it is over: advice to restart a router acknowledges nothing."""
    reading = read_words(post)
    return not reading.understood or reading.apologises or reading.promises or reading.settled


def _hours(snapshot: Snapshot, surge: Surge) -> Hourly:
    since, until = surge.first - _BEFORE, surge.last + _BEFORE
    until = min(until, since + _CHART, snapshot.taken_at)
    return volume.hourly(volume.of(snapshot).places, since, max(since, until))


def unseen_accounts(snapshot: Snapshot, since: datetime, until: datetime) -> tuple[tuple[str, str], ...]:
    """Return (platform, account) of the company's accounts whose posts of a time were not all gathered, by platform.

    Args:
        snapshot: The visit.
        since: From when on a word about something may have been said.
        until: By when it would have been in time.
    """
    oldest = _oldest_own(snapshot)
    seen: dict[tuple[str, str], bool] = {}
    for one in snapshot.channels:
        first = oldest.get((one.platform, one.account))
        begins = first if one.cut else one.since
        ends = one.until or snapshot.taken_at
        whole = (begins is None and not one.cut) or (begins is not None and begins <= since)
        key = (one.platform, one.account)
        seen[key] = seen.get(key, False) or (whole and ends >= min(until, snapshot.taken_at) - HOUR)
    return tuple(sorted(key for key, is_seen in seen.items() if not is_seen))


@remembered()
def _oldest_own(snapshot: Snapshot) -> dict[tuple[str, str], datetime]:
    found = post_scan.scanned(snapshot).own
    return {key: own.posts[0].created_at for key, own in found.items() if own.posts}
