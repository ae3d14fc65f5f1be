"""Which changes of domain are expected, which are for a person to judge, and which prove other hands."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from auditor.analysis.links import destination
from auditor.analysis.links.destination import Kind
from auditor.model import Cause, Reach, Redirect, Role
from auditor.resources import facts
from auditor.text import company_names
from tests.snapshots import FILLER, Site

BETTING = (
    "<html><head><title>Best online casino</title></head><body><h1>Free spins</h1><p>Roulette, poker.</p></body></html>"
)
PLAIN = "<html><head><title>Bread</title></head><body><h1>Fresh rolls</h1><p>From six.</p></body></html>"
SALE = "<p>This domain is for sale.</p>"


def kind(
    url: str,
    landed: str = "",
    html: str = PLAIN,
    *,
    text: str = "here",
    around: str = FILLER,
    home: str = FILLER,
    **answer: Any,
) -> Kind | None:
    """Return what becomes of a link on a page of Acme, https://www.acme.example."""
    site = Site(home=home).page("/about", f'{around}<a href="{url}">{text}</a>', Role.ABOUT)
    site.answer(url, html=html, landed=landed or url, **answer)
    found = destination.of(site.snapshot(), url)
    return found.kind if found is not None else None


@pytest.mark.parametrize(
    ("url", "landed"),
    [
        ("http://partner.test/", "https://partner.test/"),
        ("https://www.partner.test/", "https://partner.test/"),
        ("https://partner.test/a", "https://shop.partner.test/b"),
        ("https://old.partner.co.uk/", "https://partner.co.uk/"),
    ],
)
def test_the_same_registrable_domain(url: str, landed: str) -> None:
    assert kind(url, landed) is Kind.STAYS


@pytest.mark.parametrize(
    ("url", "landed"),
    [
        ("https://partner.de/", "https://partner.com/"),
        ("https://www.partner.co.uk/x", "https://uk.partner.com/"),
        ("https://big-partner.com/", "https://bigpartner.com/"),
        ("https://xn--mller-kva.de/", "https://muller.com/"),
        ("https://partner.com/", "https://partner-group.com/"),
        ("https://getpartner.com/", "https://partner.io/"),
        ("https://partner.com/", "https://partner.recruiter.test/jobs"),
        ("https://partner.com/", "https://www.youtube.com/@Partner"),
        ("https://twitter.com/acme", "https://x.com/acme"),
        ("https://www.threads.net/@acme", "https://www.threads.com/@acme"),
        ("https://fb.com/acme", "https://www.facebook.com/acme"),
        ("https://discord.gg/abc", "https://discord.com/invite/abc"),
        ("https://bit.ly/3xyz", "https://unheard-of.test/"),
        ("https://t.co/3xyz", "https://unheard-of.test/"),
        ("https://lnkd.in/3xyz", "https://unheard-of.test/"),
        ("https://goo.gl/maps/3xyz", "https://unheard-of.test/"),
        ("https://doi.org/10.1000/182", "https://publisher.test/182"),
        ("https://www.google.com/url?q=https://unheard-of.test/", "https://unheard-of.test/"),
        ("https://u123.ct.sendgrid.net/ls/click?u=1", "https://unheard-of.test/"),
        ("https://get-the-app.test/", "https://apps.apple.com/app/id1"),
        ("https://get-the-app.test/", "https://play.google.com/store/apps/details?id=x"),
        ("https://former-name.test/", "https://www.acme.example/former"),
        ("https://former-name.test/", "https://shop.acme.example/"),
        ("https://campaign.test/", "https://acme.test/"),
        ("https://campaign.test/", "https://acme.com/"),
    ],
)
def test_expected_changes(url: str, landed: str) -> None:
    assert kind(url, landed) is Kind.EXPECTED


def test_a_forwarder_on_the_way_explains_the_change() -> None:
    hops = Redirect(302, "https://www.awin1.com/x"), Redirect(302, "https://bread.test/")
    assert kind("https://old.test/", "https://bread.test/", redirects=hops) is Kind.EXPECTED


@pytest.mark.parametrize(
    "html",
    [
        PLAIN.replace("Bread", "Work at Acme"),
        PLAIN.replace("Fresh rolls", "Acme and us"),
        PLAIN.replace("Bread", "Partner is now Bread"),
        PLAIN.replace("Bread", "PARTNER - part of Bread"),
        PLAIN.replace("</head>", '<meta name="description" content="Partner has become Bread"></head>'),
    ],
)
def test_pages_that_name_the_company_or_whom_the_link_names(html: str) -> None:
    assert kind("https://partner.test/", "https://bread.test/", html) is Kind.EXPECTED


@pytest.mark.parametrize("html", [PLAIN.replace("Bread", "acme.example"), PLAIN.replace("From six", "as in Acmeville")])
def test_a_domain_or_a_part_of_a_word_is_no_name(html: str) -> None:
    assert kind("https://partner.test/", "https://bread.test/", html) is Kind.CHANGED


