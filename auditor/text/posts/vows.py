"""What a reply promises, and whether what follows will be seen in public. Pure functions.

A promise is a sentence of the company about its own next step. None is what waits for the reader ("if you …", "tell us … and
we'll …"), what is denied or said of every day or of years to come, what somebody else will do, and what is quoted.
Phrases: vows.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from auditor.text.posts.clean import Clean
from auditor.text.posts.phrases import VOWS, Hit, Hits

_CLAUSE = re.compile("[,;:()\u2013\u2014]| - ")
_WAYS = ("dm", "phone", "email", "form")
_ASKED = ("ask", "demand", "place")
_WORK = frozenset({"vow-act", "vow-mend"})
"""What it does first: its outcome comes by the way that the same sentence names: "we'll look into it and call you"."""


class Vows(NamedTuple):
    """What a reply promises."""

    public: bool
    """That something will follow which can be seen where the reply stands."""
    private: bool
    """That it will follow in a message, a mail or a call."""
    vague: bool = False
    """That it is being worked on, and no more: nobody says that something will follow."""


def vows(post: Clean, hits: Hits) -> Vows:
    """Return what a reply promises, from the phrases found in it."""
    if not any(kind in hits for kind in VOWS):
        return Vows(public=False, private=False)
    found = list(_kept(post, hits))
    received = "vow-had" in hits
    hidden = {hit.sentence for hit in hits.get("vow-private", ())}
    reached = {hit.sentence for kind, hit in found if kind == "vow-reach"}
    private = [
        received or kind == "vow-reach" or hit.sentence in hidden or (kind in _WORK and hit.sentence in reached)
        for kind, hit in found
    ]
    open_ = {kind for (kind, _), hidden_ in zip(found, private, strict=True) if not hidden_}
    return Vows(public=bool(open_), private=any(private), vague=open_ == {"vow-mend"})


def _kept(post: Clean, hits: Hits) -> Iterator[tuple[str, Hit]]:
    """Yield (kind, phrase) of the promises that wait for nobody and are not denied."""
    asked = _asking(post, hits)
    no_vow = {number for number, sentence in enumerate(post.sentences) if sentence.asks}
    no_vow |= _sentences(hits, "vow-waits", "vow-far")
    third, had = _sentences(hits, "vow-third"), _sentences(hits, "vow-had")
    for kind in sorted(VOWS & hits.keys()):
        for hit in hits[kind]:
            waits = asked if kind == "vow-act" else asked & {hit.sentence - 1}
            if hit.sentence in no_vow or waits or (kind == "vow-they" and hit.sentence in third):
                continue
            if kind == "vow-reach" and _is_by_others(hit, hits):
                continue
            if hit.sentence not in had and _sent_before(hit, hits) and kind != "vow-reach":
                continue
            if not _denied(post, hit, hits) and not _passed_on(hit, hits):
                yield kind, hit


def _is_by_others(hit: Hit, hits: Hits) -> bool:
    """Return whether the words right before a promise name somebody who is not the company: "the seller will call you"."""
    return any(each.start <= hit.start <= each.end + 1 for each in hits.get("vow-third", ()))


def _asking(post: Clean, hits: Hits) -> set[int]:
    """Return the sentences that ask the reader for something, or send somewhere."""
    found = {number for number, sentence in enumerate(post.sentences) if sentence.asks}
    found |= {hit.sentence for kind in _ASKED for hit in hits.get(kind, ()) if not post.text.startswith(" if", hit.end)}
    had = _sentences(hits, "vow-had", "vow-reach")
    return found | (_sentences(hits, *_WAYS) - had)


def _sentences(hits: Hits, *kinds: str) -> set[int]:
    return {hit.sentence for kind in kinds for hit in hits.get(kind, ())}


def _sent_before(hit: Hit, hits: Hits) -> bool:
    """Return whether the sentence sends the reader elsewhere before it promises: "DM us and we'll take a look"."""
    return any(each.sentence == hit.sentence and each.start < hit.start for way in _WAYS for each in hits.get(way, ()))


def _denied(post: Clean, hit: Hit, hits: Hits) -> bool:
    """Return whether the clause of a promise is denied, or said of always and never."""
    left, right = clause(post, hit.start, hit.end)
    return any(left <= each.start < right for each in hits.get("vow-never", ()))


def clause(post: Clean, start: int, end: int) -> tuple[int, int]:
    """Return where the clause around a stretch of `post.text` begins and ends: at a comma, a dash, a bracket, a full stop."""
    sentence = next(each for each in post.sentences if each.start <= start < each.end)
    left = max((mark.end() for mark in _CLAUSE.finditer(post.text, sentence.start, start)), default=sentence.start)
    mark = _CLAUSE.search(post.text, end, sentence.end)
    return left, mark.start() if mark else sentence.end


def _passed_on(hit: Hit, hits: Hits) -> bool:
    thanked: Iterable[Hit] = hits.get("acknowledge", ())
    return any(hit.start < each.end and each.start < hit.end for each in thanked)
