"""Whether a customer's post asks, by its sentences alone: one of the marks that `weighed` goes by. Pure functions.

Each kind of evidence has a confidence of its own, set by hand; evidences that agree are joined as if they were independent, and what
speaks against takes away.
"""

from __future__ import annotations

from auditor.text.posts.clean import Clean, Sentence
from auditor.text.posts.phrases import Hits

_ASKS = 0.75
"""A sentence that ends in a question mark and is not turned to others or asked for effect."""
_EFFECT = 0.15
"""A question asked for effect."""
_OTHERS = 0.3
"""A question to other people, and one in form of a question to nobody in particular."""
_BUILT = 0.6
"""Built like a question, without a mark."""
_REQUEST = 0.65
_FAULT = 0.55
_TELLING = frozenset({"question", "request", "fault"})
"""Kinds of which one, or a question mark, is at the bottom of everything that asks."""
_ONLY_BLAME = 0.25
"""Something negative with nothing that could be mended."""


def asking(post: Clean, hits: Hits) -> float:
    """Return the confidence, 0 to 1, that the sentences ask for something: a question, a request, a fault reported."""
    if _TELLING.isdisjoint(hits) and not any(sentence.asks for sentence in post.sentences):
        return 0.0
    effect = {hit.sentence for hit in hits.get("rhetorical", ())}
    rhetorical = {number for number in effect if post.sentences[number].asks}
    others = {hit.sentence for hit in hits.get("others", ())}
    asked = max((_asked(number, each, rhetorical, others) for number, each in enumerate(post.sentences)), default=0.0)
    silent = {hit.sentence for hit in hits.get("question", ())} - effect - others
    built = _BUILT if any(not post.sentences[number].asks for number in silent) else 0.0
    request = _REQUEST if any(hit.sentence not in rhetorical | others for hit in hits.get("request", ())) else 0.0
    fault = _FAULT if "fault" in hits and "others" not in hits else 0.0
    if "solved" in hits and not request:
        fault, asked = 0.0, asked if asked == _ASKS else 0.0
    if "irony" in hits and not request:
        fault *= 0.7
    waits = request or asked == _ASKS or (fault and "irony" not in hits)
    blame = _ONLY_BLAME if waits and "negative" in hits else 0.0
    return joined(asked, built, request, fault, blame)


def _asked(number: int, sentence: Sentence, rhetorical: set[int], others: set[int]) -> float:
    if not sentence.asks:
        return 0.0
    if number in rhetorical:
        return _EFFECT
    return _OTHERS if number in others else _ASKS


def joined(*confidences: float) -> float:
    """Return the confidence of several evidences that agree."""
    doubt = 1.0
    for each in confidences:
        doubt *= 1 - each
    return round(1 - doubt, 3)
