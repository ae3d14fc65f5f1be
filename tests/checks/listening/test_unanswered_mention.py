"""People who complain or ask elsewhere, and whether anybody official answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from auditor.model import CheckResult, Outcome, Post, PostKind, Venue, VenueKind
from tests.snapshots import TAKEN_AT, Site, only, run

VENUE = Venue(
    "forum",
    "talk.example",
    "discourse",
    url="https://talk.example",
    since=TAKEN_AT - timedelta(days=60),
    until=TAKEN_AT,
)
TROUBLE = "My router by Acme keeps dropping the connection every night, why does nobody help?"


def said(n: int, text: str = TROUBLE, **fields: Any) -> Post:
    when = TAKEN_AT - timedelta(days=30) + timedelta(hours=n)
    shared = {
        "kind": PostKind.MENTION,
        "lang": "en",
        "thread_id": f"q{n}",
        "url": f"https://talk.example/q{n}",
        **fields,
    }
    author = shared.pop("author", f"c{n}")
    return Post("forum", "talk.example", f"q{n}", shared.pop("at", when), f"{text} ({n})", author, **shared)


def answer(n: int, **fields: Any) -> Post:
    shared = {
        "kind": PostKind.REPLY,
        "by_brand": True,
        "parent_id": f"q{n}",
        "thread_id": f"q{n}",
        "lang": "en",
        **fields,
    }
    return Post(
        "forum", "talk.example", f"a{n}", TAKEN_AT - timedelta(days=20), "It is fixed now, sorry.", "acme", **shared
    )


def result(*posts: Post, venue: Venue = VENUE) -> CheckResult:
    return run("unanswered-mention", Site().mentions(*posts, venue=venue).snapshot())


@pytest.mark.parametrize(("answers", "outcome"), [(30, Outcome.PASS), (25, Outcome.PASS), (10, Outcome.FAIL)])
def test_half_of_the_people_are_to_be_answered(answers: int, outcome: Outcome) -> None:
    finding = only(result(*(said(n) for n in range(50)), *(answer(n) for n in range(answers))))
    assert (finding.outcome, finding.subject) == (outcome, "https://talk.example")
    assert f"{answers} of 50 people" in finding.message.text


def test_one_person_who_complains_often_is_one() -> None:
    often = [said(n, author=f"ann{n % 3}") for n in range(60)]
    finding = only(result(*often))
    assert finding.outcome is Outcome.REVIEW
    assert "0 of 3 people" in finding.message.text
    assert result(*(said(n, author="ann") for n in range(60))).outcome is Outcome.NOT_APPLICABLE


def test_what_another_customer_answers_is_no_official_answer() -> None:
    others = [answer(n, by_brand=False) for n in range(50)]
    assert only(result(*(said(n) for n in range(50)), *others)).outcome is Outcome.FAIL


def test_what_programs_write_waits_for_nothing() -> None:
    robots = Site().mentions(*(said(n, automated=True) for n in range(12)), venue=VENUE)
    assert run("unanswered-mention", robots.snapshot()).outcome is Outcome.NOT_APPLICABLE


def test_praise_and_articles_wait_for_nothing() -> None:
    praise = [said(n, "Acme has the best anvils, I love mine") for n in range(50)]
    assert result(*praise).outcome is Outcome.NOT_APPLICABLE
    news = replace(VENUE, kind=VenueKind.NEWS)
    assert result(*(said(n) for n in range(50)), venue=news).outcome is Outcome.NOT_APPLICABLE


def test_a_place_that_hides_answers_tells_nothing() -> None:
    hidden = replace(VENUE, cannot_see=("replies",))
    assert only(result(*(said(n) for n in range(50)), venue=hidden)).outcome is Outcome.INCONCLUSIVE


def test_threads_that_were_cut_are_left_out() -> None:
    cut = replace(VENUE, partial=tuple(f"q{n}" for n in range(40)))
    found = only(result(*(said(n) for n in range(50)), *(answer(n) for n in range(40, 50)), venue=cut))
    assert found.outcome is Outcome.PASS
    assert "10 of 10 people" in found.message.text
    assert "Of 40 complaints and questions, not all answers were seen." in found.message.text


def test_what_is_of_today_or_of_the_future_is_not_late() -> None:
    fresh = [said(n, at=TAKEN_AT - timedelta(hours=2)) for n in range(50)]
    future = [said(n + 60, at=TAKEN_AT + timedelta(days=2)) for n in range(50)]
    assert result(*fresh, *future).outcome is Outcome.NOT_APPLICABLE


def test_mentions_that_nobody_could_read_are_told() -> None:
    polish = [said(n, "Kiedy wreszcie naprawicie ten internet w naszym mieszkaniu?", lang="pl") for n in range(12)]
    found = only(result(*polish))
    assert found.outcome is Outcome.INCONCLUSIVE
    assert "12 mentions" in found.message.text


def test_quotations_hide_handles() -> None:
    posts = [said(n, "@jolanda My router by Acme drops the connection, why does nobody help?") for n in range(50)]
    finding = only(result(*posts))
    assert finding.evidence
    assert all("jolanda" not in one.excerpt for one in finding.evidence)
