"""Bluesky, as its own servers answered (fixtures/bluesky.json), and where they never do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from auditor.model import Existence, PostKind, Profile
from tests.collect.sources.replay import NOBODY, Asked, Gathered, gather, recorded, said, serve
from tests.local_web import LocalWeb, answer

RECORDED = recorded("bluesky")
SEEDED = RECORDED["seeded"]
COMPANY = "borehole.test"
FEED = "/app.bsky.feed.getAuthorFeed?actor=borehole.test&filter=posts_with_replies&limit=100"
THREAD = "/app.bsky.feed.getPostThread?uri={}&depth=100&parentHeight=0"
WHEN = "2026-11-20T10:00:00Z"


@pytest.fixture
def web() -> Iterator[LocalWeb]:
    with LocalWeb() as server:
        server.missing = NOBODY
        yield server


def profile(handle: str) -> Profile:
    return Profile("bluesky", handle, f"https://bsky.app/profile/{handle}")


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Gathered:
    with LocalWeb() as server:
        serve(server, RECORDED, "/xrpc/")
        server.missing = NOBODY
        asked = Asked({"bluesky": f"{server.url}/xrpc"}, now=datetime.fromisoformat(RECORDED["now"]))
        return gather(tmp_path_factory.mktemp("run"), asked, *map(profile, RECORDED["handles"]))


def test_live_missing_deactivated_and_suspended_are_told_apart(seen: Gathered) -> None:
    assert {one.handle: one.existence for one in seen.profiles} == {
        "borehole.test": Existence.LIVE,
        "borehole-eu.test": Existence.LIVE,
        "borehole-old.test": Existence.DEACTIVATED,
        "borehole-prize.test": Existence.SUSPENDED,
        "nobody.test": Existence.MISSING,
    }
    for one in seen.profiles:
        assert one.evidence in seen.fetches
        assert one.at is not None


def test_a_profile_says_who_it_is_and_whether_it_links_back(seen: Gathered) -> None:
    company, europe = seen.of("borehole.test"), seen.of("borehole-eu.test")
    assert (company.name, company.links) == ("Borehole Tools", ("https://www.borehole.example/support",))
    assert company.bio == "Drills since 1887. Help: help@borehole.example · https://www.borehole.example/support"
    assert (europe.name, europe.links) == ("Borehole Europe", ())
    assert company.avatar == ""
    assert company.posts == len(SEEDED["own"]) + 1


def test_the_window_begins_where_it_should(seen: Gathered) -> None:
    ids = {post.id for post in seen.posts}
    assert set(SEEDED["own"]) <= ids
    assert SEEDED["too_old"] not in ids
    assert seen.channel(COMPANY).cut.text == ""


def test_whole_conversations_come_in_and_nothing_that_is_none_of_our_business(seen: Gathered) -> None:
    posts = {post.id: post for post in seen.posts}
    for child, parent in SEEDED["thread"].items():
        assert posts[child].parent_id == parent
        assert posts[child].kind is PostKind.REPLY
    answered = {post.parent_id for post in seen.posts if post.by_brand}
    assert set(SEEDED["answered"]) <= answered
    assert not set(SEEDED["unanswered"]) & answered
    assert SEEDED["stranger"] in posts
    assert not set(SEEDED["not_ours"]) & set(posts)
    assert posts[SEEDED["deepest"]].thread_id == next(uri for uri in SEEDED["own"] if "riddle" in posts[uri].text)


def test_mentions_open_conversations(seen: Gathered) -> None:
    posts = {post.id: post for post in seen.posts}
    assert {uri for uri, post in posts.items() if post.kind is PostKind.MENTION} == set(SEEDED["mentions"])
    assert set(SEEDED["below_mention"]) <= set(posts)
    assert "mentions" not in seen.channel(COMPANY).cannot_see


def test_a_post_says_what_it_links_shows_and_allows(seen: Gathered) -> None:
    posts = {post.id: post for post in seen.posts}
    launch = next(post for post in seen.posts if "new drill" in post.text)
    assert launch.urls == ("https://www.borehole.example/drill",)
    assert (launch.images, launch.described_images) == (2, 1)
    assert (launch.author, launch.by_brand, launch.lang, launch.source) == (COMPANY, True, "en", "bluesky")
    assert launch.url == f"https://bsky.app/profile/borehole.test/post/{launch.id.rpartition('/')[2]}"
    assert posts[SEEDED["closed"]].replies_closed is True
    assert launch.replies_closed is False


def test_what_is_spread_from_others_is_not_an_own_post(seen: Gathered) -> None:
    assert seen.channel(COMPANY).skipped == {"spread from others": 1}
    assert seen.of(COMPANY).last_post_at == max(post.created_at for post in seen.posts if post.by_brand)


# --- what no server of ours says ------------------------------------------------------------------------------------


def post(
    name: str, text: str = "Hello", *, who: str = COMPANY, when: str = WHEN, parent: str = "", **more: Any
) -> dict[str, Any]:
    uri = f"at://did:plc:x/app.bsky.feed.post/{name}"
    record: dict[str, Any] = {"text": text, "createdAt": when}
    if parent:
        record["reply"] = {"root": {"uri": uri_of("root")}, "parent": {"uri": uri_of(parent)}}
    return {"uri": uri, "author": {"handle": who, "did": f"did:plc:{who}"}, "record": record, "replyCount": 0, **more}


def uri_of(name: str) -> str:
    return f"at://did:plc:x/app.bsky.feed.post/{name}"


def thread_path(name: str) -> str:
    return THREAD.format(quote(uri_of(name), safe=""))


def visit(web: LocalWeb, tmp_path: Path, feed: object, **more: object) -> Gathered:
    web.pages["/app.bsky.actor.getProfile?actor=borehole.test"] = said({"handle": COMPANY})
    web.pages[FEED] = feed if isinstance(feed, bytes) else said(feed)
    return gather(tmp_path / "run", Asked({"bluesky": web.url}, more=dict(more)), profile(COMPANY))


@pytest.mark.parametrize(
    ("said_", "existence", "reason"),
    [
        (answer("<h1>Blocked</h1>", status=200), Existence.UNKNOWN, "a web page instead of data"),
        (answer("oops", status=500), Existence.UNKNOWN, "in trouble (500)"),
        (said({"error": "InvalidRequest", "message": "Something else"}, 400), Existence.UNKNOWN, "Something else"),
        (said({"error": "InvalidRequest"}, 404), Existence.UNKNOWN, "404"),
        (said([]), Existence.UNKNOWN, "something other than a profile"),
        (said({"handle": ["x"]}), Existence.UNKNOWN, "something other than a profile"),
        (said({"error": "AccountTakedown"}, 400), Existence.SUSPENDED, "taken down"),
    ],
)
def test_only_its_own_word_makes_a_profile_missing(
    web: LocalWeb, tmp_path: Path, said_: bytes, existence: Existence, reason: str
) -> None:
    web.pages["/app.bsky.actor.getProfile?actor=borehole.test"] = said_
    found = gather(tmp_path, Asked({"bluesky": web.url}), profile(COMPANY)).of(COMPANY)
    assert found.existence is existence
    assert reason in found.reason.text


def test_who_may_not_search_does_not_see_mentions(web: LocalWeb, tmp_path: Path) -> None:
    since = "2026-08-23T12%3A00%3A00Z"
    search = f"/app.bsky.feed.searchPosts?q=borehole.test&mentions=borehole.test&since={since}&sort=latest&limit=100"
    web.pages[search] = answer("<h1>403</h1>", status=403)
    found = visit(web, tmp_path, {"feed": [{"post": post("a")}]})
    assert search in web.asked
    assert "mentions" in found.channel(COMPANY).cannot_see
    assert found.channel(COMPANY).cut.text == ""
    assert [one.text for one in found.posts] == ["Hello"]


def test_a_pinned_post_does_not_end_the_window(web: LocalWeb, tmp_path: Path) -> None:
    pinned = {
        "post": post("old", "Welcome", when="2020-01-01T00:00:00Z"),
        "reason": {"$type": "app.bsky.feed.defs#reasonPin"},
    }
    feed = [pinned, {"post": post("new")}, {"post": post("old2", when="2020-01-02T00:00:00Z")}, {"post": post("never")}]
    assert [one.text for one in visit(web, tmp_path, {"feed": feed}).posts] == ["Welcome", "Hello"]


def test_pages_are_followed_and_a_cursor_in_circles_is_told(web: LocalWeb, tmp_path: Path) -> None:
    web.pages[f"{FEED}&cursor=a"] = said({"feed": [{"post": post("two")}], "cursor": "a"})
    found = visit(web, tmp_path, {"feed": [{"post": post("one")}], "cursor": "a"})
    assert len(found.posts) == 2
    assert found.channel(COMPANY).cut.text == "Its pages lead in circles."


def test_no_more_posts_are_kept_than_allowed(web: LocalWeb, tmp_path: Path) -> None:
    found = visit(web, tmp_path, {"feed": [{"post": post(str(n))} for n in range(30)]}, max_posts=7)
    assert len(found.posts) == 7
    assert found.channel(COMPANY).posts == 7
    assert found.channel(COMPANY).cut.text == "Only the first 7 posts were kept, which is the limit."


def test_a_conversation_deeper_than_one_answer_is_read_on(web: LocalWeb, tmp_path: Path) -> None:
    def chain(first: int, last: int) -> dict[str, Any]:
        node: dict[str, Any] = {"post": post(f"r{last}", who="olu.test", parent=f"r{last - 1}", replyCount=1)}
        for n in range(last - 1, first - 1, -1):
            node = {
                "post": post(f"r{n}", who="olu.test", parent=f"r{n - 1}" if n > 1 else "root", replyCount=1),
                "replies": [node],
            }
        return node

    root = post("root", replyCount=1)
    web.pages[thread_path("root")] = said({"thread": {"post": root, "replies": [chain(1, 100)]}})
    web.pages[thread_path("r100")] = said({"thread": chain(100, 150)})
    found = visit(web, tmp_path, {"feed": [{"post": root}]})
    assert len(found.posts) == 151
    assert sum("getPostThread" in target for target in web.asked) == 2


def test_a_conversation_that_never_ends_ends(web: LocalWeb, tmp_path: Path) -> None:
    root = post("root", replyCount=1)
    node: dict[str, Any] = {"post": root}
    for _ in range(100):
        node = {"post": post("root", replyCount=1), "replies": [node]}
    web.pages[thread_path("root")] = said({"thread": node})
    assert len(visit(web, tmp_path, {"feed": [{"post": root}]}).posts) == 1


def test_gone_blocked_and_broken_parts_of_a_conversation_lose_nothing_else(web: LocalWeb, tmp_path: Path) -> None:
    root = post("root", replyCount=4)
    gone = {"$type": "app.bsky.feed.defs#notFoundPost", "uri": "at://x", "notFound": True}
    replies = [gone, None, "x", {"post": {"uri": 5}}, {"post": post("r1", who="olu.test", parent="root", when="soon")}]
    replies += [{"post": post("r2", "Still here", who="olu.test", parent="root")}]
    web.pages[thread_path("root")] = said({"thread": {"post": root, "replies": replies}})
    found = visit(web, tmp_path, {"feed": [{"post": root}, {"post": None}, 7]})
    assert {one.text for one in found.posts} == {"Hello", "Still here"}
    assert found.channel(COMPANY).skipped == {"without id or time": 2}


def test_a_first_post_that_is_gone_is_counted(web: LocalWeb, tmp_path: Path) -> None:
    web.pages[thread_path("root")] = said({"error": "NotFound", "message": "Post not found: at://x"}, 400)
    found = visit(web, tmp_path, {"feed": [{"post": post("a", parent="q")}]})
    assert len(found.posts) == 1
    assert found.channel(COMPANY).skipped == {"conversation whose first post is gone": 1}
    assert found.channel(COMPANY).cut.text == ""


def test_a_conversation_that_cannot_be_read_is_told(web: LocalWeb, tmp_path: Path) -> None:
    web.pages[thread_path("root")] = answer("<h1>Oops</h1>", status=502)
    found = visit(web, tmp_path, {"feed": [{"post": post("a", parent="q")}]})
    assert (
        found.channel(COMPANY).cut.text
        == "A conversation could not be read. The platform's interface is in trouble (502)."
    )


def test_hostile_names_and_bios_are_bounded_and_readable(web: LocalWeb, tmp_path: Path) -> None:
    name = "Bore\u202ehole\u200b\x00 \ud800Tools" + "x" * 100_000
    web.pages["/app.bsky.actor.getProfile?actor=borehole.test"] = said(
        {"handle": COMPANY, "displayName": name, "description": "y" * 1_000_000, "avatar": 5, "createdAt": {}}
    )
    found = gather(tmp_path, Asked({"bluesky": web.url}), profile(COMPANY)).of(COMPANY)
    assert found.existence is Existence.LIVE
    assert (found.name or "").startswith("Borehole Tools")
    assert len(found.name or "") <= 300
    assert len(found.bio or "") == 10_000
    assert found.created_at is None


def test_a_mention_in_words_alone_is_one(web: LocalWeb, tmp_path: Path) -> None:
    root = post("root", "Hey @borehole.test, are you open?", who="olu.test", replyCount=1)
    reply = post("a", "Yes.", parent="root")
    web.pages[thread_path("root")] = said({"thread": {"post": root, "replies": [{"post": reply}]}})
    found = visit(web, tmp_path, {"feed": [{"post": reply}]})
    assert {one.text: one.kind for one in found.posts} == {
        root["record"]["text"]: PostKind.MENTION,
        "Yes.": PostKind.REPLY,
    }


def test_times_from_the_future_and_the_past_do_no_harm(web: LocalWeb, tmp_path: Path) -> None:
    later = (datetime.now(UTC) + timedelta(days=400)).isoformat()
    found = visit(web, tmp_path, {"feed": [{"post": post("a", when=later)}, {"post": post("b")}]})
    assert len(found.posts) == 2
