"""Mailboxes that are spelled out in words are hidden; web addresses and prose are not."""

from __future__ import annotations

import pytest

from auditor.analysis.masking import DOTS, mask_text
from auditor.collect.extract.emails import find_addresses
from auditor.text.people.spoken_mailboxes import spoken


@pytest.mark.parametrize(
    "text",
    [
        "jane dot doe at acme dot com",
        "jane punkt doe at acme punkt de",
        "Schreiben Sie an anna punkt meier bei acme punkt de",
        "jean point dupont arobase acme point fr",
        "jean point dupont \u00e0 acme point fr",
        "juan punto perez arroba acme punto es",
        "Write to jane dot doe at acme dot co dot uk today.",
        "jane.doe at acme.com",
        "jane.doe at acme dot com",
        "jdoe85 at acme dot com",
        "mail: jdoe at acme dot com",
        "maria chiocciola acme punto it",
        "maria chiocciola acme.it",
        "joao arroba gmail ponto com",
        "ewa kropka lis ma\u0142pa wp kropka pl",
        "jan te\u010dka novak zavin\u00e1\u010d seznam te\u010dka cz",
        "jan.novak zavin\u00e1\u010d seznam.cz",
        "jane underscore doe at acme dot com",
        "Anna at acme dot com",
        "max punkt moritz klammeraffe web punkt de",
        "JANE DOT DOE AT ACME DOT COM",
        "jean-pierre point dupont arobase wanadoo point fr",
    ],
)
def test_a_persons_mailbox_in_words_is_masked_and_stays_so(text: str) -> None:
    masked = mask_text(text)
    assert DOTS in masked
    assert mask_text(masked) == masked
    (one,) = spoken(text)
    assert one.local not in masked
    assert find_addresses(text)[0].value == f"{one.local}@{one.domain.lower()}"


@pytest.mark.parametrize(
    "text",
    [
        "meet us at acme dot com",
        "find everything at acme dot com",
        "press at acme dot com",
        "info punkt berlin at acme punkt de",
        "presse arobase acme point fr",
        "At this point we are at acme.com",
        "Anna at this point is away",
        "Node.js at acme.com",
        "Version 2.3 at acme dot com",
        "Shop at acme dot com",
        "Jane works at Acme.com",
        "Our blog at acme dot com",
        "look_at_this.value",
        "a*at*b.c",
        "press_at_acme.com",
        "Au point de vente \u00e0 Lyon",
        "Besuchen Sie uns bei acme punkt de",
        "We met at dot com times",
        "St. Gallen at acme.com",
        "Der Punkt bei der Sache",
        "vis\u00edtenos en acme punto es",
    ],
)
def test_prose_web_addresses_and_role_mailboxes_stay_readable(text: str) -> None:
    assert mask_text(text) == text


def test_a_place_on_the_web_is_no_mailbox() -> None:
    assert find_addresses("Meet us at acme dot com, or shop at acme dot com.") == []
    assert [one.value for one in find_addresses("Write to press at acme dot com.")] == ["press@acme.com"]


def test_a_long_text_takes_no_longer_than_its_length() -> None:
    assert list(spoken("at dot at dot " * 20_000)) == []
