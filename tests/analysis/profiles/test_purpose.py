"""What profiles say of themselves as channels."""

from __future__ import annotations

from datetime import timedelta

import pytest

from auditor.analysis.profiles import purpose
from auditor.model import Post, Profile
from tests.effort import ends
from tests.snapshots import TAKEN_AT, Site


def profile(handle: str = "acme", **fields: object) -> Profile:
    return Profile("x", handle, f"https://x.com/{handle}", **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "found",
    [
        profile("acmehelp"),
        profile("acme_support"),
        profile("AcmeCares", name="Acme Care"),
        profile("helpacme"),
        profile("acmekundenservice"),
        profile("acme", name="Acme Hilfe"),
        profile("acme", name="Acme \u2013 Service client"),
        profile("acme", name="Atención Acme"),
        profile("AcmeSAV"),
        profile("acme", purpose="support"),
        profile("webcare_acme"),
    ],
)
def test_profiles_for_support(found: Profile) -> None:
    assert purpose.is_support(found, ("Acme",))


@pytest.mark.parametrize(
    "found",
    [
        profile("acme"),
        profile("acmesupport", purpose="news"),
        profile("adelaide", name="Adelaide"),
        profile("acmehealthcare"),
        profile("savoyhotel", name="Savoy Hotel"),
        profile("acmescareers", name="Acme Careers"),
        profile("acmeservices", name="Acme Services"),
        profile("helpful", name="Helpful Things"),
    ],
)
def test_profiles_for_something_else(found: Profile) -> None:
    assert not purpose.is_support(found, ("Acme",))


def test_a_word_in_the_companys_own_name_says_nothing() -> None:
    assert not purpose.is_support(profile("carehelp", name="Carehelp"), ("Carehelp",))
    assert purpose.is_support(profile("carehelpsupport"), ("Carehelp",))


@pytest.mark.parametrize(
    "bio",
    [
        "Mon-Fri 9-17",
        "Here Mon to Fri, 9am to 5pm",
        "Mo\u2013Fr 9\u201317 Uhr",
        "Lun-ven 9h à 18h",
        "De lunes a viernes, 9 a 18 h",
        "lunedì 9:00-18:00",
        "ma-vr 9:00 tot 17:30",
        "Segunda a sexta: 9h-18h",
        "24/7",
        "Rund um die Uhr für euch da",
        "Around the clock",
        "8.00-20.00",
    ],
)
def test_bios_with_hours(bio: str) -> None:
    assert purpose.says_hours(profile(bio=bio))


@pytest.mark.parametrize(
    "bio",
    [
        "",
        "Anvils since 1949-1950",
        "We reply in 2-3 days",
        "Founded 12-10-1949",
        "4-5 stars by our customers",
        "Call 0800 10-20-30",
        "Top 10 to 20 anvils",
        "50-80 % off",
        "Rated 9/10",
        "1" * 20_000,
        "9-" * 10_000,
        "\u202e\u200b9\u200b-\u200b" * 3_000,
    ],
)
def test_bios_without(bio: str) -> None:
    with ends():
        assert not purpose.says_hours(profile(bio=bio))


@pytest.mark.parametrize(
    ("bio", "dormant"),
    [
        ("This account is no longer monitored", True),
        ("We've moved to Mastodon", True),
        ("We can\u2019t reply here", True),
        ("Wird nicht mehr betreut", True),
        ("Compte fermé", True),
        ("Closed on Sundays", False),
        ("The archive of the anvil", False),
        ("We were moved to tears", False),
        ("Find us at 5 High Street", False),
        ("Enclosed anvils, undisclosed prices", False),
        (None, False),
    ],
)
def test_bios_that_say_nobody_is_there(bio: str | None, dormant: bool) -> None:
    assert purpose.says_dormant(profile(bio=bio)) is dormant


@pytest.mark.parametrize(
    ("bio", "links", "named"),
    [
        ("Questions: @acmehelp", None, True),
        ("Write to help@acme.example", None, True),
        ("Call +1 555 010 0199", None, True),
        ("acme.example/contact", None, True),
        ("Anvils", ("https://www.acme.example/",), True),
        ("Anvils", (), False),
        ("", None, False),
    ],
)
def test_bios_that_name_where_to_ask(bio: str, links: tuple[str, ...] | None, named: bool) -> None:
    assert purpose.says_route(profile(bio=bio, links=links)) is named


def test_the_newest_own_post() -> None:
    def post(id: str, days: int, *, by_brand: bool) -> Post:
        return Post("x", "acme", id, TAKEN_AT - timedelta(days=days), by_brand=by_brand)

    site = Site().posts(post("1", 9, by_brand=True), post("2", 5, by_brand=True), post("3", 1, by_brand=False))
    assert purpose.last_own_post(site.snapshot(), profile()) == TAKEN_AT - timedelta(days=5)
    assert purpose.last_own_post(site.snapshot(), profile("other")) is None
    assert purpose.last_own_post(site.snapshot(), profile("@ACME"))  # one account, however it is spelled
