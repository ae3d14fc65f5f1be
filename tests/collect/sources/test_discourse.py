"""Discourse, in the shapes that its documentation gives."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from auditor.model import Existence, PostKind, Profile
from tests.collect.sources.replay import Asked, Gathered, gather, said
from tests.local_web import LocalWeb, answer

HOST = "forum.acme.example"
ACME = f"acme@{HOST}"
MEMBER = {
    "username": "Acme", "name": "Acme Drills", "bio_cooked": "<p>We make <a href='https://acme.example/x'>drills</a></p>", "website": "acme.example",
    "avatar_template": "/avatar/acme/{size}/1.png", "created_at": "2020-01-01T00:00:00Z", "last_posted_at": "2026-11-20T00:00:00Z",
}  # fmt: skip
ABSENT = said({"errors": ["The requested URL or resource could not be found."], "error_type": "not_found"}, 404)


@pytest.fixture
def web() -> Iterator[LocalWeb]:
    with LocalWeb() as server:
        server.missing = ABSENT
        server.pages["/site/basic-info.json"] = said({"title": "Acme's forum"})
        yield server


def look(web: LocalWeb, folder: Path) -> Gathered:
    return gather(folder, Asked({"discourse": web.url}), Profile("discourse", ACME, f"https://{HOST}/u/acme"))


def row(id: int, number: int, who: str, text: str = "Hello", **more: Any) -> dict[str, Any]:
    head = {"id": id, "post_number": number, "username": who, "cooked": f"<p>{text}</p>", "post_type": 1, "user_id": 5}
    return {
        **head,
        "created_at": f"2026-11-20T10:{number:02}:00.000Z",
        "updated_at": "2026-11-21T00:00:00Z",
        "version": 1,
        **more,
    }


def topic(web: LocalWeb, id: int, *rows: dict[str, Any], stream: list[Any] | None = None, **more: Any) -> None:
    numbers = stream if stream is not None else [one["id"] for one in rows]
    web.pages[f"/t/{id}.json"] = said(
        {"title": f"Topic {id}", "post_stream": {"posts": rows, "stream": numbers}, **more}
    )


def latest(web: LocalWeb, *topics: dict[str, Any], page: int = 0) -> None:
    web.pages[f"/latest.json?order=activity&page={page}"] = said({"topic_list": {"topics": topics}})


@pytest.mark.parametrize(
    ("reply", "existence", "reason"),
    [
        (said({"user": MEMBER}), Existence.LIVE, "shows the member Acme"),
        (ABSENT, Existence.MISSING, "knows nobody"),
        (said({"user": {**MEMBER, "suspended_till": "2100-01-01T00:00:00Z"}}), Existence.SUSPENDED, "suspended"),
        (said({"user": {**MEMBER, "suspended_till": "2021-01-01T00:00:00Z"}}), Existence.LIVE, "Acme"),
        (answer("<h1>404</h1>", status=404), Existence.UNKNOWN, "found nothing there"),
        (said({"errors": ["Log in"], "error_type": "not_logged_in"}, 403), Existence.UNKNOWN, "does not answer strangers"),
        (answer("<h1>Hi</h1>"), Existence.UNKNOWN, "web page instead of data"),
        (said({"user": None}), Existence.UNKNOWN, "something other than a member"),
        (answer(status=500), Existence.UNKNOWN, "in trouble"),
    ],
)  # fmt: skip
def test_existence(web: LocalWeb, tmp_path: Path, reply: bytes, existence: Existence, reason: str) -> None:
    web.pages["/u/acme.json"] = reply
    found = look(web, tmp_path).of(ACME)
    assert found.existence is existence
    assert reason in found.reason.text


def test_a_member_says_who_it_is(web: LocalWeb, tmp_path: Path) -> None:
    web.pages["/u/acme.json"] = said({"user": MEMBER})
    found = look(web, tmp_path).of(ACME)
    assert (found.name, found.bio) == ("Acme Drills", "We make drills")
    assert found.links == ("https://acme.example/", "https://acme.example/x")
    assert found.avatar == f"{web.url}/avatar/acme/240/1.png"
    web.pages["/u/acme.json"] = said({"user": {"username": "Acme", "profile_hidden": True}})
    hidden = look(web, tmp_path / "hidden").of(ACME)
    assert (hidden.existence, hidden.bio, hidden.links) == (Existence.LIVE, None, None)


def test_another_kind_of_site_makes_nobody_missing(web: LocalWeb, tmp_path: Path) -> None:
    del web.pages["/site/basic-info.json"]
    web.pages["/u/acme.json"] = ABSENT
    found = look(web, tmp_path)
    assert found.of(ACME).existence is Existence.UNKNOWN
    assert found.controls == {"discourse": "The platform's interface found nothing there (404)."}


def test_on_its_own_forum_all_topics_are_read_and_staff_speak_for_the_company(web: LocalWeb, tmp_path: Path) -> None:
    web.pages["/u/acme.json"] = said({"user": {**MEMBER, "admin": True}})
    new, old = "2026-11-20T10:00:00Z", "2020-01-01T00:00:00Z"
    latest(
        web, {"id": 1, "last_posted_at": old, "pinned": True}, {"id": 2, "last_posted_at": new}, {"id": 2}, {"id": 3, "bumped_at": old}, {"id": 4}
    )  # fmt: skip
    quoted = "<aside class='quote'><blockquote>Does it drill?</blockquote></aside>It does."
    topic(
        web, 2, row(20, 1, "Bob", "Does it drill?"), row(21, 2, "ada", quoted, staff=True, reply_to_post_number=1, version=2),
        row(22, 3, "system", user_id=-1), row(23, 4, "ada", post_type=3), row(24, 5, "Bob", "Thanks", reply_to_post_number=2, actions_summary=[{"id": 2, "count": 3}]),
        stream=[20, 21, 22, 23, 24, 25, None, "x"], closed=True,
    )  # fmt: skip
    asked = "/t/2/posts.json?post_ids%5B%5D=25&post_ids%5B%5D=x"
    web.pages[asked] = said(
        {"post_stream": {"posts": [row(25, 6, "eve", "Me too", user_deleted=True), row(26, 7, "eve", created_at=None)]}}
    )
    found = look(web, tmp_path)
    assert [(p.id, p.author, p.by_brand, p.kind, p.parent_id, p.automated) for p in found.posts] == [
        ("20", f"bob@{HOST}", False, PostKind.MENTION, "", False),
        ("21", f"ada@{HOST}", True, PostKind.REPLY, "20", False),
        ("22", f"system@{HOST}", False, PostKind.REPLY, "20", True),
        ("24", f"bob@{HOST}", False, PostKind.REPLY, "21", False),
        ("25", f"eve@{HOST}", False, PostKind.REPLY, "20", False),
    ]
    posts = {post.id: post for post in found.posts}
    assert {post.thread_id for post in found.posts} == {"topic-2"}
    assert posts["20"].text == "Topic 2\nDoes it drill?"
    assert posts["20"].url == f"https://{HOST}/t/2/1"
    assert (posts["20"].replies_closed, posts["21"].replies_closed) == (True, None)
    assert posts["21"].text == "It does."  # quotes are others' words
    assert posts["21"].edited_at is not None
    assert posts["20"].edited_at is None
    assert posts["24"].likes == 3
    assert posts["25"].deleted
    assert found.channel(ACME).cut.text == ""
    assert found.channel(ACME).skipped == {"without id or time": 1}
    assert not {"/t/1.json", "/t/3.json", "/t/4.json"} & set(web.asked)


def test_on_others_forums_only_its_own_topics_are_read_and_staff_are_strangers(web: LocalWeb, tmp_path: Path) -> None:
    web.pages["/u/acme.json"] = said({"user": {**MEMBER, "moderator": True}})
    actions = [
        {"topic_id": 5, "created_at": "2026-11-20T00:00:00Z"},
        {"topic_id": 6, "created_at": "2026-11-19T00:00:00Z"},
    ]
    old = {"topic_id": 7, "created_at": "2020-01-01T00:00:00Z"}
    web.pages["/user_actions.json?username=acme&filter=4%2C5&offset=0"] = said({"user_actions": [*actions, old]})
    topic(
        web,
        5,
        row(50, 1, "bob", "Which drill?"),
        row(51, 2, "mod", "Any", staff=True),
        row(52, 3, "Acme", "Ours", reply_to_post_number=1),
    )
    found = look(web, tmp_path)
    assert [(p.id, p.by_brand, p.kind) for p in found.posts] == [
        ("50", False, PostKind.POST),
        ("52", True, PostKind.REPLY),
    ]
    assert found.channel(ACME).skipped == {"topic that is gone": 1}


def test_very_long_topics_are_read_from_their_newest_posts(web: LocalWeb, tmp_path: Path) -> None:
    web.pages["/u/acme.json"] = said({"user": {**MEMBER, "admin": True}})
    latest(web, {"id": 2, "last_posted_at": "2026-11-20T10:00:00Z"})
    topic(web, 2, row(1, 1, "bob"), stream=list(range(1, 5_000)))
    found = look(web, tmp_path)
    assert found.channel(ACME).cut.text == "Of each topic, only the newest 400 posts were read."
    assert [post.id for post in found.posts] == ["1"]
    assert len([path for path in web.asked if path.startswith("/t/2/posts")]) == 1  # and no more once one failed
