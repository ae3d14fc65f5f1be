"""Whose numbers stand on the pages, and what sort of line they are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from auditor.model import CompanyProfile, Outcome, Role, Snapshot, Spokesperson
from tests.snapshots import FILLER, Site, only, outcomes, run

CHECK = "exposed-personal-phone"
CARD = "<p>Jane Quill</p><p>Sales Manager</p>"
MOBILE, DESK = "+49 151 12345678", "+49 30 12345678"


def visit(html: str, *roles: Role) -> Snapshot:
    return Site().page("/page", FILLER + html, *(roles or (Role.CONTACT,))).snapshot()


def test_a_mobile_beside_a_name_is_at_fault() -> None:
    found = only(run(CHECK, visit(f"{CARD}<p>{MOBILE}</p>")))
    assert (found.outcome, found.subject) == (Outcome.FAIL, "+4915112345678")
    assert "Jane Quill" in found.message.text


@pytest.mark.parametrize("number", [DESK, "+49 800 1234567", "+44 20 7946 0123"])
def test_desks_and_service_numbers_pass(number: str) -> None:
    assert only(run(CHECK, visit(f"{CARD}<p>{number}</p>"))).outcome is Outcome.PASS


def test_a_mobile_for_the_press_is_for_a_person_to_judge() -> None:
    assert only(run(CHECK, visit(f"{CARD}<p>{MOBILE}</p>", Role.MEDIA))).outcome is Outcome.REVIEW
    assert only(run(CHECK, visit(f"<h2>Press contact</h2>{CARD}<p>{MOBILE}</p>"))).outcome is Outcome.REVIEW


def test_a_number_of_several_or_of_nobody_is_a_switchboards() -> None:
    several = f"{CARD}<p>{MOBILE}</p><p>Peter Vellum</p><p>{MOBILE}</p>"
    site = Site().page("/page", FILLER + f"{CARD}<p>{MOBILE}</p>", Role.CONTACT)
    nobody = site.page("/other", f"{FILLER}<p>Call {MOBILE}</p>", Role.SUPPORT).snapshot()
    assert only(run(CHECK, nobody)).outcome is Outcome.PASS
    assert Outcome.FAIL not in outcomes(run(CHECK, visit(several))).values()


def test_what_the_page_calls_a_number_tells_where_the_country_does_not() -> None:
    unsaid = only(run(CHECK, visit(f"{CARD}<p>(212) 555-2368</p><p>Peter Vellum</p><p>(212) 555-2369</p>")))
    assert (unsaid.outcome, unsaid.subject) == (Outcome.INCONCLUSIVE, "https://www.acme.example/page")
    assert unsaid.message.text.startswith("2 phone numbers next to names")
    assert only(run(CHECK, visit(f"{CARD}<p>Cell: (212) 555-2368</p>"))).outcome is Outcome.FAIL
    assert only(run(CHECK, visit(f"{CARD}<p>Home: {DESK}</p>"))).outcome is Outcome.FAIL


def test_who_speaks_for_the_company_passes_with_consent() -> None:
    company_profile = CompanyProfile(
        spokespeople=(Spokesperson("Jane Quill", "in writing", phones=("+4915112345678",)),)
    )
    assert (
        only(run(CHECK, replace(visit(f"{CARD}<p>{MOBILE}</p>"), company_profile=company_profile))).outcome
        is Outcome.PASS
    )


def test_numbers_without_names_are_not_judged() -> None:
    assert run(CHECK, visit(f"<p>Call {MOBILE}</p>")).outcome is Outcome.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("lang", "html", "number"),
    [
        ("en", "<p>Jane Quill, Sales Manager, +44 7400 123456</p>", "+447400123456"),
        ("de", "<p>Frau Jorinde Federkiel</p><p>Vertrieb</p><p>Handy: +49 151 12345678</p>", "+4915112345678"),
        ("fr", "<p>Mme Solène Encrier</p><p>Portable : +33 6 12 34 56 78</p>", "+33612345678"),
        ("es", "<p>Directora: Nuria Tintero</p><p>Móvil: +34 612 345 678</p>", "+34612345678"),
        ("it", "<p>Chiara Calamaio, responsabile vendite, cell. +39 333 1234567</p>", "+393331234567"),
        ("nl", "<p>Willem de Veer</p><p>Directeur</p><p>+31 6 12345678</p>", "+31612345678"),
        ("pt", "<p>Iolanda Tinteiro, diretora comercial</p><p>Telemóvel +351 912 345 678</p>", "+351912345678"),
        ("pl", "<p>pani Anna Kałamarz</p><p>tel. kom. +48 512 345 678</p>", "+48512345678"),
        ("sv", "<p>Lars-Erik Bläckhorn</p><p>Ekonomichef</p><p>+46 70 123 45 67</p>", "+46701234567"),
        ("ja", "<p>営業部長 山田太郎</p><p>携帯: +81 90 1234 5678</p>", "+819012345678"),
    ],
)
def test_mobiles_beside_names_are_told_in_ten_languages(lang: str, html: str, number: str) -> None:
    page = f'<html lang="{lang}"><body>{FILLER}{html}</body></html>'
    found = only(run(CHECK, Site().page("/contact", page, Role.CONTACT).snapshot()))
    assert (found.outcome, found.subject) == (Outcome.FAIL, number)


@pytest.mark.parametrize("number", [MOBILE, "+49 (151) 1234 5678"])
def test_structured_data_tell_whose_a_number_is(number: str) -> None:
    person = f'{{"@context": "https://schema.org", "@type": "Person", "name": "Jane Quill", "telephone": "{number}"}}'
    script = f'<script type="application/ld+json">{person}</script>'
    found = only(run(CHECK, visit(f"{script}<p>Peter Vellum</p>")))
    assert (found.outcome, found.subject) == (Outcome.FAIL, "+4915112345678")
    assert "Jane Quill" in found.message.text


@pytest.mark.parametrize(
    ("site", "lang", "card"),
    [
        ("sk", "sk", "Ján Kováč, obchodný riaditeľ, mobil 0905 738 214"),
        ("cz", "cs", "Jan Malý, jednatel, mobil 605 738 214"),
        ("hu", "hu", "Tóth Ida, kereskedelmi igazgató, mobil +36 30 738 4567"),
        ("ee", "et", "Ain Saar, müügijuht, mobiil 5012 3456"),
        ("lv", "lv", "Ivo Kalns, pārdošanas direktors, mobilais 29 123 456"),
        ("lt", "lt", "Ina Žukė, pardavimų vadovė, mob. +370 612 34567"),
        ("si", "sl", "Jan Kos, direktor prodaje, mobitel 041 738 214"),
        ("com.tr", "tr", "Ece Demir, genel müdür, cep telefonu: 0532 123 45 67"),
        ("ro", "ro", "Ion Popa, director comercial, mobil 0721 234 567"),
        ("gr", "el", "Άρης Λάος, διευθυντής, κιν. 694 123 4567"),
        ("bg", "bg", "Ян Иванов, управител, моб. 088 812 3456"),
    ],
)
def test_short_and_rare_names_are_told_by_what_somebody_does(site: str, lang: str, card: str) -> None:
    page = f'<html lang="{lang}"><body>{FILLER}<p>{card}</p></body></html>'
    seen = Site(f"https://www.acme.{site}/").page("/contact", page, Role.CONTACT).snapshot()
    assert Outcome.FAIL in {found.outcome for found in run(CHECK, seen).findings}


@pytest.mark.parametrize(
    "text",
    [
        "Fakturaen er stilet til Kari Hansen. Kundenummer: 912 34 567. Målernummer: 459 01 234.",
        "Kari Hansen, kontonummer 912 34 567",
        "Kari Hansen, organisasjonsnummer: 912 345 678",
    ],
)
def test_customer_and_meter_numbers_are_nobodys_telephone(text: str) -> None:
    page = f'<html lang="nb"><body>{FILLER}<p>{text}</p></body></html>'
    seen = Site("https://www.acme.no/").page("/kontakt", page, Role.CONTACT).snapshot()
    assert not {found.outcome for found in run(CHECK, seen).findings} & {Outcome.FAIL, Outcome.REVIEW}
