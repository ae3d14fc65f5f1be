"""The share of public questions that people of the company answer in time."""

from __future__ import annotations

import pytest

from auditor.model import Channel, Existence, Outcome, Post
from tests.desk import DESK, HOUR, answered, asked, check
from tests.snapshots import Site, only, run

CHECK = "unanswered-question"


@pytest.mark.parametrize(
    ("questions", "answers", "outcome"),
    [
        (60, 60, Outcome.PASS),
        (60, 39, Outcome.PASS),
        (60, 38, Outcome.FAIL),
        (20, 2, Outcome.FAIL),
        (20, 11, Outcome.INCONCLUSIVE),
        (20, 20, Outcome.PASS),
        (9, 0, Outcome.REVIEW),
    ],
)
def test_the_share_of_questions_answered(questions: int, answers: int, outcome: Outcome) -> None:
    finding = only(check(CHECK, asked(questions), answered(answers)))
    assert (finding.outcome, finding.subject) == (outcome, DESK)


def test_the_share_is_the_findings_value() -> None:
    assert only(check(CHECK, asked(60), answered(39))).value == 0.65
    assert only(check(CHECK, asked(9))).value is None, "a person judges"


def test_a_day_is_soon_enough() -> None:
    assert only(check(CHECK, asked(60), answered(60, after=24 * HOUR))).outcome is Outcome.PASS


@pytest.mark.parametrize(
    "posts",
    [
        asked(60) + answered(60, after=25 * HOUR),
        asked(60) + answered(60, automated=True),
        asked(60, likes=5),
    ],
)
def test_a_late_answer_an_automatic_one_and_a_like_are_none(posts: list[Post]) -> None:
    finding = only(check(CHECK, posts))
    assert (finding.outcome, finding.value) == (Outcome.FAIL, 0)


def test_what_the_source_does_not_show_is_not_judged() -> None:
    blind = Channel("mastodon", "acme", "x-archive", cannot_see=("inbound",))
    finding = only(check(CHECK, answered(60), channel=blind))
    assert (finding.outcome, finding.subject) == (Outcome.INCONCLUSIVE, DESK)


def test_languages_that_are_not_read_are_told() -> None:
    found = check(CHECK, asked(3, text="Miksi netti ei toimi? Milloin se korjataan?", lang="fi")).findings
    assert [(one.subject, one.variant) for one in found if one.outcome is Outcome.INCONCLUSIVE] == [(DESK, "language")]
    assert "3 posts" in found[-1].message.text


def test_a_profile_whose_conversations_nobody_saw_is_told() -> None:
    made = Site().profile("x", "acme", "https://x.com/acme", existence=Existence.UNKNOWN)
    finding = only(run(CHECK, made.snapshot()))
    assert (finding.outcome, finding.subject) == (Outcome.INCONCLUSIVE, "https://x.com/acme")


def test_customers_are_not_named() -> None:
    found = only(check(CHECK, asked(60, text="@acme @janedoe my line is down, when will it be back?")))
    assert found.evidence
    assert not any("janedoe" in proof.excerpt for proof in found.evidence)
