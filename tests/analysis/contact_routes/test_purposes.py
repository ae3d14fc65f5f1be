"""What published numbers and mailboxes are said to be for."""

from __future__ import annotations

import pytest

from auditor.analysis.contact_routes import purposes
from auditor.model import ContactKind, Role
from tests.snapshots import FILLER, Site


def told(html: str, lang: str = "en") -> dict[tuple[str, str], list[str]]:
    body = f"<html lang={lang}><body>{html}{FILLER}</body></html>"
    found = purposes.by_purpose(Site().page("/contact", body, Role.CONTACT).snapshot())
    return {(purpose.name, purpose.lang): [one.value for one in details] for purpose, details in found.items()}


@pytest.mark.parametrize(
    ("lang", "html", "name"),
    [
        ("en", "<p>Customer service: <a href=mailto:a@acme.example>a@acme.example</a></p>", "customer service"),
        ("en", "<p>Press office: press@acme.example</p>", "the press"),
        ("de", "<p>Kundenservice: hallo@acme.example</p>", "customer service"),
        ("fr", "<p>Service clients : bonjour@acme.example</p>", "customer service"),
        ("es", "<p>Atención al cliente: hola@acme.example</p>", "customer service"),
        ("it", "<p>Ufficio stampa: stampa@acme.example</p>", "the press"),
        ("nl", "<p>Klachten: klacht@acme.example</p>", "complaints"),
        ("pt", "<p>Assessoria de imprensa: imprensa@acme.example</p>", "the press"),
    ],
)
def test_words_right_before_a_detail_tell_its_purpose(lang: str, html: str, name: str) -> None:
    assert list(told(html, lang)) == [(name, lang)]


@pytest.mark.parametrize(
    "html",
    [
        "<p>Write to a@acme.example</p>",
        "<p>Our wholesales team is here: a@acme.example</p>",
        "<p>a@acme.example is what customer service reads</p>",
        "<p>Customer service has moved to the other building across the street, so for parking write to a@acme.example</p>",
    ],
)
def test_other_words_tell_nothing(html: str) -> None:
    assert told(html) == {}


def test_the_nearest_words_count_and_introduce_one_detail_only() -> None:
    found = told("<p>Customer service, or press office: a@acme.example or b@acme.example</p>")
    assert found == {("the press", "en"): ["a@acme.example"]}


def test_numbers_and_mailboxes_are_told_apart() -> None:
    html = (
        "<p>Customer service: a@acme.example</p><p>Customer service: <a href='tel:+442079460100'>020 7946 0100</a></p>"
    )
    found = purposes.by_purpose(Site().page("/contact", html + FILLER, Role.CONTACT).snapshot())
    assert {purpose.kind for purpose in found} == {ContactKind.EMAIL, ContactKind.PHONE}
