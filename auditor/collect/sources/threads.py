"""Which posts of a conversation are the company's business, each once."""

from __future__ import annotations

from collections.abc import Iterable

from auditor.collect.sources.base import Errand
from auditor.model import Post


class Conversations:
    """Knows which posts were handed out, and picks what is new and relevant from conversations.

    Relevant is all below posts of the company and below those that name it, and what these answer. What strangers say to
    each other elsewhere in a stranger's conversation is none of its business, nor ours.
    """

    def __init__(self, errand: Errand) -> None:
        self._errand = errand
        self._known: set[str] = set()

    def knows(self, id: str) -> bool:
        """Return whether a post was handed out."""
        return id in self._known

    def new(self, post: Post | None) -> bool:
        """Take a post in; return whether it is new."""
        if post is None or post.id in self._known:
            return False
        self._known.add(post.id)
        return True

    def pick(self, posts: Iterable[Post]) -> list[Post]:
        """Return of one conversation's posts those that are relevant and new, what is answered before its answers."""
        by_id = {post.id: post for post in posts}
        kept: set[str] = set()
        for post in _downwards(by_id):
            if post.by_brand or post.parent_id in kept or post.id in self._known:
                kept.add(post.id)
        for key in tuple(kept):
            above = by_id[key].parent_id
            while above in by_id and above not in kept:
                kept.add(above)
                above = by_id[above].parent_id
        return [post for post in _downwards(by_id) if post.id in kept and self.new(post)]


def _downwards(by_id: dict[str, Post]) -> Iterable[Post]:
    """Yield posts, each after the one it answers, whatever order they came in; circles last."""
    below: dict[str, list[Post]] = {}
    for post in by_id.values():
        below.setdefault(post.parent_id if post.parent_id in by_id else "", []).append(post)
    waiting, seen = list(reversed(below.get("", []))), set[str]()
    while waiting:
        post = waiting.pop()
        if post.id not in seen:
            seen.add(post.id)
            yield post
            waiting.extend(reversed(below.get(post.id, [])))
    yield from (post for key, post in by_id.items() if key not in seen)
