"""Profiles that the site links and that are gone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from auditor.model import Existence, Outcome, Profile, ProfileMention, ProfileSource, Severity
from tests.snapshots import Site, only, outcomes, run

URL = "https://bsky.app/profile/acme.example"


def site(existence: Existence, *pages: str, platform: str = "bluesky", **fields: object) -> Site:
    return Site().profile(
        platform, "acme.example", URL, *pages, existence=existence, reason="its interface says so", **fields
    )


@pytest.mark.parametrize(
    ("existence", "outcome", "words"),
    [
        (Existence.LIVE, Outcome.PASS, "exists"),
        (Existence.MISSING, Outcome.FAIL, "no longer exists"),
        (Existence.SUSPENDED, Outcome.FAIL, "is suspended"),
        (Existence.DEACTIVATED, Outcome.FAIL, "is deactivated"),
        (Existence.MOVED, Outcome.FAIL, "has moved"),
        (Existence.UNKNOWN, Outcome.INCONCLUSIVE, "could not be verified"),
    ],
)
def test_the_platforms_word_decides(existence: Existence, outcome: Outcome, words: str) -> None:
    finding = only(run("dead-profile-link", site(existence).snapshot()))
    assert (finding.outcome, finding.subject, finding.severity) == (outcome, URL, Severity.HIGH)
    assert words in finding.message.text
    assert finding.evidence


def test_where_it_moved_is_told() -> None:
    there = "https://bsky.app/profile/new.example"
    assert there in only(run("dead-profile-link", site(Existence.MOVED, moved_to=there).snapshot())).message.text


def test_an_unknown_one_says_how_to_find_out() -> None:
    finding = only(run("dead-profile-link", site(Existence.UNKNOWN, hint="Ask a friend.").snapshot()))
    assert finding.hint.text == "Ask a friend."


def test_nothing_is_believed_where_the_control_failed() -> None:
    made = site(Existence.MISSING).profile_control("bluesky", "it also knows a name that cannot exist")
    finding = only(run("dead-profile-link", made.snapshot()))
    assert finding.outcome is Outcome.INCONCLUSIVE
    assert "cannot exist" in finding.message.text


def test_profiles_that_the_site_does_not_name_and_closed_services_are_left_to_others() -> None:
    assert (
        run("dead-profile-link", site(Existence.MISSING, "auditor.toml").snapshot()).outcome is Outcome.NOT_APPLICABLE
    )
    assert run("dead-profile-link", site(Existence.CLOSED).snapshot()).outcome is Outcome.NOT_APPLICABLE


def test_each_profile_is_told_once_with_its_pages() -> None:
    made = site(Existence.MISSING, "/", "/contact").profile(
        "mastodon", "a@b.example", "https://b.example/@a", existence=Existence.LIVE
    )
    assert outcomes(run("dead-profile-link", made.snapshot())) == {
        URL: Outcome.FAIL,
        "https://b.example/@a": Outcome.PASS,
    }


@pytest.mark.parametrize("watching", [False, True])
def test_a_profile_that_only_auditor_toml_names_is_judged_while_watching(watching: bool) -> None:
    named = ProfileMention("auditor.toml", "https://bsky.app/profile/acme.example", ProfileSource.CONFIGURATION)
    profile = Profile("bluesky", "acme.example", named.url, (named,), Existence.SUSPENDED)
    seen = replace(Site().snapshot(), profiles=(profile,), watching=watching)
    assert outcomes(run("dead-profile-link", seen)) == ({named.url: Outcome.FAIL} if watching else {})
