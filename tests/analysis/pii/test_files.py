"""Whom names in the metadata of files stand for, and what of them is hidden."""

from __future__ import annotations

import pytest

from auditor.analysis import masking, redaction
from auditor.analysis.pii.files import Who, folders, hidden, makers, owners, people_in, who
from auditor.model import Document, Spokesperson
from tests.snapshots import Site

OWN = ("Acme Anvils Ltd", "acme")


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("Wanda Kowalski", Who.PERSON),
        ("KOWALSKI Wanda", Who.PERSON),
        ("Mr. John Smith", Who.PERSON),
        ("Dr. Ing. Karl-Heinz Schröder", Who.PERSON),
        ("Sabine", Who.PERSON),
        ("wanda.kowalski", Who.PERSON),
        (r"CORP\wanda.kowalski", Who.PERSON),
        ("wanda@gmail.com", Who.PERSON),
        ("wkowalski", Who.PERHAPS),
        ("W. Kowalski", Who.PERHAPS),
        ("山田太郎", Who.PERHAPS),
        ("Acme", Who.NOBODY),
        ("ACME ANVILS", Who.NOBODY),
        ("Acme Anvils, Presse", Who.NOBODY),
        ("Design Studio Sabine", Who.NOBODY),
        ("Public Relations", Who.NOBODY),
        ("press@acme.example", Who.NOBODY),
        ("marketing2", Who.NOBODY),
        ("Canon EOS 5D", Who.NOBODY),
        ("Kelleher", Who.NOBODY),
        ("\u202e \u200b", Who.NOBODY),
        ("", Who.NOBODY),
        ("x" * 240, Who.NOBODY),
    ],
)
def test_whom_a_name_stands_for(text: str, whom: Who) -> None:
    assert who(text, OWN) is whom


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Wanda Kowalski", ["Wanda Kowalski"]),
        ("Kowalski, Wanda", ["Wanda Kowalski"]),
        ("Wanda Kowalski; John Smith", ["Wanda Kowalski", "John Smith"]),
        ("Wanda Kowalski, John Smith and Ana Müller", ["Wanda Kowalski", "John Smith", "Ana Müller"]),
        ("Kowalski, Wanda | Smith, John", ["Wanda Kowalski", "John Smith"]),
        ("", []),
    ],
)
def test_several_names_in_one_entry(text: str, names: list[str]) -> None:
    assert list(people_in(text)) == names


def document(**facts: tuple[str, ...]) -> Document:
    said = {name.replace("_", "-"): values for name, values in facts.items()}
    return Document("https://www.acme.example/a.docx", "docx", (), said)


def test_each_person_is_told_once() -> None:
    traces = makers(
        Site().snapshot(), document(author=("Wanda Kowalski",), last_editor=("Kowalski, Wanda", "Ana Müller"))
    )
    assert [(trace.fact, trace.value) for trace in traces] == [
        ("author", "Wanda Kowalski"),
        ("last-editor", "Ana Müller"),
    ]


def test_folders_of_programs_tell_nothing() -> None:
    paths = (
        "C:/Program Files (x86)/Pen/a.dotx",
        "file:///Applications/Pen.app",
        "/usr/share/a",
        r"C:\Work\Acme\a.docx",
        "/var/folders/x1/a",
    )
    assert folders(document(path=paths)) == (r"C:\Work\Acme\a.docx",)


def test_owners_who_are_credited_are_none() -> None:
    snapshot = Site().company_profile(spokespeople=(Spokesperson("Ana Müller", "agreed, 2026"),)).snapshot()
    assert owners(snapshot, document(owner=("Wanda Kowalski", "Ana Müller", "Acme"))) == ("Wanda Kowalski",)
    assert owners(snapshot, document(owner=("Wanda Kowalski",), artist=("Kowalski, Wanda",))) == ()


def test_what_is_told_is_hidden_wherever_it_stands() -> None:
    site = Site().document(
        "/a.docx", "docx", author="Wanda Kowalski", account="wkowalski", path=r"C:\Users\wkowalski\a.docx"
    )
    site.document("/b.jpg", "jpeg", owner="Sabine")
    snapshot = site.snapshot()
    assert hidden(snapshot) == {"Wanda Kowalski": "name", "wkowalski": "account", "Sabine": "account"}
    hide = redaction.of(snapshot)
    text = masking.mask_text(r"Wanda Kowalski (author), WKOWALSKI, C:\Users\wkowalski\a.docx, Sabine, Acme", hide)
    assert text == r"W••• K•• (author), w•••, C:\Users\w•••\a.docx, S•••, Acme"


def test_numbers_are_masked() -> None:
    assert [masking.mask_number(number) for number in ("20345677", "5266", "1")] == ["2•••7", "5•••", "1•••"]
