"""Links to services that have shut down, and routes that hang on one platform."""

from __future__ import annotations

import pytest

from auditor.model import Outcome, Role
from tests.snapshots import FILLER, SITE, Site, only, outcomes, run


def contact(html: str) -> Site:
    return Site().page("/contact", FILLER + html, Role.CONTACT).dns("acme.example", MX="10 mx.acme.example")


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
    result = run("defunct-platform-link", contact(f"<a href={url}>Follow us</a>").snapshot())
    assert list(outcomes(result).values()) == [Outcome.FAIL]
    assert "shut down on" in only(result).message


@pytest.mark.parametrize(
    ("html", "outcome"),
    [
        ("<a href=https://x.com/acme>X</a>", Outcome.PASS),
        ("<a href=https://www.google.com/maps/place/Acme>Map</a>", Outcome.PASS),
        ("<p>We left plus.google.com years ago</p>", Outcome.NOT_APPLICABLE),
        ("<a href=https://ec.europa.eu/info/law_en>Law</a>", Outcome.NOT_APPLICABLE),
    ],
)
def test_what_is_still_there(html: str, outcome: Outcome) -> None:
    assert run("defunct-platform-link", contact(html).snapshot()).outcome is outcome


FACEBOOK = "".join(f"<a href=https://www.facebook.com/acme{n}>Page {n}</a> " for n in range(4))


@pytest.mark.parametrize(
    ("html", "outcome", "variant"),
    [
        ("<a href=mailto:hello@acme.example>Mail</a>", Outcome.NOT_APPLICABLE, ""),
        ("<a href=mailto:hello@acme.example>Mail</a><a href=https://x.com/acme>X</a>", Outcome.PASS, ""),
        (f"<a href=mailto:hello@acme.example>Mail</a>{FACEBOOK}", Outcome.FAIL, "Facebook"),
        ("<a href=https://x.com/acme>X</a>", Outcome.FAIL, "no-own"),
        ("<a href='https://x.com/intent/post?text=a'>Share</a>", Outcome.NOT_APPLICABLE, ""),
    ],
)
def test_routes_on_one_platform(html: str, outcome: Outcome, variant: str) -> None:
    result = run("single-platform-contact", contact(html).snapshot())
    assert result.outcome is outcome
    assert {finding.variant for finding in result.findings} <= {variant}
    assert {finding.subject for finding in result.findings} <= {SITE}
