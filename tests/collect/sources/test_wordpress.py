"""Comments below a WordPress site's posts: as a real one once answered, and what others say."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from auditor.collect.sources import elsewhere, wordpress
from auditor.collect.sources.elsewhere import Wanted
from auditor.collect.sources.wordpress_posts import _COMMENT, _FIELDS
from auditor.model import PostKind, Profile
from auditor.snapshot.writer import Store
from tests.collect.sources.replay import said
from tests.collect.sources.visited import Read, read, visited
from tests.local_web import LocalWeb, answer

LONG = "<p>" + "We make drills and bits for deep holes. " * 30 + "</p>"
AFTER = "2026-08-23T12:00:00Z"
"""Ninety days before `replay.NOW`."""


@pytest.fixture
def web() -> Iterator[LocalWeb]:
    with LocalWeb() as server:
        server.missing = said([])
        yield server


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(tmp_path)
    yield opened
    opened.close()


def path(kind: str, route: str = "/wp-json/wp/v2/", **more: object) -> str:
    what = {"per_page": 100, "orderby": "date_gmt" if kind == "comments" else "date", "order": "desc"}
    fields = _COMMENT if kind == "comments" else _FIELDS
    asked = {**what, "after": AFTER, "_fields": fields} if kind == "comments" else {**what, "_fields": fields}
    return f"{route}{kind}{'&' if '?' in route else '?'}{urlencode({**asked, **more})}"


def article(id: int, day: str, author: int = 1, **more: Any) -> dict[str, Any]:
    head = {
        "id": id,
        "date_gmt": f"{day}T10:00:00",
        "modified_gmt": f"{day}T10:00:00",
        "link": f"https://acme.example/?p={id}",
    }
    texts = {"title": {"rendered": f"Post&#8217;s {id}"}, "excerpt": {"rendered": "<p>Words.</p>\n"}}
    return {**head, **texts, "author": author, "comment_status": "open", **more}


def comment(
    id: int, post: int, *, by: int = 0, parent: int = 0, day: str = "2026-11-20", **more: Any
) -> dict[str, Any]:
    head = {"id": id, "post": post, "parent": parent, "author": by, "author_name": f"Name {by}", "type": "comment"}
    return {
        **head,
        "date_gmt": f"{day}T11:00:00",
        "content": {"rendered": "<p>Well?</p>"},
        "link": f"https://acme.example/#{id}",
        **more,
    }


def talk(web: LocalWeb, store: Store, folder: Path) -> Read:
    site = Profile("website", f"{web.url}/", f"{web.url}/wp-json/")
    return read(store, folder, [Wanted(wordpress.SOURCE, site, of_site=True)])


def test_comments_are_threads_below_posts_and_authors_of_the_site_answer_for_it(
    web: LocalWeb, store: Store, tmp_path: Path
) -> None:
    web.pages[path("posts")] = said(
        [article(9, "2026-11-10", comment_status="closed"), article(8, "2026-01-10", author=2)]
    )
    web.pages[path("pages")] = said([article(3, "2020-01-10", author=4)])
    rows = [
        comment(15, 9, by=7), comment(14, 3), comment(13, 8, by=2, parent=12), comment(12, 8), comment(11, 9, type="pingback"),
        comment(10, 77), comment(16, 9, date_gmt="never"), comment(5, 9, day="2020-01-01"), comment(4, 9),
    ]  # fmt: skip
    web.pages[path("comments")] = said(rows)
    found = talk(web, store, tmp_path)
    posts = {post.id: post for post in found.posts}
    assert {key: (post.by_brand, post.kind, post.parent_id, post.thread_id) for key, post in posts.items()} == {
        "post-9": (True, PostKind.POST, "", "post-9"),
        "post-8": (True, PostKind.POST, "", "post-8"),  # older than the window, but commented within
        "post-3": (True, PostKind.POST, "", "post-3"),
        "comment-15": (False, PostKind.REPLY, "post-9", "post-9"),  # a member of the site who writes nothing else there
        "comment-14": (False, PostKind.REPLY, "post-3", "post-3"),
        "comment-13": (True, PostKind.REPLY, "comment-12", "post-8"),
        "comment-12": (False, PostKind.REPLY, "post-8", "post-8"),
        "comment-10": (False, PostKind.REPLY, "post-77", "post-77"),
    }
    assert posts["post-9"].text == "Post\u2019s 9\nWords."
    assert {key: post.replies_closed for key, post in posts.items() if key.startswith("post")} == {
        "post-9": True, "post-8": False, "post-3": False
    }  # fmt: skip
    channel = found.channel("wordpress")
    assert (channel.platform, channel.account, channel.cut.text) == ("website", f"{web.url}/", "")
    assert channel.skipped == {"call from another site": 1, "without id or time": 1}


def test_pages_are_followed_by_their_links(web: LocalWeb, store: Store, tmp_path: Path) -> None:
    second = path("posts", page=2)
    link = f'<{web.url}{second}>; rel="next"'
    web.pages[path("posts")] = said([article(9, "2026-11-10")], Link=link)
    web.pages[second] = said([article(8, "2026-11-09"), article(7, "2020-11-09")], Link=link)
    assert {post.id for post in talk(web, store, tmp_path).posts} == {"post-9", "post-8"}


@pytest.mark.parametrize("status", [401, 404])
def test_comments_that_strangers_may_not_list_are_told(
    web: LocalWeb, store: Store, tmp_path: Path, status: int
) -> None:
    web.pages[path("posts")] = said([article(9, "2026-11-10")])
    web.pages[path("comments")] = said({"code": "rest_cannot_read", "message": "Sorry"}, status)
    found = talk(web, store, tmp_path)
    assert [post.id for post in found.posts] == ["post-9"]
    assert {"inbound", "replies", "threads"} <= set(found.channel("wordpress").cannot_see)


@pytest.mark.parametrize("said_", [answer("<h1>Log in</h1>"), answer(status=500), said({"code": "rest_disabled"}, 401)])
def test_an_interface_that_is_shut_is_told(web: LocalWeb, store: Store, tmp_path: Path, said_: bytes) -> None:
    web.missing = said_
    channel = talk(web, store, tmp_path).channel("wordpress")
    assert (channel.posts, bool(channel.cut)) == (0, True)


@pytest.mark.parametrize(
    ("root", "route"), [("/wp-json/", "/wp-json/wp/v2/"), ("/index.php?rest_route=/", "/?rest_route=/wp/v2/")]
)
def test_a_site_is_asked_where_its_home_page_says(web: LocalWeb, tmp_path: Path, root: str, route: str) -> None:
    web.missing = answer("<h1>Not found</h1>", status=404)
    web.html("/", f"<link rel='https://api.w.org/' href='{web.url}{root}'>{LONG}")
    web.pages[path("posts", route)] = said([article(9, "2026-11-10")])
    with visited(web.url, tmp_path) as store:
        assert wordpress.root_of(store) == web.url + root
        assert [post.id for post in read(store, tmp_path, elsewhere.of_site(store)).posts] == ["post-9"]


@pytest.mark.shared_data
def test_as_a_real_site_answered(web: LocalWeb, store: Store, tmp_path: Path, shared_data: Path) -> None:
    recorded = json.loads(
        (shared_data.parent / "fixtures" / "wordpress" / "rest_comments.json").read_text(encoding="utf-8")
    )
    web.pages[path("comments")] = said(recorded["body"])
    web.pages[path("posts")] = said([article(7, "2026-10-21")])
    posts = {post.id: post for post in talk(web, store, tmp_path).posts}
    assert {
        key: (post.text, post.by_brand, post.parent_id) for key, post in posts.items() if post.thread_id == "post-7"
    } == {
        "post-7": ("Post\u2019s 7\nWords.", True, ""),
        "comment-2": ("Does it ship with a charger?", False, "post-7"),
        "comment-3": ("Yes, it does!", True, "comment-2"),
        "comment-4": ("Where can I buy it in France?", False, "post-7"),
    }
    assert posts["comment-1"].urls == ("https://en.gravatar.com/",)
