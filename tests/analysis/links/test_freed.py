"""Who may take the name of a profile that is gone: by the form of the name."""

from __future__ import annotations

import pytest

from auditor.analysis.links import freed
from auditor.analysis.links.freed import Taker
from auditor.model import Existence
from auditor.platforms.catalogue import handle_domain
from tests.snapshots import FAILED, NO_DOMAIN, Site

ACME = "https://www.acme.co.uk/"


@pytest.mark.parametrize(
    ("platform", "handle", "taker"),
    [
        ("bluesky", "acme.bsky.social", Taker.ANYBODY),
        ("bluesky", "ab.bsky.social", Taker.NOBODY),
        ("bluesky", "a.b.bsky.social", Taker.NOBODY),
        ("bluesky", "a-name-that-is-too-long-to-have.bsky.social", Taker.NOBODY),
        ("bluesky", "jane.bsky.team", Taker.NOBODY),
        ("bluesky", "acme.co.uk", Taker.NOBODY),
        ("bluesky", "news.acme.co.uk", Taker.NOBODY),
        ("bluesky", "news.mastodon.social.ap.brid.gy", Taker.NOBODY),
        ("bluesky", "acme.com.web.brid.gy", Taker.NOBODY),
        ("bluesky", "handle.invalid", Taker.NOBODY),
        ("bluesky", "acme.test", Taker.NOBODY),
        ("bluesky", "did:plc:abcdefghijklmnopqrstuvwx", Taker.NOBODY),
        ("bluesky", "acme.github.io", Taker.UNKNOWN),
        ("bluesky", "elsewhere.com", Taker.UNKNOWN),
        ("mastodon", "acme@social.acme.co.uk", Taker.NOBODY),
        ("mastodon", "acme.bsky.social@bsky.brid.gy", Taker.NOBODY),
        ("github", "acme", Taker.ANYBODY),
        ("youtube", "acme", Taker.UNKNOWN),
        ("youtube", "user/acme", Taker.NOBODY),
        ("youtube", "c/acme", Taker.NOBODY),
        ("youtube", "channel/UCaBcDeFgHiJkLmNoPqRsTuV", Taker.NOBODY),
        ("facebook", "acmetools", Taker.UNKNOWN),
        ("facebook", "100064000000001", Taker.NOBODY),
        ("linkedin", "company/123456", Taker.NOBODY),
        ("linkedin", "company/acme", Taker.UNKNOWN),
        ("telegram", "acme_news", Taker.ANYBODY),
        ("telegram", "acme", Taker.UNKNOWN),
        ("telegram", "+AbCdEf123456", Taker.NOBODY),
        ("discord", "acme", Taker.ANYBODY),
        ("discord", "hT7qPz3K", Taker.UNKNOWN),
        ("whatsapp", "channel/0029Va4K0PZ5a245NkngBA2M", Taker.NOBODY),
        ("flickr", "12345678@N00", Taker.NOBODY),
        ("nowhere", "acme", Taker.UNKNOWN),
    ],
)
def test_each_form_of_a_name_has_its_rule(platform: str, handle: str, taker: Taker) -> None:
    site = Site(ACME).profile(platform, handle, "https://platform.example/acme", existence=Existence.MISSING)
    snapshot = site.snapshot()
    assert freed.fate(snapshot, snapshot.profiles[0]).taker is taker


@pytest.mark.parametrize(
    ("ns", "soa", "taker"),
    [
        (NO_DOMAIN, NO_DOMAIN, Taker.ANYBODY),
        (("ns1.elsewhere.com",), ("ns1 host 1 2 3 4 5",), Taker.NOBODY),
        (FAILED, FAILED, Taker.UNKNOWN),
    ],
)
def test_a_handle_that_is_a_domain_is_free_only_if_the_domain_is(ns: object, soa: object, taker: Taker) -> None:
    site = Site(ACME).profile(
        "bluesky", "shop.elsewhere.com", "https://bsky.app/profile/x", existence=Existence.MISSING
    )
    snapshot = site.record("elsewhere.com", "NS", ns).record("elsewhere.com", "SOA", soa).snapshot()  # type: ignore[arg-type]
    assert freed.fate(snapshot, snapshot.profiles[0]).taker is taker


def test_which_domain_has_to_be_asked_about() -> None:
    assert handle_domain("bluesky", "shop.elsewhere.co.uk") == "elsewhere.co.uk"
    for platform, handle in (
        ("bluesky", "acme.bsky.social"),
        ("bluesky", "handle.invalid"),
        ("github", "acme"),
        ("nowhere", "x.com"),
    ):
        assert handle_domain(platform, handle) == ""
