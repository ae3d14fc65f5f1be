"""Links to services that have shut down."""

from __future__ import annotations

import pytest

from auditor.model import Outcome, Role
from tests.snapshots import FILLER, SITE, Site, only, run

CHECK = "defunct-platform-link"


def contact(html: str) -> Site:
    return Site().page("/contact", FILLER + html, Role.CONTACT)


@pytest.mark.parametrize(
    "url",
    [
        "https://plus.google.com/+Acme",
        "https://vine.co/acme",
        "https://ec.europa.eu/consumers/odr/",
        "https://www.periscope.tv/acme",
    ],
)
def test_a_service_that_has_shut_down(url: str) -> None:
    finding = only(run(CHECK, contact(f"<a href={url}>Follow us</a>").snapshot()))
    assert (finding.outcome, finding.subject) == (Outcome.FAIL, url)
    assert finding.evidence[0].url == f"{SITE}contact"


@pytest.mark.parametrize(
    "html",
    [
        "<a href=https://x.com/acme>X</a>",
        "<a href=https://www.google.com/maps/place/Acme>Map</a>",
    ],
)
def test_what_is_still_there(html: str) -> None:
    finding = only(run(CHECK, contact(html).snapshot()))
    assert (finding.outcome, finding.subject) == (Outcome.PASS, SITE)


@pytest.mark.parametrize(
    "html",
    [
        "<p>We left plus.google.com years ago</p>",
        "<a href=https://ec.europa.eu/info/law_en>Law</a>",
    ],
)
def test_what_is_no_link_to_a_platform(html: str) -> None:
    assert run(CHECK, contact(html).snapshot()).outcome is Outcome.NOT_APPLICABLE


def test_one_finding_an_address_however_often_it_is_linked() -> None:
    link = "<a href=https://vine.co/acme>Vine</a>"
    site = contact(link + link).page("/about", FILLER + link, Role.ABOUT)
    assert only(run(CHECK, site.snapshot())).subject == "https://vine.co/acme"
