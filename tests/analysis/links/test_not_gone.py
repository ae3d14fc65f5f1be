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
