"""Discourse forums by their search: the topics whose posts name the company. Built from documentation, never run against the service."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.collect.sources import fields
from auditor.collect.sources.base import Source
from auditor.collect.sources.discourse_topics import Topics
from auditor.collect.sources.session import SourceSession
from auditor.collect.sources.venues.nobody import nobody
from auditor.collect.sources.venues.search import Search, picked
from auditor.model import Post, message

_MOST_PAGES = 10
"""Pages of a search that Discourse shows strangers at most."""
_MOST_TOPICS = 100
"""Topics read, those found first, the newest. Our default."""


def mentions(session: SourceSession, search: Search) -> Iterator[Post]:
    """Yield what names the company with what follows in its topic."""
    found: dict[str, None] = {}
    for query in search.queries:
        found |= dict.fromkeys(_topics(session, search, query))
    topics = Topics(session, search, runs_it=False)
    for topic in list(found)[:_MOST_TOPICS]:
        before = search.stops
        posts = topics.whole(topic)
        if search.stops > before:
            search.partial.add(f"topic-{topic}")
        yield from picked(search, posts)
    if len(found) > _MOST_TOPICS:
        search.stop(message("Only the first {most:,} topics that it found were read.", most=_MOST_TOPICS))


def _topics(session: SourceSession, search: Search, query: str) -> Iterator[str]:
    asked = f'"{query}" after:{search.since.date().isoformat()} order:latest'
    for page in range(1, _MOST_PAGES + 1):
        reply = session.ask("search.json", {"q": asked, "page": page})
        told = isinstance(fields.find(reply.data, "grouped_search_result"), dict)  # without findings there is no list
        if not (search.took(reply) if told else search.took(reply, "posts")):
            return
        yield from filter(None, (fields.text(row, "topic_id", most=40) for row in fields.rows(reply.data, "posts")))
        if fields.find(reply.data, "grouped_search_result", "more_full_page_results") is not True:
            return
    search.stop(
        message(
            "Only its first {count:,} page was read.", "Only its first {count:,} pages were read.", count=_MOST_PAGES
        )
    )


SOURCE = Source(
    name="discourse-mentions",
    platforms=(),
    base=lambda venue: venue.url,
    profile=nobody,
    mentions=mentions,
    cannot_see=("deleted", "direct", "images"),
    token="discourse",  # noqa: S106 - what it is called, not the token
    many_hosts=True,
)
