"""A birth date is a person's only where the page's language says so, and a person is the subject or heads the card."""

from __future__ import annotations

import pytest

from auditor.analysis.pii import exposed
from auditor.model import Role
from tests.snapshots import Site


def told(html: str, lang: str) -> list[tuple[str, bool]]:
    page = f'<html lang="{lang}"><body>{html}</body></html>'
    found = exposed.births(Site().page("/team", page, Role.ABOUT).snapshot())
    return [(one.person, one.sure) for one in found]


PERSONS = [
    ("en", "<p>Jane Quill was born on 12 March 1980 in Quay.</p>", "Jane Quill"),
    ("en", "<p>Jane Quill (born March 12, 1980) runs the shop.</p>", "Jane Quill"),
    ("en", "<p>Jane Quill, founder of the forge, born 12 March 1980.</p>", "Jane Quill"),
    ("en", "<p>Born in Quay on 12 March 1980, Jane Quill runs the forge.</p>", "Jane Quill"),
    ("en", "<p>Jane Quill runs the forge. She was born on 12 March 1980.</p>", "Jane Quill"),
    ("en", "<h3>Jane Quill</h3><p>Forge manager</p><p>DOB 05/03/80</p>", "Jane Quill"),
    ("en", "<h3>Jane Quill</h3><p>Born: 12 March 1980</p>", "Jane Quill"),
    ("de", "<p>Jutta Hartmann, geb. 12.03.1980 in Kiel</p>", "Jutta Hartmann"),
    ("de", "<p>Jutta Hartmann (* 12. März 1980) leitet die Schmiede.</p>", "Jutta Hartmann"),
    ("de", "<p>Jutta Hartmann wurde am 12. März 1980 geboren.</p>", ""),
    ("fr", "<p>Claire Encrier est née le 12 mars 1980 à Lyon.</p>", "Claire Encrier"),
    ("it", "<p>Chiara Calamai è nata a Milano il 12 marzo 1980.</p>", "Chiara Calamai"),
    ("ru", "<p>Ирина Соколова родилась 12 марта 1980 года.</p>", "Ирина Соколова"),
    ("fi", "<p>Aino Virtanen, syntynyt 12.3.1980 Turussa</p>", "Aino Virtanen"),
    ("cs", "<p>Tomáš Novák, narozen 12. března 1980</p>", "Tomáš Novák"),
    ("hu", "<p>Kovács Gábor, szül. 1980. március 12.</p>", ""),
    ("pl", "<p>Agnieszka Kowalska, ur. 12.03.1980</p>", "Agnieszka Kowalska"),
    ("sv", "<p>Annika Lindqvist, född den 12 mars 1980</p>", "Annika Lindqvist"),
    ("nl", "<p>Sjoerd de Vries is geboren op 12 maart 1980.</p>", "Sjoerd de Vries"),
    ("es", "<p>Nuria Castillo nació en Lugo el 12 de marzo de 1980.</p>", "Nuria Castillo"),
    ("pt", "<p>João Pereira nasceu em 12 de março de 1980.</p>", "João Pereira"),
]


@pytest.mark.parametrize(("lang", "html", "person"), [case for case in PERSONS if case[2]])
def test_persons_birth_dates_are_told(lang: str, html: str, person: str) -> None:
    assert told(html, lang) == [(person, True)]


@pytest.mark.parametrize(
    ("lang", "html"),
    [
        ("en", "<p>Jane Quill leads the team. Our brand was born on 4 March 1987.</p>"),
        ("en", "<p>Our workshop was born on 12 June 1990, when Jane Quill and Paul Marrow rented the mill.</p>"),
        ("en", "<p>Jane Quill says that the kite was born on 4 March 1987.</p>"),
        ("en", "<p>With Jane Quill, our kite was born on 4 March 1987.</p>"),
        ("en", "<p>Our mascot Jane Quill was born on 4 March 1987.</p>"),
        ("en", "<p>Jane Quill spoke at the NATO workshop on 12 July 2006.</p>"),
        ("en", "<p>Jane Quill: you must be born on or before 28 November 2005.</p>"),
        ("en", "<p>Jane Quill, born 12 March 1931 - 4 May 1999</p>"),
        ("en", "<p>Jane Quill, born 12 March 1931, who passed away in 1999</p>"),
        ("en", "<p>Jane Quill, born 12 March 1890</p>"),
        ("en", "<p>Date of birth (e.g. 31/12/1980)</p>"),
        ("en", "<p>Jane Quill</p><p>Date of birth, for example 31/12/1980</p>"),
        ("fr", "<p>Claire Encrier ne dirige plus la maison depuis le 12 mars 2005.</p>"),
        ("it", "<p>Chiara Calamai, consulente NATO dal 12 marzo 2005</p>"),
        ("de", "<p>Jutta Hartmann sitzt in Geb. 5, seit 12.03.2005.</p>"),
        ("de", "<p>Jutta Hartmann berät gern.</p><p>* 12.03.2005: Preise gesenkt</p>"),
        ("sv", "<p>Annika Lindqvist: ny verkstad, ur drift 12 mars 2005</p>"),
        ("de", "<p>Geburtsdatum (z. B. 01.01.1990)</p>"),
    ],
)
def test_things_rules_examples_and_the_dead_have_none(lang: str, html: str) -> None:
    assert told(html, lang) == []


def test_data_for_machines_tells_who_is_dead() -> None:
    node = '{"@type":"Person","name":"Jane Quill","birthDate":"1940-03-12","deathDate":"1999-01-02"}'
    assert told(f'<script type="application/ld+json">{node}</script>', "en") == []


def test_a_pronoun_alone_is_for_a_person_to_judge() -> None:
    assert told("<p>She was born on 12 March 1980.</p>", "en") == [("", False)]
