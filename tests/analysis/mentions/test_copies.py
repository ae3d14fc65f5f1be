"""A story that many print counts once; people who say the same count each."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from auditor.analysis.mentions import copies
from auditor.model import Post, PostKind, VenueKind
from tests import effort

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
NEWS, FORUM = ("gdelt", "news"), ("lemmy", "lemmy.example")
KINDS = {NEWS: VenueKind.NEWS, FORUM: VenueKind.FORUM, ("feed", "alerts"): VenueKind.ALERTS}
_ids = count(1)


def said(text: str, hours: float = 0, url: str = "", venue: tuple[str, str] = NEWS) -> Post:
    return Post(*venue, str(next(_ids)), NOON + timedelta(hours=hours), text, url=url, kind=PostKind.MENTION)


def stories(posts: Iterable[Post]) -> list[str]:
    posts = list(posts)
    return [post.text for post in copies.folded(posts, copies.of(posts, KINDS))]


@pytest.mark.parametrize(
    "copy",
    [
        "Acme recalls 10,000 ladders over loose rungs - The Gazette",
        "ACME recalls 10,000 ladders over loose rungs | Daily Post",
        "Acme recalls 10,000 ladders over loose rungs, regulator says",
        "Acme recalls 10,000 ladders over its loose rungs",
    ],
)
def test_a_syndicated_story_is_one(copy: str) -> None:
    assert stories([said("Acme recalls 10,000 ladders over loose rungs"), said(copy, 5)]) == [
        "Acme recalls 10,000 ladders over loose rungs"
    ]


@pytest.mark.parametrize(
    "other",
    [
        "Acme recalls 25,000 saws over blunt teeth",
        "Acme recalls nothing, says its chief executive",
        "Acme recalls 20,000 ladders over loose rungs",
        "Acme",
    ],
)
def test_another_story_is_another(other: str) -> None:
    assert len(stories([said("Acme recalls 10,000 ladders over loose rungs"), said(other, 5)])) == 2


def test_the_oldest_is_the_story_in_whatever_order_they_come() -> None:
    late, early = (
        said("Acme recalls 10,000 ladders over loose rungs - B", 9),
        said("Acme recalls 10,000 ladders over loose rungs - A"),
    )
    assert stories([late, early]) == [early.text]


def test_the_same_headline_next_week_is_news_again() -> None:
    assert (
        len(
            stories(
                [
                    said("Acme shares fall after quarterly results"),
                    said("Acme shares fall after quarterly results", 24 * 7),
                ]
            )
        )
        == 2
    )


def test_a_short_headline_is_said_of_every_year() -> None:
    assert len(stories([said("Acme raises prices"), said("Acme raises prices", 1)])) == 2


def test_one_article_in_two_alerts_is_one() -> None:
    url = "https://paper.example/acme?id=7"
    found = [
        said("Acme recalls", url=url, venue=("feed", "alerts")),
        said("Recall at Acme", 1, "https://www.paper.example/acme/?utm_source=alerts&id=7"),
        said("Acme elsewhere", 2, "https://paper.example/acme?id=8"),
    ]
    assert stories(found) == ["Acme recalls", "Acme elsewhere"]


def test_a_front_page_is_no_article() -> None:
    assert (
        len(stories([said("Acme sells", url="https://paper.example/"), said("Acme buys", 1, "https://paper.example/")]))
        == 2
    )


def test_people_who_say_the_same_in_few_words_are_several() -> None:
    assert len(stories([said("Acme is down again, is anybody there?", n, venue=FORUM) for n in range(40)])) == 40


def test_a_page_of_reviews_is_not_one_review() -> None:
    url = "https://reviews.example/acme"
    assert len(stories([said("Never again", url=url, venue=FORUM), said("Great", 1, url, FORUM)])) == 2


def test_what_two_exports_hold_is_one() -> None:
    url = "https://lemmy.example/comment/7"
    assert (
        len(stories([said("Never again", url=url, venue=FORUM), said("Never again", 0, url, ("file", "export.csv"))]))
        == 1
    )


def test_a_campaign_of_the_same_words_is_one() -> None:
    text = "I will never buy at Acme again because they treat the people who work there badly #shame"
    assert len(stories([said(text, n, venue=FORUM) for n in range(40)])) == 1


def test_the_same_words_months_later_are_said_again() -> None:
    text = "I will never buy at Acme again because they treat the people who work there badly"
    assert len(stories([said(text, hours, venue=FORUM) for hours in (0, 24 * 90)])) == 2


@pytest.mark.slow  # only many would stall it
def test_many_headlines_take_no_time() -> None:
    with effort.ends():
        posts = [said(f"Acme opens branch number {n} in town {n} today", n / 60) for n in range(5_000)]
        assert len(stories(posts)) == 5_000


def test_nothing_of_nothing() -> None:
    assert stories([]) == []
    assert copies.canonical("http://[broken") == ""
