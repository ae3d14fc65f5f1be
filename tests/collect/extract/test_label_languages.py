# ruff: noqa: RUF001
"""Words for phone and fax in the languages that pages are written in."""

from __future__ import annotations

import pytest

from auditor.collect.extract.contacts import find_contacts
from auditor.model import ContactKind

LINES = {
    "bg": "Тел.: {0}, Факс: {1}",
    "cs": "Telefon: {0}, Fax: {1}",
    "da": "Tlf. {0}, Fax {1}",
    "de": "Telefon {0}, Telefax {1}",
    "el": "Τηλ.: {0}, Φαξ: {1}",
    "en": "Phone {0}, Facsimile {1}",
    "es": "Teléfono: {0}, Fax: {1}",
    "et": "Telefon {0}, faks {1}",
    "fi": "Puh. {0}, faksi {1}",
    "fr": "Tél. : {0}, Télécopie : {1}",
    "ga": "Fón: {0}, Facs: {1}",
    "hr": "Telefon: {0}, Faks: {1}",
    "hu": "Telefonszám: {0}, Fax: {1}",
    "it": "Telefono {0}, Fax {1}",
    "lt": "Tel. {0}, faksas {1}",
    "lv": "Tālr. {0}, fakss {1}",
    "mt": "Telefon {0}, Fax {1}",
    "nl": "Telefoon {0}, Faxnummer {1}",
    "pl": "Telefon: {0}, Faks: {1}",
    "pt": "Telefone: {0}, Fax: {1}",
    "ro": "Telefon: {0}, Fax: {1}",
    "sk": "Telefón: {0}, Fax: {1}",
    "sl": "Telefon: {0}, Telefaks: {1}",
    "sv": "Tfn {0}, fax {1}",
    "no": "Sentralbord {0}, faks {1}",
    "is": "Sími {0}, bréfsími {1}",
    "tr": "Telefon: {0}, Belgegeçer: {1}",
    "uk": "Телефон: {0}, факс: {1}",
    "ru": "Тел.: {0}, факс: {1}",
    "sr": "Телефон: {0}, Факс: {1}",
    "sq": "Telefoni: {0}, Faksi: {1}",
    "ar": "هاتف: {0} فاكس: {1}",
    "he": "טלפון: {0} פקס: {1}",
    "fa": "تلفن: {0} نمابر: {1}",
    "hi": "फ़ोन: {0} फ़ैक्स: {1}",
    "bn": "ফোন: {0} ফ্যাক্স: {1}",
    "zh": "电话：{0} 传真：{1}",
    "zh-TW": "電話：{0} 傳真：{1}",
    "ja": "電話 {0} ファックス {1}",
    "ko": "전화 {0} 팩스 {1}",
    "vi": "Điện thoại: {0}, Fax: {1}",
    "th": "โทรศัพท์ {0} โทรสาร {1}",
    "id": "Telepon: {0}, Faksimile: {1}",
}
ONE, OTHER = "+44 20 7183 8750", "+44 20 7183 8751"


def read(lang: str, body: str) -> list[tuple[ContactKind, str]]:
    html = f"<html lang={lang}><body>{body}</body></html>"
    return [(one.kind, one.value) for one in find_contacts(html, url="https://www.acme.com/")]


@pytest.mark.parametrize("lang", LINES)
def test_phone_and_fax_are_told_apart(lang: str) -> None:
    wanted = [(ContactKind.PHONE, "+442071838750"), (ContactKind.FAX, "+442071838751")]
    assert read(lang, f"<p>{LINES[lang].format(ONE, OTHER)}</p>") == wanted
    split = LINES[lang].format(f"{ONE}</td></tr><tr><td>", OTHER).replace(f", {OTHER}", OTHER)
    assert read(lang, f"<table><tr><td>{split}</td></tr></table>") == wanted


@pytest.mark.parametrize(
    ("lang", "written", "value"),
    [
        ("ar", "هاتف: ٠١١ ٢١٢ ٣٤٥٦", "+966112123456"),
        ("fa", "تلفن: ۰۲۱ ۸۸ ۱۲ ۳۴ ۵۶", "+982188123456"),
        ("hi", "फोन: ०११ २३४५ ६७८९", "+911123456789"),
        ("th", "โทร ๐๒ ๑๒๓ ๔๕๖๗", "+6621234567"),
        ("ja", "電話：０３－３１２３－４５６７", "+81331234567"),
        ("ko", "대표번호 02-2123-4567", "+82221234567"),
        ("tr", "Çağrı merkezi: 0212 212 34 56", "+902122123456"),
        ("ru", "Тел. 8 (495) 123-45-67, доб. 12", "+74951234567"),
        ("hu", "Tel.: 06 1 212 3456", "+3612123456"),
        ("it", "Centralino 06 6810 1234", "+390668101234"),
        ("lt", "Tel. 8 5 212 3456", "+37052123456"),
        ("de", "Zentrale 0431 / 12345-67", "+49431 1234567".replace(" ", "")),
        ("vi", "Tổng đài: 028 3822 1234", "+842838221234"),
        ("id", "Telp: 021 5212 3456", "+622152123456"),
        ("pl", "Telefon kom. 601 234 567", "+48601234567"),
    ],
)
def test_numbers_in_the_digits_and_ways_of_a_language(lang: str, written: str, value: str) -> None:
    assert read(lang, f"<p>{written}</p>") == [(ContactKind.PHONE, value)]


@pytest.mark.parametrize(
    ("lang", "written"),
    [
        ("ru", "ИНН 7701234567, ОГРН 1027700123456"),
        ("cs", "IČO: 12345678, DIČ: CZ12345678"),
        ("hu", "Adószám: 12345678-2-41"),
        ("tr", "Vergi No: 1234567890"),
        ("ko", "사업자등록번호 123-45-67890"),
        ("el", "ΑΦΜ 123456789"),
        ("zh", "邮编：100020"),
        ("id", "NPWP 01.234.567.8-901.000"),
    ],
)
def test_register_numbers_are_nothing_to_ring(lang: str, written: str) -> None:
    assert read(lang, f"<p>{written}</p>") == []
