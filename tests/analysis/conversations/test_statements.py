"""Statements and announcements of a whole visit; what single texts say is tested beside them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from auditor.analysis.conversations import announcements, statements
from auditor.model import Channel, Post, PostKind
from auditor.text.service import State
from tests.effort import calls
from tests.snapshots import FILLER, TAKEN_AT, Site

START = TAKEN_AT - timedelta(days=40)


def own(n: int, text: str, minutes: float = 0, **fields: object) -> Post:
    at = START + timedelta(minutes=minutes or n)
    return Post("x", "acme", f"o{n}", at, text, "acme", **{"by_brand": True, "lang": "en", **fields})  # type: ignore[arg-type]


def statement(n: int, stance: str, *named: str, **fields: object) -> statements.Statement:
    state = State(stance, frozenset(named), **fields)  # type: ignore[arg-type]
    return statements.Statement(own(n, ""), state)


def pairs(*found: statements.Statement) -> list[tuple[str, str, tuple[str, ...]]]:
    hits = statements.contradictions(found, timedelta(hours=2))
    return [(one.one.post.id, one.other.post.id, one.shared) for one in hits]


def test_the_nearest_that_surely_speaks_of_the_same_is_taken() -> None:
    said = (
        statement(1, "fine", "leeds"),
        statement(2, "fine", "leeds"),
        statement(3, "fine"),
        statement(4, "fault", "leeds"),
    )
    assert pairs(*said) == [("o2", "o4", ("leeds",))]


def test_services_decide_where_no_place_is_named() -> None:
    email, power = frozenset({"email"}), frozenset({"power"})
    assert pairs(statement(1, "fault", services=email), statement(2, "fine", services=email)) == [
        ("o1", "o2", ("email",))
    ]
    assert pairs(statement(1, "fault", services=email), statement(2, "fine", services=power)) == []
    assert pairs(statement(1, "fault", "leeds", services=email), statement(2, "fine", services=email)) == [
        ("o1", "o2", ())
    ]


def test_statements_come_by_time_whatever_the_order_of_accounts() -> None:
    site = Site().posts(
        own(1, "There is currently an outage in Leeds.", 30),
        replace(own(2, "There are no known issues in Leeds.", 10), account="other"),
        channel=Channel("x", "acme", "x"),
    )
    assert [one.post.id for one in statements.of_service(site.snapshot())] == ["o2", "o1"]


def test_the_companys_own_name_is_no_place() -> None:
    site = Site().posts(own(1, "There is currently an outage at Acme in Leeds."), channel=Channel("x", "acme", "x"))
    assert [one.state.named for one in statements.of_service(site.snapshot())] == [{"leeds"}]


def test_posts_of_others_shared_or_deleted_state_nothing() -> None:
    text = "There is currently an outage in Leeds."
    posts = (
        own(1, text, by_brand=False),
        own(2, text, deleted=True),
        own(3, f"RT @x {text}"),
        own(4, text, kind=PostKind.DIRECT),
    )
    assert statements.of_service(Site().posts(*posts, channel=Channel("x", "acme", "x")).snapshot()) == ()


def test_status_pages() -> None:
    site = Site().page("/status", f"<title>Status</title><p>All systems operational.</p>{FILLER}")
    site.page(
        "/help/network-status.html",
        f"<html lang=en><body><p>We are aware of an outage in Leeds.</p>{FILLER}</body></html>",
    )
    site.page("/order-status", f"<p>All systems operational.</p>{FILLER}")
    site.page("/statusquo", f"<p>There is an outage in Leeds.</p>{FILLER}")
    site.page("/outages", "<p>There is an outage in Leeds.</p>", status=404)
    found = {(url.rpartition("/")[2], stance) for url, stance, _ in statements.status_pages(site.snapshot())}
    assert found == {("status", "fine"), ("network-status.html", "fault")}


@pytest.mark.slow  # thousands of posts
def test_many_announcements_and_posts_stay_near_linear() -> None:
    def took(n: int) -> int:
        posts = [own(i, f"The Zephyr{i % 200} router will be available from 1 November!" if i % 4 else f"The Zephyr{i % 200} router is delayed", i / n * 9_000) for i in range(n)]  # fmt: skip
        snapshot = Site().posts(*posts, channel=Channel("x", "acme", "x")).snapshot()
        return calls(lambda: announcements.settled(snapshot))

    took(125)  # words are read on the first
    small, large = took(250), took(1_000)
    assert large < 8 * small
