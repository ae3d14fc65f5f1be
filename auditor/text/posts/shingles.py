"""Texts that are nearly the same: replies pasted again and again. Pure, and the same on every run.

Two texts are alike when they share at least `ALIKE` of their three-word sequences (Jaccard index, as
`auditor.text.similarity`). Comparing all with all would take hours for 100,000 replies: only those are compared that
share one of a few smallest hashes of their sequences (MinHash with bands, after Broder 1997).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from zlib import crc32

from auditor.text.posts.clean import MAIL, NAME, NUMBER, URL, clean

ALIKE = 0.9
"""Share of common sequences from which two replies are one text. House rule of the catalogue."""
FEWEST_WORDS = 6
"""Words a text needs: "Thanks for letting us know!" is a courtesy, not a form letter. House rule."""
_MOST_WORDS = 200
_BANDS, _ROWS = 6, 2
"""Two texts alike by 0.9 share one of six bands of two with a certainty of 0.9999."""
_MASKS = tuple(crc32(bytes([turn, 0x5A])) for turn in range(_BANDS * _ROWS))
"""A hash nearest to a mask is as good as the smallest of a hash of its own: the hashes are spread evenly."""
_MOST_COMPARED = 64
"""Different texts of one band that are compared with each other; more share a greeting, not a text."""
_WORD = re.compile(r"[^\W\d_]+")
_GREETED = re.compile(
    r"\A\W*(?:(?:hi|hey|hello|hiya|dear|hallo|liebe[rs]?|guten tag|moin|bonjour|bonsoir|salut|hola|estimad[oa]|ciao|salve|"
    r"buongiorno|gentile|hoi|beste|dag|goede\w*|ol[aá]|oi|prezad[oa]|car[oa])\b[ ,]*)?(?:zname\b\W*)*"
    r"(?:(?:hi|hey|hello|dear|hallo|liebe[rs]?|bonjour|hola|ciao|hoi|beste|ola|oi)\b[ ,]*)?"
    r"(?:there\b[ ,.!]*)?",
    re.IGNORECASE,
)
_CALLED = re.compile(r"\A\W*[A-Z][^\W\d_]{1,20}\s*[,!:.]\s*")
_SIGNED = re.compile(r"(?:[\^~*/]\s?\w{1,20}(?: \w{1,20}\.?)?|\s[-\u2013\u2014]\s?[A-Z]\w{0,20}\.?)\s*\Z")
_STAND_INS = frozenset({URL, NAME, MAIL, NUMBER})

_Shingles = frozenset[int]


def canned(texts: Sequence[str]) -> float:
    """Return the share, 0 to 1, of texts that are nearly the same as another; 0 for fewer than two texts.

    Mentions, names after a greeting, signatures, addresses and numbers don't count. Texts of fewer than `FEWEST_WORDS`
    words are never alike, but they count as texts.
    """
    return sum(len(group) for group in groups(texts)) / len(texts) if len(texts) > 1 else 0.0


def groups(texts: Sequence[str]) -> list[tuple[int, ...]]:
    """Return the indices of texts that are nearly the same, largest group first, in the order of the texts within."""
    by_shingles: dict[_Shingles, list[int]] = defaultdict(list)
    for index, text in enumerate(texts):
        shingles = _shingles(text)
        if shingles:
            by_shingles[shingles].append(index)
    distinct = list(by_shingles)
    leader = list(range(len(distinct)))
    for one, other in _candidates(distinct):
        left, right = _root(leader, one), _root(leader, other)
        if left != right and _likeness(distinct[one], distinct[other]) >= ALIKE:
            leader[max(left, right)] = min(left, right)
    found: dict[int, list[int]] = defaultdict(list)
    for number, shingles in enumerate(distinct):
        found[_root(leader, number)].extend(by_shingles[shingles])
    alike = (tuple(sorted(members)) for members in found.values() if len(members) > 1)
    return sorted(alike, key=lambda members: (-len(members), members))


def bare(text: str) -> str:
    """Return a reply without what a person puts into a form letter: the name at its beginning, the signature at its end."""
    plain = clean(text).plain
    greeted = _GREETED.match(plain)
    plain = plain[greeted.end() :] if greeted is not None else plain
    return _SIGNED.sub("", _CALLED.sub("", plain).strip()).strip()


def _shingles(text: str) -> _Shingles:
    words = [word for word in _WORD.findall(bare(text).casefold()) if word not in _STAND_INS][:_MOST_WORDS]
    if len(words) < FEWEST_WORDS:
        return frozenset()
    return frozenset(crc32(" ".join(words[at : at + 3]).encode()) for at in range(len(words) - 2))


def _likeness(one: _Shingles, other: _Shingles) -> float:
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared)


def _candidates(distinct: Sequence[_Shingles]) -> Iterator[tuple[int, int]]:
    buckets: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for number, shingles in enumerate(distinct):
        for key in _bands(shingles):
            buckets[key].append(number)
    for members in buckets.values():
        # Each with those just before it: near-identical texts of one mould stay linked, whatever their number.
        for place, number in enumerate(members):
            for other in members[max(0, place - _MOST_COMPARED) : place]:
                yield other, number


def _bands(shingles: _Shingles) -> Iterator[tuple[int, ...]]:
    smallest = [min(map(mask.__xor__, shingles)) for mask in _MASKS]
    for band in range(_BANDS):
        yield (band, *smallest[band * _ROWS : (band + 1) * _ROWS])


def _root(leader: list[int], number: int) -> int:
    while leader[number] != number:
        leader[number] = leader[leader[number]]
        number = leader[number]
    return number