def test_the_links_own_words_may_name_where_it_leads() -> None:
    assert kind("https://partner.test/", "https://bread-rolls.test/", text="Bread &amp; butter") is Kind.CHANGED
    assert (
        kind("https://partner.test/", "https://bread-rolls.test/", text="The Bread &amp; Rolls shop") is Kind.EXPECTED
    )


def test_files_are_no_sites() -> None:
    assert (
        kind("https://partner.test/a.pdf", "https://store.test/a.pdf", "", content_type="application/pdf")
        is Kind.EXPECTED
    )


@pytest.mark.parametrize(
    ("landed", "answer"),
    [
        ("https://accounts.google.com/v3/signin", {}),
        ("https://login.microsoftonline.com/common/oauth2", {}),
        ("https://consent.yahoo.com/v2/collect", {}),
        ("https://idp.test/sso/start", {}),
        ("https://idp.test/login?next=x", {}),
        ("https://idp.test/x", {"status": None, "reach": Reach.CHALLENGED, "cause": Cause.LOGIN}),
        ("https://idp.test/x", {"status": None, "reach": Reach.CHALLENGED, "cause": Cause.CONSENT}),
        ("https://idp.test/x", {"status": 404}),
        ("https://idp.test/x", {"status": 500}),
        ("https://idp.test/x", {"status": None, "reach": Reach.TIMED_OUT}),
    ],
)
def test_doors_and_silence_tell_nothing(landed: str, answer: dict[str, Any]) -> None:
    assert kind("https://partner.test/", landed, **answer) is None


@pytest.mark.parametrize("answer", [{"status": 403}, {"status": None, "reach": Reach.CHALLENGED, "detail": "captcha"}])
def test_a_guarded_page_on_another_domain_is_a_change_all_the_same(answer: dict[str, Any]) -> None:
    assert kind("https://partner.test/", "https://bread.test/", "", **answer) is Kind.CHANGED
    assert kind("https://partner.test/", "", "", **answer) is None


# --- Parked ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "landed", "html"),
    [
        ("https://partner.test/", "", SALE),
        ("https://partner.test/deep/down", "", SALE),
        ("https://partner.de/", "https://partner.com/", SALE),
        ("https://bit.ly/3xyz", "https://partner.test/", SALE),
        ("https://partner.test/", "https://sedo.com/search/details/?domain=partner.test", PLAIN),
        ("https://partner.test/", "https://www.afternic.com/forsale/partner.test", PLAIN),
        ("https://partner.test/", "https://www.godaddy.com/en-uk/forsale/partner.test", PLAIN),
        ("https://partner.test/", "", '<script>window.onload=function(){window.location.href="/lander"}</script>'),
        (
            "https://partner.test/",
            "",
            '<script src="https://img1.wsimg.com/parking-lander/static/js/main.js"></script>',
        ),
    ],
)
def test_parked_and_for_sale(url: str, landed: str, html: str) -> None:
    assert kind(url, landed, html) is Kind.TAKEN


def test_a_dealer_after_a_dealer() -> None:
    hops = Redirect(302, "https://ww1.sedoparking.com/"), Redirect(302, "https://sedo.com/x")
    assert kind("https://partner.test/", "https://sedo.com/x", redirects=hops) is Kind.TAKEN


@pytest.mark.parametrize(
    ("url", "landed", "text"),
    [
        ("https://sedo.com/", "", "here"),
        ("https://sedo.com/", "https://www.sedo.com/us/", "here"),
        ("https://bit.ly/3xyz", "https://sedo.com/us/", "here"),
        ("https://market.test/", "https://sedo.com/us/", "Sedo, the domain market"),
    ],
)
def test_a_link_to_a_dealer_means_the_dealer(url: str, landed: str, text: str) -> None:
    assert kind(url, landed, SALE, text=text) in {Kind.STAYS, Kind.EXPECTED}


def test_a_registrars_other_pages_are_no_sale() -> None:
    assert kind("https://partner.test/", "https://www.godaddy.com/websites/website-builder") is Kind.CHANGED


def test_the_companys_own_reserve_is_not_parked() -> None:
    assert kind("https://acme-rockets.test/", "", "<p>This domain has been reserved by Acme.</p>") is Kind.STAYS


def test_parking_code_on_a_page_that_says_something() -> None:
    html = FILLER * 5 + '<a href="https://sedoparking.com/help">Parking</a>'
    assert kind("https://partner.test/", "", html) is Kind.STAYS


def test_profiles_are_not_their_hosts() -> None:
    assert kind("https://www.youtube.com/c/x", "", BETTING) is Kind.STAYS


# --- Of another trade --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("url", ["https://partner.test/", "https://bit.ly/3xyz"])
def test_another_domain_of_another_trade(url: str) -> None:
    assert kind(url, "https://lucky.test/", BETTING) is Kind.TAKEN


