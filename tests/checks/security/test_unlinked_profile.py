"""Site and profiles that name each other, or do not."""

from __future__ import annotations

import pytest

from auditor.model import Existence, Outcome
from tests.snapshots import SITE, Site, only, run

BACK, ELSEWHERE = ("https://acme.example/about",), ("https://other.example/",)


@pytest.mark.parametrize(
    ("page", "links", "outcome", "variant"),
    [
        ("/", BACK, Outcome.PASS, ""),
        ("/", ELSEWHERE, Outcome.FAIL, "profile"),
        ("/", (), Outcome.FAIL, "profile"),
        ("/", None, Outcome.INCONCLUSIVE, ""),
        ("auditor.toml", BACK, Outcome.FAIL, "site"),
        ("auditor.toml", ELSEWHERE, Outcome.FAIL, "both"),
        ("auditor.toml", None, Outcome.FAIL, "site"),
    ],
)
def test_both_ways(page: str, links: tuple[str, ...] | None, outcome: Outcome, variant: str) -> None:
    site = Site().profile(
        "mastodon", "a@b.example", "https://b.example/@a", page, existence=Existence.LIVE, links=links
    )
    finding = only(run("unlinked-profile", site.snapshot()))
    assert (finding.outcome, finding.variant) == (outcome, variant)


def test_what_the_platform_verified_is_told() -> None:
    site = Site().profile(
        "mastodon",
        "a@b.example",
        "https://b.example/@a",
        existence=Existence.LIVE,
        links=(SITE,),
        verified_links=(SITE,),
    )
    assert "verified" in only(run("unlinked-profile", site.snapshot())).message.text


def test_profiles_not_known_to_exist_are_not_judged() -> None:
    site = Site().profile("x", "acme", "https://x.com/acme", existence=Existence.UNKNOWN)
    assert run("unlinked-profile", site.snapshot()).outcome is Outcome.NOT_APPLICABLE
