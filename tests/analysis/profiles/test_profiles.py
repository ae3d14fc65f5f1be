"""Questions about the company's profiles."""

from __future__ import annotations

import pytest

from auditor.analysis.profiles import profiles
from auditor.model import Existence, Profile
from auditor.text.edits import edits
from tests.effort import ends
from tests.snapshots import SITE, Site


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("acme", "acme", 0),
        ("acme", "acem", 1),
        ("acme", "acmee", 1),
        ("acme", "amce", 1),
        ("acme", "axxe", 2),
        ("acme", "zzzz", 3),
        ("acme", "acmeanvils", 3),
        ("", "", 0),
        ("", "ab", 2),
    ],
)
def test_letters_between_two_names(one: str, other: str, expected: int) -> None:
    assert edits(one, other) == edits(other, one) == expected


def test_long_names_take_no_time() -> None:
    with ends():
        assert edits("a" * 1_000_000, "b" * 1_000_000) == 3


@pytest.mark.parametrize(
    ("platform", "handle", "name"),
    [
        ("mastodon", "acme@social.example", "acme"),
        ("linkedin", "company/acme", "acme"),
        ("bluesky", "acme.bsky.social", "acme"),
        ("bluesky", "help.acme.example", "acme"),
        ("x", "acme", "acme"),
    ],
)
def test_the_part_of_a_handle_that_was_chosen(platform: str, handle: str, name: str) -> None:
    assert profiles.chosen_name(Profile(platform, handle, "https://p.example/")) == name


@pytest.mark.parametrize(
    ("bio", "said"),
    [
        ("This one is not read.", True),
        ("NOT READ", True),
        ("not ready", False),
        ("cannot read", False),
        ("not  read", True),
        ("", False),
    ],
)
def test_phrases_count_as_whole_words(bio: str, said: bool) -> None:
    assert profiles.says(Profile("x", "acme", "https://x.com/acme", bio=bio), ["not read"]) is said


def test_hostile_bios_take_no_time() -> None:
    with ends():
        assert not profiles.says(Profile("x", "a", "https://x.com/a", bio="not rea" * 200_000), ["not read"])


def test_which_are_linked_and_which_are_there() -> None:
    site = Site().profile("x", "acme", "https://x.com/acme", existence=Existence.LIVE)
    site.profile("github", "acme", "https://github.com/acme", "auditor.toml")
    found = site.snapshot()
    assert [one.platform for one in profiles.linked(found)] == ["x"]
    assert [one.platform for one in profiles.living(found)] == ["x"]
    github, x = found.profiles
    assert profiles.linked_by(github).text == "It was named for this audit."
    assert profiles.pages_of(x) == (SITE,)
    assert [one.url for one in profiles.proof(found, x)] == ["https://x.com/acme", SITE]
    assert profiles.unsure(found, github).text == "The profile was not looked up."
    assert not profiles.unsure(found, x)


def test_a_rule_that_was_not_to_be_trusted_is_told() -> None:
    site = (
        Site().profile("x", "acme", "https://x.com/acme", existence=Existence.LIVE).profile_control("x", "it said so")
    )
    assert profiles.unsure(site.snapshot(), site.snapshot().profiles[0]).text.endswith("during this visit. It said so.")


def test_the_names_the_company_goes_by() -> None:
    found = profiles.brand(Site().company_profile(names=("Anvilworks", "…"), handle="acmehq").snapshot())
    assert found == ("Acme", "Anvilworks", "acmehq", "acme")
