"""The same trouble, reported by many on several days."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from auditor.model import Channel, CheckResult, Outcome, Post, PostKind, Venue, message
from tests.checks.listening.test_unanswered_mention import VENUE, answer, said
from tests.snapshots import TAKEN_AT, Site, run

SINCE = TAKEN_AT - timedelta(days=60)
CHANNEL = Channel("bluesky", "acme", "bluesky", since=SINCE, until=TAKEN_AT)
BEGAN = TAKEN_AT - timedelta(days=20)
WAYS = (
    "The Zephyr router overheats and turns itself off, who can help?",
    "My Zephyr overheats again, this router is useless!",
    "Why does the Zephyr router get so hot? It overheats every day.",
    "Zephyr overheats, third time this week. What is wrong with it?",
    "Our router, a Zephyr, overheats. Nobody at Acme answers, why?",
    "Is anybody else's Zephyr broken? It overheats and stops.",
)


def reports(people: int = 6, apart: timedelta = timedelta(hours=20), author: str = "") -> list[Post]:
    return [said(n, WAYS[n % 6], at=BEGAN + n * apart, author=author or f"c{n}") for n in range(people)]


def own(text: str, at: datetime = BEGAN + timedelta(days=3), kind: PostKind = PostKind.POST) -> Post:
    return Post(
        "bluesky",
        "acme",
        f"w{at:%d}",
        at,
        text,
        "acme",
        by_brand=True,
        kind=kind,
        lang="en",
        url="https://sky.example/w",
    )


def result(*posts: Post, mentions: list[Post] | None = None, site: Site | None = None) -> CheckResult:
    visit = (site or Site()).posts(own("Good morning!", SINCE), *posts, channel=CHANNEL)
    return run("unresolved-complaint-cluster", visit.mentions(*(mentions or reports()), venue=VENUE).snapshot())


def outcomes(found: CheckResult) -> list[Outcome]:
    return [one.outcome for one in found.findings]


def test_five_people_on_two_days_without_a_word() -> None:
    found = result()
    assert outcomes(found) == [Outcome.FAIL]
    said_ = found.findings[0].message.text
    assert "6 people reported the same trouble on" in said_
    assert "zephyr" in said_
    assert "overheat" in said_


def test_a_post_that_names_it_is_a_word_about_it() -> None:
    assert outcomes(result(own("We know that the Zephyr overheats; a fix is on its way."))) == [Outcome.PASS]
    assert outcomes(result(own("Our shop in Leeds has new lamps."))) == [Outcome.FAIL]
    assert outcomes(result(own("The Zephyr overheats? Not any more.", BEGAN - timedelta(days=9)))) == [Outcome.FAIL]


def test_four_people_one_person_and_one_evening_are_too_few() -> None:
    assert result(mentions=reports(4)).outcome is Outcome.NOT_APPLICABLE
    assert result(mentions=reports(6, author="ann")).outcome is Outcome.NOT_APPLICABLE
    assert result(mentions=reports(6, timedelta(minutes=9))).outcome is Outcome.NOT_APPLICABLE


def test_without_the_companys_posts_nothing_is_concluded() -> None:
    nothing = Site().mentions(*reports(), venue=VENUE).snapshot()
    assert outcomes(run("unresolved-complaint-cluster", nothing)) == [Outcome.INCONCLUSIVE]
    wall = Site().profile("x", "acme", "https://x.com/acme", reason="x.com answers strangers the same")
    assert outcomes(result(site=wall)) == [Outcome.INCONCLUSIVE]


def test_posts_that_were_cut_short_or_end_before_the_reports_prove_no_silence() -> None:
    cut = replace(CHANNEL, cut=message("Only the newest were given."))
    for channel, at in ((cut, TAKEN_AT), (replace(CHANNEL, until=BEGAN), SINCE)):
        visit = Site().posts(own("Good morning!", at), channel=channel).mentions(*reports(), venue=VENUE)
        found = run("unresolved-complaint-cluster", visit.snapshot())
        assert outcomes(found) == [Outcome.INCONCLUSIVE]
        assert "acme (bluesky)" in found.findings[0].message.text
    seen = Site().posts(own("Good morning!", SINCE), channel=cut).mentions(*reports(), venue=VENUE)
    assert outcomes(run("unresolved-complaint-cluster", seen.snapshot())) == [Outcome.FAIL]


def test_reports_to_the_companys_accounts_count_as_well() -> None:
    here = [
        Post("bluesky", "acme", p.id, p.created_at, p.text, p.author, kind=PostKind.MENTION, lang="en")
        for p in reports()[3:]
    ]
    assert outcomes(result(*here, mentions=reports(3))) == [Outcome.FAIL]


def test_what_is_only_asked_and_what_is_only_said_to_the_company_is_none() -> None:
    asked = [
        said(n, f"Hello, how do I connect the Zephyr router to the television? {n}", at=BEGAN + n * timedelta(hours=20))
        for n in range(8)
    ]
    assert result(mentions=asked).outcome is Outcome.NOT_APPLICABLE
    here = [
        Post("bluesky", "acme", p.id, p.created_at, p.text, p.author, kind=PostKind.MENTION, lang="en")
        for p in reports(12)
    ]
    assert result(*here, mentions=[said(90, "I like the anvils by Acme")]).outcome is Outcome.NOT_APPLICABLE


def test_an_answer_to_most_of_them_is_enough() -> None:
    assert outcomes(result(mentions=[*reports(), *(answer(n) for n in range(4))])) == [Outcome.PASS]
    assert outcomes(result(mentions=[*reports(), *(answer(n) for n in range(2))])) == [Outcome.FAIL]


@pytest.mark.parametrize(
    "blind", [replace(VENUE, cannot_see=("replies",)), replace(VENUE, partial=("q0", "q1", "q2", "q3"))]
)
def test_where_answers_are_not_shown_most_may_have_had_one(blind: Venue) -> None:
    visit = Site().posts(own("Good morning!", SINCE), channel=CHANNEL).mentions(*reports(), venue=blind)
    assert outcomes(run("unresolved-complaint-cluster", visit.snapshot())) == [Outcome.INCONCLUSIVE]


def test_few_hidden_answers_change_nothing() -> None:
    some = replace(VENUE, partial=("q0", "q1"))
    visit = Site().posts(own("Good morning!", SINCE), channel=CHANNEL).mentions(*reports(), venue=some)
    assert outcomes(run("unresolved-complaint-cluster", visit.snapshot())) == [Outcome.FAIL]
