"""Questions that several people ask alike, told by the words they share. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import combinations

from auditor import conversations
from auditor.conversations import Question
from auditor.model import Snapshot
from auditor.text.fold import fold, words
from auditor.threads.turns import Key

WINDOW = timedelta(days=7)
"""Within which people ask the same. House rule."""
_COMMON = 0.25
"""Share of an account's questions from which a word tells nothing. House rule."""
_ENOUGH = 30
"""Questions from which that can be told."""
_LOOKED_AT = 10
"""Words of a question that are paired: the rarest."""
_MOST = 20
"""Groups of an account."""
_TAKES_UP = 2
"""Words of a group that an answer has to hold."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """People who ask about the same."""

    platform: str
    account: str
    words: tuple[str, ...]
    """Those that at least half of the questions hold, the most frequent first."""
    posts: tuple[Key, ...]
    """By time."""
    people: int
    first: datetime
    last: datetime


@lru_cache(maxsize=4)
def of(snapshot: Snapshot) -> tuple[Cluster, ...]:
    """Return the groups of questions of two people or more, the largest of each account first."""
    found = conversations.heard(snapshot).questions
    return tuple(
        cluster for (platform, account), asked in found.items() for cluster in _of(platform, account, list(asked))
    )


def _of(platform: str, account: str, asked: Sequence[Question]) -> Iterator[Cluster]:
    count = Counter(word for question in asked for word in question.words)
    common = {word for word, n in count.items() if len(asked) >= _ENOUGH and n > _COMMON * len(asked)}
    pairs = _pairs(asked, count, common)
    taken: set[str] = set()
    for _ in range(_MOST):
        best = max((_densest(group, taken) for group in pairs.values()), key=_weight, default=())
        if len({question.author or question.id for question in best}) < 2:
            return
        taken |= {question.id for question in best}
        yield _cluster(platform, account, best, common)
        pairs = {pair: group for pair, group in pairs.items() if any(one.id not in taken for one in group)}


def _weight(group: Sequence[Question]) -> tuple[int, int]:
    return len({question.author or question.id for question in group}), len(group)


def _pairs(asked: Sequence[Question], count: Counter[str], common: set[str]) -> dict[tuple[str, str], list[Question]]:
    """Return the questions by each two words they hold, where at least two do."""
    found: dict[tuple[str, str], list[Question]] = {}
    for question in sorted(asked, key=lambda one: (one.at, one.id)):
        told = [word for word in question.words if count[word] > 1 and word not in common]
        rarest = sorted(told, key=lambda word: (count[word], word))[:_LOOKED_AT]
        for pair in combinations(sorted(rarest), 2):
            found.setdefault(pair, []).append(question)
    return {pair: group for pair, group in sorted(found.items()) if len(group) > 1}


def _densest(group: Sequence[Question], taken: set[str]) -> tuple[Question, ...]:
    """Return the part of a group within one window in which most people ask."""
    left = [question for question in group if question.id not in taken]
    best: tuple[Question, ...] = ()
    start = 0
    for end, question in enumerate(left):
        while question.at - left[start].at > WINDOW:
            start += 1
        part = left[start : end + 1]
        if len(part) > len(best):
            best = tuple(part)
    return best


def _cluster(platform: str, account: str, group: Sequence[Question], common: set[str]) -> Cluster:
    count = Counter(word for question in group for word in question.words if word not in common)
    shared = tuple(word for word, n in count.most_common(8) if 2 * n >= len(group))
    keys = tuple(Key(platform, account, question.id) for question in group)
    people = len({question.author or question.id for question in group})
    return Cluster(platform, account, shared, keys, people, group[0].at, group[-1].at)


def answered(snapshot: Snapshot, cluster: Cluster) -> str:
    """Return how a group is answered, as a clause; empty where it is not."""
    if _one_by_one(snapshot, cluster):
        return "most of them were answered one by one"
    for (platform, _), own in conversations.heard(snapshot).own.items():
        for post in own.posts:
            late = cluster.first <= post.created_at <= cluster.last + WINDOW
            if late and post.kind == "post" and _takes_up(post.text, cluster):
                return f"a post on {platform} of {post.created_at.date().isoformat()} takes it up"
    for page in snapshot.pages:
        if _takes_up(f"{page.title} {page.heading}", cluster):
            return f"{page.url} takes it up"
    return ""


def _one_by_one(snapshot: Snapshot, cluster: Cluster) -> bool:
    for found in conversations.measures(snapshot):
        if (found.platform, found.account) == (cluster.platform, cluster.account):
            hits = {id_ for part in found.answered_ever.counted for id_ in part.hits}
            return 2 * sum(key.id in hits for key in cluster.posts) > len(cluster.posts)
    return False


def _takes_up(text: str, cluster: Cluster) -> bool:
    said = set(words(fold(text[:5_000])))
    return len(said & set(cluster.words)) >= min(_TAKES_UP, len(cluster.words))
