"""Lemmy servers by their search (interface 3): posts and comments that name the company, and what is said below them.

Built from documentation, never run against the service. Servers allow about six searches in ten minutes, so each word is
searched for twice at most: among posts and among comments.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from auditor.collect.sources import fields
from auditor.collect.sources.base import Source
from auditor.collect.sources.markup import Markup
from auditor.collect.sources.session import SourceSession
from auditor.collect.sources.venues.nobody import nobody
from auditor.collect.sources.venues.search import Search, picked
from auditor.model import Post, PostKind, message

_PAGE = 50
_MOST_SEARCHES = 6
_MOST_THREADS = 50
"""Threads read, the newest. Our default."""


def mentions(session: SourceSession, search: Search) -> Iterator[Post]:
    """Yield what names the company with what was answered to it."""
    found: dict[str, list[Post]] = {}
    for post in _found(session, search):
        found.setdefault(post.thread_id, []).append(post)
    newest = sorted(found, key=lambda thread: max(post.created_at for post in found[thread]), reverse=True)
    for place, thread in enumerate(newest):
        posts = {post.id: post for post in found[thread]}
        if place < _MOST_THREADS:
            posts |= {post.id: post for post in _comments(session, search, thread)}
        else:
            search.partial.add(thread)
        yield from picked(search, posts.values())


def _found(session: SourceSession, search: Search) -> Iterator[Post]:
    asked = [(query, kind) for query in search.queries for kind in ("Posts", "Comments")]
    for query, kind in asked[:_MOST_SEARCHES]:
        reply = session.ask("api/v3/search", {"q": query, "type_": kind, "sort": "New", "limit": _PAGE})
        if not search.took(reply, kind.lower()):
            return
        rows = fields.rows(reply.data, kind.lower())
        yield from _posts(search, rows)
        oldest = min(filter(None, map(_written, rows)), default=None)
        if len(rows) >= _PAGE and oldest is not None and oldest > search.since:
            search.stop(message("The search shows no more than the newest {most:,} of each kind.", most=_PAGE))
    if len(asked) > _MOST_SEARCHES:
        search.stop(message("Servers of this kind allow few searches, so not every word was searched for."))


def _comments(session: SourceSession, search: Search, thread: str) -> list[Post]:
    params = {"post_id": thread.removeprefix("post-"), "sort": "Old", "max_depth": 8, "type_": "All"}
    reply = session.ask("api/v3/comment/list", params)
    rows = fields.rows(reply.data, "comments")
    told = fields.count(rows[0], "post", "counts", "comments") if rows else None
    listed = reply.ok and isinstance(fields.find(reply.data, "comments"), list)
    if not listed or (told is not None and told > len(rows)):
        search.partial.add(thread)
    if not reply.ok:
        search.stop(message("A conversation could not be read.").then(reply.why))
    return list(_posts(search, rows))


def _posts(search: Search, rows: list[dict[str, Any]]) -> Iterator[Post]:
    for row in rows:
        post = _post(search, row)
        if post is not None:
            yield post


def _written(row: dict[str, Any]) -> Any:
    return fields.moment(row, "comment" if "comment" in row else "post", "published")


def _post(search: Search, row: dict[str, Any]) -> Post | None:
    """Return a post or a comment: rows of both carry the post, those of comments the comment too."""
    is_comment = isinstance(fields.find(row, "comment"), dict)
    name = "comment" if is_comment else "post"
    key, number, written = fields.text(row, name, "id"), fields.text(row, "post", "id"), _written(row)
    if not key or not number or written is None:
        search.skip("no-date" if key else "no-id")
        return None
    said = Markup(fields.text(row, name, "content") if is_comment else fields.text(row, name, "body"))
    title = "" if is_comment else fields.line(row, "post", "name")
    linked = fields.line(row, "post", "url", most=4_000) if not is_comment else ""
    author = _author(search, row)
    path = fields.text(row, "comment", "path").split(".")  # 0.12.34: the ancestors of a comment, itself last
    parent = f"comment-{path[-2]}" if len(path) > 2 else f"post-{number}"
    return search.post(
        f"{name}-{key}",
        written,
        text="\n".join(filter(None, [title, said.text])),
        author=author,
        by_brand=search.is_brand(author),
        kind=PostKind.REPLY if is_comment else PostKind.POST,
        thread_id=f"post-{number}",
        parent_id=parent if is_comment else "",
        automated=fields.find(row, "creator", "bot_account") is True,
        urls=tuple(filter(None, [linked, *said.links])),
        url=fields.line(row, name, "ap_id", most=2_000) or f"https://{search.host}/{name}/{key}",
        deleted=fields.find(row, name, "deleted") is True or fields.find(row, name, "removed") is True,
        edited_at=fields.moment(row, name, "updated"),
        replies_closed=None if is_comment else fields.find(row, "post", "locked") is True,
    )


def _author(search: Search, row: dict[str, Any]) -> str:
    """Return a writer as platforms.toml names profiles of Lemmy: `u/name@host`."""
    name, actor = fields.line(row, "creator", "name"), fields.line(row, "creator", "actor_id", most=2_000)
    host = actor.partition("://")[2].partition("/")[0] or search.host
    return f"u/{name}@{host}" if name else ""


SOURCE = Source(
    name="lemmy-mentions",
    platforms=(),
    base=lambda venue: venue.url,
    profile=nobody,
    mentions=mentions,
    cannot_see=("direct", "images"),
    token="lemmy",  # noqa: S106 - what it is called, not the token
    many_hosts=True,
)
