"""From what the checks said to a score that admits what it does not know. Pure.

The rules, all of them printed in the report:

- A check's value is the mean of its concluded findings; of a critical check, the worst of them.
- A category's value is the mean of its checks weighted by severity (critical 10, high 7.5, medium 5, low 2.5: the weights
  of OpenSSF Scorecard); the audit's is the mean of the categories that concluded anything.
- Coverage is the share of the applicable weight that was concluded. The range says what the value would be with every
  unknown failed, and with every unknown passed.
- No grade below 60 % coverage or while a critical check is unknown. An open critical failure caps the grade at D, two high
  ones at C.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from auditor.audit.percent import whole_percent
from auditor.model import NOTHING, CheckResult, Finding, Message, Outcome, Severity, message

WEIGHTS = {Severity.CRITICAL: 10.0, Severity.HIGH: 7.5, Severity.MEDIUM: 5.0, Severity.LOW: 2.5, Severity.INFO: 0.0}
"""Source: OpenSSF Scorecard's weights by risk."""

ENOUGH_COVERAGE = 0.6
"""Below this no letter is fair. Our default."""

GRADES = ((90.0, "A"), (80.0, "B"), (70.0, "C"), (60.0, "D"), (0.0, "F"))
"""Lowest value of each grade. Our default: the usual school scale."""


@dataclass(frozen=True, slots=True)
class Score:
    """A value with what it rests on; values are 0 to 100, whole."""

    value: float | None
    """None where nothing could be concluded."""
    coverage: float
    """Share of the applicable weight that was concluded, 0 to 1."""
    low: float
    high: float
    grade: str | None
    grade_reason: Message
    """Why this grade, or why none; checks by their ids."""


@dataclass(frozen=True, slots=True)
class _Tally:
    """One check's part in a score."""

    weight: float
    value: float
    """Mean of what was concluded; 0 where nothing was."""
    low: float
    high: float
    share: float
    """How much of the check was concluded, 0 to 1."""


def score(results: Iterable[CheckResult]) -> Score:
    """Return the score of a whole audit: the mean of its categories, each counting the same."""
    results = tuple(results)
    by_category: dict[str, list[_Tally]] = {}
    for result in results:
        if (tally := _tally(result)) is not None:
            by_category.setdefault(result.check.category, []).append(tally)
    return _sum_up(tuple(by_category.values()), results)


def _sum_up(groups: Sequence[Sequence[_Tally]], results: Sequence[CheckResult]) -> Score:
    applicable = sum(tally.weight for group in groups for tally in group)
    concluded = sum(tally.weight * tally.share for group in groups for tally in group)
    coverage = concluded / applicable if applicable else 0.0
    concluding = [group for group in groups if any(tally.share for tally in group)]
    value = _mean([_weighted(group, lambda tally: tally.value, lambda tally: tally.share) for group in concluding])
    low = _mean([_weighted(group, lambda tally: tally.low) for group in groups]) or 0.0
    high = _mean([_weighted(group, lambda tally: tally.high) for group in groups])
    high = 100.0 if high is None else high
    # Rounded before the grade is given, so that nobody reads "90" beside a B.
    rounded = None if value is None else _whole(value)
    grade, reason = _grade(rounded, coverage, results)
    return Score(rounded, _known(coverage), _whole(low), _whole(high), grade, reason)


def _known(share: float) -> float:
    """Return the share in thousandths, rounded down: all is verified only where nothing is open."""
    return int(1000 * share + 1e-6) / 1000


def _whole(value: float) -> float:
    """Return the nearest whole number, halves up."""
    return float(int(value + 0.5))


