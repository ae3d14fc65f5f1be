"""Names as people write them in profiles, and as they are compared."""

from __future__ import annotations

import pytest

from auditor.text import company_names


@pytest.mark.parametrize(
    ("shown", "name"),
    [
        (":verified: Kestrel and Sons :kite:", "Kestrel & Sons"),
        ("Kestrel und Söhne", "Kestrel & Söhne"),
        ("Dubois et Fils ✅", "Dubois & Fils"),
        ("Ветер и Ко ®", "Ветер & Ко"),  # noqa: RUF001 - Cyrillic
        ("Acme™ Tools", "Acme"),
        ("Acme℠", "Acme"),
        ("Acme® | Official", "Acme"),
        ("Acme (they/them)", "Acme"),
        ("Ac\u200bme", "Acme"),
        ("𝐀𝐜𝐦𝐞 𝐓𝐨𝐨𝐥𝐬", "Acme Tools"),  # noqa: RUF001 - as people draw them
        ("𝓐𝓬𝓶𝓮", "Acme"),
        ("Ａｃｍｅ", "Acme"),  # noqa: RUF001 - as people draw them
        ("Ⓐⓒⓜⓔ", "Acme"),
        ("ᴀᴄᴍᴇ", "Acme"),
        ("🅰🅲🅼🅴", "Acme"),
        ("A C M E (official)", "Acme"),
        ("ベンレット【公式】", "ベンレット"),
        (":tori: 風見屋 :tori:", "風見屋"),
        ("معدات الريح ✔️", "معدات الريح"),
        (":acme:", "Acme"),
    ],
)
def test_ornaments_make_no_difference(shown: str, name: str) -> None:
    assert company_names.holds(shown, name)


@pytest.mark.parametrize(
    ("shown", "name"),
    [
        ("Bob's Shop :acme:", "Acme"),
        (":verified: Falcon and Sons :kite:", "Kestrel & Sons"),
        ("Sons", "Kestrel & Sons"),
        ("Combinator", "Y Combinator"),
        ("Acmetm", "Acme"),
        ("Kestrel | Acmery", "Acme"),
    ],
)
def test_other_names_stay_other_names(shown: str, name: str) -> None:
    assert not company_names.holds(shown, name)


@pytest.mark.parametrize(
    "handle", ["kestrelandsons", "kestrel-and-sons", "kestrelsons", "kestrelundsons", "kestrel_n_sons"]
)
def test_a_handle_may_say_and(handle: str) -> None:
    assert company_names.fits(handle, "Kestrel & Sons")
    assert not company_names.fits(handle, "Falcon & Sons")


@pytest.mark.parametrize("text", [":a" * 200_000, "(a/" * 100_000, "a " * 200_000, "\u1d00" * 200_000])
def test_hostile_names_are_survived(text: str) -> None:
    assert not company_names.holds(text, "Acme")


@pytest.mark.parametrize(
    ("url", "title", "name"),
    [
        ("https://www.deutsche-bank.example/", "Startseite | Deutsche Bank", "Deutsche Bank"),
        ("https://acme.co.uk/", "ACME: tools for everybody", "ACME"),
        ("https://acme.example/", "Welcome to “Acme”!", "Acme"),
        ("https://xn--mller-kva.example/", "Müller – Bäckerei seit 1900", "Müller"),  # noqa: RUF001 - as written
        ("https://acme.example/", "Acmeville news", ""),
        ("https://acme.example/", "acme.example", ""),
        ("https://acme.example/", "", ""),
        ("https://127.0.0.1/", "127.0.0.1", "127.0.0.1"),
        ("https://x.example/", "X marks the spot", ""),
    ],
)
def test_a_title_spells_the_name_in_the_domain(url: str, title: str, name: str) -> None:
    assert company_names.spelled(url, title) == name


@pytest.mark.parametrize(
    ("label", "letters"),
    [
        ("acme", "acme"),
        ("xn--mller-kva", "m\u00fcller"),
        ("xn--weibier-2va", "wei\u00dfbier"),
        ("xn--ls8h", "\U0001f4a9"),
        ("xn--ls8h=", "xn--ls8h="),
        ("xn--99999999", "xn--99999999"),
        ("xn--ib9b", "xn--ib9b"),  # half a letter
    ],
)
def test_letters_of_international_labels(label: str, letters: str) -> None:
    assert company_names.decoded(label) == letters


def test_a_name_with_a_letter_that_older_rules_spelled_out_is_that_of_its_domain() -> None:
    assert company_names.spelled("https://xn--strae-oqa.example/", "Stra\u00dfe | Home") == "Stra\u00dfe"
