"""Whatever an interface answers, no source falls: any JSON, broken pages, strings of a megabyte, lists that lead in circles."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.collect.sources import discourse, feed, github, hackernews, page, stackexchange, wordpress
from auditor.collect.sources.adapter import Pace
from auditor.collect.sources.base import Errand, Source
from auditor.collect.sources.session import SourceSession
from auditor.model import Message, Post, Profile
from tests.collect.sources.replay import NOW, asking
from tests.local_web import LocalWeb, Request, answer

pytestmark = [pytest.mark.assault("hostile servers"), pytest.mark.slow]  # hundreds of made-up answers for every source

Heard = tuple[Profile, Errand, list[Post]]

ASKED = {
    "discourse": (discourse.SOURCE, Profile("discourse", "acme@forum.example", "https://forum.example/u/acme")),
    "github": (github.SOURCE, Profile("github", "acme", "https://github.com/acme")),
    "hackernews": (hackernews.SOURCE, Profile("hackernews", "acme", "")),
    "hackernews-search": (hackernews.SEARCH, Profile("hackernews", "acme", "")),
    "stackexchange": (stackexchange.SOURCE, Profile("stackexchange", "7@tools.example", "")),
    "wordpress": (wordpress.SOURCE, Profile("website", "https://acme.example/", "https://acme.example/wp-json/")),
    "page": (page.SOURCE, Profile("tiktok", "acme", "https://www.tiktok.com/@acme")),
    "page-with-feed": (page.WITH_FEED, Profile("youtube", "acme", "https://www.youtube.com/@acme")),
    "feed": (feed.SOURCE, Profile("website", "https://acme.example/feed", "https://acme.example/feed")),
}
KEYS = """
    id user username name admin post_stream posts stream topic_list topics user_actions topic_id created_at cooked post_number post_type staff
    reply_to_post_number actions_summary items has_more owner user_id question_id answer_id comment_id post_id creation_date body title score hits
    objectID story_id created_at_i author text parent_id children nbPages nbHits login bio blog error_type content rendered date_gmt post parent type
    author_name link excerpt suspended_till last_posted_at about created website_url
"""
ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=10)
    | st.sampled_from(["2026-11-20T00:00:00Z", "acme", "1", 1, 7, 1_795_000_000, "<p>x</p>", "\ud800", "\x00", "not_found", "x" * 1_000_000]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS.split()), inner, max_size=8),
    max_leaves=30,
)  # fmt: skip
PAGES = st.sampled_from(
    ["<h1>Hello</h1>", "", "null", "Sorry.", "\x00", "<rss version='2.0'><channel><item><title>x</title></item>", "[" * 3_000, '{"a":', "<" * 9_000]
)  # fmt: skip


@pytest.fixture(scope="module")
def web() -> Iterator[LocalWeb]:
    with LocalWeb() as server:
        yield server


def run(
    source: Source, profile: Profile, web: LocalWeb, bodies: list[bytes], status: int = 200, link: str = ""
) -> Heard:
    """Ask a source where the same things are said in turn, whatever is asked."""

    async def anything(request: Request, writer: asyncio.StreamWriter) -> None:
        bodies.append(body := bodies.pop(0))
        writer.write(answer(body, status, "", {"Link": link}))

    class Anything(dict[str, Any]):
        def get(self, key: str, default: Any = None) -> Any:
            return anything

    def go(session: SourceSession) -> Heard:
        found = source.profile(session, profile)
        errand = Errand(profile, datetime(2026, 8, 1, tzinfo=UTC), NOW, 50, source.name, frozenset({"acme"}))
        posts = list(islice(source.posts(session, errand), 60)) if source.posts is not None else []
        if source.speaks is not None:
            assert isinstance(source.speaks(session), Message)
        return found, errand, posts

    web.pages = Anything()
    below = source.base(profile).partition("://")[2].partition("/")[2]
    heard: Heard = asking(f"{web.url}/{below}", go, pace=Pace(tries=1, waits=(0.0,), longest=0.0))
    return heard


@pytest.mark.parametrize("name", ASKED)
@settings(max_examples=60, deadline=None)
@given(
    data=st.lists(ANYTHING, min_size=1, max_size=6),
    status=st.sampled_from([200, 200, 200, 201, 400, 401, 403, 404, 410, 500]),
    link=st.sampled_from(["", '<./x>; rel="next"', "<"]),
)
def test_no_json_makes_a_source_fall(web: LocalWeb, name: str, data: list[Any], status: int, link: str) -> None:
    bodies = [json.dumps(one).encode() for one in data]
    found, _, posts = run(*ASKED[name], web, bodies, status, link)
    assert found.reason
    for post in posts:
        post.text.encode("utf-8")
        post.author.encode("utf-8")
        assert post.id
        assert post.created_at.tzinfo is not None
        assert len(post.text) <= 100_000


@pytest.mark.parametrize("name", ASKED)
@settings(max_examples=25, deadline=None)
@given(pages=st.lists(PAGES, min_size=1, max_size=4), status=st.sampled_from([200, 200, 404, 503]))
def test_no_page_makes_a_source_fall(web: LocalWeb, name: str, pages: list[str], status: int) -> None:
    found, errand, posts = run(*ASKED[name], web, [page.encode() for page in pages], status)
    assert found.reason
    source = ASKED[name][0]
    assert posts == []
    assert source.posts is None or errand.cut or errand.cannot_see or errand.skipped or status == 200


@pytest.mark.parametrize("name", ["discourse", "hackernews-search", "stackexchange", "wordpress"])
def test_pages_in_circles_come_to_an_end(web: LocalWeb, name: str) -> None:
    row = {
        "id": 1,
        "topic_id": 1,
        "question_id": 1,
        "objectID": "1",
        "story_id": 1,
        "created_at_i": 1_795_000_000,
        "author": "acme",
    }
    row |= {"created_at": "2026-11-20T00:00:00Z", "creation_date": 1_795_000_000, "date_gmt": "2026-11-20T00:00:00"}
    full = {
        "user_actions": [row] * 30,
        "items": [row],
        "has_more": True,
        "hits": [row],
        "nbPages": 10**9,
        "user": {"username": "acme"},
    }
    body = json.dumps([row] * 100 if name == "wordpress" else full).encode()
    _, errand, _ = run(*ASKED[name], web, [body], 200, '<./wp/v2/posts>; rel="next"')
    assert errand.cut
