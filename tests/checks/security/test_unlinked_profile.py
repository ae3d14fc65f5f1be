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


@pytest.mark.parametrize(
    ("links", "outcome", "variant", "said"),
    [
        (BACK, Outcome.INCONCLUSIVE, "", "No page that was read links to it, but pages may have gone unseen. "),
        (None, Outcome.INCONCLUSIVE, "", "No page that was read links to it, but pages may have gone unseen. "),
        (ELSEWHERE, Outcome.FAIL, "profile", "The profile does not link to the site."),
    ],
)
def test_that_no_page_links_it_needs_all_pages(
    links: tuple[str, ...] | None, outcome: Outcome, variant: str, said: str
) -> None:
    site = Site(needs_script=True).profile(
        "mastodon", "a@b.example", "https://b.example/@a", "auditor.toml", existence=Existence.LIVE, links=links
    )
    finding = only(run("unlinked-profile", site.snapshot()))
    assert (finding.outcome, finding.variant) == (outcome, variant)
    assert said in finding.message.text
