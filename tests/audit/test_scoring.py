"""The score's rules, each with numbers worked out by hand."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.audit import scoring
from auditor.audit.runner import conclude
from auditor.audit.scoring import score
from auditor.model import NOTHING, Check, CheckResult, Finding, Outcome, Severity, Snapshot, quoted

PASS, FAIL, UNKNOWN, REVIEW = Outcome.PASS, Outcome.FAIL, Outcome.INCONCLUSIVE, Outcome.REVIEW


def _run(_: Snapshot) -> Iterator[Finding]:
    yield from ()


def result(severity: Severity, *outcomes: Outcome, category: str = "contact", id: str = "") -> CheckResult:
    check = Check(id or f"{severity.label}-check", category, severity, "Good", "Bad", (), _run)
    return conclude(check, tuple(Finding(outcome, str(number), NOTHING) for number, outcome in enumerate(outcomes)))


def test_a_check_is_the_mean_of_its_findings_and_a_critical_one_its_worst() -> None:
    assert score([result(Severity.HIGH, PASS, PASS, PASS, FAIL)]).value == 75
    assert score([result(Severity.CRITICAL, PASS, PASS, PASS, FAIL)]).value == 0


def test_a_fault_is_worth_nothing_and_not_less() -> None:
    assert score([result(Severity.LOW, PASS, FAIL, FAIL, FAIL)]).value == 25


@pytest.mark.parametrize(
    ("severity", "value"),
    [
        (Severity.CRITICAL, 80),  # 10 / 12.5
        (Severity.HIGH, 75),  # 7.5 / 10
        (Severity.MEDIUM, 67),  # 5 / 7.5
        (Severity.LOW, 50),  # 2.5 / 5
    ],
)
def test_checks_weigh_by_severity(severity: Severity, value: float) -> None:
    assert score([result(severity, PASS, id="good"), result(Severity.LOW, FAIL)]).value == value


@pytest.mark.parametrize("outcome", [PASS, FAIL, UNKNOWN])
def test_what_is_only_said_weighs_nothing(outcome: Outcome) -> None:
    got = score([result(Severity.LOW, PASS), result(Severity.INFO, outcome)])
    assert (got.value, got.coverage, got.low, got.high) == (100, 1, 100, 100)


@pytest.mark.parametrize(
    ("severity", "values", "value"),
    [
        (Severity.HIGH, [0.4], 40),
        (Severity.HIGH, [0.4, 0.8], 60),
        (Severity.HIGH, [0.4, None], 70),  # in order, and no rate: 1
        (Severity.CRITICAL, [0.4, 0.8, None], 40),
        (Severity.LOW, [0.8949], 89),
        (Severity.LOW, [0.125], 13),  # halves up
    ],
)
def test_a_rate_counts_as_what_it_is(severity: Severity, values: list[float | None], value: float) -> None:
    findings = tuple(Finding(PASS, str(n), NOTHING, value=each) for n, each in enumerate(values))
    assert score([conclude(result(severity).check, findings)]).value == value


def test_a_rate_below_its_bar_counts_as_what_it_is_too() -> None:
    assert score([conclude(result(Severity.LOW).check, (Finding(FAIL, "x", NOTHING, value=0.64),))]).value == 64


def test_of_nothing_nothing_is_known() -> None:
    got = score([])
    assert (got.value, got.coverage, got.low, got.high, got.grade) == (None, 0, 0, 100, None)


@pytest.mark.parametrize(("share", "told"), [(1.0, 1.0), (0.99999, 0.999), (0.5, 0.5), (0.29, 0.29), (0.0, 0.0)])
def test_all_is_verified_only_where_nothing_is_open(share: float, told: float) -> None:
    assert scoring._known(share) == told


def test_categories_count_the_same_and_only_those_that_concluded() -> None:
    results = [
        result(Severity.HIGH, PASS, category="contact"),
        result(Severity.LOW, FAIL, category="privacy"),
        result(Severity.LOW, UNKNOWN, category="security"),
    ]
    assert score(results).value == 50


def test_the_range_covers_the_unknown() -> None:
    got = score([result(Severity.MEDIUM, PASS), result(Severity.MEDIUM, UNKNOWN)])
    assert (got.value, got.coverage, got.low, got.high) == (100, 0.5, 50, 100)


def test_a_critical_check_with_an_unknown_is_unknown_unless_it_failed() -> None:
    open_ = score([result(Severity.CRITICAL, PASS, UNKNOWN)])
    assert (open_.value, open_.coverage, open_.low, open_.high, open_.grade) == (None, 0, 0, 100, None)
    failed = score([result(Severity.CRITICAL, FAIL, UNKNOWN)])
    assert (failed.value, failed.coverage, failed.high) == (0, 1, 0)


@pytest.mark.parametrize("known", [[], [PASS]])
def test_an_unknown_critical_check_counts_with_all_its_weight(known: list[Outcome]) -> None:
    got = score([result(Severity.CRITICAL, *known, UNKNOWN), result(Severity.LOW, PASS)])
    assert (got.value, got.coverage, got.low, got.high) == (100, 0.2, 20, 100)


def test_an_unknown_critical_check_is_at_best_what_its_worst_is() -> None:
    half = Finding(PASS, "x", NOTHING, value=0.5), Finding(UNKNOWN, "y", NOTHING)
    got = score([conclude(result(Severity.CRITICAL).check, half), result(Severity.LOW, PASS)])
    assert (got.low, got.high) == (20, 60)


def test_what_does_not_apply_or_is_for_a_person_has_no_weight() -> None:
    got = score([result(Severity.HIGH, PASS), result(Severity.CRITICAL), result(Severity.HIGH, REVIEW)])
    assert (got.value, got.coverage, got.grade) == (100, 1, "A")


def test_a_check_that_broke_is_unknown() -> None:
    broken = CheckResult(result(Severity.HIGH).check, Outcome.ERROR, reason=quoted("ValueError: x"))
    got = score([result(Severity.HIGH, PASS), broken])
    assert (got.coverage, got.low, got.high) == (0.5, 50, 100)
    severe = CheckResult(result(Severity.CRITICAL).check, Outcome.ERROR, reason=quoted("ValueError: x"))
    got = score([result(Severity.LOW, PASS), severe])
    assert (got.value, got.coverage, got.low, got.high, got.grade) == (100, 0.2, 20, 100, None)


@pytest.mark.parametrize(
    ("value", "grade"),
    [
        (100, "A"), (90, "A"), (89, "B"), (80, "B"), (79, "C"), (70, "C"), (69, "D"), (60, "D"), (59, "F"), (0, "F"),
    ],
)  # fmt: skip
def test_the_bounds_of_the_grades(value: int, grade: str) -> None:
    got = score([result(Severity.LOW, *[PASS] * value, *[FAIL] * (100 - value))])
    assert (got.value, got.grade) == (value, grade)


@pytest.mark.parametrize(("known", "of", "grade"), [(3, 5, "A"), (119, 200, None), (0, 1, None), (1, 1, "A")])
def test_a_grade_asks_for_three_fifths_of_what_applies(known: int, of: int, grade: str | None) -> None:
    assert score([result(Severity.HIGH, *[PASS] * known, *[UNKNOWN] * (of - known))]).grade == grade


def failed(severity: Severity, *, passing: int, id: str) -> CheckResult:
    """Return a check of which one finding in many failed."""
    return result(severity, *[PASS] * passing, FAIL, id=id)


@pytest.mark.parametrize(
    ("results", "grade"),
    [
        ([failed(Severity.HIGH, passing=30, id="a")], "A"),
        ([failed(Severity.HIGH, passing=30, id=name) for name in "ab"], "C"),
        ([failed(Severity.HIGH, passing=30, id=name) for name in "abc"], "C"),
        ([failed(Severity.MEDIUM, passing=30, id=name) for name in "abc"], "A"),
        ([failed(Severity.HIGH, passing=2, id=name) for name in "ab"], "D"),  # 67: no cap lifts a grade
        ([failed(Severity.CRITICAL, passing=30, id="a"), *[result(Severity.HIGH, PASS)] * 20], "D"),
        (
            [
                failed(Severity.CRITICAL, passing=30, id="a"),
                *[failed(Severity.HIGH, passing=30, id=name) for name in "bc"],
                *[result(Severity.HIGH, PASS)] * 20,
            ],
            "D",
        ),
        ([failed(Severity.CRITICAL, passing=30, id="a"), result(Severity.LOW, PASS)], "F"),
    ],
)
def test_open_failures_cap_the_grade(results: list[CheckResult], grade: str) -> None:
    assert score(results).grade == grade


def test_a_cap_that_costs_nothing_is_not_spoken_of() -> None:
    capped = score([failed(Severity.HIGH, passing=3, id=name) for name in "ab"])
    free = score([failed(Severity.LOW, passing=3, id="a")])
    assert (capped.value, capped.grade) == (free.value, free.grade) == (75, "C")
    assert capped.grade_reason == free.grade_reason


@pytest.mark.parametrize(
    ("results", "grade", "words"),
    [
        ([result(Severity.HIGH, *[PASS] * 19, FAIL)], "A", "at least 90"),
        ([result(Severity.HIGH, *[PASS] * 8, FAIL, FAIL)], "B", "at least 80"),
        ([result(Severity.LOW, FAIL)], "F", "below 60"),
        ([result(Severity.CRITICAL, FAIL, id="dead-x"), *[result(Severity.HIGH, PASS)] * 4], "D", "dead-x"),
        ([result(Severity.HIGH, *[PASS] * 30, FAIL, id="a"), result(Severity.HIGH, *[PASS] * 30, FAIL, id="b")], "C", "a, b"),
        ([result(Severity.HIGH, PASS), result(Severity.HIGH, UNKNOWN)], None, "50%"),
        ([result(Severity.LOW, PASS), result(Severity.CRITICAL, UNKNOWN, id="dead-x")], None, "dead-x"),
        ([], None, "nothing"),
    ],
)  # fmt: skip
def test_grades_and_their_reasons(results: list[CheckResult], grade: str | None, words: str) -> None:
    got = score(results)
    assert got.grade == grade
    assert words in got.grade_reason.text


findings = st.lists(st.sampled_from([PASS, FAIL, UNKNOWN, REVIEW]), max_size=6)
checks = st.lists(st.tuples(st.sampled_from(list(Severity)), findings, st.sampled_from(["a", "b"])), max_size=8)


@given(checks)
def test_the_value_lies_in_its_range_and_everything_in_bounds(drawn: list[tuple[Severity, list[Outcome], str]]) -> None:
    got = score(result(severity, *outcomes, category=category) for severity, outcomes, category in drawn)
    assert 0 <= got.low <= got.high <= 100
    assert 0 <= got.coverage <= 1
    if got.coverage == 1:
        assert got.value is not None
        assert got.low == got.value == got.high


@given(checks)
def test_mending_a_fault_never_lowers_the_range(drawn: list[tuple[Severity, list[Outcome], str]]) -> None:
    before = score(result(severity, *outcomes, category=category) for severity, outcomes, category in drawn)
    mended = score(
        result(severity, *[PASS if outcome is FAIL else outcome for outcome in outcomes], category=category)
        for severity, outcomes, category in drawn
    )
    assert mended.low >= before.low
    assert mended.high >= before.high
