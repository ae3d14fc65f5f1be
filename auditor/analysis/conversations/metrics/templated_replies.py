"""Replies that say the same in nearly the same words."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice

from auditor.analysis.conversations.metrics.turns import signature, without_names
from auditor.model import Post, PostKind
from auditor.text.fold import fold

NEWEST = 10_000
"""Replies of an account that are compared: the newest. Our default; it keeps time and memory in bounds."""
_LONGEST = 5_000
"""Characters of a reply that are compared."""
_ONE_DAY = timedelta(hours=24)
"""What is said to many within this time is one piece of news, such as an outage, and right for all of them. Our default."""
_MOST_LIKE = 200
"""Replies a reply is compared with at most: those that share its rarest words."""
_GREETED = re.compile(r"\s*(?:[^\W\d_]{2,12}\s+){1,2}[^\W\d_]{2,20}\s*[,!:]\s")
"""A greeting with a name at the start, in any language: one or two words and a name, up to a comma."""
_URL = re.compile(r"https?://\S+")
_WORD = re.compile(r"[^\W_]+")
_DIGITS = re.compile(r"\d+")

Shingles = frozenset[tuple[str, ...]]


class NewestReplies:
    """Keeps the words of an account's newest replies while its posts go by."""

    def __init__(self, most: int = NEWEST) -> None:
        self._most = most
        self._kept: list[tuple[datetime, str, str]] = []

    def seen(self, posts: Iterable[Post]) -> Iterator[Post]:
        """Yield the posts, keeping what could be a reply by a person of the brand."""
        for post in posts:
            if post.by_brand and post.text and not post.automated and _may_answer(post):
                self._kept.append((post.created_at, post.id, post.text[:_LONGEST]))
                if len(self._kept) > 2 * self._most:
                    self._forget()
            yield post

    def _forget(self) -> None:
        self._kept.sort()
        del self._kept[: -self._most]

    def among(self, ids: Iterable[str]) -> dict[str, tuple[datetime, str]]:
        """Return when some posts were written and the words kept of them by id, the oldest first."""
        self._forget()
        wanted = set(ids)
        return {id_: (at, text) for at, id_, text in self._kept if id_ in wanted}


def _may_answer(post: Post) -> bool:
    return bool(post.parent_id or post.thread_id) or post.kind is not PostKind.POST or "@" in post.text[:30]


def alike(texts: Sequence[str], similarity: float) -> list[int]:
    """Return for each text the number of its group: texts of one group are near-identical to the group's first.

    Two texts are near-identical if they share so much of their three-word sequences (Jaccard index) once names, a greeting, addresses
    of pages, signatures and digits are left out. Texts of fewer than three words are compared whole; empty ones are groups of one.

    Args:
        texts: What was written.
        similarity: 0 to 1.
    """
    same: dict[tuple[str, ...], int] = {}
    """By its words, the number of each different text."""
    numbers = []
    for place, text in enumerate(texts):
        said = words(text) or (f"\0{place}",)
        numbers.append(same.setdefault(said, len(same)))
    groups = _groups([_shingles(said) for said in same], similarity)
    return [groups[number] for number in numbers]


def twins(replies: Sequence[tuple[datetime, str]], similarity: float) -> list[bool]:
    """Return for each reply, told by when it was written and its text, whether it is one of several near-identical ones.

    Those that all stand within a day are none: the news of that day.
    """
    groups = alike([text for _, text in replies], similarity)
    moments: dict[int, list[datetime]] = {}
    for group, (at, _) in zip(groups, replies, strict=True):
        moments.setdefault(group, []).append(at)
    again = {group for group, written in moments.items() if max(written) - min(written) > _ONE_DAY}
    return [group in again for group in groups]


def words(text: str) -> tuple[str, ...]:
    """Return the words of a reply that do not turn on whom it speaks to."""
    bare = _URL.sub(" ", without_names(text[:_LONGEST])).strip()
    signed = signature(bare)
    if signed:
        bare = bare[: bare.rindex(signed)]
    greeted = _GREETED.match(bare) if bare[:1].isupper() else None
    if greeted and len(bare) - greeted.end() > greeted.end():
        bare = bare[greeted.end() :]
    return tuple(_WORD.findall(_DIGITS.sub("0", fold(bare))))


def _shingles(said: tuple[str, ...]) -> Shingles:
    if len(said) < 3:
        return frozenset({said})
    return frozenset(said[place : place + 3] for place in range(len(said) - 2))


def _groups(sets: list[Shingles], similarity: float) -> list[int]:
    """Return for each set the number of the first that is near-identical, itself where none is.

    Two sets of which so much is shared have one of their few rarest members in common, so that only those that do need to be compared.
    """
    common = Counter(shingle for each in sets for shingle in each)
    leaders: dict[tuple[str, ...], list[int]] = {}
    groups = []
    for place, each in enumerate(sets):
        size = len(each)
        rarest = sorted(each, key=lambda shingle: (common[shingle], shingle))[: size - math.ceil(similarity * size) + 1]
        near = islice(dict.fromkeys(one for shingle in rarest for one in leaders.get(shingle, ())), _MOST_LIKE)
        group = next((one for one in near if _near(each, sets[one], similarity)), place)
        groups.append(group)
        if group == place:
            for shingle in rarest:
                known = leaders.setdefault(shingle, [])
                if len(known) < _MOST_LIKE:
                    known.append(place)
    return groups


def _near(one: Shingles, other: Shingles, similarity: float) -> bool:
    shared = len(one & other)
    return shared >= similarity * (len(one) + len(other) - shared)
