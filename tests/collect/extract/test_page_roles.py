"""Which role a page has."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from auditor.collect.extract.page_roles import from_link, from_page, priority, usual_paths
from auditor.model import CONTACT_ROLES, Role
from auditor.text.role_words import by_language

SITE = "https://www.acme-tools.example"
OPAQUE = "/node/17"  # an address that says nothing

C, M, S, K, L, A, H = Role.CONTACT, Role.MEDIA, Role.SUPPORT, Role.COMPLAINTS, Role.LEGAL, Role.ABOUT, Role.HOME

# (text of the link, roles): the address says nothing.
TEXTS: list[tuple[str, set[Role]]] = [
    # English
    ("Contact", {C}),
    ("CONTACT US", {C}),
    ("  Contact\n us ", {C}),
    ("ContactUs", {C}),
    ("Contact us \u2192", {C}),
    ("\u203a Contact", {C}),
    ("\uf0e0 Contact", {C}),
    ("\U0001f4de Contact us", {C}),
    ("Contact (opens in a new window)", {C}),
    ("Our contact details", {C}),
    ("Contact USA", {C}),
    ("Contact Acme Tools", {C}),
    ("Get in touch", {C}),
    ("Get in touch with us!", {C}),
    ("Let\u2019s talk", {C}),
    ("E-mail us", {C}),
    ("Contact & Directions", {C}),
    ("Contact &amp; Directions", {C}),
    ("Contact us about your order", {C}),
    ("Contact / Imprint", {C, L}),
    ("About Us & Contact", {A, C}),
    ("Press", {M}),
    ("Press & Media", {M}),
    ("Media/Press", {M}),
    ("News and Press", {M}),
    ("Newsroom", {M}),
    ("Acme Tools Newsroom", {M}),
    ("Press releases", {M}),
    ("Media enquiries", {M}),
    ("For journalists", {M}),
    ("Press contact", {M}),
    ("Press & Contact", {M, C}),
    ("Support", {S}),
    ("Help Center", {S}),
    ("Help & FAQ", {S}),
    ("Customer Service", {S}),
    ("Contact & Support", {C, S}),
    ("Acme Support", {S}),
    ("Track your order", {S}),
    ("Make a complaint", {K}),
    ("Complaints", {K}),
    ("Compliments & Complaints", {K}),
    ("Privacy Policy", {L}),
    ("Terms & Conditions", {L}),
    ("About", {A}),
    ("About Acme", {A}),
    ("Home > Contact", {C}),
    # German
    ("Kontakt", {C}),
    ("Kontaktieren Sie uns", {C}),
    ("Kontakt & Anfahrt", {C}),
    ("Ihre Ansprechpartner", {C}),
    ("Kontakt und Impressum", {C, L}),
    ("Presse", {M}),
    ("Pressekontakt", {M}),
    ("Presse und Medien", {M}),
    ("Presse Schweiz", {M}),
    ("Pressemitteilungen", {M}),
    ("F\u00fcr Journalisten", {M}),
    ("Hilfe", {S}),
    ("Kundenservice", {S}),
    ("Hilfe & Kontakt", {S, C}),
    ("Beschwerden", {K}),
    ("Lob & Kritik", {K}),
    ("Impressum", {L}),
    ("Datenschutz", {L}),
    ("\u00dcber uns", {A}),
    ("Ueber uns", {A}),
    # French
    ("Contactez-nous", {C}),
    ("Nous contacter", {C}),
    ("Espace presse", {M}),
    ("Communiqu\u00e9s de presse", {M}),
    ("Service client", {S}),
    ("Besoin d\u2019aide ?", {S}),
    ("Aide et contact", {S, C}),
    ("R\u00e9clamations", {K}),
    ("Mentions l\u00e9gales", {L}),
    ("Qui sommes-nous ?", {A}),
    # Spanish
    ("Contacto", {C}),
    ("Cont\u00e1ctenos", {C}),
    ("\u00a1Cont\u00e1ctanos!", {C}),
    ("Sala de prensa", {M}),
    ("Contacto de prensa", {M}),
    ("Servicio de atenci\u00f3n al cliente", {S}),
    ("Ayuda y contacto", {S, C}),
    ("Libro de Reclamaciones", {K}),
    ("Aviso legal", {L}),
    ("\u00bfQui\u00e9nes somos?", {A}),
    # Italian
    ("Contatti", {C}),
    ("Contattaci", {C}),
    ("Ufficio stampa", {M}),
    ("Comunicati stampa", {M}),
    ("Assistenza clienti", {S}),
    ("Reclami", {K}),
    ("Note legali", {L}),
    ("Chi siamo", {A}),
    # Dutch
    ("Neem contact op", {C}),
    ("Contactgegevens", {C}),
    ("Pers", {M}),
    ("Pers & media", {M}),
    ("Klantenservice", {S}),
    ("Klantenservice en contact", {S, C}),
    ("Klacht indienen", {K}),
    ("Colofon", {L}),
    ("Over ons", {A}),
    # Portuguese
    ("Contato", {C}),
    ("Fale conosco", {C}),
    ("Contacte-nos", {C}),
    ("Imprensa", {M}),
    ("Assessoria de imprensa", {M}),
    ("Atendimento ao cliente", {S}),
    ("Livro de Reclama\u00e7\u00f5es", {K}),
    ("Pol\u00edtica de privacidade", {L}),
    ("Quem somos", {A}),
    # Polish
    ("Skontaktuj si\u0119 z nami", {C}),
    ("Dane kontaktowe", {C}),
    ("Biuro prasowe", {M}),
    ("Dla medi\u00f3w", {M}),
    ("Obs\u0142uga klienta", {S}),
    ("Pomoc i kontakt", {S, C}),
    ("Reklamacje", {K}),
    ("Polityka prywatno\u015bci", {L}),
    ("O nas", {A}),
    # Swedish
    ("Kontakta oss", {C}),
    ("Pressrum", {M}),
    ("F\u00f6r media", {M}),
    ("Kundtj\u00e4nst", {S}),
    ("Hj\u00e4lp & support", {S}),
    ("Klagom\u00e5l", {K}),
    ("Integritetspolicy", {L}),
    ("Om oss", {A}),
    # Japanese
    ("お問い合わせ", {C}),
    ("お問い合わせはこちら", {C}),
    ("製品に関するお問い合わせ", {C}),
    ("よくあるご質問・お問い合わせ", {C}),
    ("プレス", {M}),
    ("\uff8c\uff9f\uff9a\uff7d\uff98\uff98\uff70\uff7d", {M}),  # half-width katakana for press release
    ("報道関係者の皆様へ", {M}),
    ("報道に関するお問い合わせ", {M}),
    ("サポート・お問い合わせ", {S, C}),
    ("お客様相談室", {S}),
    ("会社概要", {A}),
    ("特定商取引法に基づく表記", {L}),
    # others
    ("Yhteystiedot", {C}),
    ("Kontakt os", {C}),
    ("Pro m\u00e9dia", {M}),
]

# Texts that promise nothing of the kind.
STRANGERS = [
    "Contact lenses",
    "Contact Lens Care",
    "Contactless payment",
    "French press",
    "Press fittings",
    "Heat Press Machines",
    "Press here",
    "Pressure washers",
    "Expressions",
    "Support us",
    "Support our team",
    "Support Acme",
    "Support & Donate",
    "Ways to support us",
    "Help wanted",
    "Help Japan",
    "Self-help",
    "Media player",
    "Social media",
    "Social Media Guidelines",
    "Media & Entertainment",
    "Multimedia",
    "How to contact aliens in seven steps",
    "Please do not contact the neighbours about this",
    "Acme opens a press office in Paris and hires two",
    "Read our press release about the new drill",
    "Customer stories",
    "Services",
    "Service",
    "News",
    "Careers",
    "Careers & Events",
    "Log in",
    "Register",
    "2014",
    "",
    "\u2192",
    "Stampa",  # Italian for "print this page"
    "Kontaktlinsen",
    "Kontaktloses Bezahlen",
    "Druckpresse",
    "Hilfe zur Selbsthilfe",
    "Unterst\u00fctzen Sie uns",
    "Lentilles de contact",
    "Presse hydraulique",
    "Soutenez-nous",
    "Lentes de contacto",
    "Medios de pago",
    "Prensas hidr\u00e1ulicas",
    "Lenti a contatto",
    "Sostienici",
    "Stampa la pagina",
    "Contactlenzen",
    "Steun ons",
    "Personeel",
    "Lentes de contato",
    "Apoie nossa causa",
    "M\u00eddias sociais",
    "Soczewki kontaktowe",
    "Prasa hydrauliczna",
    "Pomoc humanitarna",
    "Kontaktlinser",
    "St\u00f6d oss",
    "Blodtrycksm\u00e4tare",
    "コンタクトレンズ",
    "プレス機",
    "プレス加工",
    "メディア掲載",
    "サポーター",
    "ソーシャルメディア",
]

# (address, roles): the text of the link says nothing.
PATHS: list[tuple[str, set[Role]]] = [
    ("/contact", {C}),
    ("/contact/", {C}),
    ("/Contact_Us.aspx", {C}),
    ("/contactus.asp?lang=2", {C}),
    ("/en/company/contact-us.html", {C}),
    ("/kontakt/", {C}),
    ("/kontakt-2", {C}),
    ("/kontakt_de.html", {C}),
    ("/contact/en/", {C}),
    ("/contact.en.php", {C}),
    ("/contact;jsessionid=AB12.html", {C}),
    ("/contact/index.php", {C}),
    ("/pages/contact", {C}),
    ("/index.php?page=contact", {C}),
    ("/index.php?route=information/contact", {C}),
    ("/?p=kontakt", {C}),
    ("/index.php?option=com_contact&view=contact", {C}),
    ("/fale-conosco", {C}),
    ("/nous-contacter", {C}),
    ("/yhteystiedot", {C}),
    ("/%E3%81%8A%E5%95%8F%E3%81%84%E5%90%88%E3%82%8F%E3%81%9B/", {C}),
    ("/contact/form", {C}),
    ("/kontakt-impressum", {C, L}),
    ("/press", {M}),
    ("/press?page=1", {M}),
    ("/ueber-uns/presse", {M}),
    ("/uber-uns/presse/", {M}),
    ("/press-and-media", {M}),
    ("/news/press-releases", {M}),
    ("/newsroom/", {M}),
    ("/press/contact", {M}),
    ("/presse/kontakt.html", {M}),
    ("/sala-de-prensa", {M}),
    ("/dla-mediow", {M}),
    ("/media/", {M}),
    ("/support", {S}),
    ("/hc/en-us", {S}),
    ("/atencion-al-cliente", {S}),
    ("/obsluga-klienta", {S}),
    ("/kundtjanst", {S}),
    ("/support/contact", {C}),
    ("/klagomal", {K}),
    ("/libro-de-reclamaciones", {K}),
    ("/impressum", {L}),
    ("/privacy-policy", {L}),
    ("/terms-and-conditions.html", {L}),
    ("/ueber-uns", {A}),
    ("/about-us", {A}),
    ("/", {H}),
    ("", {H}),
    ("/index.html", {H}),
    ("/de/", {H}),
    ("/en-gb", {H}),
    ("/home", {H}),
    # and the ones that say nothing
    ("/blog/2014/how-to-contact-aliens", set()),
    ("/blog/contact", set()),
    ("/2014/contact/", set()),
    ("/press/2019/acme-opens-plant", set()),
    ("/press/2019", set()),
    ("/press/acme-opens-plant-in-paris", set()),
    ("/press?page=7", set()),
    ("/press/page/7", set()),
    ("/press/page-7", set()),
    ("/tag/press", set()),
    ("/author/press", set()),
    ("/category/press", set()),
    ("/wp-content/media/x.jpg", set()),
    ("/media/logo.svg", set()),
    ("/press/kit.zip", set()),
    ("/shop/press", set()),
    ("/products/media", set()),
    ("/contact-lenses", set()),
    ("/contactless", set()),
    ("/expressions", set()),
    ("/wordpress", set()),
    ("/french-press", set()),
    ("/pressure-washers", set()),
    ("/support-us", set()),
    ("/support-our-team", set()),
    ("/help-wanted", set()),
    ("/social-media", set()),
    ("/media-player", set()),
    ("/login?next=/contact", set()),
    ("/support/login", set()),
    ("/register", set()),
    ("/press/feed/", set()),
    ("/kontaktlinsen", set()),
    ("/lentilles-de-contact", set()),
    ("/lentes-de-contacto", set()),
    ("/contactlenzen", set()),
    ("/soczewki-kontaktowe", set()),
    ("/kontaktlinser", set()),
    ("/prasa-hydrauliczna", set()),
    ("/search?q=contact", set()),
    ("/services", set()),
    ("/hr-support-services-for-schools", set()),
]


@pytest.mark.parametrize(("text", "roles"), TEXTS)
def test_text_of_a_link(text: str, roles: set[Role]) -> None:
    assert set(from_link(text, SITE + OPAQUE)) == roles


@pytest.mark.parametrize("text", STRANGERS)
def test_text_that_means_something_else(text: str) -> None:
    assert from_link(text, SITE + OPAQUE) == {}
    assert from_page(SITE + OPAQUE, text, text, ()) == {}


@pytest.mark.parametrize(("path", "roles"), PATHS)
def test_path(path: str, roles: set[Role]) -> None:
    assert set(from_link("Click here", SITE + path)) == roles
    if not path.endswith((".jpg", ".svg", ".zip")):
        assert set(from_page(SITE + path, "", "", ())) == roles


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("Press", "/tag/press"),
        ("Press", "/press?page=7"),
        ("Press", "/press/2019/acme-opens-plant"),
        ("Press", "/newsroom/acme-opens-plant"),
        ("Support", "/support/40213-reset-your-drill"),
        ("Support", "/support-us"),
        ("Support", "/login?next=/support"),
        ("Contact", "/contact-lenses"),
        ("Press kit", "/downloads/kit.pdf"),
        ("Support", "/"),  # href="#" on the front page
    ],
)
def test_an_address_outweighs_the_text_of_its_link(text: str, path: str) -> None:
    assert not set(from_link(text, SITE + path)) & CONTACT_ROLES


@pytest.mark.parametrize("path", ["/page/7", "/p/7.html"])
def test_a_page_told_by_its_number_is_what_its_link_calls_it(path: str) -> None:
    assert set(from_link("Contact", SITE + path)) == {C}


@pytest.mark.parametrize(
    "url", ["mailto:press@acme.example", "tel:+15551234567", "javascript:void(0)", "", "ftp://acme.example/press"]
)
def test_only_pages_have_roles(url: str) -> None:
    assert from_link("Contact", url) == {}


@pytest.mark.parametrize(
    ("url", "roles"),
    [
        ("https://press.acme.example/", {M}),
        ("https://support.acme.example/en", {S}),
        ("https://support.example/", {H}),
        ("https://press.acme.example/2019/plant", set()),
        ("https://acme.example/#contact", {H}),
    ],
)
def test_host(url: str, roles: set[Role]) -> None:
    assert set(from_link("Go", url)) == roles


def test_section_of_a_one_page_site() -> None:
    assert set(from_link("Contact", "https://acme.example/#contact")) == {H, C}


def test_reasons_say_where_the_role_was_read() -> None:
    assert from_link("Press", SITE + "/x") == {M: 'link text "Press"'}
    assert from_link("x", SITE + "/press") == {M: 'path "/press"'}
    assert from_link("x", SITE + "/index.php?page=press") == {M: 'query "page=press"'}
    assert from_link("x", "https://press.acme.example/") == {M: 'host "press.acme.example"'}
    assert from_page(SITE + "/x", "Press | Acme", "", ()) == {M: 'title "Press | Acme"'}
    assert from_page(SITE + "/x", "", "Press", ()) == {M: 'heading "Press"'}
    assert from_page(SITE + "/x", "", "", ("https://schema.org/ContactPage",)) == {C: "structured data"}


@pytest.mark.parametrize(
    ("title", "heading", "roles"),
    [
        ("Contact | Acme Tools", "", {C}),
        ("Acme \u2013 Presse", "", {M}),
        ("Acme Tools - Press", "Acme Tools", {M}),
        ("Presse \u2014 Acme", "", {M}),
        ("Acme :: Contact Us", "", {C}),
        ("Bobst Library: Contact Us", "", {C}),
        ("REI Contact Us", "", {C}),
        ("Hats | Contact us | Acme", "", {C}),
        ("Support &amp; Contact - Acme", "", {S, C}),
        ("お問い合わせ\u30fbサポート | アクメ", "", {S, C}),
        ("お問い合わせ\uff5cアクメ", "", {C}),  # full-width bar
        ("About Acme", "", {A}),
        ("Home | Acme", "", set()),
        ("Acme opens plant | Press | Acme", "", set()),
        ("Acme opens plant | Newsroom", "Acme opens plant", set()),
        ("Press | Acme opens plant", "Acme opens plant", set()),
        ("Reset your drill \u2013 Acme Support", "Reset your drill", set()),
        ("Contact lenses | Optics", "Contact lenses", set()),
        ("Press: Acme opens plant", "", set()),
        ("Acme | Home", "Welcome", set()),
        ("", "", set()),
    ],
)
def test_title_and_heading(title: str, heading: str, roles: set[Role]) -> None:
    assert set(from_page("https://www.acme.example/node/17", title, heading, ())) == roles


def test_name_that_holds_the_word_itself() -> None:
    assert from_page("https://www.acmepress.example/x", "Acme Press", "Acme Press", ()) == {}
    assert from_link("Acme Media", "https://acmemedia.example/x") == {}


def test_structured_data_of_other_kinds_says_nothing() -> None:
    assert from_page(SITE + "/x", "", "", ("Article", "FAQPage", "ContactPoint", "Organization")) == {}


@pytest.mark.parametrize("code", sorted(by_language()))
def test_usual_paths_have_the_role_they_stand_for(code: str) -> None:
    paths = usual_paths([code])
    assert len(paths) <= 12
    assert {role for role, _ in paths} == {C, M, S}
    for role, path in paths:
        assert path.isascii()
        assert role in from_link("", SITE + path), path


def test_usual_paths_are_those_of_the_site_first() -> None:
    assert usual_paths(["de"])[0] == (C, "/kontakt")
    assert usual_paths() == usual_paths(["xx"]) == usual_paths(["en"])


def test_priority() -> None:
    assert [priority({role}) for role in (C, M, S, K)] == [0, 0, 0, 0]
    assert priority({L}) < priority({A}) < priority({H}) == priority(())
    assert priority({A, C}) == 0


@pytest.mark.parametrize(
    "text", ["contact " * 5_000, "\u304a" * 50_000, "|" * 100_000, " " * 100_000, "&" * 50_000 + ";"]
)
def test_hostile_text_is_refused(text: str) -> None:
    assert from_link(text, SITE + OPAQUE) == {}
    from_page(SITE + OPAQUE, text, text, ())
    from_link("x", SITE + "/" + text)


@pytest.mark.shared_data
def test_real_contact_pages(shared_data: Path) -> None:
    """All are contact pages; two thirds say so in title or heading, the others only in their text."""
    labels = json.loads((shared_data / "contact_pages" / "labels.json").read_text(encoding="utf-8"))
    found = 0
    for name in labels:
        tree = LexborHTMLParser(
            (shared_data / "contact_pages" / "pages" / name).read_text(encoding="utf-8", errors="replace")
        )
        title, heading = tree.css_first("title"), tree.css_first("h1")
        roles = from_page("", title.text() if title else "", heading.text(separator=" ") if heading else "", ())
        assert not set(roles) & {M, S, K}, (name, roles)
        found += C in roles
    assert found >= 33
