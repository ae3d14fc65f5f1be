"""The score's rules, each with numbers worked out by hand."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.audit.runner import conclude
from auditor.audit.scoring import score
from auditor.model import Check, CheckResult, Finding, Outcome, Severity, Snapshot

PASS, FAIL, UNKNOWN, REVIEW = Outcome.PASS, Outcome.FAIL, Outcome.INCONCLUSIVE, Outcome.REVIEW


def _run(_: Snapshot) -> Iterator[Finding]:
    yield from ()


def result(severity: Severity, *outcomes: Outcome, category: str = "contact", id: str = "") -> CheckResult:
    check = Check(id or f"{severity.label}-check", category, severity, "Good", "Bad", (), _run)
    return conclude(check, tuple(Finding(outcome, str(number), "") for number, outcome in enumerate(outcomes)))


def test_a_check_is_the_mean_of_its_findings_and_a_critical_one_its_worst() -> None:
    assert score([result(Severity.HIGH, PASS, PASS, PASS, FAIL)]).value == 75
    assert score([result(Severity.CRITICAL, PASS, PASS, PASS, FAIL)]).value == 0


def test_checks_weigh_by_severity() -> None:
    # high 7.5 passed, low 2.5 failed: 7.5 / 10
    assert score([result(Severity.HIGH, PASS), result(Severity.LOW, FAIL)]).value == 75


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


def test_what_does_not_apply_or_is_for_a_person_has_no_weight() -> None:
    got = score([result(Severity.HIGH, PASS), result(Severity.CRITICAL), result(Severity.HIGH, REVIEW)])
    assert (got.value, got.coverage, got.grade) == (100, 1, "A")


def test_a_check_that_broke_is_unknown() -> None:
    broken = CheckResult(result(Severity.HIGH).check, Outcome.ERROR, reason="ValueError: x")
    got = score([result(Severity.HIGH, PASS), broken])
    assert (got.coverage, got.low, got.high) == (0.5, 50, 100)


@pytest.mark.parametrize(
    ("results", "grade", "words"),
    [
        ([result(Severity.HIGH, *[PASS] * 19, FAIL)], "A", "95"),
        ([result(Severity.HIGH, *[PASS] * 8, FAIL, FAIL)], "B", "80"),
        ([result(Severity.LOW, FAIL)], "F", "0"),
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
    assert words in got.grade_reason


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
