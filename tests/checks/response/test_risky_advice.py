"""Advice that loses data when followed: quoted for a person, never scored."""

from __future__ import annotations

import pytest

from auditor.model import Outcome, Severity
from tests.desk import ask, check, reply, url
from tests.snapshots import SITE, Site, only, run

CHECK = "risky-advice"
ADVICE = "Please do a factory reset of your phone."


def test_advice_without_a_warning_is_quoted() -> None:
    result = check(CHECK, [ask(1), reply(1, ADVICE)])
    finding = only(result)
    assert (finding.outcome, finding.subject) == (Outcome.REVIEW, url("a1"))
    assert "factory reset" in finding.evidence[0].excerpt
    assert result.check.severity is Severity.INFO


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Is it broken?", "Please switch it off and on again."),
        ("Is it broken?", "Please do a factory reset of your phone. Back up your data first."),
        ("Should I do a factory reset?", "No, please wait for the technician."),
    ],
)
def test_harmless_advice_passes(question: str, answer: str) -> None:
    finding = only(check(CHECK, [ask(1, question), reply(1, answer)]))
    assert (finding.outcome, finding.subject) == (Outcome.PASS, SITE)


def test_without_posts_nothing_applies() -> None:
    assert run(CHECK, Site().snapshot()).outcome is Outcome.NOT_APPLICABLE
