"""Which pages serve an end, who sends visitors there, and whether all of them were seen."""

from __future__ import annotations

import pytest

from auditor.analysis import pages
from auditor.analysis.links import graph
from auditor.model import LinkKind, Page, Reach, Role
from tests.snapshots import FILLER, SITE, Site


def test_pages_by_what_became_of_them() -> None:
    site = Site().page("/a", FILLER, Role.MEDIA).page("/b", "", Role.MEDIA, status=404)
    site.page("/c", "", Role.MEDIA, status=None, reach=Reach.CHALLENGED).page("/d", FILLER, Role.CONTACT)
    snapshot = site.snapshot()

    def names(found: tuple[Page, ...]) -> str:
        return "".join(page.url[-1] for page in found)

    assert names(pages.of_role(snapshot, Role.MEDIA)) == "abc"
    assert names(pages.living(snapshot, Role.MEDIA)) == "a"
    assert names(pages.unsettled(snapshot, Role.MEDIA)) == "c"
    assert names(pages.living(snapshot, Role.MEDIA, Role.CONTACT)) == "ad"


def test_who_links_a_page() -> None:
    link = '<a href="/press">{}</a>'
    site = Site(home=link.format("Press") + link.format("Newsroom") + FILLER).page("/x", link.format("Press"))
    site.page("/press", link.format("This page") + FILLER, Role.MEDIA)
    assert pages.mentions(site.snapshot(), SITE + "press").text == "2 pages link to it as “Press”."
    site.link("/sitemap.xml", "/press", kind=LinkKind.SITEMAP)
    assert pages.mentions(site.snapshot(), SITE + "press").text.endswith("as “Press”. The sitemap lists it.")
    assert not pages.mentions(site.snapshot(), SITE + "nobody")


def test_a_picture_shows_and_a_canonical_link_does_not_count() -> None:
    site = Site(home=f'<img src="/logo.png" alt="Us"><link rel="canonical" href="/">{FILLER}').page("/x", FILLER)
    assert pages.mentions(site.snapshot(), SITE + "logo.png").text == f"{SITE} links to it."
    assert not pages.mentions(site.snapshot(), SITE)


def test_an_address_leads_to_its_page() -> None:
    site = Site().page("/press", FILLER, Role.MEDIA).answer("/presse", html=FILLER, landed="/press")
    snapshot = site.snapshot()
    page = graph.at(snapshot, SITE + "presse")
    assert page is not None
    assert page.url == SITE + "press"
    assert graph.at(snapshot, SITE + "unknown") is None
    assert graph.final_url(snapshot, SITE + "unknown") == SITE + "unknown"


@pytest.mark.parametrize(
    ("found", "words"),
    [("a", "a"), ("ab", "a and 1 other page"), ("abc", "a and 2 other pages"), ("aaba", "a and 1 other page")],
)
def test_pages_told(found: str, words: str) -> None:
    assert pages.where(found).text == f"It is on {words}."
    assert pages.linked_on(found).text == f"The link is on {words}."
    assert pages.named_on(found).text == f"The address is published on {words}."


def test_no_doubt_after_a_whole_visit() -> None:
    assert pages.doubt(Site().snapshot()) is None


def test_a_visit_cut_short_leaves_doubt() -> None:
    found = pages.doubt(Site().snapshot(partial="the visit was cut short after 7 pages"))
    assert found is not None
    assert "cut short after 7 pages" in found.reason.text
    assert found.hint.in_full == "Let the audit read the rest of the site. Run it again with --resume."


def test_a_limit_on_pages_leaves_none() -> None:
    note = "9 further pages were not read: the limit is 300 (crawl.max_pages)."
    assert pages.doubt(Site().snapshot(notes=(note,))) is None


@pytest.mark.parametrize(
    "site", [Site(home=None), Site(needs_script=True), Site(home=None).page("/", "", Role.HOME, status=503)]
)
def test_an_unread_home_page_leaves_doubt(site: Site) -> None:
    found = pages.doubt(site.snapshot())
    assert found is not None
    assert "home page could not be" in found.reason.text


def test_where_something_was_looked_for_is_said_with_three_pages() -> None:
    assert not pages.looked_on([])
    assert pages.looked_on(["a", "b", "a"]).text == "We looked on a, b."
    assert pages.looked_on("abcd").text == "We looked on a, b, c and 1 more page."
    assert pages.looked_on("abcde").text == "We looked on a, b, c and 2 more pages."


def unread(site: Site) -> list[str]:
    return [page.url.removeprefix(SITE) for page in pages.unread(site.snapshot(), *Role)]


def test_pages_that_nobody_read_are_told_from_those_that_hold_nothing() -> None:
    site = Site().page("/read", FILLER, Role.CONTACT).page("/gone", "", Role.CONTACT, status=404)
    site.page("/form.pdf", "", Role.CONTACT, content_type="application/pdf")
    site.page("/press", "", Role.MEDIA, status=404, found_by=("usual path",))
    site.page("/circle", "", Role.ABOUT, status=None, reach=Reach.REDIRECT_LOOP)
    assert unread(site) == []
    assert pages.unread_doubt(site.snapshot()) is None
    site.page("/large", "", Role.LEGAL, reach=Reach.TOO_LARGE).page("/slow", "", Role.ABOUT, status=None, reach=Reach.TIMED_OUT, tries=3)  # fmt: skip
    assert unread(site) == ["large", "slow"]


def test_why_a_page_was_not_read_is_told() -> None:
    site = Site().page("/large", "", Role.LEGAL, reach=Reach.TOO_LARGE, detail="more than 5,000,000 bytes")
    site.page("/slow", "", Role.ABOUT, status=None, reach=Reach.TIMED_OUT, depth=3)
    large, slow = (pages.unread_doubt(site.snapshot(), role) for role in (Role.LEGAL, Role.ABOUT))
    assert large is not None
    assert slow is not None
    assert large.reason.text.startswith(f"{SITE}large could not be read")
    assert large.reason.text.endswith("It is too large for this audit (more than 5,000,000 bytes).")
    assert slow.reason.text.endswith("The server did not answer in time.")
    assert large.hint
    assert slow.hint


def test_a_page_without_a_text_is_not_called_large() -> None:
    told = pages.unread_doubt(Site().page("/bare", "", Role.LEGAL, content_type="").snapshot(), Role.LEGAL)
    assert told is not None
    assert told.reason.text.endswith("It loads, but no text came with it.")


def test_pages_further_away_count_only_where_they_may() -> None:
    site = Site().page("/slow", "", Role.ABOUT, status=None, reach=Reach.TIMED_OUT, depth=3).snapshot()
    assert pages.unread_doubt(site, within=2) is None
    assert pages.unread_doubt(site, within=3) is not None
