"""Linked profiles that have been silent for long."""

from __future__ import annotations

from datetime import timedelta

import pytest

from auditor.model import Existence, Outcome, Post
from tests.snapshots import TAKEN_AT, Site, only, run


def days_ago(days: int) -> dict[str, object]:
    return {"last_post_at": TAKEN_AT - timedelta(days=days)}


def profile(*pages: str, **fields: object) -> Site:
    return Site().profile(
        "mastodon", "a@b.example", "https://b.example/@a", *pages, **{"existence": Existence.LIVE, **fields}
    )


@pytest.mark.parametrize(
    ("fields", "outcome"),
    [
        (days_ago(1), Outcome.PASS),
        (days_ago(90), Outcome.PASS),
        (days_ago(91), Outcome.FAIL),
        ({**days_ago(400), "bio": "Inactive. Find us at acme.example"}, Outcome.PASS),
        ({**days_ago(400), "bio": "Wird nicht mehr betreut"}, Outcome.PASS),
        ({**days_ago(400), "bio": "We're taking a break from this platform."}, Outcome.PASS),
        ({**days_ago(400), "bio": "Ce compte n'est plus alimenté."}, Outcome.PASS),
        ({**days_ago(400), "bio": "Vi finns inte längre här"}, Outcome.PASS),
        ({**days_ago(400), "bio": "このアカウントは更新を停止しました。"}, Outcome.PASS),
        ({**days_ago(400), "bio": "Anvils, and a coffee break from nine"}, Outcome.FAIL),
        ({**days_ago(400), "bio": "Anvils"}, Outcome.FAIL),
        ({"posts": 0}, Outcome.FAIL),
        ({}, Outcome.INCONCLUSIVE),
    ],
)
def test_the_newest_post_decides(fields: dict[str, object], outcome: Outcome) -> None:
    assert only(run("dormant-channel", profile(**fields).snapshot())).outcome is outcome


def test_own_posts_that_were_gathered_count_and_those_of_others_do_not() -> None:
    def post(days: int, *, by_brand: bool) -> Post:
        return Post("mastodon", "a@b.example", str(days), TAKEN_AT - timedelta(days=days), by_brand=by_brand)

    site = profile().posts(post(200, by_brand=True), post(2, by_brand=False))
    assert only(run("dormant-channel", site.snapshot())).outcome is Outcome.FAIL
    site.posts(post(3, by_brand=True))
    assert only(run("dormant-channel", site.snapshot())).outcome is Outcome.PASS


def test_only_linked_profiles_that_exist_are_judged() -> None:
    assert run("dormant-channel", profile("auditor.toml", **days_ago(400)).snapshot()).outcome is Outcome.NOT_APPLICABLE
    gone = profile(existence=Existence.MISSING, **days_ago(400))
    assert run("dormant-channel", gone.snapshot()).outcome is Outcome.NOT_APPLICABLE
