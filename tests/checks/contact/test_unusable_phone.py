"""Telephone links: what they dial, and whether it is what visitors read."""

from __future__ import annotations

import pytest

from auditor.model import ContactDetail, ContactKind, ContactSource, Outcome, Role
from tests.snapshots import FILLER, SITE, Site, only, run


def linked(href: str, shown: str, **fields: str) -> Site:
    """A link as the collector hands it over."""
    detail = ContactDetail(
        SITE + "contact",
        ContactKind.PHONE,
        fields.get("value", href),
        ContactSource.LINK,
        shown,
        href,
        region=fields.get("region", ""),
    )
    return Site().page("/contact", FILLER, Role.CONTACT).contact(detail)


@pytest.mark.parametrize(
    ("href", "shown"),
    [
        ("tel:+442079460958", "020 7946 0958"),
        ("tel:+442079460958", "+44 (0)20 7946 0958"),
        ("tel:+442079460958", "+44 020 7946 0958"),
        ("tel:+442079460958", "7946 0958"),
        ("tel:+44-20-7946-0958", "Call us"),
        ("tel:+44%2020%207946%200958", ""),
        ("TEL:+442079460958", "24/7 hotline: 020 7946 0958"),
        ("tel://+442079460958", "020 7946 0958"),
        ("tel:00442079460958", "020 7946 0958"),
        ("tel:02079460958", "020 7946 0958"),
        ("tel:+442079460958;ext=12", "020 7946 0958 ext. 12"),
        ("tel:+442079460958,,12#", "020 7946 0958"),
        ("tel:+442079460958", "020 7946 0958 ext 4711"),
        ("tel:+4930123456", "030 123456 / 78"),
        ("tel:+4930123456", "030/12 34 56-0"),
        ("tel:+493012345678", "030 123456-78"),
        ("tel:+74951234567", "8 (495) 123-45-67"),
        ("tel:+5491155551234", "(011) 15-5555-1234"),
        ("tel:+5511987654321", "0xx11 98765-4321"),
        ("tel:+81312345678", "\uff10\uff13\uff0d\uff11\uff12\uff13\uff14\uff0d\uff15\uff16\uff17\uff18"),
        ("tel:+390612345678", "06 1234 5678"),
        ("tel:+18003569377", "1-800-FLOWERS"),
        ("tel:1-800-FLOWERS", "1-800-FLOWERS"),
        ("tel:+18005552273", "1-800-555-CARE"),
        ("tel:14156524050", "Call Us Now!"),
        ("tel:112", "112"),
        ("tel:*150", "*150"),
        ("tel:+49115", "115"),
        ("tel:+442079460958", "Mon\u2013Fri 9\u201317, Sat 10\u201314"),
        ("tel:+442079460958", "020 7946 0958 or 0800 111 222"),
        ("tel:+442079460958", "Call us, 9.00-18.00"),
        ("tel:+442079460958", "Mo. 8.30 Uhr bis 17.30 Uhr"),
        ("tel:+442079460958", "new since 01.02.2026"),
        ("tel:+33123456789", "01.23.45.67.89 de 9h00 \u00e0 18h30"),
        ("sms:+442079460958?body=Hello", "Text us"),
        ("tel:+35312345678", "(01) 234 5678"),
        ("tel:+80012345678", "Freephone"),
    ],
)
def test_numbers_that_ring_pass(href: str, shown: str) -> None:
    finding = only(run("unusable-phone", linked(href, shown).snapshot()))
    assert finding.outcome is Outcome.PASS, finding.message.text


@pytest.mark.parametrize(
    "href",
    [
        "tel:undefined",
        "tel:",
        "tel:+",
        "tel:call us",
        "tel:{{phone}}",
        "tel:%7B%7Bphone%7D%7D",
        "tel:info@acme.example",
        "tel:+999123456",
        "tel:+4420",
        "tel:+1800555012345",
        "tel:+155",
    ],
)
def test_what_nothing_can_dial_fails(href: str) -> None:
    finding = only(run("unusable-phone", linked(href, "Call us").snapshot()))
    assert (finding.outcome, finding.variant) == (Outcome.FAIL, "impossible"), finding.message.text


