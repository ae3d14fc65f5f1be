"""Status pages in the shapes of Statuspage, Cachet and feeds of incidents; those of others are none of the company's."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from auditor.collect.sources.clients import SourceContext
from auditor.collect.sources.status_pages import found, gather
from auditor.config.schema import SourceSettings
from auditor.model import Fetch, Link, LinkKind, Page, Post, Reach, Target
from auditor.snapshot import link_codec, reader
from auditor.snapshot.writer import Store, Visit
from tests.collect.sources.replay import HASTY, NOW, said
from tests.collect.sources.venues.venue_web import Said, venue_web
from tests.local_web import answer

INCIDENT = {
    "id": "abc", "name": "Broadband in Rivermouth", "impact": "major", "shortlink": "https://stspg.example/abc",
    "incident_updates": [
        {"id": "u2", "status": "resolved", "body": "It works again.", "created_at": "2026-11-20T12:00:00.000Z", "display_at": "2026-11-20T12:00:00.000Z"},
        {"id": "u1", "status": "investigating", "body": "We are looking into it.", "created_at": "2026-11-20T10:00:00.000-05:00"},
    ],
}  # fmt: skip
PLANNED = {"id": "m", "name": "Upgrade", "impact": "maintenance", "incident_updates": [{"id": "m1", "status": "scheduled", "body": "At night", "created_at": "2026-11-20T12:00:00Z"}]}  # fmt: skip


def read(folder: Path, pages: dict[str, Said], path: str = "") -> tuple[list[Post], list[str]]:
    with venue_web(**pages) as web:
        store = Store(folder)
        store.begin(Target("Quillnet", "https://www.quillnet.example/"), NOW)
        means = SourceContext(SourceSettings(), store.put, pace=HASTY)
        asyncio.run(gather.gather([f"{web.url}/{path}"], [], means, store, now=NOW))
        store.finish()
        store.close()
    snapshot = reader.load(folder)
    return list(snapshot.status_updates), [note.text for note in snapshot.notes]


def told(posts: list[Post]) -> list[tuple[str, str, str]]:
    return [(post.created_at.strftime("%d %H:%M"), post.thread_id, post.text.partition("\n")[0]) for post in posts]


def test_statuspage(tmp_path: Path) -> None:
    posts, notes = read(tmp_path, {"/api/v2/incidents.json": said({"page": {}, "incidents": [INCIDENT, PLANNED]})})
    assert told(posts) == [
        ("20 12:00", "abc", "Resolved: Broadband in Rivermouth"),
        ("20 15:00", "abc", "Investigating: Broadband in Rivermouth"),
    ]
    assert all(
        post.by_brand and post.platform == "status-page" and post.url == "https://stspg.example/abc" for post in posts
    )
    assert notes == []


def test_cachet(tmp_path: Path) -> None:
    row = {
        "id": 3,
        "name": "Mail",
        "message": "It is slow",
        "status": 1,
        "human_status": "Investigating",
        "created_at": "2026-11-20 10:00:00",
    }
    row |= {
        "updates": [
            {"id": 9, "message": "Done", "status": 4, "human_status": "Fixed", "created_at": "2026-11-20 11:00:00"}
        ]
    }
    planned = {"id": 4, "name": "Upgrade", "message": "", "status": 0, "created_at": "2026-11-20 10:00:00"}
    posts, _ = read(tmp_path, {"/api/v1/incidents": said({"data": [row, planned]})})
    assert told(posts) == [("20 10:00", "3", "Investigating: Mail"), ("20 11:00", "3", "Fixed: Mail")]


HISTORY = """<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>tag:1</id><title>Broadband in Rivermouth</title>
<link rel='alternate' href='https://s.example/incidents/1'/><published>2026-11-20T10:00:00Z</published><updated>2026-11-20T12:00:00Z</updated>
<content type='html'>&lt;p&gt;&lt;small&gt;Nov &lt;var data-var='date'&gt;20&lt;/var&gt;, &lt;var data-var='time'&gt;12:00&lt;/var&gt; UTC&lt;/small&gt;&lt;br&gt;&lt;strong&gt;Resolved&lt;/strong&gt; - All is well.&lt;/p&gt;
&lt;p&gt;&lt;small&gt;Nov &lt;var data-var='date'&gt;20&lt;/var&gt;, &lt;var data-var='time'&gt;05:00&lt;/var&gt; EST&lt;/small&gt;&lt;br&gt;&lt;strong&gt;Investigating&lt;/strong&gt; - We look into it.&lt;/p&gt;</content></entry></feed>"""


@pytest.mark.parametrize("path", ["/history.atom", "/feed"])
def test_a_feed_of_incidents_is_parted_into_its_updates(tmp_path: Path, path: str) -> None:
    posts, _ = read(tmp_path, {path: answer(HISTORY, type="application/atom+xml")})
    assert told(posts) == [
        ("20 10:00", "tag:1", "Investigating: Broadband in Rivermouth"),
        ("20 12:00", "tag:1", "Resolved: Broadband in Rivermouth"),
    ]


def test_a_feed_that_a_person_names_is_read_itself(tmp_path: Path) -> None:
    rss = "<rss version='2.0'><channel><title>x</title><item><guid>1</guid><title>Outage of mail</title><pubDate>Fri, 20 Nov 2026 10:00:00 GMT</pubDate></item></channel></rss>"
    posts, _ = read(tmp_path, {"/my/feed.rss": answer(rss, type="application/rss+xml")}, "my/feed.rss")
    assert told(posts) == [("20 10:00", posts[0].id, "Outage of mail")]


def test_a_feed_that_the_page_announces(tmp_path: Path) -> None:
    page = answer(
        "<html><head><link rel=alternate type='application/atom+xml' href='/x.atom'></head><body>Status</body></html>"
    )
    posts, _ = read(tmp_path, {"/": page, "/x.atom": answer(HISTORY, type="application/atom+xml")})
    assert len(posts) == 2


@pytest.mark.parametrize(
    "body", [answer("<h1>All systems go</h1>"), said([]), said({"incidents": "none"}), answer(status=503)]
)
def test_a_page_that_was_named_and_shows_nothing_is_told(tmp_path: Path, body: bytes) -> None:
    posts, notes = read(tmp_path, {"/": body, "/api/v2/incidents.json": body, "/api/v1/incidents": body})
    assert posts == []
    assert len(notes) == 1
    assert notes[0].startswith("The status page http://127.0.0.1")


QUIET = "<feed xmlns='http://www.w3.org/2005/Atom'><id>tag:0</id><title>Status</title></feed>"


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/api/v2/incidents.json", said({"page": {}, "incidents": []})),
        ("/api/v2/incidents.json", said({"page": {}, "incidents": [PLANNED]})),
        ("/api/v1/incidents", said({"data": []})),
        ("/feed", answer(QUIET, type="application/atom+xml")),
    ],
)
def test_a_page_without_incidents_was_read(tmp_path: Path, path: str, body: bytes) -> None:
    assert read(tmp_path, {path: body}) == ([], [])


def test_strange_rows_cost_no_other(tmp_path: Path) -> None:
    rows: list[Any] = [None, 1, {"id": None, "incident_updates": [{"created_at": "soon"}, None]}, INCIDENT]
    posts, _ = read(tmp_path, {"/api/v2/incidents.json": said({"incidents": rows})})
    assert len(posts) == 2


def test_only_the_companys_own_pages_are_found(tmp_path: Path) -> None:
    store = Store(tmp_path)
    home = "https://www.quillnet.example/"
    store.begin(Target("Quillnet", home), NOW)
    links = (
        "https://status.quillnet.example/", "https://quillnet.statuspage.io/history", "https://www.quillnet-status.example/now", "https://otherstatus.example/",
        "https://status.github.com/", "https://zeta.instatus.com/", "https://www.quillnet.example/status", "https://shop.quillnet.example/",
    )  # fmt: skip
    listed = link_codec.write([Link(home, url, LinkKind.ANCHOR, "Status") for url in links])
    fetch = Fetch(home, home, Reach.RESPONDED, NOW, 200, content_type="text/html")
    store.put(Visit(fetch, page=Page(home, fetch), links=listed))
    assert list(found.of_site(store)) == [
        "https://status.quillnet.example/",
        "https://quillnet.statuspage.io/",
        "https://www.quillnet-status.example/",
    ]
    store.close()
