"""The site's own feeds, as far as they were gathered, and posts that repeat them. Pure."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from auditor.analysis.conversations import post_scan, queries
from auditor.model import Post, Snapshot
from auditor.model.remembering import remembered
from auditor.text.fold import fold, words
from auditor.text.posts.clean import is_share

SHORTEST = 12
"""Characters of a title below which its words prove nothing. Our default."""
EARLY = timedelta(minutes=2)
"""How much before an item a post may be that repeats it: clocks differ, and feeds round. Our default."""
_CUT = 6
"""Words of a title that prove enough where the post cuts it off. Our default."""
_READ = 2_000
_ADDRESS = re.compile(r"\b(?:https?://|www\.)[^\s<>\"]{1,2000}", re.IGNORECASE)
_CUT_OFF = re.compile(r"(?:\u2026|\.{3})")


class Item(NamedTuple):
    """An item of a feed."""

    title: str
    """Its words, folded, a blank between and around them."""
    url: str
    """Its address as addresses are compared here; empty where it has none."""
    at: datetime


@remembered()
def items(snapshot: Snapshot) -> tuple[Item, ...]:
    """Return the items of own feeds by time."""
    own = post_scan.scanned(snapshot).own.values()
    found = [
        Item(_padded(post.text.partition("\n")[0][:300]), bare(post.url), post.created_at)
        for each in own
        for post in each.posts
        if post.source == queries.FEED
    ]
    return tuple(sorted(found, key=lambda item: (item.at, item.url)))


def written(posts: Iterable[Post]) -> Iterator[Post]:
    """Yield the posts that somebody wrote, those left out that only pass on another one."""
    return (post for post in posts if not is_share(post.text))


def listed(posts: Sequence[Post], found: Sequence[Item]) -> list[Post]:
    """Return the posts since the oldest item that the feed still lists: of earlier ones nobody can tell what they repeat."""
    return [post for post in posts if found and post.created_at >= found[0].at - EARLY]


def repeats(post: Post, found: Sequence[Item], minutes: int) -> bool:
    """Return whether a post repeats the title or the address of an item published so many minutes before it at most.

    Args:
        post: Any post.
        found: The items by time.
        minutes: After an item.
    """
    low = bisect_left(found, post.created_at - timedelta(minutes=minutes), key=lambda item: item.at)
    high = bisect_right(found, post.created_at + EARLY, key=lambda item: item.at)
    if low == high:
        return False
    text = post.text[:_READ]
    addresses = {bare(url) for url in (*post.urls, *_addresses(text))} - {""}
    said = _padded(_ADDRESS.sub(" ", text))
    start = _start(text)
    return any(_is_of(item, addresses, said, start) for item in found[low:high])


def _is_of(item: Item, addresses: set[str], said: str, start: str) -> bool:
    if item.url in addresses:
        return True
    if len(item.title) - 2 < SHORTEST:
        return False
    return item.title in said or bool(start and start in item.title)


def _addresses(text: str) -> Iterator[str]:
    return (match[0].rstrip(".,;:!?)]}'") for match in _ADDRESS.finditer(text))


def _start(text: str) -> str:
    """Return the words before the mark by which a program cuts a title off; empty where there is none, or too few of them."""
    cut = _CUT_OFF.search(text)
    said = words(fold(_ADDRESS.sub(" ", text[: cut.start()]))) if cut is not None else ()
    # The last one may be half a word.
    return f" {' '.join(said[:-1])} " if len(said) > _CUT else ""


def _padded(text: str) -> str:
    return f" {' '.join(words(fold(text)))} "


_TRACKING = re.compile(r"(?:utm_\w+|fbclid|gclid|mc_[ce]id|igshid|ref|source|src|cmp|campaign)(?:=|\Z)", re.IGNORECASE)


def bare(url: str) -> str:
    """Return an address without what tells only how a reader came: scheme, `www.`, marks of campaigns, fragment, slash at the end."""
    if not url:
        return ""
    path = url.partition("#")[0]
    head, _, query = path.partition("?")
    kept = "&".join(part for part in query.split("&") if part and not _TRACKING.match(part))
    host, slash, rest = head.partition("://")[2 if "://" in head else 0].partition("/")
    host = host.lower().removeprefix("www.")
    return f"{host}{slash}{rest}".rstrip("/") + (f"?{kept}" if kept else "")