def _weighted(
    group: Sequence[_Tally], part: Callable[[_Tally], float], share: Callable[[_Tally], float] = lambda _: 1.0
) -> float:
    weight = sum(tally.weight * share(tally) for tally in group)
    return 100 * sum(tally.weight * share(tally) * part(tally) for tally in group) / weight


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def _tally(result: CheckResult) -> _Tally | None:
    """Return the check's part; None where it does not apply or is for a person to judge."""
    weight = WEIGHTS[result.check.severity]
    if result.outcome is Outcome.NOT_APPLICABLE or not weight:
        return None
    if result.outcome is Outcome.ERROR:  # what it said before it broke is shown, and is not all it would have said
        return _Tally(weight, 0.0, 0.0, 1.0, 0.0)
    known = [_value(finding) for finding in result.findings if finding.outcome in {Outcome.PASS, Outcome.FAIL}]
    open_ = sum(finding.outcome is Outcome.INCONCLUSIVE for finding in result.findings)
    if not known and not open_:
        # Only things for a person to judge: nothing to score. No findings at all: the check could not run.
        return None if result.findings else _Tally(weight, 0.0, 0.0, 1.0, 0.0)
    if result.check.severity is Severity.CRITICAL:
        return _tally_worst(weight, known, open_)
    return _tally_mean(weight, known, open_)


def _tally_mean(weight: float, known: Sequence[float], open_: int) -> _Tally:
    count = len(known) + open_
    value = sum(known) / len(known) if known else 0.0
    return _Tally(weight, value, sum(known) / count, (sum(known) + open_) / count, len(known) / count)


def _tally_worst(weight: float, known: Sequence[float], open_: int) -> _Tally:
    worst = min(known, default=1.0)
    if open_ and worst > 0:  # an unknown one may still be the worst
        return _Tally(weight, 0.0, 0.0, worst, 0.0)
    return _Tally(weight, worst, worst, worst, 1.0)


def _value(finding: Finding) -> float:
    if finding.value is not None:
        return finding.value
    return 1.0 if finding.outcome is Outcome.PASS else 0.0


def _grade(value: float | None, coverage: float, results: Sequence[CheckResult]) -> tuple[str | None, Message]:
    """Return the letter and, in words, how it came about."""
    if value is None:
        return None, message("No grade: nothing could be verified.")
    if blind := sorted(result.check.id for result in results if _critical_unknown(result)):
        return None, _too_blind(blind)
    if coverage < ENOUGH_COVERAGE:
        share = whole_percent(coverage) / 100
        return None, message(
            "No grade: only {share:.0%} could be verified; a grade needs {least:.0%}.",
            share=share,
            least=ENOUGH_COVERAGE,
        )
    earned = next(letter for least, letter in GRADES if value >= least)
    cap, why = _cap(results, earned)
    return (cap, why) if cap else (earned, _earned(earned))


def _too_blind(checks: Sequence[str]) -> Message:
    listed = ", ".join(checks)
    return message(
        "No grade: a critical check could not be verified ({checks}).",
        "No grade: {count} critical checks could not be verified ({checks}).",
        count=len(checks),
        checks=listed,
    )


def _earned(grade: str) -> Message:
    least = next(bound for bound, letter in GRADES if letter == grade)
    if least:
        return message("{grade}: the score is at least {least:.0f}.", grade=grade, least=least)
    lowest = min(bound for bound, _ in GRADES if bound)
    return message("{grade}: the score is below {least:.0f}.", grade=grade, least=lowest)


def _critical_unknown(result: CheckResult) -> bool:
    return result.check.severity is Severity.CRITICAL and result.outcome in {Outcome.INCONCLUSIVE, Outcome.ERROR}


def _cap(results: Sequence[CheckResult], earned: str) -> tuple[str, Message]:
    """Return the grade that faults allow at most, and why; empty where they allow what was earned."""
    failed = [result.check for result in results if result.outcome is Outcome.FAIL]
    if critical := [check.id for check in failed if check.severity is Severity.CRITICAL]:
        cap, listed = "D", ", ".join(critical)
        why = message(
            "{grade} at most, because a critical check failed ({checks}).",
            "{grade} at most, because {count} critical checks failed ({checks}).",
            count=len(critical),
            grade=cap,
            checks=listed,
        )
    elif len(high := [check.id for check in failed if check.severity is Severity.HIGH]) >= 2:
        cap, listed = "C", ", ".join(high)
        why = message(
            "{grade} at most, because {number} checks of high severity failed ({checks}).",
            number=len(high),
            grade=cap,
            checks=listed,
        )
    else:
        return "", NOTHING
    if cap <= earned:
        return "", NOTHING
    return cap, why.then(message("The score alone would earn {grade}.", grade=earned))
