"""What the engine makes of a check's findings, faults that are accepted among them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from auditor import pipeline
from auditor.audit import runner
from auditor.model import Accept, Check, Finding, Outcome, Severity, Snapshot, quoted
from tests import snapshots
from tests.factories import make_check

PARTNER = "https://partner.example/kit"


def declared(*found: Finding, severity: Severity = Severity.HIGH) -> Check:
    def run(_: Snapshot) -> Iterator[Finding]:
        yield from found

    return replace(make_check("dead-contact-link", severity=severity), run=run, needs=())


def snapshot(*accepts: Accept) -> Snapshot:
    return replace(snapshots.Site().snapshot(), accepts=accepts)


DEAD = Finding(Outcome.FAIL, PARTNER, quoted("Answers 404."), value=0.0)
ALIVE = Finding(Outcome.PASS, "https://www.acme.example/kit", quoted("Answers 200."))
ACCEPT = Accept("https://partner.example/*", "their site is down until March.")


def test_an_accepted_fault_is_told_and_no_failure() -> None:
    before = snapshots.only(runner.run(declared(DEAD), snapshot()))
    result = runner.run(declared(DEAD), snapshot(ACCEPT))
    after = snapshots.only(result)
    assert (before.outcome, after.outcome, result.outcome) == (Outcome.FAIL, Outcome.REVIEW, Outcome.REVIEW)
    assert (after.message.text, after.accepted) == ("Answers 404.", ACCEPT)
    assert after.value is None
    assert (after.fingerprint, after.subject, after.severity) == (before.fingerprint, PARTNER, Severity.HIGH)


def test_an_accept_that_runs_out_tells_when() -> None:
    accept = replace(ACCEPT, reason="down", until=date(2026, 12, 31))
    found = snapshots.only(runner.run(declared(DEAD), snapshot(accept)))
    assert (found.message.text, found.accepted) == ("Answers 404.", accept)


@pytest.mark.parametrize(
    ("until", "outcome"), [(date(2026, 11, 21), Outcome.REVIEW), (date(2026, 11, 20), Outcome.FAIL)]
)
def test_its_last_day_is_the_day_of_the_visit(until: date, outcome: Outcome) -> None:
    assert snapshots.TAKEN_AT.date() == date(2026, 11, 21)
    assert runner.run(declared(DEAD), snapshot(replace(ACCEPT, until=until))).outcome is outcome


@pytest.mark.parametrize(
    ("accept", "outcome"),
    [
        (replace(ACCEPT, check="dead-contact-link"), Outcome.REVIEW),
        (replace(ACCEPT, check="dead-media-page"), Outcome.FAIL),
        (replace(ACCEPT, pattern=PARTNER), Outcome.REVIEW),
        (replace(ACCEPT, pattern="https://partner.example/"), Outcome.FAIL),
        (replace(ACCEPT, pattern="https://Partner.example/*"), Outcome.FAIL),
    ],
)
def test_it_applies_to_what_it_names(accept: Accept, outcome: Outcome) -> None:
    assert runner.run(declared(DEAD), snapshot(accept)).outcome is outcome


def test_the_first_that_applies_gives_the_reason() -> None:
    gone, other = replace(ACCEPT, reason="old", until=date(2026, 1, 1)), replace(ACCEPT, reason="other")
    found = snapshots.only(runner.run(declared(DEAD), snapshot(gone, other, ACCEPT)))
    assert (found.accepted, found.lapsed) == (other, None)


def test_a_fault_says_which_accept_ran_out() -> None:
    gone = replace(ACCEPT, until=date(2026, 1, 1), who="j.doe@acme.example", note="ask j.doe@acme.example")
    found = snapshots.only(runner.run(declared(DEAD), snapshot(gone)))
    assert (found.outcome, found.accepted) == (Outcome.FAIL, None)
    assert found.lapsed is not None
    assert (found.lapsed.who, found.lapsed.note) == ("j•••e@acme.example", "ask j•••e@acme.example")


@pytest.mark.parametrize("outcome", [Outcome.PASS, Outcome.REVIEW, Outcome.INCONCLUSIVE])
def test_only_faults_are_accepted(outcome: Outcome) -> None:
    finding = replace(DEAD, outcome=outcome)
    told = snapshots.only(runner.run(declared(finding), snapshot(ACCEPT)))
    assert (told.outcome, told.message.text, told.value) == (outcome, "Answers 404.", 0.0)


def test_what_is_left_decides_the_outcome_and_the_score() -> None:
    other = replace(DEAD, subject="https://www.acme.example/gone")
    assert runner.run(declared(DEAD, other, ALIVE), snapshot(ACCEPT)).outcome is Outcome.FAIL
    assert runner.run(declared(DEAD, ALIVE), snapshot(ACCEPT)).outcome is Outcome.REVIEW
    scored = pipeline.judge_all([declared(DEAD, ALIVE)], snapshot(ACCEPT)).score
    assert (scored.value, scored.coverage) == (100, 1)
    assert pipeline.judge_all([declared(DEAD, ALIVE)], snapshot()).score.value == 50


def test_a_critical_fault_that_is_accepted_caps_nothing() -> None:
    check = declared(DEAD, ALIVE, severity=Severity.CRITICAL)
    assert pipeline.judge_all([check], snapshot()).score.grade == "F"
    assert pipeline.judge_all([check], snapshot(ACCEPT)).score.grade == "A"


def test_subjects_are_matched_before_they_are_masked() -> None:
    finding = replace(DEAD, subject="jane.doe@acme.example")
    found = snapshots.only(
        runner.run(declared(finding), snapshot(Accept("jane.doe@acme.example", "left; ask joe.roe@acme.example")))
    )
    assert found.outcome is Outcome.REVIEW
    assert found.subject == "j•••e@acme.example"
    assert found.accepted is not None
    assert found.accepted.reason == "left; ask j•••e@acme.example"