def test_on_the_domain_named_it_is_for_a_person_to_judge() -> None:
    assert kind("https://partner.test/", "", BETTING) is Kind.CHANGED
    assert (
        kind("https://partner.test/", "", BETTING, text="Partner") is Kind.CHANGED
    )  # whose page does not call itself so
    named = BETTING.replace("Best", "Partner: best")
    assert kind("https://partner.test/", "", named, text="Partner") is Kind.STAYS


@pytest.mark.parametrize(
    ("url", "landed", "html"),
    [
        ("https://partner.test/", "https://lucky.test/", BETTING.replace("poker", "sponsor of Acme")),
        ("https://partner.test/", "https://lucky.test/", BETTING.replace("Best", "Partner: best")),
        ("https://lucky.test/", "https://lucky-casino.test/", BETTING),
        ("https://partner.test/", "https://acme.casino.test/", BETTING.replace("Best", "Acme: best")),
    ],
)
def test_a_tie_makes_it_doubtful(url: str, landed: str, html: str) -> None:
    assert kind(url, landed, html) is Kind.CHANGED


def test_the_same_name_in_another_country_is_no_other_trade() -> None:
    assert kind("https://bet-lucky.de/", "https://bet-lucky.com/", BETTING) is Kind.EXPECTED


@pytest.mark.parametrize(
    "about",
    [
        {"text": "Casino of the spa town"},
        {"around": "<p>Our games: roulette and more.</p>"},
        {"home": "<p>Acme makes poker tables.</p>"},
    ],
)
def test_where_the_company_speaks_of_the_trade_itself(about: dict[str, str]) -> None:
    assert kind("https://partner.test/", "https://lucky.test/", BETTING, **about) is Kind.CHANGED
    assert kind("https://partner.test/", "", BETTING, **about) is Kind.STAYS


# --- The rest ----------------------------------------------------------------------------------------------------------


def test_what_nobody_links_or_read_has_no_landing() -> None:
    site = Site().page("/about", '<a href="https://unread.test/">x</a>').answer("https://unlinked.test/", html=SALE)
    assert destination.of(site.snapshot(), "https://unread.test/") is None
    assert destination.of(site.snapshot(), "https://unlinked.test/") is None


@pytest.mark.parametrize(
    ("file", "key"),
    [
        ("platforms/forwarders.toml", "forwarders"),
        *(("analysis/links/destination.toml", key) for key in ("stores", "doormen", "dealers")),
    ],
)
def test_hosts_are_lower_case_bare_and_listed_once(file: str, key: str) -> None:
    hosts = facts(file)[key]
    assert len(hosts) == len(set(hosts))
    for host in hosts:
        assert host == host.lower().strip("./")
        assert "/" not in host
        assert "." in host


def test_families_have_members_and_share_none_with_dealers() -> None:
    dealers = set(facts("analysis/links/destination.toml")["dealers"])
    for family in facts("analysis/links/destination.toml")["family"]:
        assert len(family["domains"]) > 1
        assert family["name"]
        assert dealers.isdisjoint(family["domains"])


def test_the_facts_are_all_used() -> None:
    source = Path(destination.__file__).read_text(encoding="utf-8")
    keys = tomllib.loads(Path(destination.__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    assert [key for key in keys if f'"{key}"' not in source] == []


@pytest.mark.parametrize(
    ("url", "label"),
    [
        ("https://www.acme.co.uk/x", "acme"),
        ("https://alice.github.io/", "alice"),
        ("https://xn--mller-kva.de/", "müller"),
        ("https://xn--strae-oqa.de/", "stra\u00dfe"),
        ("https://xn--ls8h.la/", "\U0001f4a9"),
        ("https://xn--99999999.de/", "xn--99999999"),
        ("https://93.184.216.34/", "93.184.216.34"),
        ("http://localhost:8000/", "localhost:8000"),
    ],
)
def test_labels(url: str, label: str) -> None:
    assert company_names.label(url) == label


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("acme", "ACME", True),
        ("big-partner", "bigpartner", True),
        ("partner", "partner-group", True),
        ("partner", "getpartner", True),
        ("cab", "cabinets", False),
        ("partner", "patterns", False),
    ],
)
def test_alike(one: str, other: str, alike: bool) -> None:
    assert company_names.alike(one, other) is company_names.alike(other, one) is alike


@pytest.mark.parametrize(
    ("text", "name", "holds"),
    [
        ("Welcome to Acme Tools!", "Acme Tools GmbH & Co. KG", True),
        ("Welcome to ACMETOOLS", "Acme Tools Ltd", True),
        ("Müller seit 1900", "muller", True),
        ("Visit acme.example today", "Acme", False),
        ("Acmeville", "Acme", False),
        ("About Acme", "www.acme.example", True),
        ("The Group", "The Group", False),
        ("ソニー株式会社の採用", "ソニー株式会社", True),
        ("", "Acme", False),
        ("ab", "AB", False),
    ],
)
def test_holds(text: str, name: str, holds: bool) -> None:
    assert company_names.holds(text, name) is holds
