"""What a written number means."""

# Pages write numbers in wide signs and long dashes; these must stand in the tests as they are.
# ruff: noqa: RUF001

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.collect.extract.phone_numbers import digits, guess_region, plain, regions_of, understand


@pytest.mark.parametrize(
    ("written", "region", "value"),
    [
        ("(212) 673-5000", "US", "+12126735000"),
        ("1-212-673-5000", "US", "+12126735000"),
        ("1-800-FLOWERS", "US", "+18003569377"),
        ("030 / 123 45 67", "DE", "+49301234567"),
        ("01 42 68 53 00", "FR", "+33142685300"),
        ("06 1234 5678", "IT", "+390612345678"),
        ("０３（１２３４）５６７８", "JP", "+81312345678"),
        ("+44 (0) 20 7946 0958", "US", "+442079460958"),
        ("+49 (030) 1234567", "US", "+49301234567"),
        ("+39 (0)6 1234 5678", "US", "+390612345678"),
        ("+48 (0)22 123 45 67", "US", "+48221234567"),
        ("0044 20 7946 0958", "US", "+442079460958"),
        ("011 44 20 7946 0958", "DE", "+442079460958"),
        ("(+49) 30 1234567", "US", "+49301234567"),
    ],
)
def test_a_number_that_exists_is_given_in_e164(written: str, region: str, value: str) -> None:
    number = understand(written, (region,))
    assert (number.value, number.valid) == (value, True)


@pytest.mark.parametrize(
    ("written", "value"),
    [("555-1234", "5551234"), ("12", "12"), ("+1 (000) 000-0000", "+10000000000"), ("100-200-3000", "1002003000")],
)
def test_one_that_exists_nowhere_keeps_its_digits(written: str, value: str) -> None:
    assert understand(written, ("US",)).value == value
    assert not understand(written, ("US",)).valid


def test_the_first_country_that_has_the_number_reads_it() -> None:
    number = understand("020 7946 0958", ("US", "GB", "DE"))
    assert (number.value, number.region) == ("+442079460958", "GB")


def test_a_country_code_leaves_the_region_open() -> None:
    assert understand("+49 30 1234567", ("US",)).region == ""


def test_plain_keeps_every_sign_in_its_place() -> None:
    text = "ＴＥＬ：０３－１２３４・٣–x"
    assert plain(text) == "TEL:03-1234・3-x"
    assert len(plain(text)) == len(text)


def test_digits_of_letters_are_those_of_the_keys() -> None:
    assert digits("1-800-GO-FEDEX") == "18004633339"


@pytest.mark.parametrize(
    ("text", "url", "lang", "region", "guess"),
    [
        ("", "https://acme.example/", "", "", "US"),
        ("", "https://acme.com/", "en", "", "US"),
        ("", "https://acme.de/", "en", "", "DE"),
        ("", "https://acme.co.uk/", "en-US", "", "GB"),
        ("", "https://acme.io/", "", "", "US"),
        ("", "https://acme.london/", "", "", "GB"),
        ("", "https://acme.com/", "de", "", "DE"),
        ("", "https://acme.com/", "de-AT", "", "AT"),
        ("", "https://acme.com/", "pt_BR", "", "BR"),
        ("", "https://acme.com/", "zh-Hant-TW", "", "TW"),
        ("", "https://acme.com/", "ja", "", "JP"),
        ("Call +44 20 7946 0958", "https://acme.com/", "en", "", "GB"),
        ("Call +44 20 7946 0958", "https://acme.com/", "en-US", "", "GB"),
        ("+49 30 1234567, +49 30 1234568, +44 20 7946 0958", "https://acme.com/", "en", "", "DE"),
        ("", "https://acme.de/", "de", "CH", "CH"),
        ("", "not a url", "not a language", "??", "US"),
        ("", "http://[", "", "", "US"),
    ],
)
def test_the_country_is_read_from_what_the_page_tells(text: str, url: str, lang: str, region: str, guess: str) -> None:
    assert guess_region(text, url=url, lang=lang, region=region) == guess


def test_countries_named_on_a_page_are_known_but_weigh_less() -> None:
    regions = regions_of("Acme Ltd, Leeds, England", url="https://acme.com/", lang="en")
    assert regions.likely == ("US",)
    assert regions.named == ("GB",)
    assert "GB" in regions.thinkable


@given(st.text(max_size=80), st.sampled_from(["US", "DE", "IT", "JP", "XX", ""]))
def test_anything_can_be_read(written: str, region: str) -> None:
    number = understand(written, (region,))
    assert number.valid == bool(number.national)
    assert number.value.removeprefix("+").isascii()


@given(st.text(max_size=200), st.text(max_size=40), st.text(max_size=20))
def test_some_country_is_always_guessed(text: str, url: str, lang: str) -> None:
    assert len(guess_region(text, url=url, lang=lang)) == 2
