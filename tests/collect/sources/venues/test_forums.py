"""Forums in the shapes that their documentation gives: what names the company, what was answered, and what can't be seen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from auditor.api import Mentions
from auditor.model import Owner, Profile, VenueKind
from tests.collect.sources.replay import NOW, said
from tests.collect.sources.venues.venue_web import Said, asked, one_venue, searched, shape, venue_web
from tests.local_web import answer

LATE = int(NOW.timestamp()) - 86_400
DAY = "2026-11-20T10:00:00Z"


def ours(platform: str, handle: str) -> Profile:
    return Profile(platform, handle, f"https://{platform}.example/{handle}", owner=Owner.CERTAIN)


# --------------------------------------------------------------------------------------------------------------- Hacker News


def hit(id: int, text: str, *, story: int = 0, replies: int = 0, at: int = LATE, **more: Any) -> dict[str, Any]:
    if story:
        return {
            "objectID": str(id),
            "story_id": story,
            "parent_id": story,
            "comment_text": text,
            "author": "bob",
            "created_at_i": at,
            **more,
        }
    return {"objectID": str(id), "title": text, "author": "eve", "created_at_i": at, "num_comments": replies, **more}


def item(
    id: int, author: str, text: str, *below: dict[str, Any], parent: int | None = None, **more: Any
) -> dict[str, Any]:
    return {
        "id": id,
        "author": author,
        "text": text,
        "parent_id": parent,
        "created_at_i": LATE + id,
        "children": list(below),
        **more,
    }


def hackernews(folder: Path, web: Any, *profiles: Profile, **mentions: Any) -> Any:
    return searched(folder, {"hackernews": True, **mentions}, *profiles, bases={"hackernews-mentions": web.url})


def test_a_story_comes_with_its_discussion_and_the_companys_answer(tmp_path: Path) -> None:
    tree = item(
        10,
        "eve",
        "",
        item(11, "bob", "Same here", parent=10),
        item(12, "quillnet_hq", "We are on it", parent=10),
        title="Quillnet is down",
    )
    with venue_web(
        **{
            "/search_by_date": said({"hits": [hit(10, "Quillnet is down", replies=2)], "nbHits": 1}),
            "/items/10": said(tree),
        }
    ) as web:
        found = hackernews(tmp_path, web, ours("hackernews", "Quillnet_HQ"))
        assert asked(web, "/search_by_date")[0]["query"] == '"Quillnet"', "the legal form is nothing people write"
    assert shape(found.mentions) == [
        ("10", "mention", "", False),
        ("11", "reply", "10", False),
        ("12", "reply", "10", True),
    ]
    venue = one_venue(found)
    assert (venue.platform, venue.name, venue.mentions, venue.kind) == (
        "hackernews",
        "news.ycombinator.com",
        1,
        VenueKind.FORUM,
    )
    (thread,) = Mentions(found).threads()
    assert thread.whole
    assert thread.official is not None


def test_a_comment_is_a_mention_and_strangers_talk_around_it_is_not(tmp_path: Path) -> None:
    tree = item(20, "eve", "", item(21, "ann", "Use Quillnet", item(22, "joe", "Why?", parent=21), parent=20), item(23, "kim", "Or Zeta", parent=20), title="Which tool?")  # fmt: skip
    with venue_web(
        **{"/search_by_date": said({"hits": [hit(21, "Use Quillnet", story=20)], "nbHits": 1}), "/items/20": said(tree)}
    ) as web:
        found = hackernews(tmp_path, web)
    assert shape(found.mentions) == [("21", "mention", "20", False), ("22", "reply", "21", False)]


def test_what_nobody_answered_costs_no_request(tmp_path: Path) -> None:
    hits = [hit(30, "Quillnet raises prices"), hit(31, "Quillnet, really?", story=99, children=[])]
    with venue_web(**{"/search_by_date": said({"hits": hits, "nbHits": 2})}) as web:
        found = hackernews(tmp_path, web)
        assert len(web.asked) == 1
    assert [post.id for post in found.mentions] == ["31", "30"] or len(list(found.mentions)) == 2
    assert all(thread.whole for thread in Mentions(found).threads())


def test_where_a_discussion_can_not_be_read_nobody_says_that_nobody_answered(tmp_path: Path) -> None:
    with venue_web(**{"/search_by_date": said({"hits": [hit(10, "Quillnet is down", replies=2)], "nbHits": 1}), "/items/10": answer(status=500)}) as web:  # fmt: skip
        found = hackernews(tmp_path, web)
    (thread,) = Mentions(found).threads()
    assert not thread.whole
    assert one_venue(found).cut


def test_a_discussion_in_another_form_loses_no_mention_and_is_no_silence(tmp_path: Path) -> None:
    pages = {
        "/search_by_date": said({"hits": [hit(10, "Quillnet is down", replies=2)], "nbHits": 1}),
        "/items/10": said({"status": "busy"}),
    }
    with venue_web(**pages) as web:
        found = hackernews(tmp_path, web)
    (thread,) = Mentions(found).threads()
    assert (thread.opening.id, thread.whole) == ("10", False)


def test_more_hits_than_are_handed_out_are_asked_for_by_halves_of_the_time(tmp_path: Path) -> None:
    many = said({"hits": [], "nbHits": 2_500})
    few = [said({"hits": [hit(number, f"Quillnet {number}")], "nbHits": 900}) for number in (1, 2)]
    with venue_web(**{"/search_by_date": [many, *few]}) as web:
        found = hackernews(tmp_path, web)
        spans = [one["numericFilters"] for one in asked(web, "/search_by_date")]
    assert len(set(spans)) == 3
    assert len(list(found.mentions)) == 2
    assert not one_venue(found).cut


def test_a_count_that_never_falls_is_not_followed_for_ever(tmp_path: Path) -> None:
    same = said({"hits": [hit(1, "Quillnet is down")], "nbHits": 76_000})
    with venue_web(**{"/search_by_date": same}) as web:
        found = hackernews(tmp_path, web)
        assert 100 <= len(asked(web, "/search_by_date")) < 130
    assert [post.id for post in found.mentions] == ["1"]
    assert one_venue(found).cut


def test_namesakes_and_hits_without_the_name_are_left_out_and_counted(tmp_path: Path) -> None:
    hits = [
        hit(1, "Quillnet is down"),
        hit(2, "Quillnet the fishing net"),
        hit(3, "Quillnets are made of rope, says the Quillnetters club"),
        hit(4, "Quill net worth"),
        hit(5, "Our blog", url="https://blog.quillnet.example/post"),
        hit(6, "Quillnet tomorrow", at=int(NOW.timestamp()) + 10 * 86_400),
        hit(7, "Quillnet long ago", at=LATE - 400 * 86_400),
        hit(8, "#QuillNet rocks"),
    ]
    with venue_web(**{"/search_by_date": said({"hits": hits, "nbHits": 8})}) as web:
        found = hackernews(tmp_path, web, never=["fishing", "rope"])
    assert sorted(post.id for post in found.mentions) == ["1", "5", "8"]
    assert dict(one_venue(found).skipped) == {"namesake": 2, "unrelated": 1, "future": 1, "outside-window": 1}


@pytest.mark.parametrize(
    "refusal",
    [
        answer("<h1>No</h1>"),
        answer(status=503),
        said({"error": "x"}, status=403),
        answer(""),
        said({"error": "x"}),
        said([]),
        said({"hits": []}),
    ],
)
def test_a_venue_that_refuses_was_not_seen(tmp_path: Path, refusal: bytes) -> None:
    with venue_web(**{"/search_by_date": refusal}) as web:
        found = hackernews(tmp_path, web)
    venue = one_venue(found)
    assert venue.unseen
    assert not venue.cut
    assert Mentions(found).unseen() == (venue,)


def test_nothing_is_searched_without_a_name_or_a_section(tmp_path: Path) -> None:
    with venue_web() as web:
        found = searched(tmp_path, {"hackernews": True}, name="", bases={"hackernews-mentions": web.url})
        assert web.asked == []
    assert found.venues == ()


# ------------------------------------------------------------------------------------------------------------ Stack Exchange


def test_questions_come_with_answers_and_comments(tmp_path: Path) -> None:
    question = {"question_id": 7, "title": "Quillnet API times out", "body": "<p>Why?</p>", "creation_date": LATE, "owner": {"user_id": 1}, "link": "https://so.example/q/7"}  # fmt: skip
    reply = {"answer_id": 8, "question_id": 7, "body": "Fixed.", "creation_date": LATE + 60, "owner": {"user_id": 5}}
    comment = {"comment_id": 9, "post_id": 7, "body": "Same", "creation_date": LATE + 30, "owner": {"user_id": 2}}
    pages: dict[str, Said] = {
        "/search/advanced": said({"items": [{"question_id": 7}], "has_more": False, "quota_remaining": 290}),
        "/questions/7": said({"items": [question]}),
        "/questions/7/answers": said({"items": [reply]}),
        "/posts/7%3B8/comments": said({"items": [comment]}),
    }
    with venue_web(**pages) as web:
        found = searched(tmp_path, {"stackexchange": ["stackoverflow.com"]}, ours("stackexchange", "5@stackoverflow.com"), bases={"stackexchange": web.url})  # fmt: skip
        assert asked(web, "/search/advanced")[0]["site"] == "stackoverflow.com"
    assert shape(found.mentions) == [
        ("7", "mention", "", False),
        ("8", "reply", "7", True),
        ("c9", "reply", "7", False),
    ]
    assert (one_venue(found).platform, one_venue(found).name) == ("stackexchange", "stackoverflow.com")


def test_a_used_up_quota_ends_the_search_and_is_told(tmp_path: Path) -> None:
    with venue_web(**{"/search/advanced": said({"items": [], "has_more": True, "quota_remaining": 1})}) as web:
        found = searched(tmp_path, {"stackexchange": ["stackoverflow.com"]}, bases={"stackexchange": web.url})
        assert len(web.asked) == 1
    assert "times a day" in one_venue(found).cut.text


# ----------------------------------------------------------------------------------------------------------------- Discourse


def test_topics_of_a_forum(tmp_path: Path) -> None:
    posts = [
        {"id": 1, "post_number": 1, "username": "ann", "cooked": "<p>Which one?</p>", "created_at": DAY},
        {"id": 2, "post_number": 2, "username": "bob", "cooked": "<p>Quillnet lost my data</p>", "created_at": "2026-11-20T10:05:00Z"},
        {"id": 3, "post_number": 3, "username": "kim", "cooked": "<p>Really?</p>", "created_at": "2026-11-20T10:06:00Z", "reply_to_post_number": 2},
        {"id": 4, "post_number": 4, "username": "quillnet", "cooked": "<p>Sorry!</p>", "created_at": "2026-11-20T11:00:00Z"},
    ]  # fmt: skip
    topic = {"title": "Tools", "post_stream": {"posts": posts, "stream": [1, 2, 3, 4]}}
    pages: dict[str, Said] = {"/search.json": said({"posts": [{"id": 2, "topic_id": 5}]}), "/t/5.json": said(topic)}
    with venue_web(**pages) as web:
        host = f"127.0.0.1:{web.port}"
        found = searched(tmp_path, {"discourse": [web.url]}, ours("discourse", f"quillnet@{host}"))
        assert "after:2026-08-23 order:latest" in asked(web, "/search.json")[0]["q"]
    assert shape(found.mentions) == [
        ("2", "mention", "1", False),
        ("3", "reply", "2", False),
        ("4", "reply", "1", True),
    ]
    (thread,) = Mentions(found).threads()
    assert thread.official is not None, "whoever answers at the end of a topic answers"


# --------------------------------------------------------------------------------------------------------------------- Lemmy


def lemmy_post(id: int, name: str, **more: Any) -> dict[str, Any]:
    return {"post": {"id": id, "name": name, "published": DAY, "ap_id": f"https://l.example/post/{id}"}, "creator": {"name": "ann", "actor_id": "https://l.example/u/ann"}, **more}  # fmt: skip


def lemmy_comment(id: int, text: str, path: str, who: str = "bob", total: int = 2) -> dict[str, Any]:
    return {
        "comment": {"id": id, "content": text, "path": path, "published": "2026-11-20T12:00:00.123Z", "ap_id": f"https://l.example/comment/{id}"},
        "post": {"id": 7, "name": "Quillnet broke", "counts": {"comments": total}},
        "creator": {"name": who, "actor_id": f"https://l.example/u/{who}"},
    }  # fmt: skip


def test_posts_of_a_lemmy_server_come_with_their_comments(tmp_path: Path) -> None:
    comments = [lemmy_comment(1, "Here too", "0.1"), lemmy_comment(2, "On it", "0.1.2", "quillnet")]
    pages: dict[str, Said] = {
        "/api/v3/search": [said({"posts": [lemmy_post(7, "Quillnet broke")]}), said({"comments": []})],
        "/api/v3/comment/list": said({"comments": comments}),
    }
    with venue_web(**pages) as web:
        found = searched(tmp_path, {"lemmy": [web.url]}, ours("lemmy", "u/quillnet@l.example"))
    assert shape(found.mentions) == [
        ("comment-1", "reply", "post-7", False),
        ("comment-2", "reply", "comment-1", True),
        ("post-7", "mention", "", False),
    ]


@pytest.mark.parametrize(("answer", "whole"), [({"comments": []}, True), ({"error": "later"}, False), ([], False)])
def test_a_post_on_lemmy_is_unanswered_only_where_its_comments_were_listed(
    tmp_path: Path, answer: object, whole: bool
) -> None:
    pages: dict[str, Said] = {
        "/api/v3/search": [said({"posts": [lemmy_post(7, "Quillnet broke")]}), said({"comments": []})],
        "/api/v3/comment/list": said(answer),
    }
    with venue_web(**pages) as web:
        found = searched(tmp_path, {"lemmy": [web.url]})
    (thread,) = Mentions(found).threads()
    assert thread.whole is whole


# ------------------------------------------------------------------------------------------------------------------ Mastodon


def status(id: str, text: str, who: str = "ann", parent: str = "", replies: int = 0, at: str = DAY) -> dict[str, Any]:
    return {"id": id, "content": f"<p>{text}</p>", "created_at": at, "account": {"acct": who}, "in_reply_to_id": parent or None, "replies_count": replies, "visibility": "public", "url": f"https://m.example/{id}"}  # fmt: skip


def test_tags_of_a_mastodon_server_come_with_their_answers(tmp_path: Path) -> None:
    below = [
        status("2", "Me too", "bob", "1", at="2026-11-20T10:05:00Z"),
        status("3", "Sorry", "quillnet", "2", at="2026-11-20T10:09:00Z"),
    ]
    pages: dict[str, Said] = {
        "/api/v2/instance": said({"domain": "m.example", "configuration": {"timelines_access": {"hashtag_feeds": {"local": "public", "remote": "authenticated"}}}}),
        "/api/v1/timelines/tag/quillnet": said([status("1", "#quillnet is slow", replies=2), status("9", "old #quillnet", at="2020-01-01T00:00:00Z")]),
        "/api/v1/statuses/1/context": said({"ancestors": [], "descendants": below}),
    }  # fmt: skip
    with venue_web(**pages) as web:
        found = searched(tmp_path, {"mastodon": [web.url]}, ours("mastodon", f"quillnet@127.0.0.1:{web.port}"))
    assert shape(found.mentions) == [("1", "mention", "", False), ("2", "reply", "1", False), ("3", "reply", "2", True)]
    (thread,) = Mentions(found).threads()
    assert [post.id for post in thread.replies] == ["2", "3"]
    assert one_venue(found).terms == ("quillnet",)


def test_of_no_conversation_that_could_not_be_read_is_silence_told(tmp_path: Path) -> None:
    pages: dict[str, Said] = {
        "/api/v2/instance": said({"domain": "m.example"}),
        "/api/v1/timelines/tag/quillnet": said([status(one, "#quillnet is slow", replies=2) for one in "123"]),
        **{f"/api/v1/statuses/{one}/context": said("no conversation", status=400) for one in "12"},
        "/api/v1/statuses/3/context": said({"ancestors": [], "descendants": []}),
    }
    with venue_web(**pages) as web:
        found = searched(tmp_path, {"mastodon": [web.url]})
    assert {thread.opening.id: thread.whole for thread in Mentions(found).threads()} == {
        "1": False,
        "2": False,
        "3": True,
    }


def test_a_server_that_shows_no_tags_to_strangers_was_not_seen(tmp_path: Path) -> None:
    closed = {
        "configuration": {"timelines_access": {"hashtag_feeds": {"local": "authenticated", "remote": "disabled"}}}
    }
    with venue_web(**{"/api/v2/instance": said(closed)}) as web:
        found = searched(tmp_path, {"mastodon": [web.url]})
        assert len(web.asked) == 1
    assert "logged in" in one_venue(found).unseen.text


def test_a_tag_nobody_uses_was_seen_all_the_same(tmp_path: Path) -> None:
    pages: dict[str, Said] = {
        "/api/v2/instance": said({"domain": "m.example"}),
        "/api/v1/timelines/tag/quillnet": said([]),
    }
    with venue_web(**pages) as web:
        found = searched(tmp_path, {"mastodon": [web.url]})
    assert not one_venue(found).unseen
    assert one_venue(found).mentions == 0
