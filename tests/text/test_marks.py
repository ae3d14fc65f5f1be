"""What pages say instead of their content."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from auditor.text.marks import placeholders
from auditor.text.not_found import not_found_mark
from auditor.text.parked import parked_mark
from auditor.text.visible import visible_text

LONG = "We make tools for people who build things, and we have done so since 1931.\n" * 80

NOT_FOUND = [
    # what content systems and servers say
    "Page not found",
    "Page not found \U0001f622",
    "404 Not Found",
    "Not Found",
    "Error 404",
    "404 error",
    "HTTP 404",
    "404 - File not found",
    "Page not found \u2013 Acme Tools",
    "404: Page Not Found | Acme",
    "Page not found at /nope/",
    "Oops! That page can\u2019t be found.",
    "Sorry, the page you are looking for could not be found.",
    "The requested URL was not found on this server.",
    "The page you were looking for doesn't exist",
    "This page isn't available",
    "We couldn't find that page",
    "Site not found · Pages",
    "The page you requested has been moved or no longer exists.",
    "Product not found",
    "Seite nicht gefunden",
    "Seite nicht gefunden (404)",
    "Die angeforderte Seite wurde nicht gefunden.",
    "Diese Seite existiert leider nicht",
    "Fehler 404 - Seite nicht gefunden",
    "Hoppla! Diese Seite gibt es nicht.",
    "Page introuvable",
    "Erreur 404",
    "La page que vous recherchez n\u2019existe pas.",
    "Désolé, cette page n'a pas été trouvée",
    "Oups ! Page non trouvée",
    "Página no encontrada",
    "La página que buscas no existe",
    "Lo sentimos, no hemos encontrado la página",
    "Error 404: página no encontrada",
    "Pagina non trovata",
    "La pagina richiesta non esiste",
    "Errore 404 | Acme",
    "Pagina niet gevonden",
    "De pagina die u zoekt bestaat niet meer",
    "Helaas, we kunnen deze pagina niet vinden",
    "Página não encontrada",
    "A página que você procura não existe",
    "Desculpe, não encontramos a página",
    "Nie znaleziono strony",
    "Strona nie została znaleziona",
    "Błąd 404 - strona nie istnieje",
    "Sidan hittades inte",
    "Sidan kunde inte hittas",
    "Tyvärr, sidan du letar efter finns inte längre",
    "ページが見つかりません",
    "お探しのページは見つかりませんでした | アクメ",
    "404 ページが見つかりませんでした",
    "指定されたページは見つかりませんでした",
    "Siden blev ikke fundet",
    "Sivua ei löytynyt",
    "Stránka nenalezena",
]

FOUND = [
    "How to fix 404 errors on your website",
    "What does “404 Not Found” mean?",
    "Fixing “Page not found” in WordPress",
    "Why is my page not found by Google?",
    "50 examples of creative 404 pages",
    "404 ways to cook rice",
    "Lost and found",
    "Lost & Found | Acme Railways",
    "Peugeot 404",
    "The Peugeot 404 Coupé",
    "Room 404",
    "Found: a better way to drill",
    "Not found in nature: our new alloy",
    "You won't find a better page on drills",
    "No results found",
    "Nothing found for “drill”",
    "Missing person found",
    "Wie man 404-Fehler behebt",
    "Nicht gefunden, was Sie suchen? Rufen Sie uns an",
    "Comment corriger une erreur 404",
    "Cómo solucionar el error 404",
    "Come risolvere l'errore 404",
    "Strona główna",
    "Sidan om drillar",
    "404エラーの原因と対処方法",
    "ページが見つかりませんと表示される原因",
    "Contact us",
    "Seiten wurden gedruckt",
    "",
]


@pytest.mark.parametrize("said", NOT_FOUND)
def test_title_or_heading_says_not_found(said: str) -> None:
    assert not_found_mark(said, "", LONG)
    assert not_found_mark("Acme Tools", said, LONG)


@pytest.mark.parametrize("said", FOUND)
def test_title_of_something_else(said: str) -> None:
    assert not_found_mark(said, said, LONG) == ""


def test_mark_is_the_sentence_itself() -> None:
    assert (
        not_found_mark("Oops! That page can\u2019t be found. \u2013 Acme", "", LONG)
        == "Oops! That page can\u2019t be found."
    )
    assert not_found_mark("Acme", "Whoa!  Page not found.", LONG) == "Page not found."


def test_bare_number_needs_words_beside_it() -> None:
    assert not_found_mark("404", "404", "404\nThis page could not be found.\nSearch\n" + LONG) == "404"
    assert not_found_mark("404", "404", "404\nGo home") == "404"
    assert not_found_mark("404 | Peugeot", "404", "Built from 1960 to 1975.\n" + LONG) == ""


def test_body_counts_on_short_pages_only() -> None:
    body = "Home\nProducts\nThe page you requested could not be found. Please check the address.\nContact"
    assert not_found_mark("Acme", "", body) == "The page you requested could not be found."
    assert not_found_mark("Acme", "", body + LONG) == ""
    assert not_found_mark("Acme", "", "Search\nNothing was found\nNot found") == ""  # says not what is missing
    assert not_found_mark("Acme", "", "How to fix it when a page is not found") == ""
    assert not_found_mark("アクメ", "", "ホーム\nお探しのページは見つかりませんでした。\n会社概要")


PARKED = [
    "This domain is for sale!",
    "Buy this domain.",
    "acme-tools.com is for sale",
    "This domain may be for sale",
    "This Web page is parked FREE, courtesy of Registrar",
    "This domain has expired.",
    "Future home of something quite cool.",
    "This Account has been suspended.",
    "Diese Domain steht zum Verkauf",
    "Hier entsteht eine neue Internetpräsenz",
    "Ce nom de domaine est à vendre",
    "Este dominio está a la venta",
    "Questo dominio è in vendita",
    "Deze domeinnaam is te koop",
    "Este domínio está à venda",
    "Ta domena jest na sprzedaż",
    "Denna domän är till salu",
    "このドメインは販売中です",
]
NOT_PARKED = [
    "Cars for sale",
    "House for sale",
    "Our domain is engineering",
    "Domain experts for your business",
    "Parking",
    "Car parked in a no-parking zone",
    "Domain-driven design",
    "Register a domain",
    "Zu verkaufen",
    "Dominio sui mercati",
]


@pytest.mark.parametrize("said", PARKED)
def test_parked(said: str) -> None:
    assert parked_mark(said, "Related searches\nInsurance")
    assert parked_mark("acme-tools.example", f"Welcome\n{said}\nRelated searches")


@pytest.mark.parametrize("said", NOT_PARKED)
def test_not_parked(said: str) -> None:
    assert parked_mark(said, said) == ""


def test_long_article_about_parking_is_none() -> None:
    article = "Domain parking\nMany a page says: this domain is for sale.\n" + LONG
    assert parked_mark("What is domain parking?", article) == ""


# (kind, what the page shows)
STAND_INS = [
    ("filler text", "Lorem ipsum dolor sit amet, consectetur adipiscing elit."),
    ("filler text", "I'm a heading. Add your text here"),
    ("filler text", "Hier steht Ihr Text"),
    ("filler text", "この文章はダミーです。"),
    ("default content", "Acme — Just another WordPress site"),
    ("default content", "I\u2019m a paragraph. Click here to add your own text and edit me."),
    ("default content", "No front page content has been created yet."),
    ("default content", "The install worked successfully! Congratulations!"),
    ("default content", "An open source content management platform."),
    (
        "default content",
        "This is an example page. It\u2019s different from a blog post because it will stay in one place",
    ),
    ("default content", "Pair text with an image to focus on your chosen product, collection, or blog post."),
    ("example details", "Write to info@example.com"),
    ("example details", "info@yourdomain.com"),
    ("example details", "mail@ihre-domain.de"),
    ("example details", "contact@votredomaine.fr"),
    ("example details", "Call (212) 555-0143"),
    ("example details", "+1 555-0100"),
    ("example details", "Tel. 555-0199"),
    ("example details", "Phone: 123-456-7890"),
    ("example details", "Phone: (123) 456-7890"),
    ("example details", "Ring 020 7946 0123"),
    ("example details", "+44 7700 900123"),
    ("example details", "Tel. 0123 / 456789"),
    ("example details", "Tél. 01 23 45 67 89"),
    ("example details", "Phone: XXX-XXX-XXXX"),
    ("example details", "123 Example Street"),
    ("example details", "123 Main Street, Anytown, USA"),
    ("example details", "Musterstraße 1, 12345 Musterstadt"),
    ("example details", "Musterstr. 12"),
    ("example details", "Geschäftsführer: Max Mustermann"),
    ("example details", "Mustermann GmbH"),
    ("example details", "Calle Falsa 123"),
    ("example details", "ul. Przykładowa 12"),
    ("example details", "Exempelgatan 1"),
    ("example details", "株式会社〇〇"),
    ("example details", "© 2024 Your Company"),
    ("example details", "© 2019-2024 My Site. All rights reserved."),
    ("example details", "Your Company, Inc."),
    ("unfilled template", "Welcome to {{ company }}"),
    ("unfilled template", "Call [insert phone number]"),
    ("unfilled template", "[Company name]"),
    ("unfilled template", "[Your address]"),
    ("unfilled template", "[Ihre Telefonnummer]"),
    ("unfilled template", "Dear %%firstname%%"),
    ("unfilled template", "###COMPANY###"),
    ("unfilled template", "{COMPANY_NAME}"),
    ("unfilled template", "${company.phone}"),
    ("unfilled template", "TODO: add opening hours"),
    ("unfilled template", '[contact-form-7 id="12" title="Contact"]'),
    ("unfilled template", "[contact_form]"),
    ("unfilled template", "Phone: undefined"),
]

REAL = [
    "Contact us at press@acme.example or +1 212 555 2368.",
    "Acme Tools, 123 Main Street, Springfield, IL 62701",
    "We help your company grow. Your business matters.",
    "Enter your address, e.g. name@example.com",
    "Ihre E-Mail (z.B. name@example.com)",
    "Company name *\nYour name *\nPhone number *",
    "[email protected]",
    "[E-Mail] [hier klicken] [Your cart] [Add to cart] [fax]",
    "Toll free 800-555-2368",
    "+49 30 555 0123",
    "+49 (30) 555-0123",
    "Rechnung über 1 000 000 000 Euro",
    "The muster station is on deck 4; Thomas Muster won.",
    "ABIERTO TODO EL AÑO. TODO para tu jardín",
    "Musterring Möbel, Musterhaus-Ausstellung",
    "Visit our showroom under the bridge",
    "Homes under construction in Springfield",
    "Hello world! say our robots",
    "Sample request form",
    "Via Roma 1, 00100 Roma",
    "Example: firstname.lastname@acme.example",
    "Lorem, our mascot",
    "Page 404 of the catalogue",
    "Serial number 0123456789123",
    "Call 0800 123 4567",
    "{ position: relative }",
]


@pytest.mark.parametrize(("kind", "shown"), STAND_INS)
def test_stand_in(kind: str, shown: str) -> None:
    found = placeholders(f"Contact\n{shown}\n{LONG}", "Contact | Acme", "<html></html>", "Contact")
    assert {found_kind for found_kind, _ in found} == {kind}
    assert all(
        len(excerpt) <= 160 and excerpt in " ".join(f"{shown} {LONG}".replace("\u2019", "'").split())
        for _, excerpt in found
    )


@pytest.mark.parametrize("shown", REAL)
def test_real_content(shown: str) -> None:
    assert (
        placeholders(f"Contact\n{shown}\n{LONG}", "Contact | Acme", f"<h1>Contact</h1><p>{shown}</p>", "Contact") == ()
    )


@pytest.mark.parametrize(
    "said",
    [
        "Coming soon",
        "Coming soon!",
        "This page is under construction",
        "Our new website is coming soon.",
        "Diese Seite befindet sich im Aufbau",
        "Page en construction",
        "Próximamente",
        "Sito in costruzione",
        "Deze pagina is in aanbouw",
        "Em breve",
        "Strona w budowie",
        "Sidan är under uppbyggnad",
        "準備中",
    ],
)
def test_unfinished_page(said: str) -> None:
    assert placeholders(LONG, f"{said} | Acme", "", "Acme") == (("unfinished page", said),)
    assert placeholders(LONG, "Acme", "", said) == (("unfinished page", said),)
    assert placeholders(f"Acme\n{said}", "Acme", "", "Acme") == (("unfinished page", said),)
    assert placeholders(f"Acme\n{said}\n{LONG}", "Acme", "", "Acme") == ()


@pytest.mark.parametrize(
    "said", ["Coming soon: our new cordless router", "Homes under construction", "Stores opening soon in Ohio"]
)
def test_teaser_is_no_unfinished_page(said: str) -> None:
    assert placeholders(f"Acme\n{said}", said, "", said) == ()


@pytest.mark.parametrize(
    "title",
    [
        "Sample Page",
        "Sample Page \u2013 Acme",
        "Hello world! | Acme",
        "Beispiel-Seite \u2013 Acme",
        "Untitled Document",
        "Welcome to nginx!",
        "Index of /contact",
        "React App",
    ],
)
def test_default_title(title: str) -> None:
    assert [kind for kind, _ in placeholders(LONG, title, "", "")] == ["default content"]


def test_heading_is_read_from_the_page_when_not_given() -> None:
    assert placeholders(LONG, "Acme", '<h1 class="x"><b>Sample</b> Page</h1>') == (("default content", "Sample Page"),)
    assert placeholders(LONG, "Acme", "<h1>" * 1_000) == ()


def test_links_are_read_too() -> None:
    html = '<a href="mailto:info@example.com">Write</a> <a href="tel:555-0100">Call</a>'
    assert placeholders(LONG, "Contact", html) == (
        ("example details", "mailto:info@example.com"),
        ("example details", "tel:555-0100"),
    )


@pytest.mark.parametrize(
    "program", ['<div ng-app="x">', '<script src="/vue.min.js"></script>', '<div x-data="{}">', "<p v-if='a'>"]
)
def test_braces_filled_in_by_the_browser_are_none(program: str) -> None:
    assert placeholders("Call {{ phone }}", "Contact", f"<p>Call {{{{ phone }}}}</p>{program}") == ()


def test_one_passage_is_told_once() -> None:
    lorem = "Lorem ipsum dolor sit amet, consectetur adipiscing elit."
    assert len(placeholders(lorem, "Contact", "")) == 1


def test_one_kind_is_told_a_few_times() -> None:
    text = "\n".join(f"Write to info{number}@example.com" for number in range(50))
    assert len(placeholders(text, "Contact", "")) == 5


@pytest.mark.parametrize(
    "text",
    ["a.a@" * 50_000, "{{" * 100_000, "[your name " * 20_000, "<h1" * 100_000, " " * 200_000, "00-" * 60_000, ""],
)
def test_hostile_text(text: str) -> None:
    placeholders(text, text, text)
    assert not_found_mark(text, text, text) == ""
    assert parked_mark(text, text) == ""


@pytest.mark.shared_data
def test_real_contact_pages(shared_data: Path) -> None:
    """All were alive; one of them shows a short code instead of its form."""
    folder = shared_data / "contact_pages"
    shown = {}
    for name in json.loads((folder / "labels.json").read_text(encoding="utf-8")):
        html = re.sub(
            "<!--.*?-->", "", (folder / "pages" / name).read_text(encoding="utf-8", errors="replace"), flags=re.DOTALL
        )
        tree = LexborHTMLParser(html)
        text = visible_text(tree)
        title, heading = (node.text() if (node := tree.css_first(tag)) else "" for tag in ("title", "h1"))
        assert not_found_mark(title, heading, text) == "", name
        assert parked_mark(title, text) == "", name
        if found := placeholders(text, title, html, heading):
            shown[name] = found
    assert shown == {"12.html": (("unfilled template", "[contact_form]"),)}
