"""The site's own feeds, as far as they were gathered, and posts that repeat them. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from auditor import conversations
from auditor.model import Post, Snapshot
from auditor.text.fold import fold, words


class Item(NamedTuple):
    """An item of a feed."""

    title: str
    """Its words, folded."""
    url: str
    at: datetime


_SHORTEST = 12
"""Characters of a title below which its words prove nothing."""


@lru_cache(maxsize=4)
def items(snapshot: Snapshot) -> tuple[Item, ...]:
    """Return the items of own feeds by time."""
    own = conversations.heard(snapshot).own.values()
    found = [
        Item(_title(post.text), post.url, post.created_at)
        for each in own
        for post in each.posts
        if post.source == conversations.FEED
    ]
    return tuple(sorted(found, key=lambda item: item.at))


def repeats(post: Post, found: Sequence[Item], minutes: int) -> bool:
    """Return whether a post repeats the title or the address of an item published so many minutes before it at most."""
    said = " ".join(words(fold(post.text[:2_000])))
    for item in found:
        if not timedelta(0) <= post.created_at - item.at <= timedelta(minutes=minutes):
            continue
        if (item.url and (item.url in post.urls or item.url in post.text)) or (
            len(item.title) >= _SHORTEST and item.title in said
        ):
            return True
    return False


def _title(text: str) -> str:
    return " ".join(words(fold(text.partition("\n")[0][:300])))
