"""Channels that only repeat the site's feed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from auditor.model import Channel, Outcome, Post
from tests.desk import DESK, MONDAY, PLACES, desk, own
from tests.snapshots import only, run

CHECK = "feed-mirror"
DAY = timedelta(days=1)
FEED = Channel("website", "https://www.acme.example/feed", "feed", cannot_see=("inbound", "replies"))


def title(n: int) -> str:
    return f"Anvils of the month number {n} are here"


def url(n: int) -> str:
    return f"https://www.acme.example/{n}"


def item(n: int) -> Post:
    return Post(
        "website",
        FEED.account,
        f"i{n}",
        MONDAY + n * DAY,
        f"{title(n)}\nMore",
        by_brand=True,
        source="feed",
        url=url(n),
    )


def echo(n: int, after: timedelta = timedelta(minutes=5)) -> Post:
    return own(n, f"{title(n)} {url(n)}", at=MONDAY + n * DAY + after)


def talk(n: int) -> Post:
    return own(n, f"Today we looked at how the smith in {PLACES[n % len(PLACES)]} works", at=MONDAY + n * DAY)


ITEMS = [item(n) for n in range(20)]


@pytest.mark.parametrize(
    ("posts", "outcome"),
    [
        ([echo(n) for n in range(12)], Outcome.FAIL),
        ([talk(n) for n in range(12)], Outcome.PASS),
        ([echo(n) if n < 16 else talk(n) for n in range(20)], Outcome.PASS),  # four in five
        ([echo(n) if n < 17 else talk(n) for n in range(20)], Outcome.FAIL),
        ([echo(n, timedelta(hours=3)) for n in range(12)], Outcome.PASS),
    ],
)
def test_what_repeats_the_feed_within_the_hour_is_an_echo(posts: list[Post], outcome: Outcome) -> None:
    finding = only(run(CHECK, desk(posts).posts(*ITEMS, channel=FEED).snapshot()))
    assert (finding.outcome, finding.subject) == (outcome, DESK)


def test_without_a_feed_nobody_can_tell() -> None:
    finding = only(run(CHECK, desk([talk(n) for n in range(12)]).snapshot()))
    assert (finding.outcome, finding.subject) == (Outcome.INCONCLUSIVE, DESK)


def test_nine_posts_make_no_habit() -> None:
    nine = desk([echo(n) for n in range(9)]).posts(*ITEMS, channel=FEED)
    assert run(CHECK, nine.snapshot()).outcome is Outcome.NOT_APPLICABLE
