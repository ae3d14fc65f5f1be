"""Stack Exchange, in the shapes that the documentation of interface 2.3 gives."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from auditor.model import Existence, PostKind, Profile
from tests.collect.sources.replay import NOW, Asked, Gathered, gather, said
from tests.local_web import LocalWeb, answer

SITE = "tools.stackexchange.com"
ACME = f"7@{SITE}"
USER = {
    "user_id": 7, "user_type": "registered", "display_name": "Acme &amp; Co", "creation_date": 1_500_000_000, "website_url": "https://acme.example",
    "profile_image": "https://i.example/7",
}  # fmt: skip
LATE = int(NOW.timestamp()) - 86_400


@pytest.fixture
def web() -> Iterator[LocalWeb]:
    with LocalWeb() as server:
        server.missing = said({"items": [], "has_more": False, "quota_remaining": 290})
        yield server


def look(web: LocalWeb, folder: Path, handle: str = ACME) -> Gathered:
    return gather(
        folder, Asked({"stackexchange": web.url}), Profile("stackexchange", handle, f"https://{SITE}/users/7")
    )


def user(web: LocalWeb, *items: Any) -> None:
    web.pages[f"/users/7?site={SITE}"] = said({"items": list(items)})


def shows(
    web: LocalWeb, path: str, *items: Any, page: int = 1, more: bool = False, since: bool = False, **extra: Any
) -> None:
    asked: dict[str, object] = {
        "site": SITE,
        "order": "desc",
        "sort": "creation",
        "filter": "withbody",
        "pagesize": 100,
        "page": page,
    }
    asked |= {"fromdate": int(NOW.timestamp()) - 90 * 86_400} if since else {}
    web.pages[f"/{path}?{urlencode(asked)}"] = said({"items": list(items), "has_more": more, **extra})


@pytest.mark.parametrize(
    ("reply", "existence"),
    [
        (said({"items": [USER]}), Existence.LIVE),
        (said({"items": []}), Existence.MISSING),
        (said({"items": [{**USER, "user_type": "does_not_exist"}]}), Existence.MISSING),
        (said({"error_id": 400, "error_name": "bad_parameter", "error_message": "No site found"}, 400), Existence.UNKNOWN),
        (said({"error_id": 502, "error_name": "throttle_violation", "error_message": "too many requests"}, 400), Existence.UNKNOWN),
        (said({"items": None}), Existence.UNKNOWN),
        (said({"items": [7]}), Existence.UNKNOWN),
        (said([]), Existence.UNKNOWN),
        (answer("<h1>Hello</h1>"), Existence.UNKNOWN),
        (answer(status=500), Existence.UNKNOWN),
    ],
)  # fmt: skip
def test_existence(web: LocalWeb, tmp_path: Path, reply: bytes, existence: Existence) -> None:
    web.pages[f"/users/7?site={SITE}"] = reply
    found = look(web, tmp_path).profiles[0]
    assert found.existence is existence, found.reason
    if existence is Existence.LIVE:
        assert (found.name, found.links, found.bio) == ("Acme & Co", ("https://acme.example/",), None)


def post(owner: int, text: str, when: int, **facts: Any) -> dict[str, Any]:
    return {
        "owner": {"user_id": owner, "display_name": f"u{owner}"},
        "body": f"<p>{text}</p>",
        "creation_date": when,
        "score": -1,
        **facts,
    }


def test_questions_and_answers_come_with_all_below_them(web: LocalWeb, tmp_path: Path) -> None:
    user(web, USER)
    mine = post(7, "We ask", LATE, question_id=50, title="Our &quot;survey&quot;")
    theirs = post(
        9, "How to drill?", LATE - 900, question_id=60, title="Drill", closed_date=LATE, link=f"https://{SITE}/q/60"
    )
    answered = post(7, "Like so", LATE - 800, answer_id=61, question_id=60)
    shows(web, "users/7/questions", since=True, page=1, more=True)
    shows(web, "users/7/questions", mine, since=True, page=2)
    shows(web, "users/7/answers", answered, since=True)
    ids = "50%3B60"
    shows(web, f"questions/{ids}", mine, theirs)
    shows(
        web,
        f"questions/{ids}/answers",
        answered,
        post(9, "No", LATE - 700, answer_id=62, question_id=60),
        {"answer_id": None},
    )
    comment = post(9, "Thanks", LATE - 600, comment_id=5, post_id=61)
    shows(web, "posts/50%3B60%3B61%3B62/comments", comment, post(9, "Where?", LATE, comment_id=6, post_id=62))
    found = look(web, tmp_path)
    assert [(p.id, p.author, p.by_brand, p.kind, p.parent_id, p.thread_id, p.text) for p in found.posts] == [
        ("60", f"9@{SITE}", False, PostKind.POST, "", "60", "Drill\nHow to drill?"),
        ("61", ACME, True, PostKind.REPLY, "60", "60", "Like so"),
        ("c5", f"9@{SITE}", False, PostKind.REPLY, "61", "60", "Thanks"),
        ("50", ACME, True, PostKind.POST, "", "50", 'Our "survey"\nWe ask'),
    ]  # the stranger's answer and the comment below it are between strangers
    assert {p.id: p.replies_closed for p in found.posts if not p.parent_id} == {"60": True, "50": False}
    assert found.posts[0].url == f"https://{SITE}/q/60"
    assert {p.likes for p in found.posts} == {0}
    assert found.channel(ACME).cut.text == ""
    assert found.channel(ACME).skipped == {}


def test_backoff_is_waited_for(web: LocalWeb, tmp_path: Path) -> None:
    web.pages[f"/users/7?site={SITE}"] = said({"items": [USER], "backoff": 1})
    shows(web, "users/7/answers", since=True)
    assert look(web, tmp_path).channel(ACME).cut.text == ""


def test_pages_that_never_end_do(web: LocalWeb, tmp_path: Path) -> None:
    user(web, USER)
    for page in range(1, 30):
        shows(web, "users/7/questions", {"question_id": None}, since=True, page=page, more=True)
    assert look(web, tmp_path).channel(ACME).cut.text == "Only its first 22 pages were read."


def test_a_collective(web: LocalWeb, tmp_path: Path) -> None:
    handle = f"collectives/acme@{SITE}"
    web.pages[f"/collectives/acme?site={SITE}"] = said({"items": [{"name": "Acme", "description": "Drills"}]})
    found = look(web, tmp_path, handle)
    assert (found.of(handle).existence, found.of(handle).name, found.of(handle).bio) == (
        Existence.LIVE,
        "Acme",
        "Drills",
    )
    assert found.channel(handle).cut.text == "Posts of collectives are not gathered."
