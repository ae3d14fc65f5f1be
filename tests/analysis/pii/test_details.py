"""Mailboxes, numbers, addresses and birth dates, by themselves."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.analysis.pii import mailboxes
from auditor.analysis.pii.addresses import addresses
from auditor.analysis.pii.birthdates import birth_dates
from auditor.analysis.pii.phones import is_called_mobile, is_called_private, number_kind
from auditor.model import Target

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("address", "name", "fit"),
    [
        ("jane.quill@acme.example", "Jane Quill", "full"),
        ("quill.jane@acme.example", "Jane Quill", "full"),
        ("janequill@acme.example", "Jane Quill", "full"),
        ("j.quill@acme.example", "Jane Quill", "full"),
        ("jquill85@acme.example", "Jane Quill", "full"),
        ("quillj@acme.example", "Jane Quill", "full"),
        ("jane.quill+news@acme.example", "Jane M. Quill", "full"),
        ("z.mueller@acme.example", "Zofira Müller", "full"),
        ("zmuller@acme.example", "Zofira Müller", "full"),
        ("s.vanderinkt@acme.example", "Sjoerd van der Inkt", "full"),
        ("jane@acme.example", "Jane Quill", "part"),
        ("quill@acme.example", "Jane Quill", "part"),
        ("janeq@acme.example", "Jane Quill", "part"),
        ("info@acme.example", "Jane Quill", ""),
        ("jq@acme.example", "Jane Quill", ""),
        ("peter.quill@acme.example", "Jane Quill", ""),
        ("", "Jane Quill", ""),
    ],
)
def test_an_address_fits_the_name_it_is_built_from(address: str, name: str, fit: str) -> None:
    assert mailboxes.belongs(address, name) == fit


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("jane.doe@company.example", 1),
        ("jdoe@company.example", 0),
        ("doe.jane+press@company.example", 1),
        ("jane.d@company.example", 1),
        ("janed@company.example", None),
        ("mueller.eva@company.example", 2),
        ("jane@company.example", None),
        ("jd@company.example", None),
        ("info@company.example", None),
    ],
)
def test_first_of_many_whose_whole_name_an_address_holds(address: str, place: int | None) -> None:
    names = ["John Doe", "Jane Doe", "Eva M\u00fcller", "Jane Doe"]
    fits = [index for index, name in enumerate(names) if mailboxes.belongs(address, name) == "full"]
    assert mailboxes.Owners(names).first(address) == next(iter(fits), None) == place


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Jane Doe", 1),
        ("John Doe", 2),
        ("Eva M\u00fcller", 4),
        ("Jane Quill", None),
        ("Ann Lee", 6),
        ("Jo Li", None),
        ("Doe", None),
        ("", None),
    ],
)
def test_first_of_many_addresses_that_hold_a_whole_name(name: str, place: int | None) -> None:
    boxes = [
        "info@company.example",
        "doe.jane+press@company.example",
        "jdoe@company.example",
        "jane.doe@company.example",
        "mueller.eva@company.example",
        "annl@company.example",
        "ann.l@company.example",
        "ji@company.example",
    ]
    fits = [index for index, box in enumerate(boxes) if mailboxes.belongs(box, name) == "full"]
    first = next(iter(fits), None)
    assert first == place
    assert mailboxes.Boxes(boxes).first(name) == ("" if first is None else boxes[first])


def test_a_small_firms_free_mailbox_is_told_from_a_persons() -> None:
    firm = Target("Acme Tools", "https://www.acmetools.example/")
    assert mailboxes.is_shared("info.acme@gmail.com")
    assert not mailboxes.is_shared("jane.quill@gmail.com")
    assert mailboxes.names_firm("acmetools@gmail.com", firm)
    assert not mailboxes.names_firm("jane.quill@gmail.com", firm)


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("+4915112345678", "mobile"),
        ("+493012345678", "fixed"),
        ("+33612345678", "mobile"),
        ("+34612345678", "mobile"),
        ("+393331234567", "mobile"),
        ("+31612345678", "mobile"),
        ("+351912345678", "mobile"),
        ("+48512345678", "mobile"),
        ("+46701234567", "mobile"),
        ("+819012345678", "mobile"),
        ("+447400123456", "mobile"),
        ("+442079460123", "fixed"),
        ("+12125550123", "either"),
        ("+18005550123", "service"),
        ("12", "unknown"),
        ("", "unknown"),
    ],
)
def test_the_plan_of_a_country_tells_what_a_number_is(number: str, kind: str) -> None:
    assert number_kind(number) == kind


def test_the_words_in_front_of_a_number_tell_too() -> None:
    for words in ("Cell: ", "Handy ", "Portable : ", "Móvil: ", "Cellulare ", "Mobiel: ", "kom. ", "M. ", "携帯: "):
        assert is_called_mobile(words), words
    for words in ("Tel. ", "Office: ", "Mobile: 0170 1234567\nTel: ", "Fax ", "Room "):
        assert not is_called_mobile(words), words
    for words in ("Home: ", "privat: ", "Domicile : ", "自宅: "):
        assert is_called_private(words), words
    assert not is_called_private("Office: ")


@pytest.mark.parametrize(
    "address",
    [
        "12 High Street",
        "500 W. Main St.",
        "3950 East Craig Rd",
        "100 N. 47th Ave",
        "Lindenstraße 12",
        "Am Alten Markt 3",
        "Hauptstr. 4a",
        "12, rue Victor Hugo",
        "8 bis avenue des Lilas",
        "Calle Mayor 3",
        "Avda. de la Constitución, 14",
        "Via Roma, 12",
        "Piazza del Duomo 1",
        "Keizersgracht 4",
        "Rua Augusta, 120",
        "ul. Długa 5/7",
        "Storgatan 7",
        "東京都千代田区丸の内1-2-3",
    ],
)
def test_streets_are_read_as_ten_languages_write_them(address: str) -> None:
    (found,) = addresses(f"Jane Quill\n{address}\nSomewhere")
    assert found.text == address.rstrip(".")


@pytest.mark.parametrize(
    "text",
    ["Call 555 1234 today", "In 2019 we moved", "3 new products", "Room 12", "24 hours a day", "Streetwise 7", ""],
)
def test_other_words_and_numbers_are_no_addresses(text: str) -> None:
    assert addresses(text) == ()


def test_one_address_has_one_key_in_several_spellings() -> None:
    (one,), (other,) = addresses("12 High St."), addresses("12 HIGH Street")
    assert one.key == other.key


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Born 12 March 1980", date(1980, 3, 12)),
        ("born on March 12, 1980 in Quay", date(1980, 3, 12)),
        ("Date of birth: 1980-03-12", date(1980, 3, 12)),
        ("geb. 12.03.1980", date(1980, 3, 12)),
        ("geboren am 12. März 1980", date(1980, 3, 12)),
        ("* 12.03.1980", date(1980, 3, 12)),
        ("né le 1er mars 1980", date(1980, 3, 1)),
        ("née à Lyon le 12 février 1980", date(1980, 2, 12)),
        ("nacida el 12 de marzo de 1980", date(1980, 3, 12)),
        ("nata a Milano il 12 marzo 1980", date(1980, 3, 12)),
        ("geboren op 12 maart 1980", date(1980, 3, 12)),
        ("nascido em 12 de março de 1980", date(1980, 3, 12)),
        ("urodzona 12 marca 1980", date(1980, 3, 12)),
        ("ur. 12.03.1980", date(1980, 3, 12)),
        ("född den 12 mars 1980", date(1980, 3, 12)),
        ("生年月日\uff1a1980年3月12日", date(1980, 3, 12)),
        ("DOB 12/31/1980", date(1980, 12, 31)),
    ],
)
def test_birth_dates_are_read_in_ten_languages(text: str, day: date) -> None:
    assert [found.day for found in birth_dates(text, TODAY)] == [day]


@pytest.mark.parametrize(
    "text",
    [
        "born in 1980",
        "born on 12 March",
        "founded 12 March 1980",
        "12 March 1980",
        "born 12 March 1880, died 1950",
        "born 12 March 1940, died 3 May 1999",
        "geboren\n12.03.1980",
        "born 45.45.1980",
        "stubborn 12 March 1980",
        "born again Christians meet here every week, the next time on 12 March 1980",
    ],
)
def test_years_foundations_and_the_dead_are_no_birth_dates(text: str) -> None:
    assert list(birth_dates(text, TODAY)) == []


@given(st.text(max_size=200))
def test_any_text_is_survived(text: str) -> None:
    addresses(text)
    list(birth_dates(f"born {text}", TODAY))
    mailboxes.belongs(text, text)
    number_kind(text, text[:2])


@pytest.mark.slow  # only long texts would stall it
@pytest.mark.parametrize(
    "hostile",
    [
        "1 " * 100_000,
        "rue " * 50_000,
        "born " * 40_000,
        "Aa " * 60_000,
        "1 Aa" * 40_000,
        "東" * 100_000,
        "straße" * 30_000,
    ],
)
def test_hostile_text_is_read_in_time(hostile: str) -> None:
    addresses(hostile)
    list(birth_dates(hostile, TODAY))
