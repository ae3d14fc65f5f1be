"""E-mail addresses in text."""

# Pages write wide signs and long dashes; these must stand in the tests as they are.
# ruff: noqa: RUF001

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.collect.extract.emails import find_addresses, normal


def values(text: str) -> list[str]:
    return [address.value for address in find_addresses(text)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Mail info@acme.example now", "info@acme.example"),
        ("info@acme.example.", "info@acme.example"),
        ("(info@acme.example)", "info@acme.example"),
        ("<info@acme.example>", "info@acme.example"),
        ("'info@acme.example'", "info@acme.example"),
        ("Email:info@acme.example", "info@acme.example"),
        ("mailto:info@acme.example", "info@acme.example"),
        ("Jane.O-Neil+press_1@mail.Acme-Shop.co.UK", "Jane.O-Neil+press_1@mail.acme-shop.co.uk"),
        ("müller@müller.example", "müller@müller.example"),
        ("info＠acme．example", "info@acme.example"),
        ("info@acme.exampleTel: 1", "info@acme.example"),
        ("Email: info@acme", "info@acme"),
        ("Email info @ acme.example", "info@acme.example"),
        ("sales @ acme.example", "sales@acme.example"),
        ("info@nospam.example", "info@nospam.example"),
        ("NOSPAM@acme.example", "NOSPAM@acme.example"),
        ("EMAIL US AT: park@acme.example", "park@acme.example"),
    ],
)
def test_plain_addresses(text: str, value: str) -> None:
    assert values(text) == [value]
    assert not find_addresses(text)[0].hidden


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("donations[at]acme[dot]com", "donations@acme.com"),
        ("name [at] acme [dot] com", "name@acme.com"),
        (
            "info\u2605acme.co.jp\uff08\u2605\u3092@\u306b\u5909\u3048\u3066\u304f\u3060\u3055\u3044\uff09",
            "info@acme.co.jp",
        ),
        ("info#acme.com (replace # with @)", "info@acme.com"),
        ("info*acme.de - bitte * durch @ ersetzen", "info@acme.de"),
        ("info@NOSPAM.acme.com", "info@acme.com"),
        ("infoREMOVETHIS@acme.com", "info@acme.com"),
        ("info@acme.com.NO-SPAM", "info@acme.com"),
        ("name (at) acme.co.uk", "name@acme.co.uk"),
        ("name(@)acme.com", "name@acme.com"),
        ("name{at}acme{dot}com", "name@acme.com"),
        ("name<at>acme.de", "name@acme.de"),
        ("name_at_acme_dot_com", "name@acme.com"),
        ("Name(ät)Firma[Punkt]de", "Name@firma.de"),
        ("nom [arobase] domaine [point] fr", "nom@domaine.fr"),
        ("nombre [arroba] empresa [punto] es", "nombre@empresa.es"),
        ("nome (chiocciola) azienda.it", "nome@azienda.it"),
        ("naam [apenstaartje] bedrijf [punt] nl", "naam@bedrijf.nl"),
        ("nome [arroba] empresa [ponto] pt", "nome@empresa.pt"),
        ("nazwa (małpa) firma [kropka] pl", "nazwa@firma.pl"),
        ("namn [snabel-a] foretag [punkt] se", "namn@foretag.se"),
        ("info[アットマーク]acme.jp", "info@acme.jp"),
        ("first [dot] last [at] acme [dot] com", "first.last@acme.com"),
        ("techcomm at acme dot edu", "techcomm@acme.edu"),
        ("info AT acme.com", "info@acme.com"),
        ("Email: jane AT acme.com", "jane@acme.com"),
        ("Kontakt: info (a) acme.se", "info@acme.se"),
    ],
)
def test_addresses_written_to_hide_from_robots(text: str, value: str) -> None:
    assert values(text) == [value]
    assert find_addresses(text)[0].hidden


@pytest.mark.parametrize(
    "text",
    [
        "logo@2x.png",
        "image@acme.webp",
        "pkg@1.2.3",
        "lodash@4.17.21",
        "https://abc123@o123.ingest.acme.io/456",
        "https://user:secret@acme.com/x",
        "ssh git@acme.com:owner/repo",
        "follow @acme or us@",
        "x info@acme",
        "Game @ 6:35 P.M. at home.",
        "visit us @ cafe.com",
        "see section (a) acme.com",
        "JOIN US AT ACME.COM",
        "look at acme.com",
        "we meet at noon, dot the i and come home",
        "stay-at-home.com",
        "a@b",
        "@@@@",
        "10@10.10",
    ],
)
def test_other_at_signs_are_no_addresses(text: str) -> None:
    assert values(text) == []


def test_several_addresses_in_a_row_are_told_apart() -> None:
    assert values("a1@x.example,b1@x.example;c1@y.example/d1@y.example | e1@z.example") == [
        "a1@x.example", "b1@x.example", "c1@y.example", "d1@y.example", "e1@z.example",
    ]  # fmt: skip


def test_offsets_span_what_a_visitor_reads() -> None:
    text = "Write to name [at] acme [dot] com today"
    (address,) = find_addresses(text)
    assert text[address.start : address.end] == "name [at] acme [dot] com"


def test_only_the_domain_is_lowered() -> None:
    assert normal("Press.Office@ACME.Example") == "Press.Office@acme.example"
    assert normal("no address") == "no address"


_SOUP = st.lists(
    st.sampled_from(
        ["@", "at", " at ", "[at]", "(dot)", " dot ", ".", "acme", "com", "info", " ", "\n", "_", "Email:", "//", "é"]
    ),
    max_size=40,
).map("".join)


@given(st.one_of(st.text(max_size=200), _SOUP))
def test_addresses_lie_inside_the_text_one_behind_the_other(text: str) -> None:
    found = find_addresses(text)
    assert found == find_addresses(text)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all("@" in one.value and " " not in one.value for one in found)


@pytest.mark.parametrize(
    "text",
    [
        "@" * 300_000,
        "a@" * 150_000,
        "(at)" * 80_000,
        "a (at) b dot " * 20_000,
        "a" * 400_000 + "@b.com",
        "a." * 150_000,
        "a at b " * 50_000,
    ],
    ids=["ats", "pairs", "brackets", "hidden", "local", "dots", "prose"],
)
def test_hostile_text_is_looked_at_within_limits(text: str) -> None:
    assert len(find_addresses(text)) <= 10_000


@pytest.mark.parametrize("before", ["us [at]\n", ".[a]\n", "jane (at) ", "Mail: [at] "])
def test_a_word_for_at_in_front_of_an_address_hides_none(before: str) -> None:
    found = [address.value for address in find_addresses(f"{before}jane.doe+press@domain.example")]
    assert found == ["jane.doe+press@domain.example"]