@pytest.mark.parametrize(
    ("href", "region"),
    [
        ("tel:+44(0)2079460958", ""),
        ("tel:+15550123", ""),
        ("tel:+5215512345678", ""),
        ("tel:99999999999", "US"),
        ("tel:020794609581234", "GB"),
    ],
)
def test_doubtful_numbers_are_for_a_person_to_ring(href: str, region: str) -> None:
    finding = only(run("unusable-phone", linked(href, "Call us", region=region).snapshot()))
    assert finding.outcome is Outcome.REVIEW
    assert "Ring the number" in finding.hint.text


@pytest.mark.parametrize(
    ("href", "shown"),
    [
        ("tel:212-716-6000", "800-334-7626"),
        ("tel:+442079460958", "020 7946 0959"),
        ("tel:+442079460958", "Ring 0800 111 2222 any time"),
        ("tel:+493012345678", "030 123456-90"),
        ("tel:+33123456789", "01.23.45.67.88 (9.00-18.00)"),
    ],
)
def test_another_number_than_shown_fails(href: str, shown: str) -> None:
    finding = only(run("unusable-phone", linked(href, shown).snapshot()))
    assert finding.outcome is Outcome.FAIL
    assert (finding.variant, finding.subject in shown) == ("shown-differs", True)
    assert finding.evidence[0].excerpt == f"{shown} → {href}"


def test_a_number_is_told_once_with_its_pages() -> None:
    site = Site()
    for path in ("/contact", "/help", "/press", "/about"):
        site.page(path, FILLER + '<a href="tel:+999123456">Ring us</a>', Role.CONTACT)
    finding = only(run("unusable-phone", site.snapshot()))
    assert f"on {SITE}contact and 3 other pages" in finding.message.text
    assert len(finding.evidence) == 3


def test_one_link_right_and_one_wrong() -> None:
    html = '<a href="tel:+442079460958">020 7946 0958</a><a href="tel:+442079460958">0800 111 2222</a>'
    finding = only(run("unusable-phone", Site().page("/contact", FILLER + html, Role.CONTACT).snapshot()))
    assert finding.outcome is Outcome.FAIL
    assert "0800 111 2222" in finding.message.text


@pytest.mark.parametrize(
    "html",
    [
        "<p>Ring +44 20 7946 0958</p>",
        '<a href="https://wa.me/442079460958">Chat</a>',
        '<a href="callto:acme.support">Skype</a>',
    ],
)
def test_only_links_that_dial_are_judged(html: str) -> None:
    site = Site().page("/contact", FILLER + html, Role.CONTACT)
    assert run("unusable-phone", site.snapshot()).outcome is Outcome.NOT_APPLICABLE


def test_missing_details_are_inconclusive() -> None:
    assert run("unusable-phone", Site().snapshot(missing={"contacts": "lost"})).outcome is Outcome.INCONCLUSIVE


@pytest.mark.parametrize(
    ("href", "shown", "outcome"),
    [
        ("tel:+39668101234", "+39 06 6810 1234", Outcome.FAIL),
        ("tel:+390668101235", "+39 06 6810 1235", Outcome.PASS),
        ("tel:+393471234567", "+39 347 123 4567", Outcome.PASS),
        ("tel:+11234567890", "123-456-7890", Outcome.FAIL),
        ("tel:+49431", "Call us", Outcome.FAIL),
        ("tel:+004943112345", "0431 12345", Outcome.FAIL),
        ("tel:0207946095802079460959", "020 7946 0958 / 020 7946 0959", Outcome.FAIL),
        ("tel:+442071838751", "Since 1987-2026 we answer", Outcome.PASS),
        ("tel:+442071838752", "Order no. 12345678", Outcome.PASS),
        ("tel:", "Call us", Outcome.FAIL),
        ("tel:+", "Call us", Outcome.FAIL),
        ("tel:{{ phone }}", "Call us", Outcome.FAIL),
    ],
)
def test_numbers_nobody_has_and_texts_that_are_none(href: str, shown: str, outcome: Outcome) -> None:
    site = Site("https://www.acme.com/").page("/page", FILLER + f"<a href='{href}'>{shown}</a>", Role.CONTACT)
    assert only(run("unusable-phone", site.snapshot())).outcome is outcome


def test_a_script_that_swaps_numbers_makes_a_difference_doubtful() -> None:
    link = "<a href='tel:+442071838750'>020 7183 9999</a><script src='//cdn.callrail.com/companies/1/swap.js'></script>"
    site = Site("https://www.acme.com/").page("/page", FILLER + link, Role.CONTACT)
    assert only(run("unusable-phone", site.snapshot())).outcome is Outcome.REVIEW
