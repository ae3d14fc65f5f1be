"""Handles that misspell the brand, or differ on every platform."""

from __future__ import annotations

import pytest

from auditor.model import Outcome
from tests.profiles import profile
from tests.snapshots import SITE, only, run

CHECK = "mismatched-handle"


@pytest.mark.parametrize(
    ("handle", "outcome"),
    [
        ("acme", Outcome.PASS),
        ("acmetools-anvils", Outcome.NOT_APPLICABLE),
        ("anvilworks", Outcome.PASS),
        ("anvilworks-support", Outcome.PASS),
        ("Anvil_Works", Outcome.PASS),
        ("anvilwroks", Outcome.FAIL),
        ("anvlwork", Outcome.FAIL),
        ("anvil", Outcome.PASS),
        ("1234567", Outcome.NOT_APPLICABLE),
        ("roadrunner", Outcome.NOT_APPLICABLE),
    ],
)
def test_one_handle(handle: str, outcome: Outcome) -> None:
    result = run(CHECK, profile(handle).company_profile(names=("Anvilworks",)).snapshot())
    assert result.outcome is outcome
    assert {one.subject for one in result.findings} <= {f"https://b.example/{handle}"}


def test_handles_that_all_differ_are_told_once() -> None:
    site = profile("roadrunner", "x").profile("github", "coyote", "https://github.com/coyote")
    assert run(CHECK, site.snapshot()).outcome is Outcome.NOT_APPLICABLE
    site.profile("youtube", "desert", "https://youtube.com/@desert")
    finding = only(run(CHECK, site.snapshot()))
    assert (finding.outcome, finding.subject) == (Outcome.FAIL, SITE)


def test_one_strange_name_everywhere_is_a_choice() -> None:
    site = profile("roadrunner", "x").profile("github", "roadrunner", "https://github.com/roadrunner")
    site.profile("youtube", "roadrunner", "https://youtube.com/@roadrunner")
    assert run(CHECK, site.snapshot()).outcome is Outcome.NOT_APPLICABLE
