"""Questions that several people ask alike, told by the words they share. Pure.

For each two telling words the week is looked for in which most people used both; the group of most people is taken out, and
so on. What half of an account asks about, or what stands together by chance, makes no group.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import combinations

from auditor.analysis import pages
from auditor.analysis.conversations import post_scan, queries, sentences
from auditor.analysis.conversations.metrics.turns import Key
from auditor.analysis.conversations.post_scan import Question
from auditor.analysis.links.verdicts import Verdict, alive, dead, unknown
from auditor.analysis.profiles import profiles
from auditor.model import CONTACT_ROLES, NOTHING, Message, PostKind, Snapshot, message
from auditor.model.remembering import remembered
from auditor.platforms.spelling import account_key
from auditor.text import company_names
from auditor.text.fold import fold, words
from auditor.text.parsed import text_of
from auditor.text.topics import singular, title_words, topic_words

WINDOW = timedelta(days=7)
"""Within which people ask the same. Our default."""
_COMMON = 0.25
"""Share of the people asking on an account from which a word tells nothing. Our default."""
_ENOUGH = 30
"""People from which that can be told."""
_MANY = 100
"""People from which it can be told whether two words stand together by chance."""
_LIFT = 2.0
"""How many times as often as by chance they have to. Our default."""
_LOOKED_AT = 8
"""Words of a question that are paired: the rarest of those that enough people used."""
_NEAR = 3
"""Telling words apart up to which two of a question belong together. Our default."""
_MOST = 20
"""Groups of an account."""
_SHOWN = 6
NEEDS = "replies", "threads"
"""What a source has to show before questions for all can be called unanswered."""
READ_ON = message("Look at the company's posts of those days on the platform.")
_TAKES_UP = 2
"""Words of a group that an answer has to hold."""
_PAGES, _PAGE, _LINE = 200, 60_000, 200
"""Help pages that are looked through, characters of each, and of the longest line that may be a question of an FAQ."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """People who ask about the same."""

    platform: str
    account: str
    pair: tuple[str, str]
    """The two words that brought them together, by the alphabet."""
    words: tuple[str, ...]
    """Those that at least half of the questions hold, the most frequent first."""
    posts: tuple[Key, ...]
    """By time, the first of each person."""
    people: int
    first: datetime
    last: datetime
    named: bool
    """Whether the source tells who asked; else each question counts as one person's."""


@remembered()
def of(snapshot: Snapshot) -> tuple[Cluster, ...]:
    """Return the groups of as many people as the thresholds say, the largest of each account first."""
    least = max(2, snapshot.thresholds.cluster_people)
    own = own_names(snapshot)
    found = post_scan.scanned(snapshot).questions
    return tuple(
        cluster
        for (platform, account), asked in sorted(found.items())
        for cluster in _Account(platform, account, asked, least, own).clusters()
    )


def among(snapshot: Snapshot, asked: Iterable[Question]) -> tuple[Cluster, ...]:
    """Return the same groups of questions, or reports, that were gathered from several places; their keys name no place."""
    least = max(2, snapshot.thresholds.cluster_people)
    return tuple(_Account("", "", asked, least, own_names(snapshot)).clusters())


def own_names(snapshot: Snapshot) -> frozenset[str]:
    """Return the words of the company's names, which stand in posts about anything, as `topic_words` writes them."""
    called = [*profiles.brand(snapshot), *(one.account for one in snapshot.channels)]
    found = {word for name in called for word in words(fold(name))} | {company_names.plain(name) for name in called}
    return frozenset(map(singular, found))


def _is_own(word: str, own: frozenset[str]) -> bool:
    """Return whether a word is one of the company's names, or a good part of one: `youtube` of `teamyoutube`."""
    return word in own or (len(word) >= company_names.TELLING and any(word in name for name in own))


