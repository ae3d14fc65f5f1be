"""The action plan: which faults stand together, and in which order."""

from __future__ import annotations

from dataclasses import replace

from auditor.model import Check, Finding, Outcome, Severity
from auditor.report import Action, Report, plan
from tests import factories as make

SEVERITIES = {word: Severity[word.upper()] for word in ("critical", "high", "medium", "low")}


def told(*results: tuple[Check, tuple[Finding, ...]]) -> Report:
    made = make.make_results(make.make_result(check, *findings) for check, findings in results)
    return make.make_report(made, make.make_snapshot(), {})


def faults(number: int, severity: Severity | None = None) -> tuple[Finding, ...]:
    return tuple(make.make_finding(Outcome.FAIL, f"s{one}", severity=severity) for one in range(number))


def action(
    check: str, severity: str = "high", category: str = "contact", findings: int = 1, effort: str = ""
) -> Action:
    (made,) = told((make.make_check(check, category=category, severity=SEVERITIES[severity]), faults(findings))).actions
    return replace(made, effort=effort)


def test_every_fault_is_in_it_once() -> None:
    report = make.make_report(make.make_results(), make.make_snapshot(), make.example_known())
    assert [(one.check, one.severity, one.worst.subject, len(one.findings)) for one in report.actions] == [
        ("dead-media-page", "critical", f"{make.SITE}/press/", 2),
        ("dead-contact-link", "high", f"{make.SITE}/downloads/press-kit-2022.zip", 3),
        ("undeliverable-email", "high", "presse@quillnett.example", 1),
        ("dead-contact-link", "medium", "https://partner.example/quillnet", 1),
        ("placeholder-content", "medium", f"{make.SITE}/complaints/how/", 1),
    ]
    assert sum(len(one.findings) for one in report.actions) == sum(report.faults.values())
    assert report.actions[0].remedy == (
        "Bring the page back at its old address, or redirect it (`301`) to the page that took its place."
    )


def test_a_check_fills_one_place_however_much_it_found() -> None:
    loud, mild = make.make_check("loud"), make.make_check("mild", severity=Severity.LOW)
    assert [(one.check, len(one.findings)) for one in told((mild, faults(1)), (loud, faults(9))).actions] == [
        ("loud", 9),
        ("mild", 1),
    ]


def test_a_finding_worse_than_its_check_ranks_by_itself() -> None:
    mild, high = make.make_check("mild", severity=Severity.LOW), make.make_check("high", severity=Severity.HIGH)
    report = told((high, faults(1)), (mild, (*faults(1), *faults(1, Severity.CRITICAL))))
    assert [(one.check, one.severity) for one in report.actions] == [
        ("mild", "critical"),
        ("high", "high"),
        ("mild", "low"),
    ]


def test_equals_stand_by_reach_then_by_how_little_it_takes_then_by_name() -> None:
    expected = [
        action("z-wide", findings=9),
        action("z-quick", effort="minutes"),
        action("y-day", effort="hours"),
        action("x-long", effort="project"),
        action("a-unknown"),
        action("b-unknown"),
    ]
    shuffled = sorted(expected, key=lambda one: one.check)
    assert sorted(shuffled, key=plan._harm) == expected


def test_every_category_has_its_turn_but_a_critical_fault_waits_for_none() -> None:
    def order(severity: str) -> list[str]:
        made = [(make.make_check(f"a{one}", severity=SEVERITIES[severity]), faults(9)) for one in range(4)]
        other = make.make_check("b", category="privacy", severity=SEVERITIES[severity])
        return [one.check for one in told(*made, (other, faults(1))).actions]

    assert order("high") == ["a0", "a1", "b", "a2", "a3"]
    assert order("critical") == ["a0", "a1", "a2", "a3", "b"]
