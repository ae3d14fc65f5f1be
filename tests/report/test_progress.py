"""What a report says of an earlier audit: only where there is one, and only what is known."""

from __future__ import annotations

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup

from auditor.audit import comparison
from auditor.audit.results import Results
from auditor.model import Outcome
from auditor.report import Report, progress
from auditor.report.renderers import html
from tests import factories as make

SITE = make.SITE


def audit(month: int, *failed: str, ruleset: str = "1", value: float | None = 50) -> Results:
    found = [make.make_finding(Outcome.FAIL, subject) for subject in failed]
    fine = [make.make_finding(Outcome.PASS, one) for one in (f"{SITE}/a/", f"{SITE}/b/") if one not in failed]
    made = make.make_results([make.make_result(make.make_check(), *found, *fine)])
    score = made.score.model_copy(update={"value": value})
    return made.model_copy(update={"taken_at": f"2026-{month:02}-01T00:00:00Z", "ruleset": ruleset, "score": score})


def compared(now: Results, *earlier: Results) -> Report:
    told = now.model_copy(update={"comparison": comparison.compare(now, earlier)})
    return make.make_report(told, make.make_snapshot(), make.make_known([make.make_check()]))


def sentences(now: Results, *earlier: Results) -> list[str]:
    told = progress.of(comparison.compare(now, earlier))
    assert told is not None
    return [said.text for said in told.sentences]


def test_without_an_earlier_audit_nothing_is_said() -> None:
    report = make.make_report(make.make_results(), make.make_snapshot(), make.example_known())
    assert report.progress is None
    assert "What has changed" not in html.document(report, paper=False)


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        (50, 72, "The score rose from 50 to 72 since 1 January 2026."),
        (72, 50, "The score fell from 72 to 50 since 1 January 2026."),
        (50, 50, "The score is 50, as on 1 January 2026."),
        (None, 50, "The score cannot be compared with that of 1 January 2026: one of the audits has none."),
    ],
)
def test_the_score_is_compared(before: float | None, now: float | None, said: str) -> None:
    assert sentences(audit(2, value=now), audit(1, value=before))[0] == said


def test_scores_under_other_rules_are_not_compared() -> None:
    said = sentences(audit(2, value=90), audit(1, ruleset="0"))[0]
    assert said.startswith("The score cannot be compared with that of 1 January 2026. The rules changed")


def test_what_became_of_findings_is_counted() -> None:
    now, before = audit(2, f"{SITE}/a/", "x"), audit(1, f"{SITE}/b/", "x")
    assert sentences(now, before)[1:] == ["1 finding was fixed.", "1 finding is new.", "1 finding is unchanged."]
    assert sentences(audit(2), audit(1))[1:] == ["No finding appeared, and none went away."]


@pytest.mark.parametrize("paper", [False, True])
def test_the_report_shows_it(paper: bool) -> None:
    report = compared(
        audit(2, f"{SITE}/a/", "x"), audit(1, f"{SITE}/b/", "x", ruleset="0"), audit(1, f"{SITE}/b/", "x")
    )
    page = BeautifulSoup(html.document(report, paper=paper), "lxml")
    section = page.select_one("#changes")
    assert section is not None
    said = section.get_text(" ", strip=True)
    for words in ("What has changed since 1 January 2026", "New (1)", "Fixed (1)", "Found in 3 audits in a row"):
        assert words in said
    assert len(section.select("table.trend tbody tr")) == 3
    assert "The rules changed between the two audits" in said
    assert "Fixed: 1; new or back: 1." in page.select(".since")[0].get_text()
    left = replace(
        report, presentation=replace(report.presentation, branding=replace(report.branding, sections=("plan",)))
    )
    assert 'id="changes"' not in html.document(left, paper=paper)


def chart(*audits: Results) -> BeautifulSoup | None:
    report = compared(audits[-1], *audits[:-1])
    found = BeautifulSoup(html.document(report, paper=False), "lxml").find("svg", class_="trend-chart")
    return BeautifulSoup(str(found), "lxml") if found else None


def test_two_audits_make_no_chart() -> None:
    assert chart(audit(1), audit(2)) is None


def test_a_chart_joins_only_what_the_same_rules_judged() -> None:
    drawn = chart(
        audit(1, value=40),
        audit(2, value=50),
        audit(3, value=None),
        audit(4, value=70, ruleset="2"),
        audit(5, value=70, ruleset="2"),
    )
    assert drawn is not None
    assert [mark["cy"] for mark in drawn.find_all("circle")] == ["80.0", "70.0", "50.0", "50.0"]
    assert len(drawn.find_all("path", class_="c-sure")) == 2  # 1 to 2, 4 to 5
    assert len(drawn.find_all("path", class_="c-mark")) == 1  # before 4
