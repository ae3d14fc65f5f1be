"""Posts under which nobody may answer."""

from __future__ import annotations

import pytest

from auditor.model import Outcome
from tests.desk import DESK, check, own
from tests.snapshots import only

CHECK = "closed-channel"


@pytest.mark.parametrize(
    ("closed", "outcome"),
    [(0, Outcome.PASS), (3, Outcome.PASS), (4, Outcome.FAIL), (None, Outcome.INCONCLUSIVE)],
)
def test_a_fifth_of_the_newest_posts_is_a_closed_door(closed: int | None, outcome: Outcome) -> None:
    posts = [own(n, "News", replies_closed=None if closed is None else n < closed) for n in range(20)]
    finding = only(check(CHECK, posts))
    assert (finding.outcome, finding.subject) == (outcome, DESK)


def test_older_posts_do_not_count() -> None:
    posts = [own(n, "News", replies_closed=n < 20) for n in range(40)]
    assert only(check(CHECK, posts)).outcome is Outcome.PASS


def test_without_posts_nothing_applies() -> None:
    assert check(CHECK).outcome is Outcome.NOT_APPLICABLE
