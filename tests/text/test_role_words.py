"""Sites in every language whose words are known: their pages are recognised, and what is missing is missed."""

# ruff: noqa: RUF001

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest

from auditor.collect.extract.page_roles import from_link, from_page
from auditor.model import Outcome, Role
from auditor.text.languages import is_near, named
from auditor.text.mailboxes import is_media_mailbox
from auditor.text.role_words import by_language, found_words, known_languages
from auditor.text.site_languages import site_languages, unknown_language
from tests.snapshots import SITE, Site, only, run

SITES: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("role_words.toml").read_text("utf-8"))["site"]
IDS = [f"{site['language']}-{index}" for index, site in enumerate(SITES)]
NO_WORDS = "/node/7"


def built(told: dict[str, Any], *, contact: bool = True, press: bool = True, introduced: bool = True) -> Site:
    """Return the site as a visit finds it; without what is to be missing."""
    menu = (
        f"<nav><a href='/c'>{told['contact']}</a>" + (f" <a href='/p'>{told['press']}</a>" if press else "") + "</nav>"
    )
    about = f"<p>{told['about']}</p>" * 3
    site = Site(home=f"<html lang=en><body>{menu}<main>{about}</main></body></html>").dns(
        "acme.example", MX="10 mx.acme.example"
    )
    reach = f"<p>{told['reach']}</p>" if contact else ""
    roles = from_link(told["contact"], SITE + "c")
    site.page(
        "c",
        f"<html lang=en><body>{menu}<h1>{told['contact']}</h1>{about}{reach}</body></html>",
        *roles,
    )
    if press:
        route = f"<p>{told['introduction']}: desk-7@acme.example</p>" if introduced else ""
        roles = from_link(told["press"], SITE + "p")
        site.page("p", f"<html lang=en><body>{menu}<h1>{told['press']}</h1>{about}{route}</body></html>", *roles)
    return site


@pytest.mark.parametrize("told", SITES, ids=IDS)
def test_pages_are_recognised_by_text_and_by_address(told: dict[str, Any]) -> None:
    for name, role in (("contact", Role.CONTACT), ("press", Role.MEDIA)):
        for text in (told[name], told[name].upper(), told[name].capitalize(), f"{told[name]} »"):
            assert set(from_link(text, urljoin(SITE, NO_WORDS))) == {role}, text
            assert set(from_page(urljoin(SITE, NO_WORDS), f"{text} | Acme", text, ())) == {role}, text
        assert set(from_link("", urljoin(SITE, told[f"{name}_path"]))) <= {role}
    assert is_media_mailbox(f"{told['mailbox']}acme.example") or told["mailbox"] == "media@"


@pytest.mark.parametrize("told", SITES, ids=IDS)
def test_good_site(told: dict[str, Any]) -> None:
    snapshot = built(told).snapshot()
    assert only(run("missing-contact-route", snapshot)).outcome is Outcome.PASS
    finding = only(run("missing-media-contact", snapshot))
    assert finding.outcome is Outcome.PASS
    assert is_near(site_languages(snapshot)[0].code, told["language"])
    assert unknown_language(snapshot) == ""


@pytest.mark.parametrize("told", SITES, ids=IDS)
def test_press_contact_beside_the_others(told: dict[str, Any]) -> None:
    site = built(told, press=False)
    site.page("c2", f"<p>{told['about']}</p><p>{told['introduction']}: desk-7@acme.example</p>", Role.CONTACT)
    assert only(run("missing-media-contact", site.snapshot())).outcome is Outcome.PASS


@pytest.mark.parametrize("told", SITES, ids=IDS)
def test_what_is_missing_is_missed(told: dict[str, Any]) -> None:
    assert (
        only(run("missing-contact-route", built(told, contact=False, press=False).snapshot())).outcome is Outcome.FAIL
    )
    assert only(run("missing-media-contact", built(told, press=False).snapshot())).outcome is Outcome.FAIL
    assert only(run("missing-media-contact", built(told, introduced=False).snapshot())).outcome is Outcome.FAIL


def test_every_language_has_a_site_and_a_name() -> None:
    assert {site["language"] for site in SITES} == known_languages() == by_language().keys()
    assert all(named(code).name != code for code in by_language())


STRANGERS = [
    "Kontaktní čočky", "Контактные линзы", "Kontaktne leće", "Φακοί επαφής", "עדשות מגע", "عدسات لاصقة", "콘택트렌즈", "隐形眼镜",
    "Пресс-формы", "Prese hidraulice", "مطبعة", "مكبس", "印刷机", "Tisk fotografií", "Печать", "Друк", "Tlač", "Tisak", "Spausdinti",
    "Stampa", "Baskı", "Print", "Imprimer", "Социальные медиа", "社交媒体", "多媒体", "वाहन", "Sosyal medya", "Sosiaalinen media",
    "СМИ о нас", "Поддержите нас", "Tue meitä", "Toeta meid", "Podpořte nás", "Pressure", "Presión", "Dépression", "اشترك", "신문",
    "Medianas", "Prensado", "Presentación", "Support us", "Дом", "Новости", "Vesti", "新闻动态",
]  # fmt: skip


