"""Mailboxes called like persons: those of branches, products and programs pass, those of persons are told."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.analysis.pii import namesakes
from auditor.model import Outcome, Role
from tests.snapshots import FILLER, Site, outcomes, run

CHECK = "exposed-personal-email"
ROLE = "<p>info@acme.example</p>"


def judged(html: str) -> dict[str, Outcome]:
    site = Site().page("/contact", f"<h1>Acme</h1>{FILLER}{ROLE}{html}", Role.CONTACT)
    return {
        subject: outcome for subject, outcome in outcomes(run(CHECK, site.snapshot())).items() if "info@" not in subject
    }


def listed(heading: str, *entries: str) -> str:
    return f"<h2>{heading}</h2><ul>{''.join(f'<li>{entry}</li>' for entry in entries)}</ul>"


BRANCHES = {
    "spanish delegations": listed("Contacto", "Delegación de Vitoria: <a href=mailto:vitoria@acme.example>vitoria@acme.example</a>"),
    "croatian houses": listed("Kuće", "Villa Ana: villa.ana@acme.example", "Apartmani Luka: apartmani.luka@acme.example"),
    "hungarian houses": listed("Elérhetőség", "Anna Vendégház<br>anna.vendeghaz@acme.example"),
    "turkish houses": listed("İletişim", "Zeynep Apart<br>zeynep.apart@acme.example"),
    "bulgarian houses": listed("Контакти", "Вила Мария: vila.maria@acme.example", "Хотел Иван: hotel.ivan@acme.example"),
    "greek houses": listed("Επικοινωνία", "Βίλα Ελένη: vila.eleni@acme.example"),
    "finnish houses": listed("Yhteystiedot", "Huvila Elina<br>huvila.elina@acme.example"),
    "czech houses": listed("Kontakt", "Penzion Eva: penzion.eva@acme.example", "Chata Jana: chata.jana@acme.example"),
    "streets": listed("Onde estamos", "<b>Fátima</b><br>Av. Beato Nuno 112<br>fatima@acme.example"),
    "portuguese": listed("As nossas lojas", "Fátima<br>fatima@acme.example", "Vila Madalena<br>madalena@acme.example"),
    "german": listed("Standorte", "Bad Homburg<br>bad.homburg@acme.example", "Marie<br>marie@acme.example"),
    "german street": listed("Kontakt", "Sophie-Scholl-Straße, Halle 2<br>sophie.scholl@acme.example"),
    "french": listed("Nos agences", "Florence<br>florence@acme.example", "Aimée<br>aimee@acme.example"),
    "french street": listed("Nous écrire", "14 rue Simone Veil<br>simone.veil@acme.example"),
    "spanish": listed("Sucursales", "Mercedes \u2013 <a href=mailto:mercedes@acme.example>mercedes@acme.example</a>", "Lorena: lorena@acme.example"),
    "italian": listed("Le nostre sedi", "Chiara<br>Via Roma 3<br>chiara@acme.example"),
    "polish": listed("Nasze oddziały", "Zielona Góra<br>zielona.gora@acme.example", "Aleksandra<br>aleksandra@acme.example"),
    "czech": listed("Pobočky", "Hradec Králové<br>hradec.kralove@acme.example", "Lenka<br>lenka@acme.example"),
    "russian": listed("Наши филиалы", "Елена<br>elena@acme.example", "Владимир<br>vladimir@acme.example"),
    "turkish": listed("Şubelerimiz", "Ayşe<br>ayse@acme.example"),
    "towns without a heading": "<dl><dt>Paula</dt><dd>paula@acme.example</dd><dt>Kelbra</dt><dd>kelbra@acme.example</dd><dt>Zossen</dt><dd>zossen@acme.example</dd></dl>",
    "a table": "<table><tr><th>Filiale</th><th>Telefon</th><th>E-Mail</th></tr><tr><td>Linda</td><td>0221 1234567</td><td>linda@acme.example</td></tr></table>",
    "nothing but links": listed("Filialen", '<a href="mailto:anna@acme.example">anna@acme.example</a>', '<a href="mailto:ulm@acme.example">ulm@acme.example</a>'),
    "greek": listed("Καταστήματα", "Άννα<br>anna@acme.example"),
    "japanese": listed("店舗一覧", "Marina<br>marina@acme.example"),
    "opening hours": "<h2>Our locations</h2><h3>Victoria</h3><p>Mon-Fri 9-5</p><p>victoria@acme.example</p>",
    "strong heading": "<p><strong>Our shops</strong></p><p>Sophia<br>sophia@acme.example</p>",
    "a place's own words": "<p>Santa Teresa<br>teresa@acme.example</p>",
}  # fmt: skip


@pytest.mark.parametrize("html", BRANCHES.values(), ids=BRANCHES)
def test_a_branch_called_like_a_person_is_none(html: str) -> None:
    found = judged(html)
    assert found
    assert set(found.values()) == {Outcome.PASS}


THINGS = {
    "french assistant": "<h2>Léa, notre assistante virtuelle</h2><p>Posez vos questions à Léa : lea@acme.example</p>",
    "german assistant": "<p>Fragen Sie Clara, unseren Chatbot: clara@acme.example</p>",
    "english assistant": "<p>Emma is our AI assistant.</p><p>Emma: emma@acme.example</p>",
    "spanish assistant": "<h3>Sofía, tu asistente virtual</h3><p>sofia@acme.example</p>",
    "italian assistant": "<h3>Chiara, l'assistente virtuale</h3><p>Chiara: chiara@acme.example</p>",
    "polish assistant": "<p>Anna \u2013 wirtualna asystentka: anna@acme.example</p>",
    "czech robot": "<p>Tereza je náš robot: tereza@acme.example</p>",
    "russian robot": "<p>Елена, наш робот: elena@acme.example</p>",
    "dutch mascot": "<p>Emma, onze mascotte: emma@acme.example</p>",
    "japanese program": "<p>Emma\uff08チャットボット\uff09: emma@acme.example</p>",
    "house": "<h3>Haus Anna</h3><p>anna@acme.example</p>",
    "boat": "<p>MS Helena<br>helena@acme.example</p>",
    "product": "<p>Modell Emma: emma@acme.example</p>",
    "collection": "<h3>Collezione Chiara</h3><p>chiara@acme.example</p>",
    "in quotes": "<p>„Emma“: emma@acme.example</p>",
    "trade mark": "<p>Emma®: emma@acme.example</p>",
}


@pytest.mark.parametrize("html", THINGS.values(), ids=THINGS)
def test_a_thing_or_a_program_called_like_a_person_is_none(html: str) -> None:
    found = judged(html)
    assert found
    assert set(found.values()) == {Outcome.PASS}


PERSONS = {
    "alone": "<p>Emma<br>emma@acme.example</p>",
    "with a role": "<p>Léa, notre responsable commerciale : lea@acme.example</p>",
    "in a branch": listed("Standorte", "Köln<br>Anna Meier, Filialleiterin<br>anna.meier@acme.example"),
    "full name under branches": listed("Nos agences", "Claire Dupond<br>claire.dupond@acme.example"),
    "given name below a town": "<h2>Standorte</h2><h3>Köln</h3><p>Ihre Ansprechpartnerin: Anna Meier, anna@acme.example</p>",
    "full name and street": "<p>Anna Meier<br>Hauptstraße 5<br>anna.meier@acme.example</p>",
    "who cares for the robot": "<p>Martin Vogt, Leiter Robotik: martin.vogt@acme.example</p>",
    "several": "<p>Anna<br>anna@acme.example</p><p>Peter<br>peter@acme.example</p><p>Zofira<br>zofira@acme.example</p>",
    "by way of her": "<p>Buchen Sie via Anna: anna@acme.example</p>",
    "of a region": "<p>Nord: Anna<br>anna@acme.example</p>",
    "of a shop": "<p>Salon: Emma, emma@acme.example</p>",
    "asked for": "<p>Ask for Emma at emma@acme.example</p>",
    "manager of a shop": "<h2>Our shops</h2><h3>Leeds</h3><p>Emma, shop manager</p><p>emma@acme.example</p>",
    "with a number": "<p>Emma<br>Tel. 0221 1234567<br>emma@acme.example</p>",
    "form of address": listed("Filialen", "Frau Homburg<br>homburg@acme.example"),
    "an unknown name": "<p>Zofira Quill<br>zofira.quill@acme.example</p>",
    "next to a shop": "<h2>Our shops</h2><p>Leeds<br>leeds@acme.example</p><h2>Sales</h2><p>Emma<br>emma@acme.example</p>",
}


@pytest.mark.parametrize("html", PERSONS.values(), ids=PERSONS)
def test_a_person_is_told_all_the_same(html: str) -> None:
    assert {Outcome.FAIL, Outcome.REVIEW} & set(judged(html).values())


@pytest.mark.parametrize(
    ("line", "street"),
    [
        ("sophie-scholl-strasse 5", True),
        ("sophie scholl str. 5", True),
        ("14 rue sophie scholl", True),
        ("14 rue de sophie scholl", True),
        ("14 rue de la sophie scholl", False),
        ("14 true sophie scholl", False),
        ("14 rue sophie schollmann", False),
        ("sophie scholl streetwear", False),
        ("sophie scholl, street 5", False),
        ("rue sophie scholl_", False),
        ("rue " + "x" * 90 + " sophie scholl", True),
        ("sophie scholl", False),
    ],
)
def test_a_street_is_told_by_the_word_behind_or_in_front_of_the_name(line: str, street: bool) -> None:
    match = re.search(r"sophie[\s-]scholl", line)
    assert match is not None
    assert namesakes._is_in_street(line, *match.span()) is street


@given(st.text("ab -_\u00e9", max_size=12), st.text("ab ", min_size=1, max_size=3))
def test_words_stand_alone_where_a_pattern_says_so(text: str, said: str) -> None:
    match = re.search(rf"(?<!\w){re.escape(said)}(?!\w)", text)
    assert namesakes._first_whole(said, text) == (None if match is None else match.span())


def test_no_pattern_of_all_words_for_streets_is_made_for_each_mailbox(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "<p>Zofira Quill<br>zofira.quill@acme.example</p><p>Tavo Inkwell<br>tavo.inkwell@acme.example</p>"
    judged(rows)
    made: list[str] = []
    plain = re.compile

    def compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
        made.append(pattern)
        return plain(pattern, flags)

    monkeypatch.setattr(re, "compile", compiled)
    judged(rows)
    assert len([one for one in made if "quill" in one or "inkwell" in one]) == 2
    assert max(map(len, made)) < 100
