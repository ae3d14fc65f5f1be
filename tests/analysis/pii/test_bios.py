"""Private numbers in the bios of the company's own profiles, and lines that are the company's."""

from __future__ import annotations

from dataclasses import replace

import pytest

from auditor.analysis.pii import bios
from auditor.model import Existence, Owner, Place, Profile, ProfileMention, ProfileSource, Role
from tests.snapshots import FILLER, Site


def phones(bio: str, ending: str = "de", page: str = "", lang: str = "") -> list[tuple[str, str]]:
    home = f"https://www.acme-werk.{ending}/"
    html = f'<html lang="{lang or ending}"><body>{FILLER}{page}</body></html>'
    snapshot = Site(home).page("/contact", html, Role.CONTACT).snapshot()
    handle = f"acme-werk.{ending}"
    mention = ProfileMention(home, f"https://bsky.app/profile/{handle}", ProfileSource.LINK, Place.FOOTER)
    profile = Profile("bluesky", handle, mention.url, (mention,), existence=Existence.LIVE, owner=Owner.CERTAIN)
    told = replace(profile, name="Acme Werk", bio=bio)
    return [(one.value, one.person) for one in bios.phones(replace(snapshot, profiles=(told,)))]


@pytest.mark.parametrize(
    ("bio", "ending", "number", "person"),
    [
        ("Fragen an Jonas Keller, Handy 0171 2345678", "de", "0171 2345678", "Jonas Keller"),
        ("Windmesser. Chefin privat: 0171 2345678", "de", "0171 2345678", ""),
        ("Questions : Camille Roussel, port. 06 12 34 56 78", "fr", "06 12 34 56 78", "Camille Roussel"),
        ("Domande: Giulia Bianchi, cell. +39 347 123 4567", "it", "+39 347 123 4567", "Giulia Bianchi"),
        ("Pytania: Katarzyna Nowak, kom. 601 234 567", "pl", "601 234 567", "Katarzyna Nowak"),
        ("Вопросы: Ирина Соколова, моб. +7 916 123-45-67", "ru", "+7 916 123-45-67", "Ирина Соколова"),
        ("Dudas: Lucía Fernández 📱 +34 612 345 678", "es", "+34 612 345 678", "Lucía Fernández"),
        ("Liis Tammsalu, mob +372 5123 4567, liis.tammsalu@gmail.com", "ee", "+372 5123 4567", "Liis Tammsalu"),
    ],
)
def test_somebody_s_mobile(bio: str, ending: str, number: str, person: str) -> None:
    assert phones(bio, ending) == [(number, person)]


@pytest.mark.parametrize(
    "bio",
    [
        "Gegründet von Jonas Keller. Hotline: +49 171 2345678",
        "Gegründet von Jonas Keller. WhatsApp-Service +49 171 2345678",
        "Support: +49 171 2345678",
        "Bestellungen 0171 2345678",
        "Hotline 0800 1234567, Jonas Keller",
        "Verkauf Jonas Keller +49 30 1234567",
        "Acme Werk Nord, Handy 0171 2345678",
        "Jonas Keller, seit 2010-2020, 12345 Berlin",
    ],
)
def test_lines_of_the_company(bio: str) -> None:
    assert phones(bio) == []


def test_a_line_that_the_site_publishes_is_the_company_s() -> None:
    bio = "Fragen an Jonas Keller, Handy 0171 2345678"
    assert phones(bio, page='<p>Tel. <a href="tel:+491712345678">0171 2345678</a></p>') == []
