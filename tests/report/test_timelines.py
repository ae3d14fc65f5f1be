"""What happened when, in results and in reports."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import pytest
from lxml import html as lxml_html

from auditor import pipeline, report
from auditor.audit import registry
from auditor.audit.results import Results
from auditor.audit.summary import timeline
from auditor.model import CheckResult, Finding, Outcome, Post, Snapshot, message
from auditor.model.messages import speaking
from auditor.report import Report
from auditor.report.languages import voice_of
from auditor.report.presentation import Presentation
from auditor.report.renderers import html
from tests import factories as make
from tests.checks.listening import test_unacknowledged_spike as outage
from tests.snapshots import Site

KNOWN = dict(registry.load(installed=False))
ZONE = "Europe/Berlin"


def social(n: int, minutes: int) -> Post:
    text = f"No internet in {outage.PLACES[n % 9]} since this morning, why? {n}"
    return outage.said(outage.SOCIAL, outage.at(7) + timedelta(minutes=minutes), text, f"s{n}")


@cache
def bad_day() -> Snapshot:
    """Return a visit after an outage from six on, with the first word at 15:40, that reached a network at seven."""
    site = Site().company_profile(timezone=ZONE)
    visit = outage.visit(outage.own(outage.at(15 + 40 / 60), outage.WORD), site=site)
    return visit.mentions(*(social(n, 2 * n) for n in range(12)), venue=outage.SOCIAL).snapshot()


@cache
def results() -> Results:
    return pipeline.judge_all([KNOWN["unacknowledged-spike"].check], bad_day())


@cache
def told() -> Report:
    found = results()
    report = make.make_report(found, bad_day(), {"unacknowledged-spike": KNOWN["unacknowledged-spike"]})
    return replace(report, results=found)


def test_an_outage_is_told_from_the_first_complaint_to_the_first_word() -> None:
    events = results().timeline
    assert [(one.kind, one.local) for one in events] == [
        ("complaint", "Tue 10 Nov 2026, 07:00"),
        ("spike", "Tue 10 Nov 2026, 07:00"),
        ("venue", "Tue 10 Nov 2026, 08:00"),
        ("peak", "Tue 10 Nov 2026, 08:00"),
        ("acknowledgement", "Tue 10 Nov 2026, 16:40"),
    ]
    assert len({one.incident for one in events}) == 1
    assert events[2].venue == "#acme (Mastodon)"
    assert "9 h 40 min" in events[-1].message.text
    assert events[-1].at == "2026-11-10T15:40:00Z"
    assert all(one.url for one in events if one.kind != "peak")


def test_the_hours_around_it_are_kept_with_what_they_point_at() -> None:
    (series,) = results().series
    assert (series.id, series.step, series.start) == ("mentions", 3_600, "2026-11-09T06:00:00Z")
    assert series.values[24:26] == (16, 28)
    assert {mark.kind: mark.place for mark in series.marks} == {"spike": 24, "acknowledgement": 33}


def test_they_are_in_the_results_and_nothing_is_where_nothing_happened() -> None:
    dumped = json.loads(results().model_dump_json())
    assert Results.model_validate(dumped) == results()
    assert dumped["timeline"][0]["kind"] == "complaint"
    quiet = pipeline.judge_all([KNOWN["unacknowledged-spike"].check], Site().snapshot())
    assert not {"timeline", "series"} & json.loads(quiet.model_dump_json()).keys()


def test_the_report_shows_it_once_as_a_table_and_a_chart() -> None:
    tree: Any = lxml_html.fromstring(html.render(told()))
    (section,) = tree.xpath("//section[@id='timeline']")
    rows = [" ".join(row.text_content().split()) for row in section.xpath(".//tbody/tr")]
    assert len(rows) == 5
    assert "First official word" in rows[-1]
    assert "acme (Bluesky)" in rows[-1]
    (chart,) = section.xpath(".//*[local-name()='svg'][contains(@class, 'hours-chart')]")
    said = chart.text_content()
    assert "Spike begins" in said
    assert "First official word" in said
    assert tree.xpath("//nav[contains(@class, 'contents')]//a[@href='#timeline']")


def test_nothing_empty_is_printed() -> None:
    report = replace(told(), results=results().model_copy(update={"timeline": (), "series": ()}))
    assert 'id="timeline"' not in html.render(report)
    assert 'href="#timeline"' not in html.render(report)


def test_the_german_report_tells_it_in_german() -> None:
    how = Presentation("de")
    with speaking(voice_of(how)):
        page = html.render(replace(told(), presentation=how))
    assert "Was wann geschah" in page
    assert "Erstes offizielles Wort" in page


# ---------------------------------------------------------------------------------------------------------------- takeovers

ACCOUNT = "https://social.example/@acme"
FRIDAY = datetime(2026, 11, 13, 17, 40, tzinfo=UTC)
MONDAY = datetime(2026, 11, 16, 9, 12, tzinfo=UTC)


def found(check: str, outcome: Outcome = Outcome.FAIL, variant: str = "2026-11-13", **data: str) -> CheckResult:
    declared = replace(KNOWN["unacknowledged-spike"].check, id=check)
    return CheckResult(declared, outcome, (Finding(outcome, ACCOUNT, message("It was."), data=data, variant=variant),))


def kinds(checks: Iterable[CheckResult]) -> list[tuple[str, str]]:
    events, _ = timeline.build(Site().snapshot(), checks, internal=False)
    return [(one.kind, one.at) for one in events]


def test_a_takeover_from_friday_to_the_warning_on_monday() -> None:
    taken = found("hijack-signs", since="2026-11-13T17:40:00Z", until="2026-11-15T20:00:00Z")
    warned = found("unwarned-compromise", warned="2026-11-16T09:12:00Z")
    assert kinds([taken, warned]) == [
        ("hijack", "2026-11-13T17:40:00Z"),
        ("hijack-end", "2026-11-15T20:00:00Z"),
        ("warning", "2026-11-16T09:12:00Z"),
    ]
    (*_, last), _ = timeline.build(Site().snapshot(), [taken, warned], internal=False)
    assert "2 days 15 h" in last.message.text


@pytest.mark.parametrize(
    "data", [{}, {"since": "yesterday", "until": "x"}, {"since": "2026-11-13T17:40:00", "until": "2026-11-13T17:40:00"}]
)
def test_what_names_no_moment_is_no_event(data: dict[str, str]) -> None:
    assert kinds([found("hijack-signs", Outcome.FAIL, "2026-11-13", **data)]) == []


def test_a_suspicion_is_no_takeover() -> None:
    assert (
        kinds([found("hijack-signs", Outcome.REVIEW, since="2026-11-13T17:40:00Z", until="2026-11-13T17:40:00Z")]) == []
    )


def test_page_one_tells_the_incident_first() -> None:
    first = told().story[0].text
    assert first.startswith(
        "From 10 November 2026, 07:00, mentions of the company spiked; its first official word came 9 h"
    )
    assert not any("said nothing for hours" in one.text for one in told().story)


def story(found: Results) -> list[str]:
    return [one.text for one in report.build(found, {"unacknowledged-spike": KNOWN["unacknowledged-spike"]}).story]


def test_page_one_tells_no_incident_that_did_not_fail() -> None:
    (check,) = results().checks
    left_open = [one.model_copy(update={"outcome": "inconclusive"}) for one in check.findings]
    unknown = check.model_copy(update={"outcome": "inconclusive", "findings": tuple(left_open)})
    told_then = story(results().model_copy(update={"checks": (unknown,)}))
    assert not any("spiked" in one for one in told_then), "nobody knows whether a word was said"


def test_what_no_incident_tells_keeps_its_clause() -> None:
    (check,) = results().checks
    replaced = check.model_copy(
        update={"id": "hijack-signs", "findings": (check.findings[0].model_copy(update={"data": {}}),)}
    )
    said = " ".join(story(results().model_copy(update={"checks": (check, replaced)})))
    assert "mentions of the company spiked; its first" in said
    assert "an account shows signs that somebody else writes on it" in said
