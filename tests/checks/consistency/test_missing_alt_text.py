"""Own posts with pictures that nobody described."""

from __future__ import annotations

import pytest

from auditor.model import Outcome
from tests.desk import DESK, check, own, url
from tests.snapshots import only

CHECK = "missing-alt-text"


@pytest.mark.parametrize(("described", "outcome"), [(1, Outcome.PASS), (0, Outcome.FAIL), (None, Outcome.INCONCLUSIVE)])
def test_pictures_without_description(described: int | None, outcome: Outcome) -> None:
    finding = only(check(CHECK, [own(n, "News", images=1, described_images=described) for n in range(5)]))
    assert (finding.outcome, finding.subject) == (outcome, DESK)


@pytest.mark.parametrize(
    ("described", "outcome", "value"), [(9, Outcome.PASS, None), (8, Outcome.FAIL, 0.8), (0, Outcome.FAIL, 0.0)]
)
def test_nine_in_ten_are_to_be_described(described: int, outcome: Outcome, value: float | None) -> None:
    posts = [own(n, "News", images=1, described_images=int(n < described)) for n in range(10)]
    finding = only(check(CHECK, posts))
    assert (finding.outcome, finding.value) == (outcome, value)


def test_the_bare_ones_are_quoted() -> None:
    posts = [own(1, "News", images=2, described_images=2), own(2, "News", images=2, described_images=1)]
    assert [proof.url for proof in only(check(CHECK, posts)).evidence] == [url("o2")]


def test_posts_without_pictures_are_not_judged() -> None:
    assert check(CHECK, [own(1, "No picture")]).outcome is Outcome.NOT_APPLICABLE
