"""Sites of Stack Exchange: questions that name the company, with all answers and comments.

Built from documentation (interface 2.3), never run against the service. Strangers may ask 300 times a day; `backoff` is obeyed by
whoever asks, and a used-up quota ends the search.
"""

from __future__ import annotations

from collections.abc import Iterator

from auditor.collect.sources import fields
from auditor.collect.sources.adapter import as_parameter
from auditor.collect.sources.base import Source, at
from auditor.collect.sources.session import SourceSession
from auditor.collect.sources.stackexchange_posts import conversations
from auditor.collect.sources.venues.nobody import nobody
from auditor.collect.sources.venues.search import Search, picked
from auditor.model import Post, message

_PAGE = 100
_MOST_PAGES = 10
_AT_ONCE = 50
_LEAST = 20
"""Questions left for today below which no more are spent on answers. Our default."""


def mentions(session: SourceSession, search: Search) -> Iterator[Post]:
    """Yield questions that name the company with what was said below them."""
    asked: dict[str, None] = {}
    for query in search.queries:
        asked |= dict.fromkeys(_questions(session, search, query))
    ids = list(asked)
    for first in range(0, len(ids), _AT_ONCE):
        rooms: dict[str, list[Post]] = {}
        for post in conversations(session, search, ids[first : first + _AT_ONCE]):
            rooms.setdefault(post.thread_id, []).append(post)
        for thread, posts in rooms.items():
            search.partial |= {thread} if search.cut else set()
            yield from picked(search, posts)


def _questions(session: SourceSession, search: Search, query: str) -> Iterator[str]:
    params = {"site": search.host, "q": f'"{query}"', "order": "desc", "sort": "creation", "pagesize": _PAGE}
    params["fromdate"] = int(search.since.timestamp())
    for page in range(1, _MOST_PAGES + 1):
        reply = session.ask("search/advanced", {**params, "page": page})
        if not search.took(reply, "items"):
            return
        yield from filter(None, (fields.text(row, "question_id", most=40) for row in fields.rows(reply.data, "items")))
        left = fields.count(reply.data, "quota_remaining")
        if fields.find(reply.data, "has_more") is not True:
            return
        if left is not None and left < _LEAST:
            search.stop(message("The platform's interface answers strangers no more than so many times a day."))
            return
    search.stop(
        message(
            "Only its first {count:,} page was read.", "Only its first {count:,} pages were read.", count=_MOST_PAGES
        )
    )


SOURCE = Source(
    name="stackexchange-mentions",
    platforms=(),
    base=at("https://api.stackexchange.com/2.3/"),
    profile=nobody,
    mentions=mentions,
    cannot_see=("deleted", "direct", "images", "automation"),
    token="stackexchange",  # noqa: S106 - what it is called, not the token
    carry=as_parameter("key"),
)
