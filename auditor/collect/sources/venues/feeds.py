"""Feeds that report mentions: those of Google Alerts, any other that auditor.toml names, and Reddit's search.

Run against files that Google Alerts once sent. Reddit: built from documentation; it refuses most servers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor import urls
from auditor.collect.sources import feed_entries
from auditor.collect.sources.base import Source, SourceError, at
from auditor.collect.sources.feed import asked_path
from auditor.collect.sources.feed_entries import Entry, Feed
from auditor.collect.sources.replies import Reply
from auditor.collect.sources.session import SourceSession
from auditor.collect.sources.venues.nobody import nobody
from auditor.collect.sources.venues.search import Search
from auditor.model import Post, PostKind, message

REDDIT = "www.reddit.com"
_GOOGLE = re.compile(r"https?://(?:www\.)?google\.[a-z.]{2,6}/alerts/feeds/", re.IGNORECASE)
_TITLE = re.compile(r"Google[^-\u2013:]{0,30}[-\u2013:]\s*(.{1,200})")
"""How feeds of Google Alerts are called, in every language: `Google Alert - quill`."""
_WHOLE = 10
"""Entries from which on a feed that does not reach back to the window's start is taken to be cut. Our default."""
_CANNOT_SEE = ("replies", "threads", "deleted", "direct", "images", "automation")


def is_google(url: str) -> bool:
    """Return whether an address is that of a feed of Google Alerts, whose entries all hold what it is an alert for."""
    return _GOOGLE.match(url) is not None


def mentions(session: SourceSession, search: Search) -> Iterator[Post]:
    """Yield the entries of a feed that speak of the company."""
    yield from _entries(search, session.ask(asked_path(search.profile.url), json=False), search.profile.url)


def reddit(session: SourceSession, search: Search) -> Iterator[Post]:
    """Yield what Reddit's search finds in titles and texts of posts."""
    for query in search.queries:
        reply = session.ask("search.rss", {"q": f'"{query}"', "sort": "new", "t": "year", "limit": 100}, json=False)
        yield from _entries(search, reply, "https://www.reddit.com/search.rss")


def _entries(search: Search, reply: Reply, url: str) -> Iterator[Post]:
    if not search.took(reply):
        return
    feed = feed_entries.read(reply.text, url)
    if feed is None:
        search.answered = False
        raise SourceError(message("Its address does not lead to a feed."))
    if len(reply.text) > feed_entries.LONGEST:
        search.stop(message("Only the first {most:,} characters of its feed were read.", most=feed_entries.LONGEST))
    search.told = search.told or _alert(feed.title) if search.kind == "alerts" else search.told
    for entry in feed.entries:
        post = _post(search, entry, feed)
        if post is not None:
            yield post
    dated = [entry.at for entry in feed.entries if entry.at is not None]
    if len(dated) >= _WHOLE and min(dated) > search.since:
        search.stop(message("The feed shows only the newest {number:,} entries.", number=len(feed.entries)))


def _alert(title: str) -> tuple[str, ...]:
    """Return what an alert is for, by the title of its feed; nothing where the title does not say."""
    found = _TITLE.match(title)
    return (found[1].strip(' "\u201c\u201d\u201e'),) if found else ()


def _post(search: Search, entry: Entry, feed: Feed) -> Post | None:
    if entry.at is None:
        search.skip("no-date")
        return None
    own = search.terms.links_home([entry.url])
    author = entry.author.removeprefix("/u/").removeprefix("u/")
    by_brand = own or search.is_brand(author) or search.is_brand(f"user/{author}")
    if not search.wants(entry.at, entry.text, (entry.url, *entry.links), named=own):
        return None
    return search.post(
        entry.id,
        entry.at,
        text=entry.text,
        author=author,
        by_brand=by_brand,
        kind=PostKind.MENTION,
        lang=feed.lang,
        urls=entry.links,
        url=entry.url,
        edited_at=entry.edited_at,
    )


SOURCE = Source(
    name="feed-mentions",
    platforms=(),
    base=lambda venue: f"{urls.origin(venue.url)}/",
    profile=nobody,
    mentions=mentions,
    cannot_see=_CANNOT_SEE,
    many_hosts=True,
)
SEARCH = Source(
    name="reddit-mentions",
    platforms=(),
    base=at("https://www.reddit.com/"),
    profile=nobody,
    mentions=reddit,
    cannot_see=_CANNOT_SEE,
)
"""Reddit's search as a feed."""
