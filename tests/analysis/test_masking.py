"""Personal details are hidden before anything is stored in results."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from auditor.analysis import redaction
from auditor.analysis.masking import NOTHING, mask_email, mask_phone, mask_text
from auditor.model import Evidence, Finding, Outcome, quoted


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("jane.doe@example.com", "j•••e@example.com"),
        ("j@example.com", "j•••@example.com"),
        ("press@example.com", "press@example.com"),
        ("kundenservice@example.de", "kundenservice@example.de"),
    ],
)
def test_mailboxes_of_people_are_hidden_and_those_of_roles_are_not(address: str, shown: str) -> None:
    assert mask_email(address) == shown


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("+1 555 867 5309", "+1 555 ••• ••09"),
        ("+15558675309", "+1 555 ••• ••09"),
        ("+44 20 7946 0123", "+44 207 ••• ••23"),
        ("(030) 1234567-89", "030 ••• ••89"),
        ("555-1234", "••• ••34"),
        ("112", "112"),
    ],
)
def test_numbers_keep_what_tells_the_line_not_what_rings_it(number: str, shown: str) -> None:
    assert mask_phone(number) == shown


def test_text_is_masked_and_web_addresses_dates_and_ids_are_not() -> None:
    text = (
        "Ada Moss, ada.moss@acme.example, +44 7700 900123, since 2026-11-21, at https://acme.example/p/20261121123456"
    )
    assert (
        mask_text(text)
        == "Ada Moss, a•••s@acme.example, +44 770 ••• ••23, since 2026-11-21, at https://acme.example/p/20261121123456"
    )


def test_one_number_masks_alike_however_it_is_written() -> None:
    assert len({mask_phone(text) for text in ("+44 7700 900123", "+447700900123", "+44-7700-900-123")}) == 1


def test_every_part_of_a_finding_is_masked() -> None:
    finding = Finding(
        Outcome.FAIL,
        "ada@acme.example",
        quoted("ada@acme.example"),
        (Evidence("https://acme.example/", "ada@acme.example"),),
    )
    assert "ada@" not in str(redaction.finding(finding, NOTHING))


@example("0@0")
@example("a@b.example and +1 555 867 5309")
@example("4151(234599999999")
@example("a@b@c@d.example")
@example("12[at]b.cx[at]token.example")
@example("https://jane.doe%40mail.example/")
@example("zoe@9999999910@x")
@example("10.0.0.12 234599999999")
@given(st.text(max_size=200))
def test_masking_twice_is_masking_once(text: str) -> None:
    assert mask_text(mask_text(text)) == mask_text(text)


def test_a_number_that_others_are_joined_to_is_known_again() -> None:
    assert mask_text("4151(234599999999") == "4151(234 ••• ••99"
    assert mask_text("ring 030 1234567 • fax 030 7654321") == "ring 030 ••• ••67 • fax 030 ••• ••21"


def test_dots_in_front_of_a_mailbox_do_not_keep_it() -> None:
    assert "quartermain" not in mask_text("•••zoe.quartermain@mail.example")
    assert mask_text("•••e@mail.example") == "•••e@mail.example"


@pytest.mark.parametrize(
    "text",
    [
        "(2026-03-16 to 2026-04-02, UTC)",
        "2026-03-16",
        "on 192.0.2.10",
        "192.0.2.1 192.0.2.2",
        "192.0.2.0/24",
        "192.0.2.10 8080",
    ],
)
def test_days_and_addresses_of_machines_are_no_numbers(text: str) -> None:
    assert mask_text(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("10.0.0.12 234599999999", "10.0.0.12 234 ••• ••99"),
        ("2026-03-16 5551234", "2026-03-16 ••• ••34"),
        ("0171-12-34-567", "017 ••• ••67"),
        ("044.668.18.00", "044 ••• ••00"),
        ("33.1.42.68.53.00", "331 ••• ••00"),
    ],
)
def test_numbers_beside_days_and_machines_or_written_like_them_are_masked(text: str, shown: str) -> None:
    assert mask_text(text) == shown


def test_a_bracket_of_the_sentence_stays() -> None:
    assert mask_text("call us (077 0090 0123), or write") == f"call us ({mask_phone('077 0090 0123')}), or write"
    assert mask_text("call (020) 7946 0355") == f"call {mask_phone('(020) 7946 0355')}"


@pytest.mark.parametrize("before", ["us [at]\n", ".[a]\n", "jane (at) "])
def test_an_address_behind_a_word_for_at_is_hidden(before: str) -> None:
    assert "quartermain" not in mask_text(f"{before}zoe.quartermain@freemail.example")
