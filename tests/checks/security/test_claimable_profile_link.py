"""Linked names that anybody may take."""

from __future__ import annotations

import pytest

from auditor.model import Existence, Outcome, Severity
from auditor.platforms.catalogue import catalogue
from tests.snapshots import Site, only, run


def some(claimable: bool | None) -> str:
    """Return a platform of which this is so."""
    return next(
        one.id for one in catalogue().platforms.values() if one.claimable is claimable and one.closed_on is None
    )


@pytest.mark.parametrize(
    ("existence", "claimable", "outcome"),
    [
        (Existence.MISSING, True, Outcome.FAIL),
        (Existence.MISSING, False, Outcome.PASS),
        (Existence.MISSING, None, Outcome.REVIEW),
        (Existence.LIVE, True, Outcome.PASS),
        (Existence.UNKNOWN, True, Outcome.REVIEW),
        (Existence.UNKNOWN, False, Outcome.NOT_APPLICABLE),
        (Existence.SUSPENDED, True, Outcome.NOT_APPLICABLE),
    ],
)
def test_a_name_that_nobody_holds(existence: Existence, *, claimable: bool | None, outcome: Outcome) -> None:
    site = Site().profile(some(claimable), "acme", "https://platform.example/acme", existence=existence)
    result = run("claimable-profile-link", site.snapshot())
    assert result.outcome is outcome
    assert result.check.severity is Severity.CRITICAL


def test_a_failed_control_leaves_it_to_a_person() -> None:
    platform = some(True)
    site = Site().profile(platform, "acme", "https://platform.example/acme", existence=Existence.MISSING)
    site.profile_control(platform, "it knows nobody today")
    assert only(run("claimable-profile-link", site.snapshot())).outcome is Outcome.REVIEW


def test_only_what_the_site_sends_visitors_to_counts() -> None:
    site = Site().profile(
        some(True), "acme", "https://platform.example/acme", "auditor.toml", existence=Existence.MISSING
    )
    assert run("claimable-profile-link", site.snapshot()).outcome is Outcome.NOT_APPLICABLE
