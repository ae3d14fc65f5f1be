"""Whatever a venue answers, no search falls over it, and nothing that can't be stored comes of it."""

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

from auditor.collect.sources.base import Source, SourceError
from auditor.collect.sources.session import SourceSession
from auditor.collect.sources.status_pages import gather as status_pages
from auditor.collect.sources.venues import discourse, feeds, gdelt, hackernews, lemmy, mastodon, stackexchange
from auditor.collect.sources.venues.search import Search
from auditor.model import Post, Profile
from auditor.text.mention_terms import Terms
from tests.collect.sources.replay import NOW, asking
from tests.collect.sources.test_hostile import ANYTHING, PAGES
from tests.local_web import LocalWeb, Request, answer

pytestmark = pytest.mark.slow  # hundreds of made-up answers for every venue

VENUE = Profile("venue", "venue.example", "https://venue.example/")
SEARCHED = {
    source.name: source
    for source in (hackernews.SOURCE, stackexchange.SOURCE, discourse.SOURCE, lemmy.SOURCE, mastodon.SOURCE, gdelt.SOURCE, feeds.SOURCE, feeds.SEARCH, status_pages.SOURCE)
}  # fmt: skip
KEYS = """
    hits nbHits objectID story_id num_comments comment_text title author created_at_i children items question_id answer_id body creation_date owner
    user_id has_more quota_remaining posts topics topic_id id post_stream stream post_number cooked username created_at grouped_search_result
    comments comment post creator name content published path actor_id counts content account acct in_reply_to_id descendants ancestors articles
    url seendate domain incidents incident_updates status data attributes updates message
"""
ROWS = st.dictionaries(
    st.sampled_from(KEYS.split()),
    ANYTHING | st.lists(st.dictionaries(st.sampled_from(KEYS.split()), ANYTHING, max_size=6), max_size=3),
    max_size=8,
)


@pytest.fixture(scope="module")
def web() -> Iterator[LocalWeb]:
    with LocalWeb() as server:
        yield server


def run(source: Source, web: LocalWeb, bodies: list[bytes], status: int = 200) -> tuple[Search, list[Post]]:
    async def anything(request: Request, writer: asyncio.StreamWriter) -> None:
        bodies.append(body := bodies.pop(0))
        writer.write(answer(body, status, ""))

    class Anything(dict[str, Any]):
        def get(self, key: str, default: Any = None) -> Any:
            return anything

    def go(session: SourceSession) -> tuple[Search, list[Post]]:
        search = Search(
            VENUE,
            datetime(2026, 8, 1, tzinfo=UTC),
            NOW,
            50,
            source.name,
            terms=Terms(("acme",)),
            queries=("acme",),
            tags=("acme",),
        )
        yielded = source.mentions or source.posts
        assert yielded is not None
        posts: list[Post] = []
        try:
            posts += islice(yielded(session, search), 60)
        except SourceError as error:
            search.stop(error.said)
        return search, posts

    web.pages = Anything()
    found: tuple[Search, list[Post]] = asking(f"{web.url}/", go)
    return found


@pytest.mark.parametrize("name", SEARCHED)
@settings(max_examples=25, deadline=None)
@given(data=st.lists(ANYTHING | ROWS, min_size=1, max_size=5), status=st.sampled_from([200, 200, 200, 404, 403]))
def test_no_json_makes_a_search_fall(web: LocalWeb, name: str, data: list[Any], status: int) -> None:
    _, posts = run(SEARCHED[name], web, [json.dumps(one).encode() for one in data], status)
    for post in posts:
        post.text.encode("utf-8")
        assert post.id
        assert post.created_at.tzinfo is not None


@pytest.mark.parametrize("name", SEARCHED)
@settings(max_examples=10, deadline=None)
@given(pages=st.lists(PAGES, min_size=1, max_size=3), status=st.sampled_from([200, 404]))
def test_no_page_makes_a_search_fall(web: LocalWeb, name: str, pages: list[str], status: int) -> None:
    search, posts = run(SEARCHED[name], web, [page.encode() for page in pages], status)
    assert posts == []
    assert search.newest is None
