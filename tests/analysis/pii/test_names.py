"""Persons are told where something speaks of them, and nothing else is."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.analysis.pii.names import Person, people
from tests.effort import calls


def named(html: str, lang: str = "", own: tuple[str, ...] = ()) -> dict[str, Person]:
    return {person.name: person for person in people(html, lang, own)}


IN_TEN_LANGUAGES = [
    ("en", "<p>Contact person: Zofira Quill</p>", "Zofira Quill", ""),
    ("en", "<p>Jane Quill, Head of Press</p>", "Jane Quill", "Head of Press"),
    ("en", "<p>Press officer: Tavo Inkwell</p>", "Tavo Inkwell", "Press officer"),
    ("de", "<p>Geschäftsführerin: Jorinde Federkiel</p>", "Jorinde Federkiel", "Geschäftsführerin"),
    ("de", "<p>Ansprechpartner: Herr Odo Federkiel</p>", "Odo Federkiel", ""),
    ("de", "<p>Frau Dr. Federkiel</p>", "Federkiel", ""),
    ("fr", "<p>Mme Solveigh Encrier, responsable presse</p>", "Solveigh Encrier", "responsable presse"),
    (
        "fr",
        "<p>Directeur de la publication : Théophane Encrier</p>",
        "Théophane Encrier",
        "Directeur de la publication",
    ),
    ("es", "<p>Directora de comunicación: Nuria Tintero</p>", "Nuria Tintero", "Directora de comunicación"),
    ("es", "<p>Sr. Eladio Tintero</p>", "Eladio Tintero", ""),
    ("it", "<p>Ufficio stampa: dott. Ginevro Calamaio</p>", "Ginevro Calamaio", ""),
    ("it", "<p>Chiara Calamaio, responsabile vendite</p>", "Chiara Calamaio", "responsabile vendite"),
    ("nl", "<p>Contactpersoon: mevrouw Tjitske van der Inkt</p>", "Tjitske van der Inkt", ""),
    ("nl", "<p>Sjoerd van der Inkt (woordvoerder)</p>", "Sjoerd van der Inkt", "woordvoerder"),
    ("pt", "<p>Diretora comercial: Iolanda Tinteiro</p>", "Iolanda Tinteiro", "Diretora comercial"),
    ("pt", "<p>Sra. Iolanda Tinteiro</p>", "Iolanda Tinteiro", ""),
    ("pl", "<p>Rzecznik prasowy: Bożydar Kałamarz</p>", "Bożydar Kałamarz", "Rzecznik prasowy"),
    ("pl", "<p>pani Dobrosława Kałamarz</p>", "Dobrosława Kałamarz", ""),
    ("sv", "<p>Pressansvarig: Torkel Bläckhorn</p>", "Torkel Bläckhorn", "Pressansvarig"),
    ("sv", "<p>Annika Bläckhorn, vd</p>", "Annika Bläckhorn", "vd"),
    (
        "de",
        "<p>Verantwortlich für den Inhalt: Jorinde Federkiel-Tinte</p>",
        "Jorinde Federkiel-Tinte",
        "Verantwortlich für den Inhalt",
    ),
    ("pl", "<p>Prezes Zarządu \u2013 Dobrosława Pióro</p>", "Dobrosława Pióro", "Prezes Zarządu"),
    ("ja", "<p>代表取締役 山田太郎</p>", "山田太郎", "代表取締役"),
    ("ja", "<p>広報担当\uff1a佐藤 花子</p>", "佐藤 花子", "広報担当"),
    ("ja", "<p>田中様</p><p>鈴木一郎さん</p>", "鈴木一郎", ""),
]


@pytest.mark.parametrize(("lang", "html", "name", "title"), IN_TEN_LANGUAGES)
def test_roles_labels_and_forms_of_address_tell_persons_in_ten_languages(
    lang: str, html: str, name: str, title: str
) -> None:
    found = named(html, lang)
    assert list(found) == [name]
    assert found[name].title == title


@pytest.mark.parametrize(
    ("html", "name"),
    [
        ("<p>Write to <a href=mailto:zofira.quill@acme.example>Zofira Quill</a> for that.</p>", "Zofira Quill"),
        ("<p>Zofira Quill</p><p>zquill@acme.example</p>", "Zofira Quill"),
        ("<p>Zofira Müller</p><p>z.mueller@acme.example</p>", "Zofira Müller"),
        ('<p>By <a rel="author" href="/x">Zofira Quill</a></p>', "Zofira Quill"),
        ('<div class="vcard"><span class="fn">Jane Quill</span></div>', "Jane Quill"),
        (
            '<div itemscope itemtype="https://schema.org/Person"><b itemprop="name">Zofira Quill</b></div>',
            "Zofira Quill",
        ),
        ("<p>Zofira Quill</p><p>Managing Director</p>", "Zofira Quill"),
        ("<p>Vice President</p><p>Zofira Quill</p>", "Zofira Quill"),
        ("<p>Zofira Quill, PhD</p>", "Zofira Quill"),
        ("<p>Our founder, Jane Quill, began in a shed.</p>", "Jane Quill"),
        ("<p>JANE QUILL, MANAGING DIRECTOR</p>", "JANE QUILL"),
        ("<p>Mary-Jane O\u2019Quill wrote this.</p>", "Mary-Jane O\u2019Quill"),
        ("<p>Daniel J. McQuill, CFA</p>", "Daniel J. McQuill"),
    ],
)
def test_mailboxes_mark_up_roles_and_common_given_names_tell_persons(html: str, name: str) -> None:
    assert list(named(html)) == [name]


def test_machine_readable_persons_are_told_without_a_place() -> None:
    html = (
        '<script type="application/ld+json">{"@graph": [{"@type": "Person", "name": "Zofira Quill", "jobTitle": "Founder"},'
        '{"@type": "Organization", "name": "Jane Street"}]}</script>'
    )
    found = named(html)
    assert list(found) == ["Zofira Quill"]
    assert (found["Zofira Quill"].title, found["Zofira Quill"].places) == ("Founder", ())


def test_a_column_of_persons_tells_the_others_in_it() -> None:
    rows = "".join(
        f"<tr><td>{name}</td><td>Depot {number}</td></tr>"
        for number, name in enumerate(["Jane Quill", "Peter Vellum", "Zofira Nib", "Depot List"])
    )
    assert list(named(f"<table>{rows}</table>")) == ["Jane Quill", "Peter Vellum", "Zofira Nib"]


def test_a_column_that_is_called_one_of_names_holds_names() -> None:
    rows = "<tr><th>Name</th><th>Depot</th></tr><tr><td>Kwame Nib</td><td>North</td></tr><tr><td>Tuva Vellum</td><td>South</td></tr>"
    assert list(named(f"<table>{rows}</table>")) == ["Kwame Nib", "Tuva Vellum"]


def test_family_names_first_are_read_where_a_page_lists_people_so() -> None:
    html = "<ul><li>Quill, Jane</li><li>Vellum, Peter M.</li></ul>"
    assert list(named(html)) == ["Quill, Jane", "Vellum, Peter M."]
    assert not named("<ul><li>Quill, Jane</li></ul>")


def test_below_a_head_that_says_name_family_names_first_may_be_of_any_country() -> None:
    rows = "<tr><td>Okonkwo, Chidi</td><td>0113 496 0001</td></tr><tr><td>Baptiste, Marie-Ange</td><td>0113 496 0002</td></tr>"
    html = f"<table><tr><th>Name</th><th>Phone</th></tr>{rows}</table>"
    assert list(named(html)) == ["Okonkwo, Chidi", "Baptiste, Marie-Ange"]


def test_a_list_of_names_and_roles_keeps_its_order() -> None:
    lines = ["President", "Zofira Quill", "Sales Manager", "Tavo Vellum", "Lab Manager", "Ruda Nib"]
    found = named("".join(f"<p>{line}</p>" for line in lines))
    assert {name: person.title for name, person in found.items()} == {
        "Zofira Quill": "President",
        "Tavo Vellum": "Sales Manager",
        "Ruda Nib": "Lab Manager",
    }
    turned = named("".join(f"<p>{line}</p>" for line in ("Jane Quill", "President", "Peter Vellum", "Sales Manager")))
    assert {name: person.title for name, person in turned.items()} == {
        "Jane Quill": "President",
        "Peter Vellum": "Sales Manager",
    }


@pytest.mark.parametrize(
    "text",
    [
        "Contact Us",
        "Jimmy Quill's",
        "Dr. Martens",
        "Mr. Porter",
        "Herr der Ringe",
        "Coach Quill",
        "Karl Quill museet",
        "Agence Plume",
        "Marie Claire",
        "Takoma Glynn, MD 20912",
        "Privacy Policy",
        "New York",
        "San Diego",
        "Santa Barbara",
        "Los Angeles",
        "Victoria Station",
        "St. Martin Street",
        "Kirchengemeinde St. Martin Norddorn",
        "Kirchweg 3, Hl. Georg Lindau",
        "12 Martin Luther King Boulevard",
        "rue Victor Hugo",
        "Via Giuseppe Garibaldi 12",
        "ul. Adama Mickiewicza 5",
        "Willy-Brandt-Straße 1",
        "Jane Quill & Sons",
        "Jane Quill, Inc.",
        "Peter Quill Gardens",
        "Jane Quill Foundation",
        "Ralph Lauren",
        "Calvin Klein",
        "Harley Davidson",
        "Morgan Stanley",
        "Dorothy Perkins",
        "John Deere",
        "Black Friday",
        "Monday Tuesday",
        "Google Maps",
        "Acme Widgetry Director of sales opened",
        "Acme Widgetry Stylist",
        "Lorem Ipsum",
        "Happy Birthday",
        "Sales Manager",
        "Vice President",
        "Press Office",
        "Kontakt Impressum",
        "Allgemeine Geschäftsbedingungen",
        "Mentions Légales",
        "Política de Privacidad",
        "Informativa Privacy",
        "Algemene Voorwaarden",
        "Polityka Prywatności",
        "Om Oss",
        "会社概要",
        "東京都千代田区",
        "お問い合わせ",
        "Austin Texas",
        "Georgia Pacific",
        "Crystal Lake",
        "Grace Church",
        "May June",
        "Mercedes Benz",
        "PAR-HT CORD",
        "MARTIN PRO",
        "Coach Outletry",
        "Jane",
        "Mr",
        "Kontakt: Zofira Broadband",
        "Atatürk Bulvari",
        "Atatürk Caddesi",
        "Adana Kebap",
        "Storm Barbara",
    ],
)
def test_places_firms_brands_streets_and_pages_are_no_persons(text: str) -> None:
    assert named(f"<ul><li>{text}</li><li>Read it</li></ul>") == {}


def test_words_that_the_page_also_writes_small_are_no_names() -> None:
    assert named("<p>Zofira Widgets, Director</p>") != {}
    assert named("<p>Zofira Widgets, Director</p><p>We make widgets.</p>") == {}


def test_the_company_itself_is_no_person() -> None:
    assert named("<p>Peter Quill makes pens.</p>", own=("Peter Quill",)) == {}
    assert list(named("<p>Mr. Peter Quill makes pens.</p>", own=("Peter Quill",))) == ["Peter Quill"]


def test_a_name_is_told_once_with_all_its_places() -> None:
    (person,) = people("<p>Jane Quill</p><p>Director</p><p>Call Jane Quill now.</p>")
    assert [end - start for start, end in person.places] == [10, 10]
    assert person.title == "Director"
    assert "Jane Quill" in person.excerpt


def test_an_excerpt_is_short() -> None:
    (person,) = people(f"<p>{'word ' * 500}Jane Quill {'word ' * 500}</p>")
    assert len(person.excerpt) <= 160


@pytest.mark.slow  # only long texts would stall it
@pytest.mark.parametrize(
    "hostile",
    [
        "A" * 300_000,
        "Aa " * 100_000,
        "Jane " * 50_000,
        "a@" * 100_000,
        "Dr. " * 50_000,
        "\u200b\u202eJane Quill\u0000" * 5_000,
        "<td>" * 20_000,
        "Doe, Jane " * 20_000,
        "A'" * 100_000,
        "|".join(["Jane Quill"] * 10_000),
    ],
)
def test_hostile_pages_are_survived_in_time(hostile: str) -> None:
    assert len(people(f"<p>{hostile}</p>")) <= 300


@given(st.text(max_size=300))
def test_any_text_is_survived(text: str) -> None:
    for person in people(f"<p>{text}</p>"):
        assert person.name


def _table(rows: int) -> str:
    letters = [chr(97 + number) for number in range(26)]
    families = (f"Quill{one}{other}" for one in letters for other in letters)
    cells = (f"<tr><td>Jane {family}<td>j.{family}.{number}@acme.example" for number, family in enumerate(families))
    return f"<table>{''.join(row for _, row in zip(range(rows), cells, strict=False))}</table>"


def _read(rows: int) -> None:
    people(_table(rows))


def test_no_row_of_a_table_is_held_against_the_mailboxes_of_all_others() -> None:
    people(_table(400))
    few, many = (calls(partial(_read, rows)) for rows in (100, 400))
    assert many < 5 * few
