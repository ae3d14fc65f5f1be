"""Customers' details in public posts."""

from __future__ import annotations

import pytest

from auditor.text.posts.details import details
from tests.effort import ends


def _found(text: str) -> list[tuple[str, str]]:
    return [(each.kind, each.value) for each in details(text)]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("my e-mail address: jane.roe77@mailbox.example please", "email", "jane.roe77@mailbox.example"),
        ("write to jane.roe(at)mailbox.example", "email", "jane.roe(at)mailbox.example"),
        ("Order number is #AB-123456, still nothing", "order", "AB-123456"),
        ("Bestellnummer: 302-1234567-1234567", "order", "302-1234567-1234567"),
        ("mon numéro de commande est le 99887766", "order", "99887766"),
        ("account number 12345678 is locked", "account", "12345678"),
        ("Kd.-Nr. 4711123", "account", "4711123"),
        ("mi número de cliente es 556677", "account", "556677"),
        ("mi número 612 34 56 78", "phone", "612 34 56 78"),
        ("CPF 123.456.789-09", "account", "123.456.789-09"),
        ("codice fiscale RSSMRA80A01H501U", "account", "RSSMRA80A01H501U"),
        ("passport 123456789 is with you", "account", "123456789"),
        ("my meter number is 12345678", "account", "12345678"),
        ("RMA 20-55-1234567", "order", "20-55-1234567"),
        ("Meine Kundennummer lautet 99887766", "account", "99887766"),
        ("iban DE89 3704 0044 0532 0130 00 thanks", "account", "DE89 3704 0044 0532 0130 00"),
        ("charged on 4111 1111 1111 1111 twice", "card", "4111 1111 1111 1111"),
        ("card 5500-0000-0000-0004", "card", "5500-0000-0000-0004"),
        ("call me on 07700 900123 after five", "phone", "07700 900123"),
        ("reach me: +44 7700 900123", "phone", "+44 7700 900123"),
        ("my number is (202) 555-0143", "phone", "(202) 555-0143"),
        ("Handy 0171 2345678", "phone", "0171 2345678"),
    ],
)
def test_found(text: str, kind: str, value: str) -> None:
    assert _found(text) == [(kind, value)]


@pytest.mark.parametrize(
    "text",
    [
        "WS-37368-7 error code, version 15.12.1 on 2020-03-21",
        "card 4111 1111 1111 1112 is no card",
        "iban DE89 3704 0044 0532 0130 01",
        "I paid $123,456.78 for 1234567890 things",
        "order from 1990, case 12, 2 tickets, order 2019",
        "in order to get 100000 points",
        "1.234.567 likes, order of the day 12.5.2024",
        "flight AC1234567, serial number 1234567890, bug 1234567 in your tracker",
        "write to support@shop.example or call 0800 123 4567 or 1-800-555-0199",
        "https://shop.example/order/12345678?mail=jane@mailbox.example",
        "@jane_12345678 #1234567",
        "at 10:30:45 on 12.03.2026",
        "",
        "\x00\u202e",
    ],
)
def test_nothing_of_a_person(text: str) -> None:
    assert _found(text) == []


def test_places_are_those_of_the_text() -> None:
    text = "Straße: Bestellnummer AB12345, a.roe@mailbox.example"
    assert all(text[each.start : each.end] == each.value for each in details(text))
    assert [each.kind for each in details(text)] == ["order", "email"]


@pytest.mark.parametrize(
    "text", ["1 " * 500_000, "order " * 90_000, "a.b@" * 90_000, "+1" * 90_000, "a@b." * 90_000, "A1" * 90_000]
)
def test_hostile_text_takes_no_time(text: str) -> None:
    with ends():
        details(text)
