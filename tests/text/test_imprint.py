"""What an Impressum says, and what is missing there."""

from __future__ import annotations

import pytest

from auditor.text.imprint import gaps, is_one, names_it, read, sections

GMBH = """Angaben gemäß § 5 DDG
Kestrel Drachen GmbH
Mühlweg 12
10115 Berlin
Geschäftsführerin: Jo Quill
Telefon: +49 30 1234567
E-Mail: post@kestrel-drachen.de
Amtsgericht Charlottenburg, HRB 12345 B
USt-IdNr.: DE123456789"""
AUSTRIAN = """Kestrel Drachen GmbH, Mühlgasse 12/3, A-1070 Wien
Tel. +43 1 1234567, office@kestrel.at
FN 123456a, Handelsgericht Wien, UID: ATU12345678
Mitglied der Wirtschaftskammer Wien. Unternehmensgegenstand: Erzeugung von Drachen. Geschäftsführer: Jo Quill"""


@pytest.mark.parametrize(
    "text",
    [
        "Impressum",
        "IMPRESSUM",
        "Imprint",
        "Kontakt & Impressum",
        "Impressum / Datenschutz",
        "Impressum | Kestrel Drachen",
        "Offenlegung gemäß § 25 MedienG"[:11],
        "Anbieterkennzeichnung",
        "Pflichtangaben",
        "Site Notice",
        "Legal Notice / Impressum",
        "Angaben gemäß § 5 DDG",
    ],
)
def test_sure_names(text: str) -> None:
    assert names_it(text)


@pytest.mark.parametrize("text", ["Legal notice", "Rechtliches", "Mentions légales", "Rechtliche Hinweise", "Legal"])
def test_names_of_more(text: str) -> None:
    assert not names_it(text)
    assert names_it(text, strong=False)


@pytest.mark.parametrize("text", ["Datenschutz", "Our imprints of 2026", "Impression", "", "AGB", "Products"])
def test_other_names(text: str) -> None:
    assert not names_it(text, strong=False)


@pytest.mark.parametrize(("text", "country"), [(GMBH, "DE"), (AUSTRIAN, "AT")])
def test_nothing_is_missing(text: str, country: str) -> None:
    assert is_one(text)
    assert gaps(read(text), country, reachable=False, editorial=False) == []


@pytest.mark.parametrize(
    ("without", "id", "certain"),
    [
        ("Amtsgericht Charlottenburg, HRB 12345 B", "register", True),
        ("Geschäftsführerin: Jo Quill", "director", True),
        ("E-Mail: post@kestrel-drachen.de", "email", True),
        ("Telefon: +49 30 1234567", "phone", False),
        ("USt-IdNr.: DE123456789", "vat", False),
        ("Mühlweg 12\n10115 Berlin", "address", True),
        ("Amtsgericht Charlottenburg, ", "court", False),
    ],
)
def test_what_is_missing_has_its_paragraph(without: str, id: str, certain: bool) -> None:
    found = {gap.id: gap for gap in gaps(read(GMBH.replace(without, "")), "DE", reachable=False, editorial=False)}
    assert id in found
    assert found[id].certain is certain
    assert "DDG" in found[id].law


def test_an_austrian_company_needs_its_register_number() -> None:
    text = AUSTRIAN.replace("FN 123456a, Handelsgericht Wien, ", "")
    assert {gap.id for gap in gaps(read(text), "AT", reachable=False, editorial=False) if gap.certain} == {"register"}


def test_a_sole_trader_has_no_register_and_no_director() -> None:
    text = "Jo Quill\nDrachenbau\nMühlweg 12\n10115 Berlin\nTel. 030 1234567\njo@quill.de\nWebdesign: Pixelhof GmbH"
    assert read(text).form == ""
    assert gaps(read(text), "DE", reachable=False, editorial=False) == []


def test_a_box_is_no_address_to_serve_papers_at() -> None:
    text = GMBH.replace("Mühlweg 12", "Postfach 12 34")
    assert [gap.id for gap in gaps(read(text), "DE", reachable=False, editorial=False)] == ["street"]


@pytest.mark.parametrize(
    "address", ["post (at) kestrel.de", "post[at]kestrel.de", "post at kestrel dot de", "post@kestrel.de"]
)
def test_an_address_spelled_out_is_one(address: str) -> None:
    text = GMBH.replace("post@kestrel-drachen.de", address)
    assert gaps(read(text), "DE", reachable=False, editorial=False) == []


def test_old_law_is_told() -> None:
    assert "TMG" in read(GMBH.replace("DDG", "TMG")).old_law
    assert read(GMBH).old_law == ""


def test_sections_by_heading_by_id_and_hidden() -> None:
    html = (
        "<h1>Kontakt</h1><p>Hallo</p><h2>Impressum</h2><p>Kestrel GmbH</p><h3>Register</h3><p>HRB 1</p>"
        "<h2>Anfahrt</h2><p>Bus 7</p><dialog id=impressum-dialog><p>Angaben</p></dialog>"
        "<details><summary>Offenlegung</summary><p>Medieninhaber</p></details>"
    )
    found = {part.heading: part.text for part in sections(html)}
    assert "HRB 1" in found["Impressum"]
    assert "Bus 7" not in found["Impressum"]
    assert found["impressum-dialog"] == "Angaben"
    assert found["Offenlegung"] == "Medieninhaber"
