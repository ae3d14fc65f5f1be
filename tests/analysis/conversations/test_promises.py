"""What pages and bios promise about answers."""

from __future__ import annotations

import pytest

from auditor.analysis.conversations import promises
from auditor.model import Existence, Role
from auditor.text.posts.promises import Claim
from tests.snapshots import FILLER, SITE, Site

URL = "https://s.example/@acme"


def page(site: Site, path: str, text: str, lang: str = "en", *roles: Role) -> Site:
    return site.page(path, f"<html lang={lang}><body><p>{text}</p>{FILLER}</body></html>", *(roles or (Role.CONTACT,)))


def test_each_promise_is_told_once_with_where_it_stands() -> None:
    site = page(Site(), "/contact", "We answer every message within two hours.")
    page(site, "/contact/more", "We answer every message within two hours. We reply to inquiries within one day.")
    found = promises.of(site.snapshot())
    assert {(one.where, one.claim.seconds) for one in found if one.claim.kind == "deadline"} == {
        (f"{SITE}contact", 7_200),
        (f"{SITE}contact/more", 86_400),
    }
    assert all(one.account is None for one in found)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "We reply to every message within 2 hours."),
        ("de", "Wir antworten auf jede Nachricht innerhalb von 2 Stunden."),
        ("fr", "Nous répondons à tous les messages en moins de 2 heures."),
        ("es", "Respondemos a todos los mensajes en menos de 2 horas."),
        ("it", "Rispondiamo a tutti i messaggi entro 2 ore."),
        ("nl", "Wij beantwoorden alle berichten binnen 2 uur."),
        ("pt", "Respondemos a todas as mensagens em menos de 2 horas."),
    ],
)
def test_seven_languages(lang: str, text: str) -> None:
    found = promises.of(page(Site(), "/contact", text, f"{lang.upper()}-XX").snapshot())
    assert ("deadline", 7_200) in {(one.claim.kind, one.claim.seconds) for one in found}


def test_bios_promise_for_their_own_channel() -> None:
    site = Site().profile(
        "mastodon", "acme", URL, existence=Existence.LIVE, bio="We reply to all messages within 2 hours."
    )
    site.profile(
        "github", "acme", "https://github.com/acme", existence=Existence.MISSING, bio="We reply within 2 hours."
    )
    found = promises.of(site.snapshot())
    assert {(one.where, one.account) for one in found} == {(URL, ("mastodon", "acme"))}


def test_pages_that_are_gone_or_for_something_else_promise_nothing() -> None:
    site = page(Site(), "/jobs", "We reply to every message within 2 hours.", "en", Role.LEGAL)
    site.page("/contact", "<p>We reply to every message within 2 hours.</p>", Role.CONTACT, status=404)
    assert promises.of(site.snapshot()) == ()


@pytest.mark.parametrize(
    ("excerpt", "else_"),
    [
        ("Call our hotline 24/7", True),
        ("Unsere Hotline ist rund um die Uhr da", True),
        ("By phone, chat or e-mail, 24/7", False),
        ("We are here for you 24/7", False),
        ("Our emergency team is there around the clock", True),
    ],
)
def test_promises_of_other_ways(excerpt: str, else_: bool) -> None:
    assert promises.speaks_of_else(Claim("always-open", excerpt)) is else_
