"""Hacker News by the search of Algolia: stories and comments that name the company, and what is said below them.

Built from documentation, never run against the service.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from auditor.collect.sources import fields
from auditor.collect.sources.base import Source, SourceError, at
from auditor.collect.sources.hackernews_posts import flat, post_of
from auditor.collect.sources.replies import ABSENT
from auditor.collect.sources.session import SourceSession
from auditor.collect.sources.venues.nobody import nobody
from auditor.collect.sources.venues.search import Search, picked
from auditor.model import Post, message

VENUE = "news.ycombinator.com"
_SHOWN = 1_000
"""Hits of one search that Algolia hands out at most; also what one page may hold."""
_SHORTEST = timedelta(hours=1)
"""Spans that are not halved any more. Our default."""
_MOST_SEARCHES = 100
"""Searches for one name, after which spans are not halved any more: a count that never falls would take thousands. Our default."""
_MOST_THREADS = 200
"""Discussions read whole, the newest. Our default."""


def mentions(session: SourceSession, search: Search) -> Iterator[Post]:
    """Yield what names the company with the discussion below it."""
    stories: dict[str, list[dict[str, Any]]] = {}
    for query in search.queries:
        for hit in _hits(session, search, query, search.since, search.until):
            story = fields.text(hit, "story_id", most=40) or fields.text(hit, "objectID", most=40)
            known = stories.setdefault(story, [])
            if all(fields.text(one, "objectID") != fields.text(hit, "objectID") for one in known):
                known.append(hit)
    if not stories:
        _require_findings(session, search)
    newest_first = sorted(stories, key=lambda story: (len(story), story), reverse=True)  # ids grow with time
    read = 0
    for story in newest_first:
        hits = stories[story]
        if all(map(_is_unanswered, hits)) or read >= _MOST_THREADS:
            if not all(map(_is_unanswered, hits)):
                search.partial.add(story)
            yield from picked(search, _posts(search, hits, story))
            continue
        read += 1
        yield from picked(search, _discussion(session, search, story, hits))


def _require_findings(session: SourceSession, search: Search) -> None:
    """See that the search finds what is surely there: any story of the window.

    Raises:
        SourceError: it does not, so that finding no mention says nothing.
    """
    span = f"created_at_i>={int(search.since.timestamp())},created_at_i<={int(search.until.timestamp())}"
    reply = session.ask("search_by_date", {"tags": "story", "numericFilters": span, "hitsPerPage": 1, "page": 0})
    if not (reply.ok and fields.rows(reply.data, "hits")):
        search.answered = False
        raise SourceError(message("Its search finds nothing now, not even what is surely there."))


def _discussion(session: SourceSession, search: Search, story: str, hits: list[dict[str, Any]]) -> list[Post]:
    reply = session.ask("items/{id}", id=story)
    if reply.problem in ABSENT:
        search.skip("gone")
        return []
    if not reply.ok:
        search.partial.add(story)
        search.stop(message("A conversation could not be read.").then(reply.why))
        return _posts(search, hits, story)
    posts = _posts(search, list(flat(reply.data)), story)
    if not posts:  # an answer of another form is no empty discussion
        search.partial.add(story)
    return posts or _posts(search, hits, story)


def _posts(search: Search, items: list[dict[str, Any]], story: str) -> list[Post]:
    return [post for item in items if (post := post_of(search, item, story)) is not None]


def _is_unanswered(hit: dict[str, Any]) -> bool:
    """Return whether a hit itself says that nobody answered it."""
    if fields.text(hit, "comment_text"):
        return bool(fields.find(hit, "children") == [])
    return fields.count(hit, "num_comments") == 0


def _hits(
    session: SourceSession, search: Search, query: str, since: datetime, until: datetime
) -> Iterator[dict[str, Any]]:
    """Yield the hits of a span of time; where there are more than the search hands out, of its halves."""
    asked = {"query": f'"{query}"', "advancedSyntax": "true", "typoTolerance": "false", "tags": "(story,comment)"}
    spans, searches = [(since, until)], 0
    while spans:
        start, end = spans.pop()
        searches += 1
        span = f"created_at_i>={int(start.timestamp())},created_at_i<={int(end.timestamp())}"
        reply = session.ask("search_by_date", {**asked, "numericFilters": span, "hitsPerPage": _SHOWN, "page": 0})
        if not search.took(reply, "hits"):
            continue
        total = fields.count(reply.data, "nbHits") or 0
        if total > _SHOWN and end - start > _SHORTEST and searches < _MOST_SEARCHES:
            middle = start + (end - start) / 2
            spans += [(start, middle), (middle, end)]  # the newer half comes next
            continue
        if total > _SHOWN:
            search.stop(message("The search hands out no more than {most:,} hits.", most=_SHOWN))
        yield from fields.rows(reply.data, "hits")


SOURCE = Source(
    name="hackernews-mentions",
    platforms=(),
    base=at("https://hn.algolia.com/api/v1/"),
    profile=nobody,
    mentions=mentions,
    cannot_see=("deleted", "direct", "images", "automation"),
)
