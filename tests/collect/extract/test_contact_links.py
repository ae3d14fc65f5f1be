"""Addresses and numbers in links."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.collect.extract.contact_links import read_link, unscramble
from auditor.model import ContactKind


def scramble(address: str, key: int = 0x5A) -> str:
    return bytes([key, *(byte ^ key for byte in address.encode())]).hex()


@pytest.mark.parametrize(
    ("href", "addresses"),
    [
        ("mailto:info@acme.example", ["info@acme.example"]),
        (" MAILTO: Info@ACME.example ", ["Info@acme.example"]),
        ("mailto://info@acme.example", ["info@acme.example"]),
        ("mailto:mailto:info@acme.example", ["info@acme.example"]),
        ("mail\nto:info@acme.example", ["info@acme.example"]),
        ("mailto:info%40acme.example?subject=Hi%20there", ["info@acme.example"]),
        ("mailto:%20info@acme.example", ["info@acme.example"]),
        ("mailto:a@x.example,b@y.example;c@z.example", ["a@x.example", "b@y.example", "c@z.example"]),
        ("mailto:a@x.example / b@y.example", ["a@x.example", "b@y.example"]),
        ("mailto:?to=a@x.example&CC=b@y.example&amp;bcc=c@z.example", ["a@x.example", "b@y.example", "c@z.example"]),
        ("mailto:Press Office <press@acme.example>", ["press@acme.example"]),
        ("mailto:press@acme", ["press@acme"]),
        ("mailto:press.acme.example", ["press.acme.example"]),
        ("mailto:press@acme.example.", ["press@acme.example"]),
        ("mailto:press office@acme.example", ["press office@acme.example"]),
        ("mailto:", []),
        ("mailto:?subject=Read%20this&body=https://acme.example", []),
    ],
)
def test_mail_links(href: str, addresses: list[str]) -> None:
    assert [(link.kind, link.value) for link in read_link(href)] == [(ContactKind.EMAIL, one) for one in addresses]


@pytest.mark.parametrize(
    ("href", "number"),
    [
        ("tel:+12125551234", "+12125551234"),
        ("TEL://+1-212-555-1234", "+1-212-555-1234"),
        ("tel:%2B49%2030%201234567", "+49 30 1234567"),
        ("tel:+1-212-555-1234;ext=22", "+1-212-555-1234"),
        ("tel:2125551234,,22#", "2125551234"),
        ("tel:2125551234p22", "2125551234"),
        ("tel:1234567;phone-context=+4930", "+49301234567"),
        ("tel:1-800-FLOWERS", "1-800-FLOWERS"),
        ("tel:12", "12"),
        ("tel:tbd", "tbd"),
        ("callto:+12125551234", "+12125551234"),
        ("skype:+12125551234?call", "+12125551234"),
        ("sms:+12125551234?body=Hi", "+12125551234"),
        ("smsto:+12125551234", "+12125551234"),
        ("https://wa.me/12125551234?text=Hi", "+12125551234"),
        ("https://wa.me/+1 (212) 555-1234", "+1 (212) 555-1234"),
        ("https://api.whatsapp.com/send?phone=12125551234&text=Hi", "+12125551234"),
        ("//api.whatsapp.com/send/?text=Hi&phone=%2B12125551234", "+12125551234"),
        ("whatsapp://send?phone=+12125551234", "+12125551234"),
        ("viber://chat?number=%2B12125551234", "+12125551234"),
    ],
)
def test_number_links(href: str, number: str) -> None:
    assert [(link.kind, link.value) for link in read_link(href)] == [(ContactKind.PHONE, number)]


def test_fax_links() -> None:
    assert [(link.kind, link.value) for link in read_link("fax:+12125551234")] == [(ContactKind.FAX, "+12125551234")]


@pytest.mark.parametrize(
    "href",
    [
        "", "#", "tel:", "tel:#", "skype:acme.support?chat", "callto:acme", "https://acme.example/tel:12", "/mailto",
        "https://wa.me/?text=Hi", "https://wa.me/message/ABCDEFGH", "https://api.whatsapp.com/send?text=Hi",
        "whatsapp://send?text=Hi", "javascript:tel(1)", "https://example.com/?phone=12125551234", "data:text/plain,tel:12",
    ],
)  # fmt: skip
def test_other_links_carry_nothing(href: str) -> None:
    assert read_link(href) == []


def test_scrambled_addresses_are_read() -> None:
    assert unscramble(scramble("Press@acme.example")) == "Press@acme.example"
    (link,) = read_link(f"https://acme.example/cdn-cgi/l/email-protection#{scramble('Press@ACME.example')}")
    assert (link.value, link.hidden) == ("Press@acme.example", True)


@pytest.mark.parametrize("scrambled", ["", "5", "zz", "5a", scramble("no address"), "00ff40ff", "a" * 5_001])
def test_what_holds_no_address_is_passed_over(scrambled: str) -> None:
    assert unscramble(scrambled) == ""


def test_a_link_with_thousands_of_addresses_is_cut_short() -> None:
    assert len(read_link("mailto:" + "a@b.example," * 10_000)) <= 50


@given(
    st.sampled_from(
        ["mailto:", "tel:", "sms:", "https://wa.me/", "whatsapp://send?", "/cdn-cgi/l/email-protection#", ""]
    ),
    st.text(max_size=80),
)
def test_any_link_can_be_read(scheme: str, rest: str) -> None:
    assert all(link.value.strip() for link in read_link(scheme + rest))
