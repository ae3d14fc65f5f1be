"""Phone and fax numbers in text."""

# Pages write numbers in wide signs and long dashes; these must stand in the tests as they are.
# ruff: noqa: RUF001

from __future__ import annotations

from itertools import pairwise

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.collect.extract.labels import Says
from auditor.collect.extract.phone_numbers import Regions, regions_of
from auditor.collect.extract.phones import Found, find_numbers


def found_in(text: str, lang: str = "en", url: str = "https://acme.com/") -> list[Found]:
    return find_numbers(text, regions_of(text, url=url, lang=lang))


def values(text: str, lang: str = "en", url: str = "https://acme.com/") -> list[str]:
    return [found.number.value for found in found_in(text, lang, url)]


def fax_values(text: str, lang: str = "en") -> list[str]:
    return [found.number.value for found in found_in(text, lang) if found.says in {Says.FAX, Says.BOTH}]


@pytest.mark.parametrize(
    ("lang", "text", "value"),
    [
        ("en", "(212) 555-1234", "+12125551234"),
        ("en", "Call 1-800-FLOWERS now", "+18003569377"),
        ("en", "toll free 1.888.LUTRON1 (588-7661)", "+18885887661"),
        ("en", "calling (212) NEW-YORK (639-9675). 311", "+12126399675"),
        ("en", "888-823- 2633", "+18888232633"),
        ("en", "(413)- 545-5271", "+14135455271"),
        ("en", "212·555·1234", "+12125551234"),
        ("en", "212/555-1234", "+12125551234"),
        ("en", "Phone:212-555-1234Fax", "+12125551234"),
        ("en", "Phone: 555-1234", "5551234"),
        ("en", "Phone 2125551234", "+12125551234"),
        ("en", "(123) 456-7890", "1234567890"),
        ("en", "0044 20 7946 0958", "+442079460958"),
        ("en-GB", "call us on 020 7946 0958", "+442079460958"),
        ("en-AU", "(02) 9876 5432", "+61298765432"),
        ("en-AU", "Call 13 12 34", "+61131234"),
        ("de", "Tel.: 030 / 123 45 67", "+49301234567"),
        ("de", "Telefon (030) 1234567-0", "+493012345670"),
        ("de", "Tel. 0 30 - 12 34 56 7", "+49301234567"),
        ("de", "Tel.Nr. 040/123456", "+4940123456"),
        ("de", "Fon +49 (0)89 12 34 56-78", "+498912345678"),
        ("de", "Tel 0301234567", "+49301234567"),
        ("fr", "Tél. : 01 42 68 53 00", "+33142685300"),
        ("fr", "Téléphone 0 800 123 456", "+33800123456"),
        ("es", "Llámenos al 900 123 456", "+34900123456"),
        ("es", "91 123 45 67", "+34911234567"),
        ("it", "Tel. 06 1234 5678", "+390612345678"),
        ("nl", "Bel 020 - 123 45 67", "+31201234567"),
        ("pt", "Tel. 210 123 456", "+351210123456"),
        ("pt-br", "Ligue (11) 3456-7890", "+551134567890"),
        ("pl", "tel. 22 123 45 67", "+48221234567"),
        ("sv", "Växel: 08-123 456 78", "+46812345678"),
        ("nb", "Tlf. 22 33 44 55", "+4722334455"),
        ("ja", "TEL：03-1234-5678", "+81312345678"),
        ("ja", "電話０３（１２３４）５６７８", "+81312345678"),
        ("ja", "お電話はこちら 0120-123-456", "+81120123456"),
        ("ru", "8 (912) 345-67-89", "+79123456789"),
    ],
)
def test_numbers_are_found_as_each_country_writes_them(lang: str, text: str, value: str) -> None:
    assert values(text, lang) == [value]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("de", "01.02.2019 - 03.04.2020"),
        ("de", "ab 01.01.24 bis 31.12.24"),
        ("en", "12/05/2019"),
        ("en", "2019-05-14 10:30"),
        ("en", "2019 - 2024"),
        ("da", "2019 - 2024"),
        ("en", "$1,234,567.89"),
        ("sv", "1 234 567 kr"),
        ("de", "12.345,67 EUR"),
        ("fr", "12 345 678 €"),
        ("de", "ISBN 978-3-16-148410-0"),
        ("en", "40.7127837, -74.0059413"),
        ("de", "52.520008 13.404954"),
        ("de", "Mo-Fr 08.00-17.00 Uhr"),
        ("sv", "Mån-Fre 09.00 - 18.00"),
        ("en", "Call 9.00 - 17.00"),
        ("de", "DE89 3704 0044 0532 0130 00"),
        ("de", "IBAN: DE89 3704 0044 0532 0130 00"),
        ("de", "USt-IdNr.: DE 123 456 789"),
        ("de", "HRB 123456 B"),
        ("de", "Konto 0532013000 BLZ 37040044"),
        ("fr", "SIRET 123 456 789 00012"),
        ("fr", "RCS Paris 552 100 554"),
        ("it", "P.IVA 01234567890"),
        ("nl", "KvK 12345678"),
        ("pt", "CNPJ 12.345.678/0001-90"),
        ("pt", "CEP 01310-100"),
        ("es", "CIF B-12345678"),
        ("pl", "NIP 123-456-32-18"),
        ("pl", "REGON 123456789"),
        ("sv", "Org.nr 556012-5790"),
        ("sv", "Bankgiro 123-4567"),
        ("ja", "〒100-0001 東京都千代田区1-2-3"),
        ("en", "Company No. 01234567. VAT GB 123 4567 89"),
        ("en", "Order no. 2125551234"),
        ("en", "SKU 212-555-1234"),
        ("en", "2125551234"),
        ("en", "Suite 200, 75755-9343"),
        ("en", "Burlington, MA 01803-2050"),
        ("en", "192.168.100.200"),
        ("en", "1234 5678 9012 3456"),
        ("en", "Part 555-123-4567A"),
        ("en", "id=02079460958"),
        ("en", "https://acme.com/p/212-555-1234/"),
        ("en", "0301234567@mail.example"),
        ("da", "GRAFIK 5000 / 6000 / 7000"),
        ("en", "BRAKES (212) REVIEWS (310) FILTERS"),
        ("en", "1 2 3 4 5 6 7 8 9 10 11 12"),
    ],
)
def test_other_digits_are_not_taken_for_numbers(lang: str, text: str) -> None:
    assert values(text, lang) == []