@pytest.mark.parametrize("text", STRANGERS)
def test_words_that_mean_something_else(text: str) -> None:
    assert set(from_link(text, urljoin(SITE, NO_WORDS))) <= {Role.COMPLAINTS} - {Role.COMPLAINTS}


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("İLETİŞİM", Role.CONTACT),
        ("ILETISIM", Role.CONTACT),
        ("ILETİSIM", Role.CONTACT),
        ("BASIN BÜLTENLERİ", Role.MEDIA),
        ("ΕΠΙΚΟΙΝΩΝΊΑ", Role.CONTACT),
        ("Τύπος", Role.MEDIA),
        ("إتصل بنـــا", Role.CONTACT),
        ("اِتَّصِلْ بِنَا", Role.CONTACT),
        ("צוֹר קֶשֶׁר", Role.CONTACT),
        ("تماس با ما", Role.CONTACT),
        ("رسانه ها", Role.MEDIA),
        ("رسانه‌ها", Role.MEDIA),
        ("Contactaţi-ne", Role.CONTACT),
        ("Birou de presa", Role.MEDIA),
        ("Kon\u00adtakt", Role.CONTACT),
        ("Liên\u200b hệ", Role.CONTACT),
        ("Lie\u0302n he\u0323\u0302", Role.CONTACT),
        ("聯絡我們", Role.CONTACT),
        ("联系 我们", Role.CONTACT),
        ("고객 센터", Role.SUPPORT),
        ("고객센터", Role.SUPPORT),
        ("언론 보도 문의하기", Role.MEDIA),
        ("Новости и пресса", Role.MEDIA),
        ("Haberler ve Basın", Role.MEDIA),
        ("ข่าวประชาสัมพันธ์", Role.MEDIA),
        ("ＣＯＮＴＡＣＴ", Role.CONTACT),
        ("CONTACT お問い合わせ", Role.CONTACT),
        ("PRESS | プレス", Role.MEDIA),
        ("Contact / 联系我们", Role.CONTACT),
        ("Presse · Press", Role.MEDIA),
    ],
)
def test_spellings(text: str, role: Role) -> None:
    assert role in from_link(text, urljoin(SITE, NO_WORDS))


@pytest.mark.parametrize(
    ("path", "role"),
    [
        ("/iletisim", Role.CONTACT),
        ("/kontakti", Role.CONTACT),
        ("/sajto", Role.MEDIA),
        ("/kapcsolat.html", Role.CONTACT),
        ("/o-nas", Role.ABOUT),
        ("/svyazatsya-s-nami", Role.CONTACT),
        ("/kontakty/", Role.CONTACT),
        ("/obratnaja-svjaz", Role.CONTACT),
        ("/lianxi", Role.CONTACT),
        ("/%D7%A6%D7%95%D7%A8-%D7%A7%D7%A9%D7%A8", Role.CONTACT),
        ("/epikoinwnia", Role.CONTACT),
        ("/ru/press-tsentr", Role.MEDIA),
        ("/za-mediite", Role.MEDIA),
        ("/tiskove-zpravy", Role.MEDIA),
        ("/bg/za-nas", Role.ABOUT),
        ("/%E8%81%94%E7%B3%BB%E6%88%91%E4%BB%AC", Role.CONTACT),
    ],
)
def test_addresses(path: str, role: Role) -> None:
    assert role in from_link("", urljoin(SITE, path))


def test_pattern_of_words() -> None:
    pattern = found_words(["сми", "*صحاف*", "媒体", "press*"])
    assert [bool(pattern.search(text)) for text in ("для сми", "космический", "للصحافة", "新媒体库", "pressekontakt", "express")] == [
        True, False, True, True, True, False,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the press office", ["press office"]),
        ("the press", ["press"]),
        ("expressly", []),
        ("pressemappe", ["presse"]),
        ("printer, paper", ["printer", "er"]),
        ("新闻稿", ["新闻"]),
        ("a+b", ["a+b"]),
        ("a-b", ["a"]),
    ],
)
def test_of_several_words_at_one_place_the_first_written_is_found(text: str, found: list[str]) -> None:
    pattern = found_words(["press office", "press", "presse*", "*er", "printer", "新闻", "a+b", "a"])
    assert [match[0] for match in pattern.finditer(text)] == found
