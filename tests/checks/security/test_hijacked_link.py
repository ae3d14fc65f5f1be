"""Links that lead into other hands, and the many that lead elsewhere with good reason."""

from __future__ import annotations

import pytest

from auditor.model import (
    Beside,
    LinkKind,
    Outcome,
    OwnerEvidence,
    OwnerSign,
    Place,
    ProfileMention,
    ProfileSource,
    Reach,
    Redirect,
    Role,
    Severity,
)
from tests.snapshots import FILLER, SITE, Site, only, outcomes, run

PARTNER, CASINO = "https://partner.test/", "https://lucky.test/"
BETTING = """<html><head><title>Lucky: online casino</title><meta name="description" content="Free spins and roulette"></head>
<body><h1>Welcome</h1><p>Sports betting, slots and more.</p></body></html>"""
SALE = "<p>This domain is for sale. Make an offer.</p>"
BAKERY = (
    "<html><head><title>Bread &amp; more</title></head><body><h1>Fresh rolls</h1><p>Open from six.</p></body></html>"
)


def linking(url: str = PARTNER, text: str = "Our partner", around: str = FILLER) -> Site:
    return Site().page("/about", f'{around}<a href="{url}">{text}</a>', Role.ABOUT)


def test_another_domain_with_a_casino_on_it() -> None:
    finding = only(run("hijacked-link", linking().answer(PARTNER, html=BETTING, landed=CASINO).snapshot()))
    assert (finding.outcome, finding.subject) == (Outcome.FAIL, PARTNER)
    assert finding.message.text == (
        "The link leads to lucky.test, a page about gambling (“online casino”, “free spins”, “roulette”). "
        f"{SITE}about links to it as “Our partner”."
    )
    assert [proof.url for proof in finding.evidence] == [PARTNER, f"{SITE}about"]
    assert finding.evidence[0].excerpt == "Lucky: online casino"
    assert finding.evidence[0].body_sha256


@pytest.mark.parametrize("url", [PARTNER, f"{PARTNER}about/us"])
@pytest.mark.parametrize("landed", ["", "https://sale.test/"])
def test_a_domain_for_sale_wherever_it_stands(url: str, landed: str) -> None:
    finding = only(run("hijacked-link", linking(url).answer(url, html=SALE, landed=landed or url).snapshot()))
    assert finding.outcome is Outcome.FAIL
    assert "is parked or for sale. The page says “this domain is for sale”." in finding.message.text


def test_another_domain_alone_is_for_a_person_to_judge() -> None:
    result = run("hijacked-link", linking().answer(PARTNER, html=BAKERY, landed="https://bakery.test/").snapshot())
    finding = only(result)
    assert finding.outcome is Outcome.REVIEW
    assert finding.message.text.startswith(
        f"The link names partner.test, but leads to bakery.test. The page there is titled “Bread & more”. {SITE}about links"
    )
    assert "Follow the link" in finding.hint.text


def test_a_target_is_told_once_from_wherever_it_is_linked() -> None:
    site = linking().page(
        "/press", FILLER + f'<a href="{PARTNER}">Ally</a><iframe src="{PARTNER}"></iframe>', Role.MEDIA
    )
    finding = only(run("hijacked-link", site.answer(PARTNER, html=BETTING, landed=CASINO).snapshot()))
    assert [proof.url for proof in finding.evidence] == [PARTNER, f"{SITE}about", f"{SITE}press"]


def test_frames_are_links_too() -> None:
    site = Site().page("/about", f'{FILLER}<iframe src="{PARTNER}"></iframe>').answer(PARTNER, html=SALE)
    assert only(run("hijacked-link", site.snapshot())).outcome is Outcome.FAIL


@pytest.mark.parametrize(
    "html",
    [
        f'<!-- <a href="{PARTNER}">x</a> -->',
        f'<template><a href="{PARTNER}">x</a></template>',
        f"<script>var html = '<a href=\"{PARTNER}\">x</a>'</script>",
        f'<noscript><a href="{PARTNER}">x</a></noscript>',
        f'<link rel="preconnect" href="{PARTNER}"><link rel="dns-prefetch" href="{PARTNER}">',
        f'<link rel="canonical" href="{PARTNER}"><script src="{PARTNER}"></script><img src="{PARTNER}" alt="x">',
    ],
)
def test_what_nobody_follows_is_no_link(html: str) -> None:
    site = Site().page("/about", FILLER + html).answer(PARTNER, html=SALE)
    assert run("hijacked-link", site.snapshot()).outcome is Outcome.NOT_APPLICABLE


