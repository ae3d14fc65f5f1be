"""Whether it takes the company's handle to get an answer."""

from __future__ import annotations

import pytest

from auditor.model import Channel, CheckResult, Outcome
from tests.checks.listening.test_unanswered_mention import TROUBLE, VENUE, answer, said
from tests.snapshots import TAKEN_AT, Site, only, run

CHANNEL = Channel("bluesky", "acme", "bluesky", until=TAKEN_AT)
TAGGED = f"@acme {TROUBLE}"


def result(tagged: int, of: int, untagged: int, total: int) -> CheckResult:
    posts = [said(n, TAGGED) for n in range(of)] + [answer(n) for n in range(tagged)]
    posts += [said(n) for n in range(100, 100 + total)] + [answer(n) for n in range(100, 100 + untagged)]
    return run("untagged-blind-spot", Site().posts(channel=CHANNEL).mentions(*posts, venue=VENUE).snapshot())


@pytest.mark.parametrize(
    ("tagged", "of", "untagged", "total", "outcome"),
    [
        (45, 50, 5, 50, Outcome.FAIL),
        (45, 50, 44, 50, Outcome.PASS),
        (25, 50, 12, 50, Outcome.PASS),
        (8, 12, 4, 12, Outcome.INCONCLUSIVE),
        (9, 9, 0, 50, Outcome.INCONCLUSIVE),
        (5, 50, 45, 50, Outcome.PASS),
    ],
)
def test_thirty_points_are_too_many(tagged: int, of: int, untagged: int, total: int, outcome: Outcome) -> None:
    finding = only(result(tagged, of, untagged, total))
    assert finding.outcome is outcome
    assert f"{tagged} of {of} complaints" in finding.message.text


@pytest.mark.parametrize(("of", "total"), [(0, 50), (50, 0)])
def test_without_one_of_the_two_nothing_applies(of: int, total: int) -> None:
    assert result(0, of, 0, total).outcome is Outcome.NOT_APPLICABLE


def test_a_handle_within_another_is_none() -> None:
    posts = [said(n, f"@acmefan {TROUBLE}") for n in range(20)]
    site = Site().posts(channel=CHANNEL).mentions(*posts, venue=VENUE)
    assert run("untagged-blind-spot", site.snapshot()).outcome is Outcome.NOT_APPLICABLE
