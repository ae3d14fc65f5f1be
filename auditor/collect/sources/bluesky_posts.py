"""Bluesky's posts and the conversations around them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from auditor.collect.sources import fields
from auditor.collect.sources.base import Errand
from auditor.collect.sources.replies import Problem, Reply
from auditor.collect.sources.session import SourceSession
from auditor.collect.sources.threads import Conversations
from auditor.model import Post, PostKind, message

_LENGTH = 500
"""Characters of an at:// address."""
_DEPTH = 100
"""Replies below replies in one answer: more would nest deeper than JSON readers go; what is below is asked for."""


class Reader:
    """Reads the conversations around posts, each once."""

    def __init__(self, session: SourceSession, errand: Errand) -> None:
        self._session = session
        self._errand = errand
        self._found = Conversations(errand)
        self._asked: set[str] = set()

    def around(self, view: dict[str, Any], kind: PostKind | None = None) -> Iterator[Post]:
        """Yield a post and what else was said in its conversation, as far as it was not yet."""
        post = _post(self._errand, view, kind)
        if post is None:
            return
        if self._found.new(post):
            yield post
        waiting = [post.thread_id] if post.parent_id or fields.count(view, "replyCount") != 0 else []
        while waiting:
            uri = waiting.pop()
            if uri in self._asked:
                continue
            self._asked.add(uri)
            params = {"uri": uri, "depth": _DEPTH, "parentHeight": 0}
            reply = self._session.ask("app.bsky.feed.getPostThread", params)
            if not reply.ok:
                self._lost(reply)
            views, unread = _flat(fields.find(reply.data, "thread"))
            waiting += unread
            yield from self._found.pick(post for view in views if (post := _post(self._errand, view)))

    def _lost(self, reply: Reply) -> None:
        if reply.problem is Problem.REJECTED and reply.error == "NotFound":
            self._errand.skip("conversation whose first post is gone")
        else:
            self._errand.stop(message("A conversation could not be read.").then(reply.why))


def _flat(thread: object) -> tuple[list[dict[str, Any]], list[str]]:
    """Return the posts of a conversation, and those below which there is more than the answer went down to."""
    views: list[dict[str, Any]] = []
    unread: list[str] = []
    waiting: deque[tuple[object, int]] = deque([(thread, 0)])
    while waiting:
        branch, depth = waiting.popleft()
        view = fields.find(branch, "post")
        if not isinstance(view, dict):  # deleted, or somebody blocks somebody
            continue
        views.append(view)
        if depth >= _DEPTH and fields.count(view, "replyCount") != 0:
            unread.append(_uri(view))
        waiting.extend((below, depth + 1) for below in fields.rows(branch, "replies"))
    return views, unread


def _uri(view: object) -> str:
    return fields.text(view, "uri", most=_LENGTH)


def written_at(view: object) -> datetime | None:
    """Return when a post says it was written, or else when it was first seen."""
    return fields.moment(view, "record", "createdAt") or fields.moment(view, "indexedAt")


def _by_brand(errand: Errand, view: object) -> bool:
    return any(errand.is_brand(fields.line(view, "author", key)) for key in ("handle", "did"))


def _post(errand: Errand, view: dict[str, Any], kind: PostKind | None = None) -> Post | None:
    uri, written = _uri(view), written_at(view)
    if not uri or written is None:
        errand.skip("without id or time")
        return None
    record = fields.find(view, "record")
    parent = fields.text(record, "reply", "parent", "uri", most=_LENGTH)
    root = fields.text(record, "reply", "root", "uri", most=_LENGTH)
    author = fields.line(view, "author", "handle") or fields.line(view, "author", "did")
    descriptions = _descriptions(record)
    gated = isinstance(fields.find(view, "threadgate", "record", "allow"), list)
    return errand.post(
        uri,
        written,
        text=fields.text(record, "text"),
        author=author,
        by_brand=_by_brand(errand, view),
        kind=kind or _kind(errand, record, parent),
        thread_id=root or uri,
        parent_id=parent,
        lang=fields.line(record, "langs", 0, most=20).lower(),
        urls=_urls(record),
        likes=fields.count(view, "likeCount"),
        url=f"https://bsky.app/profile/{author}/post/{uri.rpartition('/')[2]}",
        images=len(descriptions),
        described_images=sum(map(bool, descriptions)),
        replies_closed=None if parent else gated,
    )


def _kind(errand: Errand, record: object, parent: str) -> PostKind:
    if parent:
        return PostKind.REPLY
    words = {word.rstrip(".,:;!?)…").lower() for word in fields.text(record, "text").split() if word.startswith("@")}
    features = [one for facet in fields.rows(record, "facets") for one in fields.rows(facet, "features")]
    named = words | {"@" + fields.text(one, "did", most=_LENGTH) for one in features}
    return PostKind.MENTION if any(f"@{handle}" in named for handle in errand.brand) else PostKind.POST


def _descriptions(record: object) -> list[str]:
    """Return what each picture's description says, alone or beside a quoted post."""
    pictures = fields.rows(record, "embed", "images") + fields.rows(record, "embed", "media", "images")
    return [fields.text(picture, "alt") for picture in pictures]


def _urls(record: object) -> tuple[str, ...]:
    """Return where a post links: what its text shows, which may be shortened, and the card below it."""
    features = [one for facet in fields.rows(record, "facets") for one in fields.rows(facet, "features")]
    cards = [fields.find(record, "embed", *way, "external") for way in ((), ("media",))]
    found = (fields.text(one, "uri", most=4_000) for one in (*features, *cards))
    return tuple(dict.fromkeys(address for address in found if address.startswith(("http://", "https://"))))
