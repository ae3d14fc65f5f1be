"""Labels beside numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.collect.extract.labels import Says, after, before, columns, heading, joins, labels_in


@pytest.mark.parametrize(
    ("window", "says"),
    [
        ("Phone: ", Says.PHONE),
        ("Tel.-Nr. ", Says.PHONE),
        ("call us at ", Says.PHONE),
        ("Telefonnummer: ", Says.PHONE),
        ("Tél. : ", Says.PHONE),
        ("Teléfono ", Says.PHONE),
        ("Cellulare: ", Says.PHONE),
        ("Bel ons op ", Says.PHONE),
        ("Telemóvel ", Says.PHONE),
        ("Zadzwoń: ", Says.PHONE),
        ("Växel: ", Says.PHONE),
        ("電話:", Says.PHONE),
        ("フリ-ダイヤル", Says.PHONE),
        ("☎ ", Says.PHONE),
        ("T ", Says.PHONE),
        ("t: ", Says.PHONE),
        ("Contact usPhone: ", Says.PHONE),
        ("Phone (Mon-Fri, 8am-2pm): ", Says.PHONE),
        ("Fax: ", Says.FAX),
        ("Fax-Nr. ", Says.FAX),
        ("Telefax ", Says.FAX),
        ("Télécopie : ", Says.FAX),
        ("Faks: ", Says.FAX),
        ("ファックス:", Says.FAX),
        ("F ", Says.FAX),
        ("f. ", Says.FAX),
        ("Fax: Dial ", Says.FAX),
        ("Phone 1, Fax: ", Says.FAX),
        ("Fax 1, Phone: ", Says.PHONE),
        ("Tel/Fax: ", Says.BOTH),
        ("Tel. und Fax ", Says.BOTH),
        ("Fax & phone ", Says.BOTH),
        ("T/F ", Says.BOTH),
        ("USt-IdNr.: DE ", Says.OTHER),
        ("Handelsregister: HRB ", Says.OTHER),
        ("SIRET ", Says.OTHER),
        ("Partita IVA ", Says.OTHER),
        ("KvK-nummer: ", Says.OTHER),
        ("Org.nr: ", Says.OTHER),
        ("REGON ", Says.OTHER),
        ("〒", Says.OTHER),
        ("Kundenummer: ", Says.OTHER),
        ("Målernummeret er ", Says.OTHER),
        ("Organisasjonsnummer ", Says.OTHER),
        ("Kundnr: ", Says.OTHER),
        ("Mätarnummer: ", Says.OTHER),
        ("Aftagenummer: ", Says.OTHER),
        ("Asiakasnumero: ", Says.OTHER),
        ("Viðskiptanúmer: ", Says.OTHER),
        ("Kliendi number: ", Says.OTHER),
        ("Skaitītāja numurs: ", Says.OTHER),
        ("Mokėtojo kodas: ", Says.OTHER),
        ("Nr licznika: ", Says.OTHER),
        ("Číslo elektroměru: ", Says.OTHER),
        ("Zákaznícke číslo: ", Says.OTHER),
        ("Številka števca: ", Says.OTHER),
        ("Broj brojila: ", Says.OTHER),
        ("Абонатен номер: ", Says.OTHER),
        ("Лицевой счёт: ", Says.OTHER),
        ("Ügyfélszám: ", Says.OTHER),
        ("Sayaç no: ", Says.OTHER),
        ("Αριθμός παροχής: ", Says.OTHER),
        ("Zählernummer: ", Says.OTHER),
        ("رقم العداد: ", Says.OTHER),
        ("お客様番号:", Says.OTHER),
        ("Mobilnummer: ", Says.PHONE),
        ("Puhelinnumero: ", Says.PHONE),
        ("Telefoninumber: ", Says.PHONE),
        ("Telefona numurs: ", Says.PHONE),
        ("Číslo telefonu: ", Says.PHONE),
        ("Broj telefona: ", Says.PHONE),
    ],
)
def test_a_label_says_what_follows(window: str, says: Says) -> None:
    label = before(window)
    assert label is not None
    assert label.says is says


@pytest.mark.parametrize(
    "window", ["", "iPhone ", "Hotels ", "Intel: ", "once_cell ", "my ringtone ", "Figure f", "at "]
)
def test_other_words_are_no_labels(window: str) -> None:
    assert before(window) is None


def test_a_label_far_off_or_behind_other_digits_is_not_close() -> None:
    near, far, behind = before("Phone: "), before("phone the friendly people of our office "), before("Phone 24 hours ")
    assert near is not None
    assert far is not None
    assert behind is not None
    assert (near.close, far.close, behind.close) == (True, False, False)


def test_a_lone_letter_tells_kinds_apart_but_vouches_for_nothing() -> None:
    lone, colon = before("P "), before("P: ")
    assert lone is not None
    assert colon is not None
    assert (lone.close, colon.close) == (False, True)


@pytest.mark.parametrize(
    ("rest", "says"),
    [
        (" (fax)", Says.FAX),
        (" [fax]", Says.FAX),
        (", Fax", Says.FAX),
        (" phone", Says.PHONE),
        (" FAX: 803-787-0609", None),
        (" and more (fax)", None),
        ("", None),
    ],
)
def test_a_label_behind_a_number_counts_unless_it_belongs_to_the_next(rest: str, says: Says | None) -> None:
    assert after(rest) is says


def test_a_line_that_is_a_label_speaks_for_what_is_below() -> None:
    assert heading("General Fax") is Says.FAX
    assert heading("Phone:") is Says.PHONE
    assert heading("Phone 24 hours") is None
    assert heading("You may also send us a fax or a letter") is None
    assert heading("Send no fax.") is None
    assert heading("vitamin T") is None
    assert heading("F:") is Says.FAX


def test_heads_of_tables_speak_for_their_columns() -> None:
    assert columns("Name\tPosition\tPhone\tFax") == {2: Says.PHONE, 3: Says.FAX}
    assert columns("Name\tPosition") == {}
    assert columns("Konto\tBLZ") == {}


def test_numbers_share_a_label_across_little_words() -> None:
    assert joins(" or ")
    assert joins(" / ")
    assert joins(" und ")
    assert not joins(": ")
    assert not joins(" extension ")


@given(st.text(max_size=90))
def test_labels_lie_inside_the_text_one_behind_the_other(text: str) -> None:
    found = labels_in(text)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert found == sorted(found)
