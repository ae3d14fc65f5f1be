"""Profiles that carry another name than the approved ones."""

from __future__ import annotations

from dataclasses import replace

import pytest

from auditor.analysis.profiles import avatars
from auditor.model import ApprovedAccount, Outcome
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


def approved_picture(bits: int) -> Outcome | None:
    """Return what is said of a picture that differs in so many bits from the approved one."""
    shown = "f0f0f0f0f0f0f0f0-f0f0f0f0f0f0f0f0"
    changed = f"{int('f0' * 8, 16) ^ ((1 << bits) - 1):016x}"
    site = profile(avatar_sha256="a" * 64).approved(ApprovedAccount("mastodon", "acme", avatar=f"{changed}-{changed}"))
    snapshot = replace(site.snapshot(), raw=lambda _: b"picture")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(avatars, "picture_hash", lambda _: shown)
        found = run("mismatched-branding", snapshot)
    return next((one.outcome for one in found.findings if "picture" in one.message.text), None)


@pytest.mark.parametrize(
    ("bits", "outcome"),
    [(0, Outcome.PASS), (4, Outcome.PASS), (5, Outcome.REVIEW), (11, Outcome.REVIEW), (12, Outcome.FAIL)],
)
def test_pictures_are_held_against_the_approved_one(bits: int, outcome: Outcome) -> None:
    assert approved_picture(bits) is outcome


def test_without_an_approved_picture_nothing_is_said_of_it() -> None:
    found = run("mismatched-branding", profile(avatar_sha256="a" * 64).snapshot())
    assert [one.outcome for one in found.findings] == [Outcome.PASS]


@pytest.mark.parametrize(
    ("shown", "outcome"),
    [
        ("Acme Care", Outcome.PASS),
        ("ACME CARE!", Outcome.PASS),
        ("Acme", Outcome.REVIEW),
        ("Reward Center", Outcome.FAIL),
    ],
)
def test_the_approved_name_takes_the_place_of_all_others(shown: str, outcome: Outcome) -> None:
    site = profile(name=shown).approved(ApprovedAccount("mastodon", "acme", name="Acme Care"))
    assert only(run("mismatched-branding", site.snapshot())).outcome is outcome
