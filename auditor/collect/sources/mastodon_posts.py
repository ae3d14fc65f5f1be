"""Statuses and the conversations around them, as Mastodon's interface tells them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from auditor.collect.sources import fields
from auditor.collect.sources.base import Errand
from auditor.collect.sources.markup import Markup
from auditor.collect.sources.replies import ABSENT, Problem
from auditor.collect.sources.session import SourceSession
from auditor.collect.sources.threads import Conversations
from auditor.model import Post, PostKind, message

_STRANGERS_SEE = 60
"""Replies of a conversation that Mastodon shows to strangers at most (its ContextService, version 4)."""
_PUBLIC = frozenset({"public", "unlisted", ""})


class Reader:
    """Reads the conversations around statuses, each once."""

    def __init__(self, session: SourceSession, errand: Errand) -> None:
        self._session = session
        self._errand = errand
        self._found = Conversations(errand)
        self._covered: set[str] = set()
        """Statuses below which everything is known."""
        self._closed = False

    def around(self, status: dict[str, Any], opening: PostKind | None = None) -> Iterator[Post]:
        """Yield a status and what else was said in its conversation, as far as it was not yet."""
        first = _post(self._errand, status, opening)
        if first is None:
            return
        if self._found.new(first):
            yield first
        waiting = [status] if first.parent_id or fields.count(status, "replies_count") != 0 else []
        while waiting and not self._closed:
            middle = waiting.pop()
            key = id_of(middle)
            if key in self._covered:
                continue
            self._covered.add(key)
            above, below = self._context(key)
            answered = {fields.text(row, "in_reply_to_id", most=200) for row in below}
            # snac goes down by one reply, Mastodon for strangers by twenty.
            unread = [row for row in below if id_of(row) not in answered and fields.count(row, "replies_count")]
            waiting += unread
            self._covered.update({id_of(row) for row in below} - {id_of(row) for row in unread})
            if above and id_of(above[0]) not in self._covered:
                root = _post(self._errand, above[0])
                waiting += [above[0]] if root is not None and root.by_brand else []
            posts = [post for row in (*above, middle, *below) if (post := _post(self._errand, row))]
            for post in self._found.pick(posts):
                yield post

    def _context(self, id: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        reply = self._session.ask("api/v1/statuses/{id}/context", id=id)
        if reply.problem is Problem.UNAUTHORISED:  # snac tells conversations to nobody who is not logged in
            self._errand.lacks("replies", "threads")
            self._closed = True
        elif reply.problem in ABSENT:
            self._errand.skip("conversation that is gone")
        elif not reply.ok:
            self._errand.stop(message("A conversation could not be read.").then(reply.why))
        below = fields.rows(reply.data, "descendants")
        if len(below) >= _STRANGERS_SEE and not self._session.authorised:
            self._errand.stop(
                message("Strangers are shown no more than {most:,} replies of a conversation.", most=_STRANGERS_SEE)
            )
        return fields.rows(reply.data, "ancestors"), below


def id_of(thing: object) -> str:
    """Return the id of an account or status; empty where there is none."""
    return fields.text(thing, "id", most=200)


def _post(errand: Errand, status: dict[str, Any], opening: PostKind | None = None) -> Post | None:
    key, written = id_of(status), fields.moment(status, "created_at")
    if not key or written is None:
        errand.skip("without id or time")
        return None
    if fields.text(status, "visibility") not in _PUBLIC:
        errand.skip("not public")
        return None
    parent = fields.text(status, "in_reply_to_id", most=200)
    author = _full(fields.line(status, "account", "acct"), errand.host)
    content = Markup(fields.text(status, "content"))
    pictures = [
        row for row in fields.rows(status, "media_attachments") if fields.text(row, "type") in {"image", "gifv"}
    ]
    return errand.post(
        key,
        written,
        text=content.text,
        author=author,
        by_brand=errand.is_brand(author),
        kind=PostKind.REPLY if parent else opening or _opening(status, errand),
        thread_id="" if parent else key,
        parent_id=parent,
        automated=fields.find(status, "account", "bot") is True,
        lang=fields.line(status, "language", most=20).lower(),
        urls=tuple(dict.fromkeys((*content.links, *filter(None, [fields.line(status, "card", "url", most=4_000)])))),
        likes=fields.count(status, "favourites_count"),
        client=fields.line(status, "application", "name"),
        url=fields.line(status, "url", most=2_000) or fields.line(status, "uri", most=2_000),
        edited_at=fields.moment(status, "edited_at"),
        images=len(pictures),
        described_images=sum(bool(fields.text(picture, "description")) for picture in pictures),
    )


def _opening(status: dict[str, Any], errand: Errand) -> PostKind:
    named = (_full(fields.line(row, "acct"), errand.host) for row in fields.rows(status, "mentions"))
    return PostKind.MENTION if any(map(errand.is_brand, named)) else PostKind.POST


def _full(acct: str, host: str) -> str:
    """Return `name@host`: of its own accounts, a host says the name alone."""
    return acct if "@" in acct or not acct else f"{acct}@{host}"
