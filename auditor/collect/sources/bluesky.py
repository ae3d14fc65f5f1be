"""Bluesky, by the AT Protocol's public interface (lexicons `app.bsky.*`)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from auditor.collect.sources import fields
from auditor.collect.sources.base import Errand, Source, at, bio, deactivated, live, missing, suspended, unknown
from auditor.collect.sources.bluesky_posts import Reader, written_at
from auditor.collect.sources.paging import by_cursor
from auditor.collect.sources.replies import Problem
from auditor.collect.sources.session import SourceSession
from auditor.model import Post, PostKind, Profile, message, phrase

_PAGE = 100
_NOBODY = ("Profile not found", "Unable to resolve handle", "Account not found", "Actor not found")
"""What is said of a handle that nobody has, with the code InvalidRequest, which stands for much else too."""


def profile(session: SourceSession, asked: Profile) -> Profile:
    """Look a handle or DID up. Missing, deactivated and suspended accounts all answer 400 and differ in their words."""
    reply = session.ask("app.bsky.actor.getProfile", {"actor": asked.handle})
    if reply.ok and (handle := fields.line(reply.data, "handle")):
        about = bio(reply.data, "description")
        return live(
            asked,
            reply,
            message("The platform's interface shows the account {handle}.", handle=handle),
            name=fields.line(reply.data, "displayName"),
            bio=about,
            links=fields.links_in(about),
            avatar=fields.line(reply.data, "avatar", most=2_000),
            created_at=fields.moment(reply.data, "createdAt"),
            posts=fields.count(reply.data, "postsCount"),
        )
    if reply.problem is Problem.REJECTED:
        if reply.error == "AccountDeactivated":
            return deactivated(asked, reply, message("The platform's interface says that the account is switched off."))
        if reply.error == "AccountTakedown":
            return suspended(asked, reply, message("The platform's interface says that the account was taken down."))
        if reply.message.startswith(_NOBODY):
            return missing(asked, reply, message("The platform's interface knows nobody by this name."))
    return unknown(asked, reply, phrase("a profile"))


def posts(session: SourceSession, errand: Errand) -> Iterator[Post]:
    """Yield each post of the account with the conversation around it, then what begins with its mention."""
    reader = Reader(session, errand)
    for view in _own(session, errand):
        for post in reader.around(view):
            yield post
    for view in _mentions(session, errand):
        for post in reader.around(view, PostKind.MENTION):
            yield post


def _own(session: SourceSession, errand: Errand) -> Iterator[dict[str, Any]]:
    """Yield the posts that the account wrote in the window, newest first; others' that it spread are not its own."""
    params = {"actor": errand.handle, "filter": "posts_with_replies", "limit": _PAGE}
    name, follow = "app.bsky.feed.getAuthorFeed", by_cursor()
    for row in errand.rows(session, name, params, follow=follow, at=("feed",), written=_in_order):
        view = fields.find(row, "post")
        if fields.text(row, "reason", "$type").endswith("#reasonRepost"):
            errand.skip("spread from others")
        elif isinstance(view, dict):
            yield view


def _in_order(row: dict[str, Any]) -> datetime | None:
    """Return when the post of a row was written; None for one that is pinned or spread, which stands out of its order."""
    view = fields.find(row, "post")
    return written_at(view) if isinstance(view, dict) and not fields.text(row, "reason", "$type") else None


def _mentions(session: SourceSession, errand: Errand) -> Iterator[dict[str, Any]]:
    """Yield posts that name the account, newest first. The network's own host answers this only to those who are logged in."""
    since = errand.since.strftime("%Y-%m-%dT%H:%M:%SZ")
    params = {"q": errand.handle, "mentions": errand.handle, "since": since, "sort": "latest", "limit": _PAGE}
    pages = session.pages(
        "app.bsky.feed.searchPosts", params, follow=by_cursor(), most=errand.pages(_PAGE), rows=("posts",)
    )
    for reply in pages:
        yield from fields.rows(reply.data, "posts")
    if pages.failed is not None:
        errand.lacks("mentions")
    else:
        errand.stop(pages.cut)


SOURCE = Source(
    name="bluesky",
    platforms=("bluesky",),
    base=at("https://public.api.bsky.app/xrpc/"),
    profile=profile,
    posts=posts,
    cannot_see=("deleted", "direct", "automation"),
)
