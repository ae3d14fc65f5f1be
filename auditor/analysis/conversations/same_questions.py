"""Replies that are alike because what was asked is: one question, one answer. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from auditor.analysis.conversations import queries
from auditor.analysis.conversations.metrics.rates import Rate
from auditor.analysis.conversations.metrics.templated_replies import alike, words
from auditor.analysis.conversations.metrics.turns import Key
from auditor.analysis.conversations.metrics.words import read_words
from auditor.model import Post, Snapshot
from auditor.text.topics import topic_words

_SHARED = 0.7
"""Share of the questions behind replies alike that have to hold the same word to be one question. Our default."""
_ALIKE = 0.5
"""Similarity of two questions from which they are one. Our default."""
_BEGINNING = 6
"""First words of a reply by which those alike are put together here."""


def without(snapshot: Snapshot, rate: Rate) -> Rate:
    """Return the share of replies that are alike without those that answer one question with its answer.

    What only sends people elsewhere, promises or apologises answers nothing, however alike the questions are.
    """
    keys = [Key(one.platform, one.account, id_) for one in rate.counted for id_ in one.hits]
    replies = queries.posts(snapshot, keys)
    asked = queries.posts(snapshot, {_above(post) for post in replies.values() if post.parent_id})
    groups: dict[tuple[str, ...], list[Post]] = {}
    for post in replies.values():
        groups.setdefault(words(post.text)[:_BEGINNING], []).append(post)
    same = {
        (post.platform, post.account, post.id)
        for group in groups.values()
        if _answers(group[0]) and _is_one_question([asked.get(_above(post)) for post in group])
        for post in group
    }
    if not same:
        return rate
    parts = []
    for one in rate.counted:
        right = tuple(id_ for id_ in one.hits if (one.platform, one.account, id_) in same)
        parts.append(
            replace(one, hits=tuple(id_ for id_ in one.hits if id_ not in right), misses=(*one.misses, *right))
        )
    return replace(rate, hits=rate.hits - len(same), counted=tuple(parts))


def _above(post: Post) -> Key:
    return Key(post.platform, post.account, post.parent_id)


def _answers(reply: Post) -> bool:
    """Return whether a reply holds an answer."""
    said = read_words(reply)
    empty = said.deflects_only or said.promises or said.promises_privately or said.apologises or said.automated
    return said.understood and not empty


def _is_one_question(asked: list[Post | None]) -> bool:
    """Return whether most of some questions hold the same telling word, or run alike."""
    known = [post.text for post in asked if post is not None]
    least = _SHARED * len(asked)
    if not known or len(known) < least:
        return False
    held = Counter(word for text in known for word in set(topic_words(text)))
    groups = Counter(alike(known, _ALIKE))
    return max(held.values(), default=0) >= least or max(groups.values()) >= least
