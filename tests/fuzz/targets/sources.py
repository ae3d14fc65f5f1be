"""What interfaces answer: each source of profiles and posts, each venue, each form of a status page, feeds and the web archive."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from multidict import CIMultiDict

from auditor.collect.http.blocking import _told
from auditor.collect.http.inflate import Garbled
from auditor.collect.http.journey import Answer, Journey
from auditor.collect.http.politeness import MOVED, Limits
from auditor.collect.sources import (  # fmt: skip
    archive,
    bluesky,
    discourse,
    fediverse,
    feed,
    feed_entries,
    github,
    hackernews,
    mastodon,
    page,
    stackexchange,
    wordpress,
)
from auditor.collect.sources.adapter import Pace, Terms, Unanswered
from auditor.collect.sources.base import Errand, Source, SourceError, require_sound
from auditor.collect.sources.session import SourceSession
from auditor.collect.sources.status_pages import gather as status_pages
from auditor.collect.sources.venues import discourse as forum_search
from auditor.collect.sources.venues import feeds as feed_search
from auditor.collect.sources.venues import gdelt, lemmy
from auditor.collect.sources.venues import hackernews as story_search
from auditor.collect.sources.venues import mastodon as tag_search
from auditor.collect.sources.venues import stackexchange as question_search
from auditor.collect.sources.venues.search import Search
from auditor.config.mentions import ArchiveSettings
from auditor.model import Post, Profile
from auditor.text.mention_terms import Terms as Names
from tests.fuzz.case import Case
from tests.fuzz.target import Target, require, require_storable, words

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
SINCE = datetime(2026, 8, 1, tzinfo=UTC)
_MOST = 60
_ONCE = Pace(tries=1, waits=(0.0,), longest=0.0)
WORDS = (
    b'"id":',
    b'"created_at":',
    b"null",
    b"2026-11-20T10:00:00Z",
    b"1795000000",
    b"acme",
    b"<p>",
    b"\\ud800",
    b"https://acme.example/",
    b"next",
    b"cursor",
)


class _Head:
    def __init__(self, status: int, kind: str, link: str) -> None:
        self.status = status
        self.headers: CIMultiDict[str] = CIMultiDict({"Content-Type": kind, "Link": link, "Location": "/moved"})


class Interface:
    """Stands where the network would be: each answer for what it was recorded for, else all in turn.

    A part of a case is named `STATUS TYPE PATH`, or a part of that.
    """

    def __init__(self, case: Case) -> None:
        self._answers = [_split(name, body) for name, body in case.files]
        self._turn = 0

    def read(self, url: str, limits: Limits, *_: object) -> Answer:
        """Return the next answer, as the reader of sources would."""
        journey = Journey(url, "GET", {})
        status, kind, _path, body = self._next(url)
        head = _Head(status, kind, '<./x?page=2>; rel="next"' if self._turn % 3 else "")
        journey.answered(head)
        if status in MOVED:
            journey.turn(head)
        try:
            return journey.received(body[: limits.body], "", limits.body)
        except Garbled as error:
            reach, detail, cause = _told(error)
            return journey.ended(reach, detail, cause=cause)

    def _next(self, url: str) -> tuple[int, str, str, bytes]:
        whole, path = url.partition("://")[2], urlsplit(url).path
        every = [one for one in self._answers if one[2] and whole.endswith(one[2])]
        every = (
            every
            or [one for one in self._answers if one[2] and path.endswith(one[2].partition("?")[0])]
            or self._answers
        )
        self._turn += 1
        return every[(self._turn - 1) % len(every)] if every else (404, "text/html", "", b"")


def _split(name: str, body: bytes) -> tuple[int, str, str, bytes]:
    status, _, rest = name.partition(" ")
    kind, _, path = rest.partition(" ")
    return int(status) if status.isdecimal() else 200, kind or "application/json", path, body


def _session(case: Case, base: str) -> SourceSession:
    web: Any = Interface(case)
    return SourceSession(web, base, Terms(pace=_ONCE))


def _sound(posts: Iterable[Post], asked: Profile) -> list[Post]:
    found = list(islice(posts, _MOST))
    for post in found:
        require_sound(post, Post, asked)
        require_storable(post)
        require(post.id, "a post has no id")
        require(len(post.text) <= 100_000, f"a post of {len(post.text)} characters")
    return found


def _profile(source: Source, asked: Profile, case: Case) -> object:
    asked = replace(asked, handle=case.fixed("handle") or asked.handle)
    session = _session(case, source.base(asked) or "https://acme.example/")
    found = asked
    posts: list[Post] = []
    try:
        found = source.profile(session, asked)
        require_sound(found, Profile, asked)
        require_storable(found)
        require(found.reason, "nothing says why a profile is what it is called")
        if source.speaks is not None:
            require_storable(source.speaks(session))
        if source.posts is not None:
            errand = Errand(found, SINCE, NOW, 50, source.name, frozenset({"acme"}))
            posts = _sound(source.posts(session, errand), found)
            require_storable((errand.cut, dict(errand.skipped)))
    except (SourceError, Unanswered):
        return False
    return posts or found.existence.value == "live"


def _search(source: Source, case: Case) -> object:
    venue = Profile("venue", "venue.example", "https://venue.example/")
    session = _session(case, "https://venue.example/")
    search = Search(
        venue,
        SINCE,
        NOW,
        50,
        source.name,
        terms=Names(("acme", "Quillnet")),
        queries=("acme", "Quillnet"),
        tags=("acme", "quillnet"),
    )
    yielded = source.mentions or source.posts
    assert yielded is not None
    try:
        posts = _sound(yielded(session, search), venue)
    except (SourceError, Unanswered):
        return False
    require_storable((search.cut, dict(search.skipped), search.partial))
    return posts


def _captures(case: Case) -> object:
    settings = ArchiveSettings()
    try:
        found = archive.newest(_session(case, "https://web.archive.org/"), settings, "https://acme.example/")
    except SourceError:
        return False
    require_storable(found)
    return found


def _feed(case: Case) -> object:
    text = case.body.decode(errors="replace")
    found = feed_entries.read(text, "https://acme.example/")
    require_storable(found)
    require_storable(list(feed_entries.announced(text, "https://acme.example/")))
    for entry in found.entries if found else ():
        require(entry.at is None or entry.at.tzinfo is not None, "a time without a zone")
    return found.entries if found else ()


ATOM = """<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Acme</title><id>tag:acme</id>
<entry><id>tag:1</id><title type="html">Acme &amp;amp; co</title><link rel="alternate" href="/x"/><author><name>Jo</name></author><published>2026-11-20T10:00:00Z</published>
<updated>2026-11-20T12:00:00+01:00</updated><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Hello <b>Acme</b></div></content></entry></feed>"""
RSS = """<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Acme</title><link>https://acme.example/</link><language>en</language>
<item><title>Acme news</title><link>https://acme.example/n</link><guid isPermaLink="false">7</guid><description><![CDATA[<p>News of Acme</p>]]></description>
<dc:creator>Jo</dc:creator><pubDate>Fri, 20 Nov 2026 10:00:00 GMT</pubDate></item></channel></rss>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>Acme</title></channel>
<item rdf:about="y"><title>Acme</title><link>https://acme.example/y</link><dc:date>2026-11-20</dc:date></item></rdf:RDF>"""
XML = words("feeds")


