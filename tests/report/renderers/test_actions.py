"""The action plan as a table for other programs."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

from auditor import report
from auditor.config.report import FindingSettings
from auditor.model import Outcome
from auditor.report.renderers import actions, html
from tests import factories as make


def rows(told: report.Report, path: Path) -> list[dict[str, str]]:
    actions.write(told, path)
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_fault_is_a_row_in_the_order_of_the_plan(tmp_path: Path) -> None:
    told = make.make_report(make.make_results(), make.make_snapshot(), make.example_known())
    found = rows(told, tmp_path / "a.csv")
    assert [(row["no"], row["check"], row["severity"]) for row in found] == [
        (str(number), action.check, action.severity)
        for number, action in enumerate(told.actions, 1)
        for _ in action.findings
    ]
    assert len({row["fingerprint"] for row in found}) == sum(told.faults.values()) == len(found)
    assert (found[0]["what"], found[0]["where"], found[0]["found"]) == (
        "A press or media page is dead",
        f"{make.SITE}/press/",
        "answers 404",
    )
    before = (tmp_path / "a.csv").read_bytes()
    actions.write(told, tmp_path / "a.csv")
    assert before == (tmp_path / "a.csv").read_bytes()
    assert before.count(b"\r\n") == len(found) + 1


def test_no_cell_starts_a_formula_or_a_line(tmp_path: Path) -> None:
    bad = make.make_finding(Outcome.FAIL, "=cmd|'/c calc'!A1", "+1\n@SUM(A1)")
    told = make.make_report(
        make.make_results((make.make_result(make.make_check(failing_title="-1"), bad),)), make.make_snapshot(), {}
    )
    (row,) = rows(told, tmp_path / "a.csv")
    assert (row["what"], row["where"], row["found"]) == ("'-1", "'=cmd|'/c calc'!A1", "'+1 @SUM(A1)")


def test_without_faults_there_are_the_names_of_the_columns_alone(tmp_path: Path) -> None:
    told = make.make_report(make.make_results(()), make.make_snapshot(()), {})
    assert rows(told, tmp_path / "a.csv") == []
    assert (tmp_path / "a.csv").read_text(encoding="utf-8").split("\n")[0].strip() == ",".join(actions.COLUMNS)


def test_what_is_being_done_is_in_the_table_the_plan_and_the_chapters(tmp_path: Path) -> None:
    results = make.make_results()
    one, other = (
        finding.fingerprint
        for check in results.checks
        if check.id == "dead-media-page"
        for finding in check.findings[:2]
    )
    handled = {
        one: FindingSettings(status="in progress", responsible="Web <team>", due=date(2026, 12, 31), note="Soon"),
        other: FindingSettings(status="done", responsible="Web <team>", due=date(2026, 1, 1)),
    }
    told = report.build(results, make.example_known(), handled=handled)
    assert [(row["status"], row["due"]) for row in rows(told, tmp_path / "a.csv")[:3]] == [
        ("in progress", "2026-12-31"),
        ("done", "2026-01-01"),
        ("open", ""),
    ]
    shown = html.render(told)
    plan = "1 of 2 in progress. 1 of 2 done, but still found. Responsible: <bdi>Web &lt;team&gt;.</bdi> Due 31 December 2026."
    assert plan in " ".join(shown.split())
    assert (
        "<strong>In progress.</strong> Responsible: <bdi>Web &lt;team&gt;.</bdi> Due 31 December 2026. Note: <bdi>Soon.</bdi>"
        in shown
    )
    assert "<strong>Done, but still found.</strong>" in shown