def test_own_pages_and_links_that_were_not_followed_are_left_out() -> None:
    site = Site().page("/about", f'{FILLER}<a href="/">Home</a><a href="{PARTNER}">Partner</a>')
    assert run("hijacked-link", site.snapshot()).outcome is Outcome.NOT_APPLICABLE


def test_own_contact_pages_have_checks_of_their_own() -> None:
    site = Site().page("/about", f'{FILLER}<a href="/press">Press</a>')
    site.page("/press", "", Role.MEDIA, status=404).answer("/press", html=SALE, landed="https://sale.test/")
    assert run("hijacked-link", site.snapshot()).outcome is Outcome.NOT_APPLICABLE


def test_own_addresses_that_lead_elsewhere() -> None:
    site = Site().page("/about", f'{FILLER}<a href="/go/shop">Shop</a><a href="/go/old">Old</a>')
    site.answer("/go/shop", html=BAKERY, landed="https://bakery.test/").answer("/go/old", html=SALE, landed=PARTNER)
    found = outcomes(run("hijacked-link", site.snapshot()))
    assert found == {f"{SITE}go/shop": Outcome.PASS, f"{SITE}go/old": Outcome.FAIL}


@pytest.mark.parametrize("html", [BETTING, SALE])
def test_it_is_told_by_one_check_only(html: str) -> None:
    site = Site().page("/contact", f'{FILLER}<a href="{PARTNER}">Partner</a>', Role.CONTACT)
    snapshot = site.answer(PARTNER, html=html, landed=CASINO).snapshot()
    assert only(run("hijacked-link", snapshot)).outcome is Outcome.FAIL
    assert run("dead-contact-link", snapshot).outcome is Outcome.NOT_APPLICABLE


def test_a_picture_from_a_parked_domain_stays_with_dead_links() -> None:
    url = f"{PARTNER}map.png"
    site = Site().page("/contact", f'{FILLER}<img src="{url}" alt="Map">', Role.CONTACT).answer(url, html=SALE)
    assert run("hijacked-link", site.snapshot()).outcome is Outcome.NOT_APPLICABLE
    finding = only(run("dead-contact-link", site.snapshot()))
    assert (finding.outcome, finding.severity) == (Outcome.FAIL, Severity.MEDIUM)


def test_hops_through_a_short_link_to_a_lapsed_domain() -> None:
    short, dealer = "https://bit.ly/acme", "https://www.hugedomains.com/domain_profile.cfm?d=partner.test"
    hops = (Redirect(301, PARTNER), Redirect(302, dealer))
    site = linking(short).answer(short, html=FILLER, landed=dealer, redirects=hops)
    finding = only(run("hijacked-link", site.snapshot()))
    assert finding.outcome is Outcome.FAIL
    assert "partner.test sends visitors to a dealer in domains" in finding.message.text


def test_a_link_in_a_sitemap_or_head_is_not_followed_by_visitors() -> None:
    site = Site().link("/sitemap.xml", PARTNER, kind=LinkKind.SITEMAP).answer(PARTNER, html=SALE)
    assert run("hijacked-link", site.snapshot()).outcome is Outcome.NOT_APPLICABLE


def test_nothing_is_said_where_nothing_answers() -> None:
    for answer in ({"status": 404}, {"status": 503}, {"status": None, "reach": Reach.TIMED_OUT}):
        site = linking().answer(PARTNER, landed="https://bakery.test/", **answer)
        assert run("hijacked-link", site.snapshot()).outcome is Outcome.NOT_APPLICABLE


def test_a_profile_the_site_warns_of_and_leads_to_is_for_a_person_to_judge() -> None:
    url = "https://x.com/acme_help"
    footer = ProfileMention(SITE, url, ProfileSource.LINK, Place.FOOTER, "X")
    about = f"{SITE}about"
    warning = ProfileMention(about, url, ProfileSource.LINK, beside=Beside.WARNING, words="Fake accounts: acme_help")
    site = Site().page("/about", FILLER, Role.ABOUT)
    site.profile("x", "acme_help", url, mentions=(footer, warning), why=(OwnerEvidence(OwnerSign.CONTESTED),))
    finding = only(run("hijacked-link", site.snapshot()))
    assert (finding.outcome, finding.subject) == (Outcome.REVIEW, url)
    assert finding.message.text.startswith(f"{about} warns of the X profile acme_help, yet elsewhere the site links")
    assert finding.evidence[0].excerpt == "Fake accounts: acme_help"
