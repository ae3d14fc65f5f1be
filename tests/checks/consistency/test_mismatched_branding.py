"""Profiles that carry another name than the approved ones."""

from __future__ import annotations

import pytest

from auditor.model import Outcome
from tests.profiles import URL, profile
from tests.snapshots import only, run

CHECK = "mismatched-branding"


@pytest.mark.parametrize(
    ("name", "outcome"),
    [
        ("Acme", Outcome.PASS),
        ("ACME Support", Outcome.PASS),
        ("Acme Ltd.", Outcome.PASS),
        ("Roadrunner", Outcome.FAIL),
        ("", Outcome.PASS),  # platforms then show the handle
        ("Роудраннер", Outcome.REVIEW),
        (None, Outcome.INCONCLUSIVE),
    ],
)
def test_the_name_shown(name: str | None, outcome: Outcome) -> None:
    finding = only(run(CHECK, profile(name=name).snapshot()))
    assert (finding.outcome, finding.subject) == (outcome, URL)


@pytest.mark.parametrize(("approved", "outcome"), [("Roadrunner", Outcome.PASS), ("Coyote", Outcome.FAIL)])
def test_other_approved_names_count(approved: str, outcome: Outcome) -> None:
    site = profile(name="Roadrunner Express").company_profile(names=(approved,))
    assert only(run(CHECK, site.snapshot())).outcome is outcome