@pytest.mark.parametrize(
    ("text", "fax"),
    [
        ("Fax: 212-555-1234", True),
        ("212-555-1234 (fax)", True),
        ("F 212.555.1234", True),
        ("General Fax\n212-555-1234", True),
        ("Fax\t212-555-1234", True),
        ("Phone\tFax\n212-555-0000\t212-555-1234", True),
        ("Fax: 212-555-0000 or 212-555-1234", True),
        ("Fax:\nSales: 212-555-0000\nPress: 212-555-1234", True),
        ("Phone: 212-555-0000 Fax: 212-555-1234", True),
        ("P: 212 555 0000 | F: 212 555 1234", True),
        ("Phone: 212-555-1234", False),
        ("212-555-1234 FAX: 212-555-0000", False),
        ("Fax: 212-555-0000\n212-555-1234", False),
        ("Fax: 212-555-0000, phone 212-555-1234", False),
        ("Send no fax.\n212-555-1234", False),
        ("Fax\tPhone\n212-555-0000\t212-555-1234", False),
    ],
)
def test_fax_is_told_by_its_label(text: str, fax: bool) -> None:
    assert "+12125551234" in values(text)
    assert ("+12125551234" in fax_values(text)) is fax


def test_a_number_for_both_is_both() -> None:
    assert [found.says for found in found_in("Tel/Fax: 212-555-1234")] == [Says.BOTH]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("212.555.0787 - 212.555.8329", ["+12125550787", "+12125558329"]),
        ("(212)555-1234 or (212)555-1235", ["+12125551234", "+12125551235"]),
        ("212-555-1234 212-555-1235", ["+12125551234", "+12125551235"]),
        ("1-800-555-1234/212-555-1235", ["+18005551234", "+12125551235"]),
        ("+86 21 6475 3203 / 6475 3206", ["+862164753203", "+862164753206"]),
        ("+49 30 1234-0 / -10", ["+493012340", "+493012310"]),
        ("Phone: 555-1234 or 555-9876", ["5551234", "5559876"]),
        ("+44 20 7946 0958+44 20 7946 0959", ["+442079460958", "+442079460959"]),
        ("1-800-555-1234 24/7", ["+18005551234"]),
    ],
)
def test_several_numbers_in_a_row_are_told_apart(text: str, expected: list[str]) -> None:
    assert values(text) == expected


