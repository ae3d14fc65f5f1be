"""Tags on a Mastodon server, as far as strangers may read them, each post with the conversation below it.

Servers of version 4.5 and later say beforehand whether they show tags to strangers (`timelines_access`). Built from documentation.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from auditor.collect.sources import fields
from auditor.collect.sources.base import Source, SourceError
from auditor.collect.sources.mastodon import follow
from auditor.collect.sources.mastodon_posts import Reader, id_of
from auditor.collect.sources.replies import Problem
from auditor.collect.sources.session import SourceSession
from auditor.collect.sources.venues.nobody import nobody
from auditor.collect.sources.venues.search import Search
from auditor.model import Post, PostKind, message

_PAGE = 40


def mentions(session: SourceSession, search: Search) -> Iterator[Post]:
    """Yield posts under the tags with what was answered to them."""
    _require_open(session)
    reader, seen = Reader(session, search), set[str]()
    for tag in search.tags:
        for status in search.rows(
            session, "api/v1/timelines/tag/{tag}", {"limit": _PAGE}, follow=follow, size=_PAGE,
            written=fields.created_at, tag=tag,
        ):  # fmt: skip
            search.answered = True
            key, before = id_of(status), search.stops
            if key in seen:
                continue
            seen.add(key)
            for post in reader.around(status, PostKind.MENTION):
                if post.id != key or post.by_brand:
                    yield post
                elif search.wants(post.created_at, post.text, post.urls, named=True):
                    yield replace(post, kind=PostKind.MENTION)  # one that answers somebody is a mention too
            if search.stops > before:
                search.partial.add(key)
        search.answered = search.answered or not search.cut
    if not search.answered:
        raise SourceError(search.cut)


def _require_open(session: SourceSession) -> None:
    """Ask whether strangers may read tags.

    Raises:
        SourceError: the server says that they may not.
    """
    reply = session.ask("api/v2/instance")
    access = {
        fields.text(reply.data, "configuration", "timelines_access", "hashtag_feeds", where)
        for where in ("local", "remote")
    }
    if reply.ok and access <= {"authenticated", "disabled"} and not session.authorised:
        raise SourceError(message("It shows its tags to nobody who is not logged in."))
    if reply.problem in {Problem.UNREACHABLE, Problem.TIMED_OUT}:
        raise SourceError(reply.why)


SOURCE = Source(
    name="mastodon-tags",
    platforms=(),
    base=lambda venue: venue.url,
    profile=nobody,
    mentions=mentions,
    cannot_see=("deleted", "direct"),
    token="mastodon",  # noqa: S106 - what it is called, not the token
    many_hosts=True,
)
