"""What profiles say of themselves: complete, by the right name, and what they are for."""

from __future__ import annotations

from typing import Any

import pytest

from auditor.model import Existence, Outcome
from tests.snapshots import SITE, Site, only, run

FULL = {"avatar": "https://b.example/a.png", "bio": "Anvils since 1949", "links": (SITE,), "name": "Acme"}


def profile(handle: str = "acme", platform: str = "mastodon", **fields: Any) -> Site:
    return Site().profile(
        platform, handle, f"https://b.example/{handle}", existence=Existence.LIVE, **{**FULL, **fields}
    )


# ------------------------------------------------------------------------------------------------------ incomplete-profile


@pytest.mark.parametrize(
    ("fields", "outcome", "lacking"),
    [
        ({}, Outcome.PASS, ""),
        ({"avatar": ""}, Outcome.FAIL, "no picture"),
        ({"bio": " "}, Outcome.FAIL, "no description"),
        ({"links": ()}, Outcome.FAIL, "no link"),
        ({"avatar": "", "bio": "", "links": ()}, Outcome.FAIL, "no picture, no description, no link"),
        ({"avatar": None}, Outcome.PASS, ""),
        ({"avatar": None, "bio": None, "links": None}, Outcome.INCONCLUSIVE, ""),
        ({"purpose": "support", "links": ()}, Outcome.FAIL, "no word on when it answers"),
        ({"purpose": "support", "bio": "Mon-Fri 9-17"}, Outcome.PASS, ""),
    ],
)
def test_what_a_profile_lacks(fields: dict[str, Any], outcome: Outcome, lacking: str) -> None:
    finding = only(run("incomplete-profile", profile(**fields).snapshot()))
    assert finding.outcome is outcome
    assert lacking in finding.message


# ------------------------------------------------------------------------------------------------------- mismatched-handle


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
    site = profile(handle).company_profile(names=("Anvilworks",))
    assert run("mismatched-handle", site.snapshot()).outcome is outcome


def test_handles_that_all_differ_are_told_once() -> None:
    site = profile("roadrunner", "x").profile("github", "coyote", "https://github.com/coyote")
    assert run("mismatched-handle", site.snapshot()).outcome is Outcome.NOT_APPLICABLE
    site.profile("youtube", "desert", "https://youtube.com/@desert")
    finding = only(run("mismatched-handle", site.snapshot()))
    assert (finding.outcome, finding.subject) == (Outcome.FAIL, SITE)


# ----------------------------------------------------------------------------------------------------- mismatched-branding


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
    assert only(run("mismatched-branding", profile(name=name).snapshot())).outcome is outcome


def test_other_approved_names_count() -> None:
    assert (
        only(
            run(
                "mismatched-branding",
                profile(name="Roadrunner Express").company_profile(names=("Roadrunner",)).snapshot(),
            )
        ).outcome
        is Outcome.PASS
    )


# ------------------------------------------------------------------------------------------------------ unlabelled-channel


@pytest.mark.parametrize(
    ("fields", "outcome"),
    [
        ({}, Outcome.NOT_APPLICABLE),
        ({"name": "Acme Support"}, Outcome.FAIL),
        ({"name": "Acme Support", "bio": "Here Mon-Fri 9am to 5pm"}, Outcome.PASS),
        ({"name": "Acme Hilfe", "bio": "Mo\u2013Fr 9\u201317 Uhr"}, Outcome.PASS),
        ({"name": "Acme Help", "bio": "24/7"}, Outcome.PASS),
        ({"purpose": "support", "bio": None}, Outcome.INCONCLUSIVE),
        ({"purpose": "news", "bio": "All our news", "links": ()}, Outcome.FAIL),
        ({"purpose": "news", "bio": "Questions: @acmehelp", "links": ()}, Outcome.PASS),
        ({"bio": "This account is not monitored.", "links": ()}, Outcome.FAIL),
        ({"bio": "Not monitored. Write to help@acme.example", "links": ()}, Outcome.PASS),
        ({"name": "Acme Healthcare"}, Outcome.NOT_APPLICABLE),
    ],
)
def test_what_a_channel_is_for(fields: dict[str, Any], outcome: Outcome) -> None:
    assert run("unlabelled-channel", profile("acme", **fields).snapshot()).outcome is outcome
