"""Profiles that lack what visitors look for."""

from __future__ import annotations

from typing import Any

import pytest

from auditor.model import Existence, Outcome
from tests.profiles import URL, profile
from tests.snapshots import only, run

CHECK = "incomplete-profile"


@pytest.mark.parametrize(
    ("fields", "outcome", "lacking"),
    [
        ({}, Outcome.PASS, ""),
        ({"avatar": ""}, Outcome.FAIL, "no picture"),
        ({"bio": " "}, Outcome.FAIL, "no description"),
        ({"links": ()}, Outcome.FAIL, "no link"),
        (
            {"avatar": "", "bio": "", "links": ()},
            Outcome.FAIL,
            "no picture. The profile has no description. The profile has no link",
        ),
        ({"avatar": None}, Outcome.INCONCLUSIVE, "Whether the profile has a picture could not be seen."),
        ({"bio": None}, Outcome.INCONCLUSIVE, "Whether the profile has a description could not be seen."),
        ({"links": None}, Outcome.INCONCLUSIVE, "Whether the profile links to the site could not be seen."),
        ({"bio": None, "links": ()}, Outcome.FAIL, "no link"),
        ({"avatar": None, "bio": None, "links": None}, Outcome.INCONCLUSIVE, ""),
        ({"purpose": "support", "links": ()}, Outcome.FAIL, "does not say when it answers"),
        ({"purpose": "support", "bio": "Mon-Fri 9-17"}, Outcome.PASS, ""),
    ],
)
def test_what_a_profile_lacks(fields: dict[str, Any], outcome: Outcome, lacking: str) -> None:
    finding = only(run(CHECK, profile(**fields).snapshot()))
    assert (finding.outcome, finding.subject) == (outcome, URL)
    assert lacking in finding.message.text


def test_a_profile_that_is_gone_lacks_nothing() -> None:
    gone = profile().profile("x", "acme", "https://x.com/acme", existence=Existence.MISSING, bio="")
    assert only(run(CHECK, gone.snapshot())).subject == URL


def test_a_platform_without_pictures_keeps_none_from_passing() -> None:
    finding = only(run(CHECK, profile(platform="hackernews", avatar=None).snapshot()))
    assert finding.outcome is Outcome.PASS
    assert finding.message.text == "The profile has a description and a link. Its platform shows no pictures."