class _Account:
    """The questions of one account, by time."""

    def __init__(self, platform: str, account: str, asked: Iterable[Question], least: int, own: frozenset[str]) -> None:
        self.platform, self.account, self.least = platform, account, least
        self.asked = sorted(asked, key=lambda one: (one.at, one.id))
        used = {(word, one.author or one.id) for one in self.asked for word in one.words}
        self.count = Counter(word for word, _ in used)
        """How many people used each word: one who asks a hundred times makes no word common."""
        self.people = len({one.author or one.id for one in self.asked})
        most = _COMMON * self.people if self.people >= _ENOUGH else self.people
        self.telling = {word for word, n in self.count.items() if least <= n <= most and not _is_own(word, own)}
        self.taken: set[int] = set()

    def clusters(self) -> Iterator[Cluster]:
        """Yield the groups, the largest first."""
        pairs = self._pairs()
        # What a pair was worth when it was looked at last is the most it can be worth now.
        heap = [(-self._people(best), pair) for pair, group in pairs.items() if (best := self._densest(group))]
        heapq.heapify(heap)
        found = 0
        while heap and found < _MOST:
            people, pair = heapq.heappop(heap)
            best = self._densest(pairs[pair])
            if self._people(best) < -people:
                if best:
                    heapq.heappush(heap, (-self._people(best), pair))
                continue
            found += 1
            yield self._cluster(pair, best)

    def _pairs(self) -> dict[tuple[str, str], list[int]]:
        """Return the places of questions by each two words they hold, where enough do, and more than by chance."""
        found: dict[tuple[str, str], list[int]] = {}
        for place, question in enumerate(self.asked):
            told = [(word, at) for at, word in enumerate(question.words) if word in self.telling]
            rarest = sorted(told, key=lambda each: (self.count[each[0]], each[0]))[:_LOOKED_AT]
            for (one, at), (other, there) in combinations(sorted(rarest), 2):
                if abs(at - there) <= _NEAR:
                    found.setdefault((one, other), []).append(place)
        return {pair: group for pair, group in sorted(found.items()) if self._counts(pair, group)}

    def _counts(self, pair: tuple[str, str], group: Sequence[int]) -> bool:
        if len(group) < self.least:
            return False
        chance = self.count[pair[0]] * self.count[pair[1]] / self.people
        return self.people < _MANY or self._people(group) >= _LIFT * chance

    def _who(self, place: int) -> str:
        return self.asked[place].author or self.asked[place].id

    def _people(self, group: Sequence[int]) -> int:
        return len({self._who(place) for place in group})

    def _densest(self, group: Sequence[int]) -> Sequence[int]:
        """Return the part of a group within one window in which most people ask; empty where too few do."""
        left = [place for place in group if place not in self.taken]
        inside: Counter[str] = Counter()
        best, span, start = 0, (0, 0), 0
        for end, place in enumerate(left):
            inside[self._who(place)] += 1
            while self.asked[place].at - self.asked[left[start]].at > WINDOW:
                who = self._who(left[start])
                inside[who] -= 1
                if not inside[who]:
                    del inside[who]
                start += 1
            if len(inside) > best:
                best, span = len(inside), (start, end + 1)
        return left[span[0] : span[1]] if best >= self.least else ()

    def _cluster(self, pair: tuple[str, str], group: Sequence[int]) -> Cluster:
        count = Counter(word for place in group for word in self.asked[place].words if word in self.telling)
        often = [word for word, n in count.most_common() if 2 * n >= len(group) and word not in pair]
        shared = (*sorted(pair, key=lambda word: -count[word]), *often)[:_SHOWN]
        first, last = self.asked[group[0]].at, self.asked[group[-1]].at
        every = sorted({*group, *self._alike(set(shared), first, last)})
        self.taken.update(every)
        one_each = {self._who(place): place for place in reversed(every)}
        keys = tuple(Key(self.platform, self.account, self.asked[place].id) for place in sorted(one_each.values()))
        named = all(self.asked[place].author for place in every)
        return Cluster(self.platform, self.account, pair, shared, keys, len(one_each), first, last, named)

    def _alike(self, shared: set[str], first: datetime, last: datetime) -> Iterator[int]:
        """Yield the places of the other questions of the same days that hold two of a group's words."""
        for place, question in enumerate(self.asked):
            inside = first <= question.at <= last and place not in self.taken
            if inside and len(shared.intersection(question.words)) > 1:
                yield place


