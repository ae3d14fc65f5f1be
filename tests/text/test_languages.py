"""Which language a text is in, whatever its page declares."""

# ruff: noqa: RUF001

from __future__ import annotations

import pytest

from auditor.text.languages import canonical, language_of, named

TEXTS = [
    # (code, what the page declares, text)
    ("tr", "en", "Uçurtma atölyemiz değirmende çalışıyor ve okullar için uçurtma yapıyor"),
    ("de", "en", "Wir bauen Fenster und Türen für alle, seit mehr als hundert Jahren"),
    ("de", "de-AT", "Kontakt"),
    ("ru", "", "Мы делаем окна и двери для всех"),
    ("uk", "ru", "Ми робимо вікна та двері для всіх, їх купує вся країна"),
    ("bg", "", "Ние правим прозорци и врати за всички, които строят къща"),
    ("sr", "", "Правимо прозоре и врата за све људе, од ђака до ћата"),
    ("sr", "sr-Latn-RS", "Mi radimo prozore i vrata za sve ljude"),
    ("hr", "hr", "Izrađujemo prozore i vrata za sve ljude u Zagrebu"),
    ("mk", "", "Правиме прозорци и врати за сите луѓе"),
    ("ar", "en", "نحن نصنع النوافذ والأبواب للجميع"),
    ("fa", "ar", "ما پنجره و در برای همه می‌سازیم"),
    ("ur", "", "ہم سب کے لیے کھڑکیاں بناتے ہیں"),
    ("he", "en-US", "אנחנו מייצרים חלונות ודלתות"),
    ("zh-hans", "en", "我们制造门窗"),
    ("zh-hant", "zh", "我們製造門窗"),
    ("zh-hant", "zh-TW", "公司"),
    ("ja", "en", "窓とドアを作ります"),
    ("ja", "ja", "会社概要"),
    ("ko", "", "모두를 위한 창문"),
    ("th", "", "เราทำหน้าต่างและประตู"),
    ("hi", "", "हम सभी के लिए खिड़कियां बनाते हैं"),
    ("bn", "", "আমরা সবার জন্য জানালা তৈরি করি"),
    ("el", "en", "Κατασκευάζουμε παράθυρα"),
    ("ka", "en", "ჩვენ ვაკეთებთ ფანჯრებს"),
    ("ta", "", "நாங்கள் ஜன்னல்கள் செய்கிறோம்"),
    ("vi", "", "Chúng tôi làm cửa sổ và cửa ra vào"),
    ("mn", "mn", "Бид цонх хаалга хийдэг байгууллага юм"),
    ("nb", "no", "Vi lager vinduer og dører for alle"),
    ("nn", "nn-NO", "Vi lagar vindauge og dører for alle"),
    ("pt", "pt_BR", "Fazemos janelas e portas para todos"),
    ("id", "in", "Kami membuat jendela dan pintu untuk semua orang"),
    ("en", "en", "Lorem ipsum dolor sit amet, consectetur adipiscing elit sed do"),
    ("", "", "OK"),
    ("", "", ""),
]


@pytest.mark.parametrize(("code", "declared", "text"), TEXTS)
def test_language_of_a_text(code: str, declared: str, text: str) -> None:
    assert language_of(text, declared) == code


@pytest.mark.parametrize("text", ["\x00" * 5_000, "a" * 50_000, "!" * 50_000, "\ud800", "漢" * 9_000, "\n\n\n"])
def test_hostile_texts(text: str) -> None:
    assert isinstance(language_of(text, "x" * 50_000), str)


def test_codes() -> None:
    assert [canonical(said) for said in ("EN-us", "zh-Hant-HK", "zh-CN", "iw", "no", "klingon", "")] == [
        "en",
        "zh-hant",
        "zh-hans",
        "he",
        "nb",
        "",
        "",
    ]
    assert named("mn").name == "Mongolian"
