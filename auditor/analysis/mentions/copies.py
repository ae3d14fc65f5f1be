"""Near-duplicates among mentions: a syndicated story counts once, however many papers print it. Pure.

Only articles are held against each other by their words. Two people who complain in the same few words are two people; what they
write counts once only where it is long and the same to the word, as campaigns and bots write it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import blake2b

from auditor.analysis.conversations import feeds
from auditor.analysis.conversations.metrics.turns import Key
from auditor.model import Post, VenueKind
from auditor.text.fold import fold, title_parts, words

WITHIN = timedelta(days=3)
"""How long after a story the last paper prints it. Our default."""
ALIKE = 0.8
"""Share of their words that two headlines have in common which tell one story (Jaccard index). Our default."""
SHORTEST = 5
"""Words of a headline below which being alike proves nothing: "Acme raises prices" is said every year. Our default."""
LONG = 12
"""Words of a person's post from which on the same words again are a copy. Our default."""
ARTICLES = (VenueKind.ALERTS, VenueKind.NEWS)
_MOST_COMPARED = 200
"""Newest headlines with a word that one is held against: common words are in all of them. Our default."""
_READ = 2_000


def of(mentions: Iterable[Post], kinds: Mapping[tuple[str, str], VenueKind]) -> dict[Key, Key]:
    """Return the key of the story by the key of each post that repeats it: the oldest one is the story.

    Args:
        mentions: What opens a conversation, in any order.
        kinds: What sort of place each (platform, account) is.
    """
    seen = _Seen()
    found: dict[Key, Key] = {}
    for post in sorted(mentions, key=lambda post: (post.created_at, post.platform, post.account, post.id)):
        key = Key(post.platform, post.account, post.id)
        kind = kinds.get((post.platform, post.account), VenueKind.FORUM)
        original = seen.article(key, post) if kind in ARTICLES else seen.words_of_a_person(key, post)
        if original is not None:
            found[key] = original
    return found


def canonical(url: str) -> str:
    """Return an address without what tells only where its reader came from; empty for one that names no page."""
    bare = feeds.bare(url)
    return bare if "/" in bare or "?" in bare else ""


@dataclass(slots=True)
class _Headline:
    key: Key
    at: datetime
    words: tuple[str, ...]
    told: frozenset[str]


@dataclass(slots=True)
class _Seen:
    """The stories met so far, oldest first."""

    by_url: dict[str, Key] = field(default_factory=dict)
    by_words: dict[bytes, tuple[Key, datetime]] = field(default_factory=dict)
    """The newest post of the same words, as the key of the one it repeats, with its time."""
    headlines: list[_Headline] = field(default_factory=list)
    index: dict[str, list[int]] = field(default_factory=dict)
    """Which headlines hold a word, by their place in `headlines`."""

    by_start: dict[tuple[str, ...], int] = field(default_factory=dict)
    """The newest headline of these words, by its place: others may go on behind it."""

    def article(self, key: Key, post: Post) -> Key | None:
        """Return the story that an article repeats: by its address, or by its headline."""
        url = canonical(post.url)
        if url and url in self.by_url:
            return self.by_url[url]
        said = _headline(post.text)
        original = self._alike(post.created_at, said) if len(said) >= SHORTEST else None
        if original is None and len(said) >= SHORTEST:
            self._add(_Headline(key, post.created_at, said, frozenset(said)))
        if url:
            self.by_url[url] = original or key
        return original

    def words_of_a_person(self, key: Key, post: Post) -> Key | None:
        """Return the post that a person's post is a copy of: the same words at the same address, or many of the same words."""
        said = words(fold(post.text[:_READ]))
        url = canonical(post.url)
        marks = [_digest(url, *said)] if url else []
        marks += [_digest("", *said)] if len(said) >= LONG else []
        known = (self.by_words[mark] for mark in marks if mark in self.by_words)
        original = next((one for one, at in known if post.created_at - at <= WITHIN), None)
        for mark in marks:
            self.by_words[mark] = original or key, post.created_at
        return original

    def _add(self, headline: _Headline) -> None:
        self.by_start[headline.words] = len(self.headlines)
        for word in headline.told:
            self.index.setdefault(word, []).append(len(self.headlines))
        self.headlines.append(headline)

    def _alike(self, at: datetime, said: tuple[str, ...]) -> Key | None:
        """Return the story that a headline tells again.

        Two headlines that share so many of their words share one of the rarest few of either, whichever these are.
        """
        first = bisect_left(self.headlines, at - WITHIN, key=lambda one: one.at)
        told = set(said)
        places = [
            self.by_start[said[:length]] for length in range(SHORTEST + 1, len(said)) if said[:length] in self.by_start
        ]
        rarest = sorted(told, key=lambda word: (len(self.index.get(word, ())), word))
        for word in rarest[: int((1 - ALIKE) * len(told)) + 1]:
            held = self.index.get(word, [])
            places += held[max(bisect_left(held, first), len(held) - _MOST_COMPARED) :]
        for place in dict.fromkeys(places):
            other = self.headlines[place]
            shared = len(told & other.told)
            alike = shared >= ALIKE * len(told | other.told) or _begins(said, other.words)
            if place >= first and alike and _agree(said, other.words):
                return other.key
        return None


def _agree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Return whether the numbers of two headlines may be of one story: "sells 1500 shares" and "sells 99342 shares" are two."""
    here, there = ({word for word in said if word.isdecimal()} for said in (one, other))
    return here <= there or there <= here


def _begins(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Return whether one headline is the other with something behind it."""
    short, long = sorted((one, other), key=len)
    return len(short) > SHORTEST and long[: len(short)] == short


def _headline(text: str) -> tuple[str, ...]:
    """Return the words of a headline without the paper's name behind it."""
    title = text[:_READ].partition("\n")[0]
    parts = [words(fold(part)) for part in title_parts(title)]
    return max(parts, key=len, default=())


def _digest(*parts: str) -> bytes:
    return blake2b("\n".join(parts).encode(errors="replace"), digest_size=16).digest()


def folded(posts: Iterable[Post], copies: Mapping[Key, Key]) -> Iterator[Post]:
    """Yield posts, those that repeat another one left out."""
    return (post for post in posts if Key(post.platform, post.account, post.id) not in copies)