def answered(snapshot: Snapshot, cluster: Cluster) -> Verdict:
    """Return how a group is answered; unknown where an answer may be there that nobody saw."""
    if found := _answer(snapshot, cluster):
        return alive(found)
    wanted = account_key(cluster.platform, cluster.account)
    for of in queries.measures(snapshot):
        if account_key(of.platform, of.account) == wanted and (why := sentences.unavailable(of, *NEEDS)):
            return unknown(why, sentences.remedy(of, *NEEDS))
    if why := _unread(snapshot, cluster):
        return unknown(why, READ_ON)
    doubt = pages.doubt(snapshot) or pages.unread_doubt(snapshot, *CONTACT_ROLES)
    return doubt or dead(message("Neither a public reply nor a page of the site takes it up."))


def _answer(snapshot: Snapshot, cluster: Cluster) -> Message:
    if _one_by_one(snapshot, cluster):
        return message("Most of them were answered one by one.")
    wanted = set(cluster.words)
    for platform, at, said in _own_posts(snapshot):
        if cluster.first <= at <= cluster.last + WINDOW and len(said & wanted) >= _TAKES_UP:
            return message("A post on {platform} of {day} takes it up.", platform=platform, day=at.date())
    for url, lines in _help(snapshot):
        if any(len(line & wanted) >= _TAKES_UP for line in lines):
            return message("{url} takes it up.", url=url)
    return NOTHING


def _unread(snapshot: Snapshot, cluster: Cluster) -> Message:
    """Return that a post for all may be among those of the company's that were not gathered; nothing where it would have been seen.

    What is gathered is read from the newest on, so that a source that was cut short shows all from its oldest post on.
    """
    own = {account_key(*key): found.posts for key, found in post_scan.scanned(snapshot).own.items()}
    for channel in snapshot.channels:
        seen = own.get(account_key(channel.platform, channel.account), ())
        if channel.cut and min((post.created_at for post in seen), default=cluster.last) >= cluster.first:
            return message("Not all posts of {account} were gathered.", account=channel.account).then(channel.cut)
    return NOTHING


def _one_by_one(snapshot: Snapshot, cluster: Cluster) -> bool:
    hits = answered_ever(snapshot).get((cluster.platform, cluster.account), frozenset())
    return 2 * sum(key.id in hits for key in cluster.posts) > len(cluster.posts)


@remembered()
def answered_ever(snapshot: Snapshot) -> Mapping[tuple[str, str], frozenset[str]]:
    """Return the ids of the questions that were answered at any time, by account."""
    return {
        (found.platform, found.account): frozenset(id_ for part in found.answered_ever.counted for id_ in part.hits)
        for found in queries.measures(snapshot)
    }


@remembered()
def _own_posts(snapshot: Snapshot) -> tuple[tuple[str, datetime, frozenset[str]], ...]:
    """Return (platform, time, words) of the company's own posts that open conversations."""
    return tuple(
        (post.platform, post.created_at, frozenset(topic_words(post.text)))
        for own in post_scan.scanned(snapshot).own.values()
        for post in own.posts
        if post.kind is PostKind.POST
    )


@remembered()
def _help(snapshot: Snapshot) -> tuple[tuple[str, tuple[frozenset[str], ...]], ...]:
    """Return the words of title and heading of each page, and of help pages those of each line that may ask a question."""
    helping = {page.url for page in pages.living(snapshot, *CONTACT_ROLES)[:_PAGES]}
    found = []
    for page in snapshot.pages:
        lines = [page.title, page.heading]
        if page.url in helping:
            text = text_of(page.read())[:_PAGE]
            lines += [line for line in text.splitlines() if len(line) <= _LINE]
        found.append((page.url, tuple(filter(None, map(title_words, lines)))))
    return tuple(found)
