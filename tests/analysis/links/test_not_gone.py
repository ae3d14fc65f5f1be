"""Pages that come with status 404 and are there all the same."""

from __future__ import annotations

import pytest

from auditor.analysis.links.status import LinkState, judge
from auditor.model import Role
from tests.snapshots import SITE, Site

WORDS = (
    "Our works beside the river build lamps by hand and test each of them for a week before it leaves the house. " * 4
)
CONTACT = f"<html><head><title>Contact - Acme</title></head><body><h1>Contact</h1><p>{WORDS}</p><p>Ring 020 7183 8750.</p></body></html>"
NAMED = f"<html><head><title>Contact - Acme</title></head><body><h1>Contact</h1><p>{WORDS}</p></body></html>"
LAMPS = f"<html><head><title>Lamps - Acme</title></head><body><h1>Lamps</h1><p>{WORDS}</p></body></html>"
LOST = "<html><head><title>Page not found</title></head><body><h1>Page not found</h1><p>Ring 020 7183 8750.</p></body></html>"
SILENT = f"<html><head><title>Acme</title></head><body><h1>Oh dear</h1><p>{WORDS[::-1]}</p></body></html>"


@pytest.mark.parametrize(
    ("html", "elsewhere", "state"),
    [
        pytest.param(CONTACT, LOST, LinkState.ALIVE, id="the page, where others are said to be missing"),
        pytest.param(CONTACT, SILENT, LinkState.ALIVE, id="the page with a number, where others say nothing"),
        pytest.param(NAMED, LOST, LinkState.ALIVE, id="a page by its name"),
        pytest.param(NAMED, SILENT, LinkState.DEAD, id="a name alone"),
        pytest.param(CONTACT, CONTACT, LinkState.DEAD, id="the page that is shown for everything"),
        pytest.param(LOST, SILENT, LinkState.DEAD, id="says that it is missing"),
        pytest.param(LAMPS, LOST, LinkState.UNKNOWN, id="any page, where others are said to be missing"),
        pytest.param(LAMPS, SILENT, LinkState.DEAD, id="any page"),
    ],
)
def test_what_came_with_the_status(html: str, elsewhere: str, state: LinkState) -> None:
    site = Site().page("/contact", html, Role.CONTACT, status=404, tries=2).control(f"{SITE}no-such", 404, elsewhere)
    assert judge(site.snapshot(), f"{SITE}contact").state is state


def test_pages_of_others_are_judged_by_their_status() -> None:
    site = Site().answer("https://partner.example/contact", 404, CONTACT)
    site.control("https://partner.example/no-such", 404, LOST)
    assert judge(site.snapshot(), "https://partner.example/contact").state is LinkState.DEAD


@pytest.mark.parametrize(
    ("html", "state"),
    [
        pytest.param("<title>301</title><h1>Moved permanently</h1>", LinkState.DEAD, id="a note that it moved"),
        pytest.param("<html><body></body></html>", LinkState.DEAD, id="nothing at all"),
        pytest.param(
            '<div id="root"></div><script src="/app.js"></script>', LinkState.UNKNOWN, id="a script may draw it"
        ),
        pytest.param('<img src="/contact.png">', LinkState.UNKNOWN, id="a picture may show it"),
        pytest.param('<iframe src="/c.html"></iframe>', LinkState.UNKNOWN, id="a frame may show it"),
        pytest.param('<h1>Moved</h1><a href="/kontakt">Here</a>', LinkState.UNKNOWN, id="a link leads on"),
    ],
)
def test_nobody_is_said_to_see_nothing_where_something_may_be_shown(html: str, state: LinkState) -> None:
    site = Site().page("/contact", html, Role.CONTACT, status=301)
    assert judge(site.snapshot(), f"{SITE}contact").state is state
