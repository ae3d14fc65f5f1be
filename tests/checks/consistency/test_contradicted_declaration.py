"""Answers of the interview, held against the visit."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from auditor.model import Channel, Existence, Outcome, Post, PostKind
from auditor.model.declarations import Declared, Said
from tests.snapshots import TAKEN_AT, Site, outcomes, run
from tests.talks import MONDAY

DAY = TAKEN_AT.date()


def weekends(n: int, after: timedelta) -> list[Post]:
    """Return `n` questions asked on Saturdays at ten, each answered after some time."""
    posts = []
    for number in range(n):
        at = MONDAY + timedelta(days=5, hours=1, minutes=number)
        posts.append(
            Post("mastodon", "acme", f"q{number}", at, "When will my line be back?", f"c{number}", lang="en", kind=PostKind.MENTION)
        )  # fmt: skip
        posts.append(
            Post("mastodon", "acme", f"a{number}", at + after, "It will be mended by six.", "acme", True, PostKind.REPLY, parent_id=f"q{number}", lang="en")
        )  # fmt: skip
    return posts


def declaring(*ids: str, said: Said = Said.YES, on: date = DAY) -> Site:
    return Site().company_profile(
        timezone="UTC", declared=tuple(Declared(id_, said, "Head of support", on) for id_ in ids)
    )


def test_without_an_interview_there_is_nothing_to_examine() -> None:
    site = Site().posts(*weekends(20, timedelta(days=2)), channel=Channel("mastodon", "acme", "mastodon"))
    assert run("contradicted-declaration", site.snapshot()).outcome is Outcome.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("n", "after", "outcome"),
    [
        (20, timedelta(days=2), Outcome.FAIL),
        (20, timedelta(hours=1), Outcome.PASS),
        (5, timedelta(days=2), Outcome.REVIEW),  # too few to judge
    ],
)
def test_a_weekend_rota_is_held_against_weekends(n: int, after: timedelta, outcome: Outcome) -> None:
    site = declaring("weekend-rota").posts(*weekends(n, after), channel=Channel("mastodon", "acme", "mastodon"))
    assert run("contradicted-declaration", site.snapshot()).outcome is outcome


@pytest.mark.parametrize(("age", "told"), [(0, True), (300, False)])
def test_it_says_where_questions_from_before_the_answer_are_counted(age: int, told: bool) -> None:
    site = declaring("weekend-rota", on=DAY - timedelta(days=age))
    channel = Channel("mastodon", "acme", "mastodon", since=TAKEN_AT - timedelta(days=90), until=TAKEN_AT)
    site.posts(*weekends(20, timedelta(days=2)), channel=channel)
    (found,) = [one for one in run("contradicted-declaration", site.snapshot()).findings if one.outcome is Outcome.FAIL]
    assert ("questions from before that day are counted" in found.message.text) is told


@pytest.mark.parametrize(("said", "age"), [(Said.NO, 0), (Said.PARTLY, 0), (Said.NOT_APPLICABLE, 0), (Said.YES, 400)])
def test_only_a_yes_of_the_last_twelve_months_is_held(said: Said, age: int) -> None:
    site = declaring("weekend-rota", said=said, on=DAY - timedelta(days=age))
    site.posts(*weekends(20, timedelta(days=2)), channel=Channel("mastodon", "acme", "mastodon"))
    assert run("contradicted-declaration", site.snapshot()).outcome is Outcome.NOT_APPLICABLE


@pytest.mark.parametrize(("question", "part"), [("weekend-rota", "posts"), ("account-owners", "profiles")])
def test_what_could_not_be_gathered_contradicts_nobody(question: str, part: str) -> None:
    found = declaring(question).snapshot(missing={part: "No network was to be asked."})
    assert run("contradicted-declaration", found).outcome is Outcome.INCONCLUSIVE


def test_a_source_that_hides_replies_contradicts_nobody() -> None:
    questions = [post for post in weekends(20, timedelta(days=2)) if not post.by_brand]
    blind = Channel("mastodon", "acme", "mastodon", cannot_see=("replies",))
    site = declaring("weekend-rota").posts(*questions, channel=blind)
    assert run("contradicted-declaration", site.snapshot()).outcome is Outcome.INCONCLUSIVE


@pytest.mark.parametrize(("age", "outcome"), [(400, Outcome.REVIEW), (5, Outcome.PASS)])
def test_an_owner_of_a_silent_account_is_asked_for(age: int, outcome: Outcome) -> None:
    site = declaring("account-owners")
    site.profile(
        "mastodon", "acme", "https://s.example/@acme", existence=Existence.LIVE, last_post_at=TAKEN_AT - timedelta(days=age)
    )  # fmt: skip
    assert outcomes(run("contradicted-declaration", site.snapshot())) == {"https://s.example/@acme": outcome}
