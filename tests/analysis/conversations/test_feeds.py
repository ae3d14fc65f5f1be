"""Own feeds, and posts that repeat them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from auditor.analysis.conversations.feeds import Item, bare, items, listed, repeats
from auditor.model import Channel, Post
from tests.effort import calls
from tests.snapshots import TAKEN_AT, Site

URL = "https://www.acme.example/news/anvil/"
TITLE = "The anvil of the month is here at last, in green"


def site(*titles: str) -> Site:
    feed = Channel("website", "https://www.acme.example/feed", "feed", cannot_see=("inbound",))
    posts = [
        Post("website", feed.account, f"i{n}", TAKEN_AT - timedelta(days=n), f"{title}\nmore", by_brand=True, source="feed", url=URL)
        for n, title in enumerate(titles)
    ]  # fmt: skip
    return Site().posts(*posts, channel=feed)


FOUND = items(site(TITLE).snapshot())


def post(text: str = "", minutes: float = 5, urls: tuple[str, ...] = ()) -> Post:
    return Post("x", "acme", "1", TAKEN_AT + timedelta(minutes=minutes), text, by_brand=True, urls=urls)


def test_items_come_by_time() -> None:
    found = items(site("newer one", "older one").snapshot())
    assert [item.title for item in found] == [" older one ", " newer one "]


@pytest.mark.parametrize(
    "repeating",
    [
        post(TITLE),
        post(f"NEW! {TITLE.upper()} \U0001f389 https://short.example/x"),
        post("Read this", urls=("https://acme.example/news/anvil?utm_source=x&utm_medium=y",)),
        post("Read this: http://www.acme.example/news/anvil/#top."),
        post("The anvil of the month is here at la\u2026 https://short.example/x"),
        post(TITLE, minutes=-1),
        post(TITLE, minutes=60),
    ],
)
def test_what_repeats_an_item(repeating: Post) -> None:
    assert repeats(repeating, FOUND, 60)


@pytest.mark.parametrize(
    "other",
    [
        post("We looked at how the smith works"),
        post(TITLE, minutes=61),
        post(TITLE, minutes=-10),
        post("See https://www.acme.example/news/anvil-2"),
        post("See https://www.acme.example/news/anvil/?page=2"),
        post("The anvil\u2026 you know"),
        post(""),
        post("\u200b" * 100_000 + "x" * 1_000_000),
    ],
)
def test_what_does_not(other: Post) -> None:
    assert not repeats(other, FOUND, 60)


def test_short_titles_prove_nothing_by_their_words() -> None:
    assert not repeats(post("News from the anvil"), (Item(" news ", "", TAKEN_AT),), 60)


def test_posts_before_the_oldest_item_are_left_out() -> None:
    posts = [post(minutes=-3), post(minutes=-1), post(minutes=9_999)]
    assert listed(posts, FOUND) == posts[1:]
    assert listed(posts, ()) == []


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://WWW.Acme.example/A/", "acme.example/A"),
        ("acme.example/a?id=3&utm_campaign=z#top", "acme.example/a?id=3"),
        ("", ""),
        ("http://acme.example", "acme.example"),
    ],
)
def test_addresses_are_compared_without_what_tells_how_one_came(url: str, expected: str) -> None:
    assert bare(url) == expected


def test_many_items_cost_little() -> None:
    many = tuple(Item(f" item number {n} of all ", "", TAKEN_AT + timedelta(minutes=n)) for n in range(20_000))
    posts = [post(TITLE, minutes=n) for n in range(100)]
    assert sum(repeats(one, many, 60) for one in posts) == 0

    def effort(items: tuple[Item, ...]) -> int:
        return calls(lambda: [repeats(one, items, 60) for one in posts])

    assert effort(many) < 2 * effort(many[:500])