def _feeds() -> Iterator[Case]:
    yield from (Case.of(one) for one in (ATOM, RSS, RDF))


def _feed_answers() -> Iterator[Case]:
    yield from (Case((("200 application/xml", one.encode()),)) for one in (ATOM, RSS, RDF))


def _nothing() -> Iterator[Case]:
    yield Case((("200", b"{}"),))


_PROFILES: dict[str, tuple[Source, Profile, Callable[[], Iterable[Case]]]] = {
    "bluesky": (bluesky.SOURCE, Profile("bluesky", "borehole.test", ""), _nothing),
    "mastodon": (mastodon.SOURCE, Profile("mastodon", "borehole@localhost:21600", ""), _nothing),
    "fediverse": (fediverse.SOURCE, Profile("peertube", "acme@v.acme.example", "https://v.acme.example/c/acme"), _nothing),
    "discourse": (discourse.SOURCE, Profile("discourse", "acme@forum.example", "https://forum.example/u/acme"), _nothing),
    "github": (github.SOURCE, Profile("github", "acme", "https://github.com/acme"), _nothing),
    "hackernews": (hackernews.SOURCE, Profile("hackernews", "Acme", ""), _nothing),
    "hackernews-search": (hackernews.SEARCH, Profile("hackernews", "acme", ""), _nothing),
    "stackexchange": (stackexchange.SOURCE, Profile("stackexchange", "7@tools.example", ""), _nothing),
    "wordpress": (wordpress.SOURCE, Profile("website", "https://acme.example/", "https://acme.example/wp-json/"), _nothing),
    "profile-page": (page.SOURCE, Profile("tiktok", "acme", "https://www.tiktok.com/@acme"), _nothing),
    "profile-feed": (page.WITH_FEED, Profile("youtube", "acme", "https://www.youtube.com/@acme"), _feed_answers),
    "site-feed": (feed.SOURCE, Profile("website", "https://acme.example/feed", "https://acme.example/feed"), _feed_answers),
}  # fmt: skip
_VENUES: dict[str, tuple[Source, Callable[[], Iterable[Case]]]] = {
    "venue-hackernews": (story_search.SOURCE, _nothing),
    "venue-stackexchange": (question_search.SOURCE, _nothing),
    "venue-discourse": (forum_search.SOURCE, _nothing),
    "venue-lemmy": (lemmy.SOURCE, _nothing),
    "venue-mastodon": (tag_search.SOURCE, _nothing),
    "venue-gdelt": (gdelt.SOURCE, _nothing),
    "venue-feed": (feed_search.SOURCE, _feed_answers),
    "venue-feed-search": (feed_search.SEARCH, _feed_answers),
    "status-page": (status_pages.SOURCE, _feed_answers),
}
_COST: dict[str, Any] = {"slowest": 2.0, "per_byte": 60e-6, "weight": 0.5}

TARGETS = (
    *(
        Target(name, partial(_profile, source, asked), seeds, WORDS, **_COST)
        for name, (source, asked, seeds) in _PROFILES.items()
    ),
    *(Target(name, partial(_search, source), seeds, WORDS, **_COST) for name, (source, seeds) in _VENUES.items()),
    Target("web-archive", _captures, _nothing, WORDS, **_COST),
    Target("feed", _feed, _feeds, XML, weight=2, slowest=3.0, per_byte=100e-6),
)
