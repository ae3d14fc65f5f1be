"""Low reviews, and whether the company replies to them."""

from __future__ import annotations

from typing import Any

import pytest

from auditor.model import Outcome, Post, PostKind
from tests.desk import DESK, answered, ask, asked, check
from tests.snapshots import Site, only, run

CHECK = "unanswered-review"


def reviews(n: int, rating: float = 1.0) -> list[Post]:
    fields: dict[str, Any] = {"kind": PostKind.REVIEW, "rating": rating}
    return asked(n, text="Never again, it broke after a day.", **fields)


@pytest.mark.parametrize(("replies", "outcome"), [(50, Outcome.PASS), (25, Outcome.PASS), (24, Outcome.FAIL)])
def test_half_of_the_low_reviews_are_to_be_replied_to(replies: int, outcome: Outcome) -> None:
    finding = only(check(CHECK, reviews(50), answered(replies)))
    assert (finding.outcome, finding.subject) == (outcome, DESK)
    assert finding.value == replies / 50


@pytest.mark.parametrize(
    ("replies", "outcome"), [(12, Outcome.PASS), (5, Outcome.INCONCLUSIVE), (1, Outcome.FAIL)]
)  # fmt: skip
def test_with_few_reviews_chance_is_allowed_for(replies: int, outcome: Outcome) -> None:
    assert only(check(CHECK, reviews(12), answered(replies))).outcome is outcome


def test_praise_need_not_be_answered_where_there_is_blame() -> None:
    praise = [ask(n, "Great.", kind=PostKind.REVIEW, rating=5.0) for n in range(100, 120)]
    assert only(check(CHECK, reviews(12), answered(12), praise)).outcome is Outcome.PASS


def test_praise_alone_waits_for_nobody() -> None:
    assert only(check(CHECK, reviews(40, rating=5.0))).outcome is Outcome.PASS
    without_stars = [ask(n, "It broke.", kind=PostKind.REVIEW) for n in range(40)]
    assert only(check(CHECK, without_stars)).outcome is Outcome.FAIL


def test_without_reviews_nothing_applies() -> None:
    assert run(CHECK, Site().snapshot()).outcome is Outcome.NOT_APPLICABLE
    assert check(CHECK, asked(12)).outcome is Outcome.NOT_APPLICABLE
