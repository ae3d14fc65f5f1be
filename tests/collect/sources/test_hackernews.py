"""Hacker News, in the shapes that its documentation and that of its search give."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from auditor.collect.sources import elsewhere
from auditor.config.schema import SourceSettings
from auditor.model import Existence, PostKind, Profile
from auditor.snapshot.writer import Store
from tests.collect.sources.replay import NOW, Asked, gather, said
from tests.collect.sources.visited import Read, read
from tests.local_web import LocalWeb, answer

LATE = int(NOW.timestamp()) - 3_600
LIVE = Profile("hackernews", "Acme", "https://news.ycombinator.com/user?id=Acme", existence=Existence.LIVE)


@pytest.fixture
def web() -> Iterator[LocalWeb]:
    with LocalWeb() as server:
        yield server


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(tmp_path)
    opened.put_profiles([LIVE])
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("reply", "existence"),
    [
        (said({"id": "Acme", "created": 1_500_000_000, "about": "Drills. <a href=\"https:&#x2F;&#x2F;acme.example\">us</a>"}), Existence.LIVE),
        (said(None), Existence.MISSING),
        (answer("Sorry."), Existence.UNKNOWN),
        (answer(""), Existence.UNKNOWN),
        (said({}), Existence.UNKNOWN),
        (said([None]), Existence.UNKNOWN),
        (answer("<h1>Sorry</h1>", status=503), Existence.UNKNOWN),
    ],
)  # fmt: skip
def test_existence(web: LocalWeb, tmp_path: Path, reply: bytes, existence: Existence) -> None:
    web.missing = said(None)
    web.pages["/user/Acme.json"] = reply
    found = gather(tmp_path, Asked({"hackernews": web.url}), Profile("hackernews", "Acme", "")).profiles[0]
    assert found.existence is existence
    if existence is Existence.LIVE:
        assert (found.name, found.bio, found.links) == ("Acme", "Drills. us", ("https://acme.example/",))


def hits(
    web: LocalWeb, asked: dict[str, str], *rows: dict[str, Any], page: int = 0, pages: int = 1, total: int = 1
) -> None:
    span = f"created_at_i>={int(NOW.timestamp()) - 90 * 86_400},created_at_i<={int(NOW.timestamp())}"
    query = urlencode({**asked, "numericFilters": span, "hitsPerPage": 100, "page": page})
    web.pages[f"/search_by_date?{query}"] = said({"hits": list(rows), "nbPages": pages, "nbHits": total, "page": page})


def item(
    id: int, author: str, text: str = "", *below: dict[str, Any], parent: int | None = None, **more: Any
) -> dict[str, Any]:
    return {
        "id": id, "author": author, "text": text, "parent_id": parent, "created_at_i": LATE + id, "points": None, "children": list(below), **more
    }  # fmt: skip


def talk(web: LocalWeb, store: Store, folder: Path) -> Read:
    bases = {"hackernews-search": web.url}
    return read(store, folder, elsewhere.of_profiles([LIVE], SourceSettings()), bases=bases)


def test_conversations_come_whole_but_without_what_strangers_say_elsewhere(
    web: LocalWeb, store: Store, tmp_path: Path
) -> None:
    author = {"tags": "author_Acme"}
    hits(web, author, {"objectID": "12", "story_id": 10, "author": "Acme"}, pages=2)
    hits(web, author, {"objectID": "20", "author": "Acme"}, {"objectID": "13", "story_id": 10}, page=1, pages=2)
    asked = item(11, "bob", "Does it <i>drill</i>?<p>Really?", item(12, "Acme", "It does.", parent=11), parent=10)
    gone = {**item(15, "", parent=10), "author": None, "text": None}
    web.pages["/items/10"] = said(
        item(
            10,
            "eve",
            "",
            asked,
            item(14, "mallory", "Off topic", parent=10),
            gone,
            title="Drills?",
            url="https://x.example/",
        )
    )
    web.pages["/items/20"] = said(
        item(20, "Acme", "", item(21, "bob", "Nice", parent=20), title="Show HN: our drill", points=5)
    )
    found = talk(web, store, tmp_path)
    assert [(p.id, p.author, p.by_brand, p.kind, p.parent_id, p.thread_id, p.text) for p in found.posts] == [
        ("10", "eve", False, PostKind.POST, "", "10", "Drills?"),
        ("11", "bob", False, PostKind.REPLY, "10", "10", "Does it drill?\nReally?"),
        ("12", "Acme", True, PostKind.REPLY, "11", "10", "It does."),
        ("20", "Acme", True, PostKind.POST, "", "20", "Show HN: our drill"),
        ("21", "bob", False, PostKind.REPLY, "20", "20", "Nice"),
    ]
    assert found.posts[0].urls == ("https://x.example/",)
    assert found.posts[3].likes == 5
    channel = found.channel("hackernews-search")
    assert (channel.account, channel.cut.text, channel.skipped) == ("Acme", "", {"deleted, or without id or time": 1})
    assert found.profiles[0].last_post_at is not None


def test_a_conversation_that_is_gone_or_broken_costs_no_other(web: LocalWeb, store: Store, tmp_path: Path) -> None:
    hits(web, {"tags": "author_Acme"}, {"objectID": "1"}, {"objectID": "2"}, {"objectID": "3"}, total=4_000)
    web.pages["/items/2"] = answer(status=500)
    web.pages["/items/3"] = said(item(3, "Acme", "Hello"))
    found = talk(web, store, tmp_path)
    assert [post.id for post in found.posts] == ["3"]
    channel = found.channel("hackernews-search")
    assert channel.skipped == {"conversation that is gone": 1}
    assert channel.cut.text.startswith("A conversation could not be read")
