"""What Algolia's search of Hacker News finds → posts. Built from documentation, never run against the service."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from auditor.collect.sources import fields
from auditor.collect.sources.base import Errand
from auditor.collect.sources.markup import Markup
from auditor.collect.sources.replies import Problem, Reply
from auditor.collect.sources.session import SourceSession
from auditor.collect.sources.threads import Conversations
from auditor.model import Post, PostKind, message

_PAGE = 100
_SHOWN = 1_000
"""Hits of one search that Algolia hands out at most."""
_SITE = "https://news.ycombinator.com/item?id="


def posts(session: SourceSession, errand: Errand) -> Iterator[Post]:
    """Yield what the account wrote in the window, newest first, each with the conversation around it."""
    found, asked = Conversations(errand), set[str]()
    for hit in _hits(session, errand, {"tags": f"author_{errand.handle}"}):
        story = fields.text(hit, "story_id", most=40) or fields.text(hit, "objectID", most=40)
        if not story or story in asked:
            continue
        asked.add(story)
        reply = session.ask("items/{id}", id=story)
        if reply.problem is Problem.NOT_FOUND:
            errand.skip("conversation that is gone")
        elif not reply.ok:
            errand.stop(message("A conversation could not be read.").then(reply.why))
        for post in found.pick(post for item in flat(reply.data) if (post := post_of(errand, item, story))):
            yield post


def _hits(session: SourceSession, errand: Errand, asked: dict[str, str]) -> Iterator[dict[str, Any]]:
    span = f"created_at_i>={int(errand.since.timestamp())},created_at_i<={int(errand.until.timestamp())}"
    params = {**asked, "numericFilters": span, "hitsPerPage": _PAGE, "page": 0}
    pages = session.pages(
        "search_by_date", params, follow=_next, most=min(errand.pages(_PAGE), _SHOWN // _PAGE), rows=("hits",)
    )
    total = 0
    for reply in pages:
        total = fields.count(reply.data, "nbHits") or 0
        yield from fields.rows(reply.data, "hits")
    errand.stop(
        message("The search hands out no more than {most:,} hits.", most=_SHOWN) if total > _SHOWN else pages.cut
    )


def _next(reply: Reply, number: int) -> dict[str, int] | None:
    return {"page": number} if number < min(fields.count(reply.data, "nbPages") or 0, _SHOWN // _PAGE) else None


def flat(story: object) -> Iterator[dict[str, Any]]:
    """Yield a story and all below it."""
    waiting = [story]
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            yield item
            waiting.extend(fields.rows(item, "children"))


def post_of(errand: Errand, item: dict[str, Any], story: str) -> Post | None:
    """Return a hit or an item as a post; None for one that is gone."""
    key = fields.text(item, "id", most=40) or fields.text(item, "objectID", most=40)
    written = fields.moment(item, "created_at_i")
    author = fields.line(item, "author")
    words = next((text for name in ("text", "comment_text", "story_text") if (text := fields.text(item, name))), "")
    said = Markup(words)
    if not key or written is None or not (author or words):
        errand.skip("deleted, or without id or time")
        return None
    title, linked = fields.line(item, "title"), fields.line(item, "url", most=4_000)
    parent = fields.text(item, "parent_id", most=40)
    return errand.post(
        key,
        written,
        text="\n".join(filter(None, [title, said.text])),
        author=author,
        by_brand=errand.is_brand(author),
        kind=PostKind.REPLY if parent else PostKind.POST,
        thread_id=story,
        parent_id=parent,
        urls=tuple(filter(None, [linked, *said.links])),
        likes=fields.count(item, "points"),
        url=f"{_SITE}{key}",
    )
