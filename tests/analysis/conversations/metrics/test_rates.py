"""Shares with their intervals, and times with their quantiles."""

from __future__ import annotations

import statistics
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.analysis.conversations.metrics import rates
from auditor.analysis.conversations.metrics.rates import Counted, Frame, Rate, Standing, quantile, spread, wilson
from auditor.model import Thresholds

FRAME = Frame(None, datetime(2026, 9, 30, tzinfo=UTC), "UTC")
HITS_OF = st.integers(1, 5_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def test_wilson_as_tables_give_it() -> None:
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=1e-4)  # Newcombe 1998, table I
    assert wilson(15, 148) == pytest.approx((0.0624, 0.1605), abs=1e-4)
    assert wilson(0, 20) == pytest.approx((0.0, 0.1611), abs=1e-4)
    assert wilson(1, 29) == pytest.approx((0.0061, 0.1718), abs=1e-4)
    assert wilson(29, 29) == pytest.approx((0.8830, 1.0), abs=1e-4)
    assert wilson(0, 0) == (0.0, 1.0)


@given(HITS_OF)
def test_the_interval_holds_the_share(case: tuple[int, int]) -> None:
    hits, n = case
    low, high = wilson(hits, n)
    assert 0 <= low <= hits / n <= high <= 1
    assert high > low


@given(HITS_OF, st.integers(2, 50))
def test_the_interval_narrows_with_cases(case: tuple[int, int], times: int) -> None:
    hits, n = case
    low, high = wilson(hits, n)
    more_low, more_high = wilson(times * hits, times * n)
    assert more_high - more_low < high - low


@given(HITS_OF)
def test_the_interval_of_the_opposite_is_its_mirror(case: tuple[int, int]) -> None:
    hits, n = case
    low, high = wilson(hits, n)
    assert wilson(n - hits, n) == pytest.approx((1 - high, 1 - low))


@pytest.mark.parametrize(
    ("n", "standing", "scored"),
    [
        (0, "no cases", False),
        (9, "too few", False),
        (10, "with its interval", True),
        (49, "with its interval", True),
        (50, "enough", True),
    ],
)
def test_how_many_cases_say_how_much(n: int, standing: str, scored: bool) -> None:
    rate = Rate(n, n, FRAME)
    assert (rate.standing.value, rate.scored) == (standing, scored)
    assert (spread([1.0] * n, FRAME).standing, spread([1.0] * n, FRAME).scored) == (standing, scored)


def test_thresholds_say_how_many_are_few() -> None:
    frame = Frame(None, FRAME.until, "UTC", few=3, some=5)
    assert [frame.standing(n) for n in (2, 3, 5)] == [Standing.FEW, Standing.SOME, Standing.ENOUGH]


def test_a_rate_names_what_it_counted() -> None:
    one = rates.rate("x", "quill", FRAME, ["1", "2"], ["3"])
    other = rates.rate("forum", "quill", FRAME, [], ["1"])
    assert one.counted == (Counted("x", "quill", ("1", "2"), ("3",)),)
    total = rates.pooled([one, other], FRAME)
    assert (total.hits, total.n, total.value) == (2, 4, 0.5)
    assert total.counted == one.counted + other.counted


@given(st.lists(st.floats(0, 1e7), min_size=1, max_size=60))
def test_the_median_is_the_usual_one(values: list[float]) -> None:
    assert quantile(sorted(values), 0.5) == pytest.approx(statistics.median(values))


@given(st.lists(st.floats(0, 1e7), min_size=2, max_size=60))
def test_p90_is_the_usual_one(values: list[float]) -> None:
    ninth = statistics.quantiles(values, n=10, method="inclusive")[8]
    assert quantile(sorted(values), 0.9) == pytest.approx(ninth)


def test_a_spread_of_known_times() -> None:
    found = spread([40, 10, 20, 30], FRAME)
    assert found.p90 is not None
    assert (found.n, found.median, round(found.p90, 9), found.longest) == (4, 25.0, 37.0, 40.0)
    assert quantile([], 0.5) is None
    assert spread([], FRAME).median is None


def test_a_distribution_has_a_bar_for_every_time() -> None:
    found = rates.histogram([0, 3_600, 3_601, 90_000, 10**9], Thresholds(), unanswered=2)
    assert sum(found.counts) == 5
    assert len(found.counts) == len(found.edges) + 1
    bars = {edge: count for edge, count in zip(found.edges, found.counts, strict=False) if count}
    assert bars == {300.0: 1, 3_600.0: 1, 7_200.0: 1, 172_800.0: 1}
    assert (found.counts[-1], found.unanswered) == (1, 2)


def test_thresholds_are_drawn_where_they_are() -> None:
    found = rates.histogram([], Thresholds(good_reply_minutes=45, answer_hours=12))
    assert dict(found.marks) == {
        "good_reply_minutes": 2_700,
        "fair_reply_minutes": 14_400,
        "weak_reply_minutes": 86_400,
        "answer_hours": 43_200,
    }
    assert {at for _, at in found.marks} <= set(found.edges)
