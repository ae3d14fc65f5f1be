"""Topics of a Discourse forum → posts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from auditor.collect.sources import fields
from auditor.collect.sources.base import Errand
from auditor.collect.sources.markup import Markup
from auditor.collect.sources.replies import Problem
from auditor.collect.sources.session import SourceSession
from auditor.collect.sources.threads import Conversations
from auditor.model import Post, PostKind, message

_AT_ONCE = 20
"""Posts asked for together, as its own pages do."""
_MOST = 400
"""Posts of one topic, the newest; topics that go on for years are read from there. Our default."""
_SPOKEN = {1, None}
"""`post_type` of what a person wrote; the others are notes of what moderators did, and whispers among them."""


class Topics:
    """Reads topics, each once."""

    def __init__(self, session: SourceSession, errand: Errand, *, runs_it: bool) -> None:
        self._session = session
        self._errand = errand
        self._runs_it = runs_it
        self._found = Conversations(errand)
        self._asked: set[str] = set()

    def read(self, topic: str) -> Iterator[Post]:
        """Yield the posts of a topic: all of them on the company's own forum, elsewhere those it is concerned with."""
        posts = self.whole(topic)
        yield from filter(self._found.new, posts) if self._runs_it else self._found.pick(posts)

    def whole(self, topic: str) -> list[Post]:
        """Return all posts of a topic; none of one that was read before, or can't be."""
        if not topic or topic in self._asked:
            return []
        self._asked.add(topic)
        reply = self._session.ask("t/{id}.json", id=topic)
        if reply.problem in {Problem.NOT_FOUND, Problem.GONE}:
            self._errand.skip("topic that is gone")
        elif not reply.ok:
            self._errand.stop(message("A topic could not be read.").then(reply.why))
        rows = fields.rows(reply.data, "post_stream", "posts")
        rows += self._rest(topic, reply.data, {fields.text(row, "id") for row in rows})
        return _Topic(self._errand, topic, reply.data, rows, runs_it=self._runs_it).posts()

    def _rest(self, topic: str, data: object, known: set[str]) -> list[dict[str, Any]]:
        """Return the posts that the topic's first answer only numbers."""
        stream = fields.find(data, "post_stream", "stream")
        numbered = [fields.text(stream, place) for place in range(len(stream) if isinstance(stream, list) else 0)]
        left = list(dict.fromkeys(number for number in numbered if number and number not in known))
        if len(left) > _MOST:
            self._errand.stop(message("Of each topic, only the newest {most:,} posts were read.", most=_MOST))
            left = left[-_MOST:]
        rows: list[dict[str, Any]] = []
        for first in range(0, len(left), _AT_ONCE):
            asked = {"post_ids[]": left[first : first + _AT_ONCE]}
            reply = self._session.ask("t/{id}/posts.json", asked, id=topic)
            if not reply.ok:
                self._errand.stop(message("A topic could not be read to its end.").then(reply.why))
                break
            rows += fields.rows(reply.data, "post_stream", "posts")
        return rows


class _Topic:
    def __init__(self, errand: Errand, topic: str, data: object, rows: list[dict[str, Any]], *, runs_it: bool) -> None:
        self._errand = errand
        self._topic = topic
        self._title = fields.line(data, "title")
        self._closed = fields.find(data, "closed") is True or fields.find(data, "archived") is True
        self._rows = rows
        self._runs_it = runs_it
        self._ids = {fields.count(row, "post_number"): fields.text(row, "id", most=40) for row in rows}

    def posts(self) -> list[Post]:
        return [post for row in self._rows if (post := self._post(row)) is not None]

    def _post(self, row: dict[str, Any]) -> Post | None:
        errand, key, written = self._errand, fields.text(row, "id", most=40), fields.moment(row, "created_at")
        if not key or written is None:
            errand.skip("without id or time")
            return None
        if fields.count(row, "post_type") not in _SPOKEN:
            return None
        author = f"{fields.line(row, 'username').casefold()}@{errand.host}"
        by_brand = errand.is_brand(author) or (self._runs_it and fields.find(row, "staff") is True)
        number = fields.count(row, "post_number")
        parent = self._parent(row, number)
        said = _said(fields.text(row, "cooked"))
        edited = fields.moment(row, "updated_at") if (fields.count(row, "version") or 1) > 1 else None
        opening = PostKind.POST if by_brand or not self._runs_it else PostKind.MENTION
        user = fields.find(row, "user_id")
        return errand.post(
            key,
            written,
            text="\n".join(filter(None, [self._title if number == 1 else "", said.text])),
            author=author,
            by_brand=by_brand,
            kind=opening if number == 1 else PostKind.REPLY,
            thread_id=f"topic-{self._topic}",
            parent_id=parent,
            automated=isinstance(user, int) and user < 0,  # "system" and its bots have negative numbers
            urls=said.links,
            likes=_likes(row),
            url=f"https://{errand.host}/t/{self._topic}/{number or 1}",
            edited_at=edited,
            deleted=fields.find(row, "user_deleted") is True,
            replies_closed=self._closed if number == 1 else None,
        )

    def _parent(self, row: dict[str, Any], number: int | None) -> str:
        if number == 1:
            return ""
        answered = fields.count(row, "reply_to_post_number") or 1
        return self._ids.get(answered) or self._ids.get(1, "")


def _said(cooked: str) -> Markup:
    """Return what a post itself says: quotes of others are theirs."""
    if "<aside" in cooked:
        tree = LexborHTMLParser(cooked)
        for quote in tree.css("aside.quote"):
            quote.decompose()
        cooked = tree.body.html or "" if tree.body is not None else ""
    return Markup(cooked)


def _likes(row: dict[str, Any]) -> int | None:
    """Return how many liked it: the second kind of action in Discourse (`PostActionType`)."""
    actions = fields.rows(row, "actions_summary")
    return next((fields.count(one, "count") for one in actions if fields.count(one, "id") == 2), 0 if actions else None)
