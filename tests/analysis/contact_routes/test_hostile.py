"""Strangers wrote every word that the rules about routes read: none may break or stall them."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from auditor.analysis.contact_routes import forms, mail, offers, phones
from auditor.analysis.contact_routes.introductions import introductions
from auditor.model import ContactDetail, ContactKind, ContactSource, Form, FormField, Role
from tests.effort import ends
from tests.snapshots import FILLER, SITE, Site

SNAPSHOT = Site().page("/contact", FILLER, Role.CONTACT).snapshot()
(PAGE,) = (page for page in SNAPSHOT.pages if page.has(Role.CONTACT))
SIGNS = st.text(alphabet="0123456789+()-/. *#;,xpw\u0660\uff19@abcEXT%:\u200b\u00a0\ud800", max_size=60)
WORDS = st.one_of(SIGNS, st.text(max_size=80))


def phone(href: str, shown: str, region: str = "") -> ContactDetail:
    return ContactDetail(SITE, ContactKind.PHONE, href, ContactSource.LINK, shown, href, region=region)


@given(WORDS, WORDS, st.sampled_from(["", "GB", "DE", "US", "XX"]))
@pytest.mark.slow  # hostile pages
def test_numbers(number: str, shown: str, region: str) -> None:
    for detail in (phone(f"tel:{number}", shown, region), phone(number, shown, region)):
        assert phones.dialability(detail).reason
        assert isinstance(phones.shown_otherwise(detail), str)


@example("01000(0)1")
@given(st.text(alphabet="0123456789+()-/. ", max_size=40))
def test_a_number_agrees_with_itself(number: str) -> None:
    assert phones.shown_otherwise(phone(f"tel:{number}", number)) == ""


@given(WORDS, WORDS)
def test_addresses(local: str, domain: str) -> None:
    assert mail.deliverability(SNAPSHOT, f"{local}@{domain}").reason
    assert mail.deliverability(SNAPSHOT, local).reason


@given(WORDS, WORDS, st.sampled_from(["get", "post", "dialog"]), st.booleans())
def test_forms(action: str, name: str, method: str, scripted: bool) -> None:
    form = Form(PAGE.url, action, method, (FormField(name, "email"),), submittable=False, scripted=scripted)
    for rule in (forms.submission, forms.destination, forms.encryption, forms.discretion):
        assert rule(SNAPSHOT, PAGE, form).reason


@given(WORDS)
def test_words_for_the_press(text: str) -> None:
    assert offers.speaks_of_press(text) in {True, False}


@pytest.mark.slow  # only a long page would stall it
def test_a_huge_page_of_details_does_not_stall() -> None:
    deep = "<div>" * 300 + "</div>" * 300
    card = '<div><h3>Somebody</h3><p>Sales</p><a href="tel:+4920{0:07d}">020 {0:07d}</a></div>'
    html = deep + "<h2>Team</h2><div>" + "".join(card.format(number) for number in range(3_000)) + "</div>"
    snapshot = Site().page("/contact", html, Role.CONTACT).snapshot()
    (page,) = (page for page in snapshot.pages if page.has(Role.CONTACT))
    with ends():
        assert len(offers.on_page(snapshot, page)) == 100


@pytest.mark.slow  # as above
@pytest.mark.parametrize(
    "text", ["1" * 100_000, "1 " * 50_000, "(" * 100_000, "1-" * 50_000 + "x", "ext " * 30_000, "press " * 20_000]
)
def test_long_texts_do_not_stall(text: str) -> None:
    with ends():
        phones.shown_otherwise(phone("tel:+442079460958", text))
        phones.dialability(phone(f"tel:{text}", ""))
        offers.speaks_of_press(text)


def test_a_detail_that_is_not_in_the_mark_up_is_introduced_by_its_context() -> None:
    detail = ContactDetail(
        PAGE.url, ContactKind.EMAIL, "a@b.test", ContactSource.OBFUSCATED, "a (at) b", context="Press: a (at) b"
    )
    assert introductions(PAGE, detail) == ("Press: a (at) b",)
