"""The invented places where people speak of the example company: they answer as the real ones do, and tell the story."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from functools import cache
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

import pytest

from auditor.collect.sources import feed_entries
from auditor.demo.company import load
from auditor.demo.fake_networks import Networks
from auditor.demo.server import AT_REST
from auditor.model import Post

LONDON = ZoneInfo("Europe/London")
STORIES, FORUM, TAG, ALERTS, REVIEWS = (
    "api.stories.example",
    "forum.tamewater.example",
    "mastodon.inkford.example",
    "alerts.example",
    "reviews.example",
)
NAME = quote('"Quillnet"')
BOTH = pytest.mark.parametrize("fixed", [False, True])


@cache
def network(fixed: bool = False) -> Networks:
    example = load(fixed=fixed)
    return Networks(dict(example.networks), example.folder, AT_REST, fixed=fixed)


def asked(host: str, target: str, status: int = 200, *, fixed: bool = False) -> Any:
    said = network(fixed).answer(host, target)
    assert said is not None
    assert said.status == status, said.body
    return json.loads(said.body)


def on_the_day(place: str, *, fixed: bool = False) -> list[Post]:
    """Return what was written at a place on the day of the outage, by time."""
    channels = network(fixed).channels
    day = next(post.created_at for post in channels["news"] if post.id == "cabinet-news").date()
    return [post for post in channels[place] if post.created_at.date() == day]


# --- Hacker News ------------------------------------------------------------------------------------------------------


def test_stories_are_found_by_words_and_time_the_newest_first() -> None:
    target = f"/api/v1/search_by_date?query={NAME}&hitsPerPage=10&page="
    found = asked(STORIES, f"{target}0")
    assert (len(found["hits"]), found["nbPages"]) == (10, -(-found["nbHits"] // 10))
    written = [hit["created_at_i"] for hit in found["hits"]]
    assert written == sorted(written, reverse=True)
    assert asked(STORIES, f"{target}99")["hits"] == []
    late = f"&numericFilters={quote(f'created_at_i>={written[0]},created_at_i<={written[0]}')}"
    assert [hit["created_at_i"] for hit in asked(STORIES, f"{target}0{late}")["hits"]] == written[:1]
    assert asked(STORIES, "/api/v1/search_by_date?query=%22Zebra%22")["nbHits"] == 0


def test_a_story_is_told_with_what_is_said_below_it() -> None:
    first = on_the_day("stories")[0]
    item = asked(STORIES, f"/api/v1/items/{first.id}")
    assert (item["title"], len(item["children"])) == (first.text.partition("\n")[0], 19)
    assert {child["parent_id"] for child in item["children"]} == {int(first.id)}
    asked(STORIES, "/api/v1/items/1", 404)


# --- Discourse --------------------------------------------------------------------------------------------------------


def test_a_forum_is_searched_page_by_page() -> None:
    target = f"/search.json?q={NAME}+after%3A2026-09-01+order%3Alatest&page="
    first, second = asked(FORUM, f"{target}1"), asked(FORUM, f"{target}2")
    assert len(first["posts"]) == 50
    assert first["grouped_search_result"]["more_full_page_results"] is True
    assert not second["grouped_search_result"]["more_full_page_results"]
    assert not {row["id"] for row in first["posts"]} & {row["id"] for row in second["posts"]}


def test_a_long_topic_numbers_the_posts_that_it_does_not_show_at_once() -> None:
    opening = on_the_day("forum")[0]
    topic = asked(FORUM, f"/t/{opening.id}.json")
    stream, shown = topic["post_stream"]["stream"], topic["post_stream"]["posts"]
    assert len(shown) == 20 < len(stream)
    rest = asked(FORUM, f"/t/{opening.id}/posts.json?" + "&".join(f"post_ids%5B%5D={one}" for one in stream[20:25]))
    assert [row["id"] for row in rest["post_stream"]["posts"]] == stream[20:25]
    page = network().answer(FORUM, f"/t/{opening.id}/1")
    assert page is not None
    assert b"Harrow Quay" in page.body


def test_a_forum_knows_who_wrote_there_and_nobody_else() -> None:
    assert asked(FORUM, "/u/zq12.json", 404)["error_type"] == "not_found"
    asked(FORUM, "/u/quillnet.json", 404)
    user = asked(FORUM, "/u/quillnet.json", fixed=True)["user"]
    assert user["website"] == "https://www.quillnet.example/support"
    actions = asked(FORUM, "/user_actions.json?username=quillnet&filter=4,5&offset=0", fixed=True)["user_actions"]
    assert len(actions) == 30
    assert asked(FORUM, "/site/basic-info.json")["title"]


# --- A tag, alerts, reviews ---------------------------------------------------------------------------------------------


def test_a_tag_shows_what_holds_it_and_not_what_answers() -> None:
    seen: list[dict[str, Any]] = []
    target: str | None = "/api/v1/timelines/tag/quillnet?limit=40"
    while target:
        said = network(True).answer(TAG, target)
        assert said is not None
        seen += json.loads(said.body)
        link = said.headers.get("Link", "")
        target = link[1:].partition(">")[0].removeprefix(f"https://{TAG}") or None
    assert len(seen) > 150
    assert all("#quillnet" in status["content"] for status in seen)
    assert "quillnethelp" not in {status["account"]["acct"] for status in seen}
    own = asked(TAG, "/api/v1/accounts/quillnethelp/statuses?limit=40", fixed=True)
    assert {status["in_reply_to_id"] for status in own} & {status["id"] for status in seen}


def test_an_alert_brings_what_holds_its_name() -> None:
    for name, host, path in (("Quillnet", ALERTS, "/feeds/quillnet"), ("Quilnet", ALERTS, "/feeds/quilnet")):
        said = network().answer(host, path)
        assert said is not None
        feed = feed_entries.read(said.body.decode(), f"https://{host}{path}")
        assert feed is not None
        assert feed.entries
        assert all(re.search(rf"\b{name}\b", entry.text) for entry in feed.entries)
    assert network().answer(ALERTS, "/feeds/") is None
    assert network().answer(REVIEWS, "/quillnet/feed.xml/quillnet") is None


# --- The status page and the archive ------------------------------------------------------------------------------------


def test_the_status_page_tells_nothing_before_and_the_outage_after() -> None:
    assert asked("status.quillnet.example", "/api/v2/incidents.json")["incidents"] == []
    [incident] = asked("status.quillnet.example", "/api/v2/incidents.json", fixed=True)["incidents"]
    assert [update["status"] for update in incident["incident_updates"]] == ["Resolved", "Identified"]
    assert incident["name"] == "Outage in Harrow Quay"
    assert network().answer("status.quillnet.example", "/") is None


def test_the_archive_holds_what_it_copied_and_nothing_else() -> None:
    head, copy = asked("archive.example", "/cdx/search/cdx?url=https%3A%2F%2Fwww.quillnet.example%2Fteam&output=json")
    assert dict(zip(head, copy, strict=True))["timestamp"].startswith("20261007")
    assert asked("archive.example", "/cdx/search/cdx?url=https%3A%2F%2Fwww.quillnet.example%2F&output=json") == []
    assert network().answer("archive.example", "/web/") is None


# --- The story ----------------------------------------------------------------------------------------------------------


def test_the_outage_goes_from_place_to_place() -> None:
    firsts = [f"{on_the_day(place)[0].created_at.astimezone(LONDON):%H:%M}" for place in ("forum", "stories", "alerts")]
    assert firsts == ["06:02", "08:17", "09:34"]
    by_hour = [post.created_at.astimezone(LONDON).hour for post in on_the_day("tag") if not post.by_brand]
    assert by_hour.count(8) > by_hour.count(6) > 10
    assert not any(post.by_brand for place in ("tag", "forum") for post in on_the_day(place))


def test_after_everybody_who_complains_is_answered_within_the_hour() -> None:
    for place in ("tag", "forum"):
        posts = on_the_day(place, fixed=True)
        answers = {post.parent_id: post.created_at for post in posts if post.by_brand}
        assert len(answers) > 8
        for post in posts:
            if not post.by_brand and "outage" in post.text:
                assert answers[post.id] - post.created_at < timedelta(hours=1, minutes=16)


@BOTH
def test_answers_stand_with_what_they_answer(fixed: bool) -> None:
    for place in ("tag", "forum", "stories"):
        posts = {post.id: post for post in network(fixed).channels[place]}
        assert all(posts[post.parent_id].thread_id == post.thread_id for post in posts.values() if post.parent_id)
