"""Whose mailbox an address is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from auditor.text.mailboxes import is_media_mailbox, mailbox_kind

ROLES = [
    # whole words
    "press", "media", "info", "support", "sales", "hello", "contact", "office", "webmaster", "abuse", "security", "noreply", "pr", "hr",
    "presse", "kontakt", "kundenservice", "buchhaltung", "bewerbung", "datenschutz", "contactez-nous", "serviceclient", "accueil", "rh",
    "prensa", "atencionalcliente", "ventas", "stampa", "ufficiostampa", "segreteria", "pers", "klantenservice", "imprensa", "atendimento",
    "ouvidoria", "biuro", "obslugaklienta", "sklep", "kundtjanst", "kundservice", "toiawase", "kouhou", "asiakaspalvelu",
    # compounds
    "press.office", "uk-press", "press-de", "press_uk", "pressuk", "ukpress", "customer.care", "customer-service", "customercare",
    "media.relations", "public_relations", "info2", "info.de", "info-berlin", "sales.smithville", "support+ticket", "PRESS", "Press.Office",
    "contact.us", "do-not-reply", "no-reply", "biuro.prasowe", "ufficio.stampa", "atencion.cliente", "servicio-al-cliente", "presse.kontakt",
    "websupport", "acmeinfo", "intl-sales", "help-desk", "human.resources", "service.client", "sala.de.prensa", "kundtj\u00e4nst",
]  # fmt: skip
PERSONAL = [
    "jane.doe", "j.doe", "jane_doe", "jane-doe", "doe.jane", "j.r.doe", "jane.m.doe", "anne-marie.dupont", "max.mustermann", "piotr.kowalski",
    "maria.de.la.cruz", "jan.van.dijk", "hans.mueller", "jane", "j.o\u2019neil", "jane.doe2", "dr.smith", "frau.schmidt", "Jane.Doe+news",
    "TinaBrichacek", "SteveS", "giulia.rossi", "sven_svensson", "m.rosales", "zdenek.novak",
]  # fmt: skip
UNKNOWN = [
    "jdoe", "steves", "janed", "acme", "acme.tools", "x", "42", "a.b", "open.blue", "executive_city", "berlin", "green.city", "xq7", "rosales", "desales",
    "express", "impress", "prado", "pritz", "kxr.btl", "foo_bar", "j.press", "peter.sales", "emmett",
]  # fmt: skip
FREE = [
    "jane.doe@gmail.com", "press@gmail.com", "acme@googlemail.com", "acme@gmx.de", "acme@GMX.net", "acme@web.de", "acme@outlook.com", "acme@outlook.fr", "acme@hotmail.co.uk",
    "acme@yahoo.co.jp", "acme@orange.fr", "acme@libero.it", "acme@wp.pl", "acme@uol.com.br", "acme@t-online.de", "acme@bluewin.ch", "acme@telia.com", "acme@icloud.com", "acme@proton.me",
    "acme@btinternet.com", "acme@docomo.ne.jp", "acme@ziggo.nl", "acme@sapo.pt", "acme@telefonica.net", "acme@seznam.cz", "info@web.de.",
]  # fmt: skip
NONE = ["", "@", "jane.doe", "@acme.example", "jane@", "x" * 65 + "@acme.example"]

MEDIA = [
    "press@a.example", "media@a.example", "presse@a.example", "prensa@a.example", "pr@a.example", "newsroom@a.example", "uk-press@a.example", "pressuk@a.example", "press.office@a.example",
    "ufficio.stampa@a.example", "ufficiostampa@a.example", "imprensa@a.example", "biuro.prasowe@a.example", "pressrum@a.example", "pers@a.example", "kouhou@a.example", "media-relations@a.example",
    "acme.press@gmail.com", "presse+x@a.example", "Press2@a.example", "communications@a.example", "pressekontakt@a.example", "servicepresse@a.example", "rzecznik@a.example",
]  # fmt: skip
NOT_MEDIA = [
    "express@a.example", "wordpress@a.example", "socialmedia@a.example", "social.media@a.example", "mediasales@a.example", "media.sales@a.example", "media-buying@a.example", "multimedia@a.example",
    "info@a.example", "support@a.example", "prado@a.example", "jane.doe@a.example", "pressure@a.example", "personal@a.example", "press", "", "@press.example", "info@press.example",
]  # fmt: skip


@pytest.mark.parametrize("local", ROLES)
def test_role(local: str) -> None:
    assert mailbox_kind(f"{local}@acme-tools.example") == "role"


@pytest.mark.parametrize("local", PERSONAL)
def test_personal(local: str) -> None:
    assert mailbox_kind(f"{local}@acme-tools.example") == "personal"


@pytest.mark.parametrize("local", UNKNOWN)
def test_unknown(local: str) -> None:
    assert mailbox_kind(f"{local}@acme-tools.example") == "unknown"


@pytest.mark.parametrize("address", FREE)
def test_free_mail(address: str) -> None:
    assert mailbox_kind(address) == "free-mail"


@pytest.mark.parametrize("address", NONE)
def test_no_address(address: str) -> None:
    assert mailbox_kind(address) == "unknown"


def test_family_firm() -> None:
    assert mailbox_kind("jane.smith@smith.example") == "personal"
    assert mailbox_kind("j.smith@smith.example") == "personal"


def test_company_at_a_provider_lookalike() -> None:
    assert mailbox_kind("info@gmail-tools.example") == "role"
    assert mailbox_kind("info@mygmx.example") == "role"


@pytest.mark.parametrize("address", MEDIA)
def test_media_mailbox(address: str) -> None:
    assert is_media_mailbox(address)


@pytest.mark.parametrize("address", NOT_MEDIA)
def test_other_mailbox(address: str) -> None:
    assert not is_media_mailbox(address)


@pytest.mark.shared_data
def test_real_addresses(shared_data: Path) -> None:
    """On 66 addresses of 51 pages no role's is called a person's, and most roles are known."""
    labels = json.loads((shared_data / "contact_pages" / "labels.json").read_text(encoding="utf-8"))
    written = {value for marks in labels.values() for kind, value in marks if kind == "EMAIL"}
    plain = {
        value.replace(" at ", "@").replace("[at]", "@").replace(" dot ", ".").replace("[dot]", ".") for value in written
    }
    kinds = {address: mailbox_kind(address) for address in plain}
    assert {address for address, kind in kinds.items() if kind == "personal"} == {
        "dan@dangoldie.com",
        "SteveS@WashingtonSpeakers.com",
    }
    assert {address for address, kind in kinds.items() if kind == "free-mail"} == {"stillmanrvpark@yahoo.com"}
    assert sum(kind == "role" for kind in kinds.values()) >= 35
    assert not any(
        kinds[address] == "role"
        for address in plain
        if address.startswith(("SteveS", "dfasull", "jbl", "kcietanno", "mbirbari"))
    )
    assert {address for address in plain if is_media_mailbox(address)} == {"pr@tulane.edu"}
