"""Reviews that have become worse within a week."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from auditor.model import Channel, CheckResult, Outcome, Post, PostKind
from tests.snapshots import TAKEN_AT, Site, only, run

CHANNEL = Channel("shop", "acme", "reviews", until=TAKEN_AT)
WEEK = timedelta(days=7)


def reviews(stars: list[float], *, recent: bool, until: datetime = TAKEN_AT, name: str = "") -> list[Post]:
    """Return reviews spread over the last week, or over the ninety days before it."""
    start, span = (until - WEEK, WEEK) if recent else (until - WEEK - timedelta(days=90), timedelta(days=90))
    step = span / (len(stars) + 1)
    return [
        Post(
            "shop", "acme", f"{name}{'r' if recent else 'b'}{n}", start + (n + 1) * step, "Text", f"c{n}",
            kind=PostKind.REVIEW, rating=each, lang="en",
        )
        for n, each in enumerate(stars)
    ]  # fmt: skip


def result(before: list[float], recent: list[float], channel: Channel = CHANNEL) -> CheckResult:
    posts = [*reviews(before, recent=False), *reviews(recent, recent=True)]
    return run("falling-reviews", Site().posts(*posts, channel=channel).snapshot())


USUAL: list[float] = [5, 4, 5, 3, 5, 4, 5, 5, 2, 5, 4, 1] * 8
"""Mean 4.0, one in twelve with one star."""


@pytest.mark.parametrize(
    ("recent", "outcome"),
    [
        ([5, 4, 5, 3, 5, 4, 5, 5, 2, 5, 4, 1], Outcome.PASS),
        ([1, 1, 2, 1, 5, 1, 2, 1, 1, 3, 1, 1], Outcome.FAIL),
        ([5, 5, 5, 5, 1, 1, 1, 1, 5, 5, 5, 5, 5, 1], Outcome.FAIL),
        ([3] * 10, Outcome.FAIL),
        ([5, 4, 3, 3, 5, 4, 1, 5, 2, 3, 4, 1], Outcome.INCONCLUSIVE),
        ([5] * 12, Outcome.PASS),
        ([1] * 9, Outcome.INCONCLUSIVE),
    ],
)
def test_a_week_is_held_against_the_quarter_before(recent: list[float], outcome: Outcome) -> None:
    assert only(result(USUAL, recent)).outcome is outcome


@pytest.mark.parametrize("scale", [2, 20])
def test_points_of_ten_and_of_a_hundred_are_brought_down_to_five_stars(scale: float) -> None:
    usual = [scale * each for each in USUAL]
    slight = [scale * each - 0.9 for each in USUAL[:12]]  # half a point of ten is no half star
    assert only(result(usual, slight)).outcome is Outcome.PASS
    bad: list[float] = [1, 1, 2, 1, 5, 1, 2, 1, 1, 3, 1, 1]
    found = only(result(usual, [scale * each for each in bad]))
    assert found.outcome is Outcome.FAIL
    assert found.message.in_full == only(result(USUAL, bad)).message.in_full


def test_one_person_who_reviews_often_is_one() -> None:
    bad = reviews([1] * 12, recent=True)
    one = [replace(post, author="jane") for post in bad]
    usual = reviews(USUAL, recent=False)
    assert run("falling-reviews", Site().posts(*usual, *one, channel=CHANNEL).snapshot()).outcome is not Outcome.FAIL
    nameless = [replace(post, author="A user") for post in (*usual, *bad)]
    assert only(run("falling-reviews", Site().posts(*nameless, channel=CHANNEL).snapshot())).outcome is Outcome.FAIL


def test_half_a_star_is_enough_where_there_are_many() -> None:
    assert only(result([4.5] * 100, [4.0] * 50)).outcome is Outcome.FAIL
    assert only(result([4.5] * 100, [4.01] * 50)).outcome is Outcome.PASS


def test_one_star_out_of_ten_is_no_threefold_share_of_none() -> None:
    assert only(result([5.0] * 100, [5.0] * 11 + [1.0])).outcome is Outcome.PASS
    assert only(result([5.0] * 100, [5.0] * 35 + [1.0] * 4)).outcome is Outcome.FAIL


def test_what_it_says() -> None:
    finding = only(result(USUAL, [1.0] * 11 + [2.0]))
    said = finding.message.text
    assert "The 12 reviews from 14 November 2026 to 21 November 2026 average 1.1 stars" in said
    assert "the 96 of the 90 days before averaged 4.0" in said
    assert "11 of them have one star (92 %), against 8 % before" in said
    assert finding.subject == "acme (shop)"
    assert len(finding.evidence) == 3


def test_too_few_before_say_nothing() -> None:
    finding = only(result([5.0] * 9, [1.0] * 20))
    assert finding.outcome is Outcome.INCONCLUSIVE
    assert "9 in the 90 days before; at least 10" in finding.message.text


def test_a_week_of_few_reviews_that_looks_no_worse_is_left_out() -> None:
    assert result(USUAL, [4.0] * 9).outcome is Outcome.NOT_APPLICABLE
    assert result(USUAL, [1.0, 1.0]).outcome is Outcome.NOT_APPLICABLE
    assert only(result(USUAL, [1.0, 1.0, 1.0])).outcome is Outcome.INCONCLUSIVE


def test_without_reviews_in_the_week_nothing_applies() -> None:
    assert result(USUAL, []).outcome is Outcome.NOT_APPLICABLE
    assert run("falling-reviews", Site().snapshot()).outcome is Outcome.NOT_APPLICABLE


def test_the_week_of_an_export_ends_with_its_newest_post() -> None:
    until = TAKEN_AT - timedelta(days=40)
    posts = [*reviews(USUAL, recent=False, until=until), *reviews([1.0] * 12, recent=True, until=until)]
    site = Site().posts(*posts, channel=replace(CHANNEL, until=until))
    assert only(run("falling-reviews", site.snapshot())).outcome is Outcome.FAIL
    asked = Site().posts(*posts, channel=CHANNEL)
    assert run("falling-reviews", asked.snapshot()).outcome is Outcome.NOT_APPLICABLE


def test_reviews_of_the_future_and_of_the_company_count_nowhere() -> None:
    future = reviews([1.0] * 30, recent=True, until=TAKEN_AT + timedelta(days=30), name="f")
    own = [replace(post, by_brand=True) for post in reviews([1.0] * 30, recent=True, name="o")]
    gone = [replace(post, deleted=True) for post in reviews([1.0] * 30, recent=True, name="g")]
    usual = [*reviews(USUAL, recent=False), *reviews([4.0] * 12, recent=True)]
    channel = replace(CHANNEL, until=TAKEN_AT + timedelta(days=30))
    site = Site().posts(*future, *own, *gone, *usual, channel=channel)
    assert only(run("falling-reviews", site.snapshot())).outcome is Outcome.PASS


def test_accounts_are_judged_apart() -> None:
    here = [*reviews(USUAL, recent=False), *reviews([1.0] * 12, recent=True)]
    there = [
        replace(post, account="other") for post in [*reviews(USUAL, recent=False), *reviews([4.0] * 12, recent=True)]
    ]
    site = Site().posts(*here, channel=CHANNEL).posts(*there, channel=replace(CHANNEL, account="other"))
    found = {one.subject: one.outcome for one in run("falling-reviews", site.snapshot()).findings}
    assert found == {"acme (shop)": Outcome.FAIL, "other (shop)": Outcome.PASS}
