"""How sure it is that a customer's post complains, or waits for an answer: marks, each with a weight. Pure functions.

The marks are the kinds of phrases found (`phrases`), single words by what they are (cues.toml), and the shape of a post. The
weights (weights.toml) were fitted to labelled posts by `python -m benchmarks.train_posts` (logistic regression), one table
for all languages; docs/accuracy.md says how right they are, and what else was tried.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Literal

from auditor.resources import facts
from auditor.text.posts.asking import asking
from auditor.text.posts.clean import NAME, Clean
from auditor.text.posts.phrases import Hits

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_SHOUT = re.compile(r"(?<![\w@])[A-Z\u00c0-\u00de]{3,}(?!\w)")
_SAD = re.compile(
    "[\U0001f612-\U0001f616\U0001f61e-\U0001f62d\U0001f630\U0001f63e-\U0001f641\U0001f643\U0001f644\U0001f620\U0001f621"
    "\U0001f624\U0001f92c\U0001f926\U0001f92f\U0001f97a\U0001f611\U0001f44e\u2639]"
)
_GLAD = re.compile(
    "[\U0001f600-\U0001f60e\U0001f617-\U0001f61a\U0001f642\U0001f917\U0001f929\U0001f970\U0001f973\u2764\U0001f493-\U0001f49f"
    "\U0001f64c\U0001f44d\U0001f44f\U0001f389]"
)
_FACES = (("sad", (":(", ":-(", ":'(", ":/ ")), ("glad", (":)", ":-)", ";)")))
_CAPITALS = re.compile(r"[A-Z\u00c0-\u00de]{3}")
"""What every `_SHOUT` holds, found faster."""
_QUOTES, _MONEY = re.compile('["\u201c\u201d\u00ab\u00bb]'), re.compile("[$\u20ac\u00a3]")
_ASTONISHED = ("!!", "??", "!?", "?!")
_HALF, _SURE = 0.5, 0.7
"""Confidences of `asking` from which it is a mark."""
_SHORT, _LONG = 5, 25
"""Words below and above which a post is short or long."""


Label = Literal["complaint", "wants-answer"]


def confidence(label: Label, marks: frozenset[str]) -> float:
    """Return how sure a label is, 0 to 1, by the marks of a post."""
    weights = _weights()[label]
    total = weights["always"] + sum([weights[mark] for mark in sorted(marks) if mark in weights])
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, total)))), 3)


def marks(post: Clean, hits: Hits, lang: str) -> frozenset[str]:
    """Return the marks of a customer's post: what was found once, and with " 2" behind it what was found more often."""
    words = _WORD.findall(post.text)
    return frozenset(
        (*_of_phrases(post, hits), *_of_asking(post, hits), *_of_words(words, lang), *_of_shape(post, len(words)))
    )


def _of_phrases(post: Clean, hits: Hits) -> Iterator[str]:
    for kind, found in hits.items():
        yield kind
        if len(found) > 1:
            yield f"{kind} 2"
    asking = [number for number, sentence in enumerate(post.sentences) if sentence.asks]
    if asking:
        yield "asks"
        if len(asking) > 1:
            yield "asks 2"
        if asking[-1] == len(post.sentences) - 1:
            yield "asks last"
        turned = {hit.sentence for kind in ("others", "rhetorical") for hit in hits.get(kind, ())}
        if turned.isdisjoint(asking):
            yield "asks plainly"
    elif not hits.keys() & {"question", "request"}:
        yield "asks nothing"
        yield from (f"{kind} alone" for kind in ("fault", "negative") if kind in hits)


def _of_asking(post: Clean, hits: Hits) -> Iterator[str]:
    sure = asking(post, hits)
    if sure >= _SURE:
        yield "rule sure"
    if sure >= _HALF:
        yield "rule"
    elif sure:
        yield "rule little"


def _of_words(words: list[str], lang: str) -> Iterator[str]:
    cues = _cues(lang)
    found: dict[str, int] = {}
    for number, word in enumerate(words):
        if word in cues:
            for cue in cues[word]:
                found[cue] = found.get(cue, 0) + 1
                if cue == "unit" and number and words[number - 1].isdigit():
                    found["counted"] = 1
    for cue, often in found.items():
        yield f"word {cue}"
        if often > 1:
            yield f"word {cue} 2"


def _of_shape(post: Clean, words: int) -> Iterator[str]:
    plain = post.plain
    words -= post.text.count(NAME)
    if words < _SHORT:
        yield "short"
    elif words > _LONG:
        yield "long"
    shouted = len(_SHOUT.findall(plain)) if _CAPITALS.search(plain) else 0
    if shouted:
        yield "shouts"
        if shouted > 2:  # one or two may be names
            yield "shouts 2"
    if "!" in plain:
        yield "exclaims"
    if post.urls:
        yield "links"
    yield from _of_names(post.text)
    yield from _of_signs(plain)


def _of_names(text: str) -> Iterator[str]:
    """Yield whom a post names: talk that opens with an account is for it, talk that names it further on is about it."""
    number = text.count(NAME)
    if number:
        yield "named first" if text.lstrip(" .").startswith(NAME) else "named"
        if number > 1:
            yield "named 2"


def _of_signs(plain: str) -> Iterator[str]:
    if ".." in plain or "\u2026" in plain:
        yield "dots"
    if any(mark in plain for mark in _ASTONISHED):
        yield "astonished"
    if _QUOTES.search(plain):
        yield "quotes"
    if _MONEY.search(plain):
        yield "sum"
    yield from _faces(plain)


def _faces(plain: str) -> Iterator[str]:
    if not plain.isascii():
        if _SAD.search(plain):
            yield "sad"
        if _GLAD.search(plain):
            yield "glad"
    if ":" in plain or ";" in plain:
        for mark, faces in _FACES:
            if any(face in plain for face in faces):
                yield mark


@cache
def _cues(lang: str) -> dict[str, tuple[str, ...]]:
    """Return words, and what they are."""
    found: dict[str, tuple[str, ...]] = {}
    for cue, words in facts("text/posts/cues.toml")[lang].items():
        for word in words.split():
            found[word] = (*found.get(word, ()), cue)
    return found


@cache
def _weights() -> Mapping[str, Mapping[str, float]]:
    return facts("text/posts/weights.toml")
