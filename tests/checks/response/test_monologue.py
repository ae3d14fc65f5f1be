"""The share of own posts that speak to somebody."""

from __future__ import annotations

import pytest

from auditor.model import Channel, Outcome, Post, PostKind
from tests.desk import DESK, MONDAY, answered, asked, check, own
from tests.snapshots import Site, only, run

CHECK = "monologue"


@pytest.mark.parametrize(("replies", "outcome"), [(20, Outcome.PASS), (10, Outcome.PASS), (3, Outcome.FAIL)])
def test_a_channel_that_only_posts(replies: int, outcome: Outcome) -> None:
    news = [own(n, f"News number {n}: the ring grows by another village") for n in range(90)]
    finding = only(check(CHECK, asked(replies), answered(replies), news))
    assert (finding.outcome, finding.subject) == (outcome, DESK)


@pytest.mark.parametrize(
    ("source", "unseen", "outcome"),
    [
        ("jsonl", ("inbound",), Outcome.INCONCLUSIVE),
        ("csv", ("inbound",), Outcome.INCONCLUSIVE),
        ("x-archive", ("inbound",), Outcome.FAIL),
        ("jsonl", (), Outcome.FAIL),
    ],
)
def test_a_table_of_own_posts_alone_may_lack_the_replies(
    source: str, unseen: tuple[str, ...], outcome: Outcome
) -> None:
    news = [own(n, f"News number {n}: the ring grows by another village") for n in range(60)]
    channel = Channel("mastodon", "acme", source, cannot_see=unseen)
    assert only(check(CHECK, news, channel=channel)).outcome is outcome
    if not unseen:
        return
    some = [own(90, "@ann It opens at nine.", parent_id="gone", kind=PostKind.REPLY)]
    assert only(check(CHECK, news, some, channel=channel)).outcome is Outcome.FAIL


def test_a_feed_is_not_there_to_talk() -> None:
    feed = Channel("website", "https://www.acme.example/feed", "feed", cannot_see=("inbound", "replies"))
    items = [Post("website", feed.account, f"i{n}", MONDAY, "News", by_brand=True, source="feed") for n in range(12)]
    assert run(CHECK, Site().posts(*items, channel=feed).snapshot()).outcome is Outcome.NOT_APPLICABLE


def test_without_posts_nothing_applies() -> None:
    assert run(CHECK, Site().snapshot()).outcome is Outcome.NOT_APPLICABLE
