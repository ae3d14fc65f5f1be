"""Every page, document and feed that sends people to a profile is found, and what only looks like it is not."""

from __future__ import annotations

import pytest

from auditor.analysis.profiles import reach
from auditor.model import Snapshot
from tests.snapshots import FILLER, SITE, Site

URL = "https://social.example/@acme_help"


def found(visit: Site) -> reach.Places:
    snapshot: Snapshot = visit.profile("mastodon", "acme_help@social.example", URL, "/contact").snapshot()
    (profile,) = snapshot.profiles
    return reach.places(snapshot, profile)


@pytest.mark.parametrize(
    "html",
    [
        f'<a href="{URL}">Help</a>',
        '<a href="https://www.social.example/@ACME_help/">Help</a>',
        "<p>Ask @acme_help@social.example</p>",
        f'<script type="application/ld+json">{{"sameAs": "{URL}"}}</script>',
    ],
)
def test_a_page_that_names_it_is_found(html: str) -> None:
    places = found(Site().page("/contact").page("/help", FILLER + html))
    assert places.pages == (f"{SITE}contact", f"{SITE}help")


@pytest.mark.parametrize(
    "html",
    [
        '<a href="https://social.example/@acme_helpers">Others</a>',
        "<p>acme_help</p>",
        "<p>@acme_help@other.example</p>",
        '<a href="https://social.example/@acme">News</a>',
    ],
)
def test_others_of_like_names_are_not(html: str) -> None:
    assert found(Site().page("/contact").page("/help", FILLER + html)).pages == (f"{SITE}contact",)


def test_feeds_and_documents_are_told_apart_from_pages() -> None:
    visit = Site().page("/contact")
    visit.answer(
        f"{SITE}feed",
        html=f"<?xml version='1.0'?><feed><entry>{URL}</entry></feed>",
        content_type="application/atom+xml",
    )
    visit.answer("https://elsewhere.example/feed", html=f"<rss>{URL}</rss>", content_type="application/rss+xml")
    visit.document("/kit.pdf", title=f"See {URL}").document("/other.pdf", title="Anvils")
    places = found(visit)
    assert (places.feeds, places.documents) == ((f"{SITE}feed",), (f"{SITE}kit.pdf",))
    assert [proof.url for proof in reach.evidence(visit.snapshot(), places)] == [
        f"{SITE}contact",
        f"{SITE}kit.pdf",
        f"{SITE}feed",
    ]


def test_a_profile_that_nothing_names_is_carried_by_nothing() -> None:
    snapshot = (
        Site().profile("mastodon", "acme@social.example", "https://social.example/@acme", "auditor.toml").snapshot()
    )
    places = reach.places(snapshot, snapshot.profiles[0])
    assert not places
    assert not reach.carried(places)