def test_a_register_s_number_speaks_for_itself_alone() -> None:
    assert values("Lic# 958043 (916) 392-2820") == ["+19163922820"]
    assert values("REGON 123 456 789 01234", "pl") == []


def test_two_german_numbers_with_nothing_between_are_two() -> None:
    assert values("Tel. 030 12345678 030 87654321", "de") == ["+493012345678", "+493087654321"]


@pytest.mark.parametrize(
    "extension", [" ext. 220", " x220", ", extension 220", " #220", " (ext 220)", " Durchwahl 220", " poste 220"]
)
def test_an_extension_belongs_to_the_number(extension: str) -> None:
    text = f"212-555-1234{extension} and more"
    (found,) = found_in(text)
    assert text[found.start : found.end] == f"212-555-1234{extension}"
    assert found.number.value == "+12125551234"


def test_countries_of_the_language_tell_what_looks_like_a_number_but_not_whose() -> None:
    (found,) = found_in("Visit us or 020 7946 0958")
    assert (found.number.value, found.number.region, found.number.valid) == ("02079460958", "", False)


def test_a_country_named_on_the_page_reads_numbers_with_a_label() -> None:
    assert values("Phone: 01536 461234\nCorby, England") == ["+441536461234"]


_KINDS = (phonenumbers.PhoneNumberType.FIXED_LINE, phonenumbers.PhoneNumberType.MOBILE)
_EXAMPLES = [
    (region, number)
    for region in sorted(phonenumbers.SUPPORTED_REGIONS)
    for kind in _KINDS
    if (number := phonenumbers.example_number_for_type(region, kind)) is not None
    and phonenumbers.is_valid_number(number)
    and len(phonenumbers.national_significant_number(number)) >= 5
]


@pytest.mark.parametrize(("before", "after"), [("Tel: ", ""), ("Phone ", ", Monday"), ("Fax ", "\nMore")])
def test_every_country_s_example_numbers_are_found_behind_a_label(before: str, after: str) -> None:
    missed = []
    for region, number in _EXAMPLES:
        written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
        found = find_numbers(f"{before}{written}{after}", Regions((region,)))
        says = Says.FAX if before.startswith("Fax") else Says.PHONE
        value = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        if [(one.number.value, one.says) for one in found] != [(value, says)]:
            missed.append((region, written, found))
    assert missed == []
    assert len(_EXAMPLES) > 400


def test_every_country_s_example_numbers_are_found_with_their_code_wherever_they_stand() -> None:
    missed = []
    for region, number in _EXAMPLES:
        written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
        value = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        if [one.number.value for one in find_numbers(f"the one {written}, or none", Regions(("US",)))] != [value]:
            missed.append((region, written))
    assert missed == []


_SOUP = st.lists(
    st.sampled_from(
        [
            "Tel",
            "Fax",
            ":",
            " ",
            " ",
            "\n",
            "\t",
            "/",
            "-",
            "(",
            ")",
            "+",
            ".",
            "0",
            "1",
            "212",
            "555-1234",
            "030",
            "２",
            "x",
            "1-800-",
            "ABC",
            "@",
            "€",
        ]
    ),
    max_size=60,
).map("".join)


@given(st.one_of(st.text(max_size=200), _SOUP), st.sampled_from(["en", "de", "fr", "da", "ja"]))
def test_numbers_lie_inside_the_text_one_behind_the_other(text: str, lang: str) -> None:
    found = found_in(text, lang)
    assert found == found_in(text, lang)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all("\n" not in text[one.start : one.end] for one in found)


@pytest.mark.parametrize(
    "text",
    [
        "1 " * 100_000,
        "212-555-1234 x" * 20_000,
        "Tel 212 " * 30_000,
        "+1" * 100_000,
        "(" * 200_000,
        "01 02 0304 " * 20_000,
    ],
    ids=["ones", "extensions", "labels", "pluses", "brackets", "groups"],
)
def test_hostile_text_is_looked_at_within_limits(text: str) -> None:
    assert len(find_numbers(text, Regions(("US", "DE"), ("GB",), ("FR", "ES")))) <= 10_000
