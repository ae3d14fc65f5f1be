"""What a command prints of an audit."""

from __future__ import annotations

from dataclasses import replace

import pytest

from auditor.cli import terminal
from auditor.model import Accept, Finding, Outcome, Severity
from tests import factories as make


def faults(number: int, severity: Severity | None = None) -> list[Finding]:
    return [make.make_finding(Outcome.FAIL, f"s{one}", "Is dead.", severity=severity) for one in range(number)]


def printed(capsys: pytest.CaptureFixture[str], *found: tuple[str, Severity, list[Finding]]) -> list[str]:
    """Return the lines about what failed."""
    results = make.make_results(
        make.make_result(make.make_check(name, severity=severity), *findings) for name, severity, findings in found
    )
    terminal.verdict(results)
    return capsys.readouterr().out.splitlines()[2:]


def test_equal_faults_are_one_line_in_the_order_of_the_plan(capsys: pytest.CaptureFixture[str]) -> None:
    mixed = [*faults(1), *faults(2, Severity.CRITICAL)]
    assert printed(capsys, ("mild", Severity.LOW, faults(3)), ("mixed", Severity.HIGH, mixed)) == [
        "  critical  mixed: s0 - Is dead. (and 1 more)",
        "  high      mixed: s0 - Is dead.",
        "  low       mild: s0 - Is dead. (and 2 more)",
    ]


def test_a_long_list_is_cut_and_says_how_much_is_left(capsys: pytest.CaptureFixture[str]) -> None:
    lines = printed(capsys, *((f"c{one:02}", Severity.HIGH, faults(2)) for one in range(22)))
    assert len(lines) == 21
    assert lines[-1] == "  and 4 more findings in the report"


def test_no_critical_fault_is_ever_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    critical = [(f"c{one:02}", Severity.CRITICAL, faults(1)) for one in range(25)]
    lines = printed(capsys, *critical, ("mild", Severity.LOW, faults(1)))
    assert [line.split()[0] for line in lines[:25]] == ["critical"] * 25
    assert lines[25:] == ["  and 1 more finding in the report"]


def test_where_nothing_failed_that_is_told_with_what_was_accepted(capsys: pytest.CaptureFixture[str]) -> None:
    fine = [make.make_finding(Outcome.PASS, "s", "Is fine.")]
    assert printed(capsys, ("mild", Severity.LOW, fine)) == ["  Nothing that could be verified failed."]
    accept = Accept("s1", "It is known.")
    borne = replace(make.make_finding(Outcome.REVIEW, "s1", "Is dead."), accepted=accept)
    assert printed(capsys, ("mild", Severity.LOW, [*fine, borne])) == [
        "  Nothing that could be verified failed, apart from 1 finding that was accepted and is not scored."
    ]


def test_where_nothing_was_verified_nothing_is_said_to_be_fine(capsys: pytest.CaptureFixture[str]) -> None:
    unsure = [make.make_finding(Outcome.INCONCLUSIVE, "s", "Could not be seen.")]
    assert printed(capsys, ("mild", Severity.LOW, unsure)) == []


def test_a_message_that_quotes_a_whole_file_keeps_its_beginning_and_its_end() -> None:
    told = terminal.line(f"auditor.toml: {'x' * 90_000} is not a date; write it like 2026-11-30")
    assert len(told) < 1_600
    assert told.startswith("auditor.toml: xxx")
    assert told.endswith("xxx is not a date; write it like 2026-11-30")
    assert terminal.line("short\nline") == terminal.safe("short\nline")
