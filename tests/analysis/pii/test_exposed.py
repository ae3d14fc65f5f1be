"""Whose a detail is, and which of them are private."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from auditor.analysis.pii import exposed
from auditor.analysis.pii.view import view
from auditor.model import CompanyProfile, Profile, ProfileMention, ProfileSource, Role, Snapshot, Spokesperson
from tests.snapshots import FILLER, Site

SHAPES = tomllib.loads((Path(__file__).parent / "office_shapes.toml").read_text("utf-8"))
CARD = "<p>Jane Quill</p><p>Sales Manager</p>"


def snapshot(
    html: str, *roles: Role, more: dict[str, str] | None = None, company_profile: CompanyProfile | None = None
) -> Snapshot:
    site = Site().page("/team", html, *(roles or (Role.ABOUT,)))
    for path, body in (more or {}).items():
        site.page(path, body, Role.CONTACT)
    return replace(site.snapshot(), company_profile=company_profile or CompanyProfile())


def owner(html: str) -> str | None:
    found = snapshot(html)
    (detail,) = found.contacts
    page = next(page for page in found.pages if page.url == detail.page)
    person = view(found, page).owner(detail)
    return person.name if person else None


@pytest.mark.parametrize(
    ("html", "name"),
    [
        (f"{CARD}<p>030 1234 5678</p>", "Jane Quill"),
        (f"{CARD}<p>Team North</p><p>Tel. 030 1234 5678</p>", "Jane Quill"),
        ("<p>Jane Quill, Tel. 030 1234 5678</p>", "Jane Quill"),
        ("<table><tr><td>Jane Quill</td><td>North</td><td>030 1234 5678</td></tr></table>", "Jane Quill"),
        (f"<p>Peter Vellum</p>{CARD}<p>030 1234 5678</p>", "Jane Quill"),
        ("<p>jane.quill@acme.example</p><p>Much later:</p><p>Jane Quill</p>", "Jane Quill"),
        (f"{CARD}{FILLER * 3}<p>030 1234 5678</p>", None),
        ("<p>Call us: 030 1234 5678</p>", None),
        (f"<p>030 1234 5678</p>{CARD}", None),
        (f"<p>In 1949 our founder Jane Quill {'had an idea ' * 8}</p><p>030 1234 5678</p>", None),
        ("<p>Jane Quill, Peter Vellum</p><p>030 1234 5678</p>", None),
    ],
)
def test_a_detail_is_whose_card_or_line_or_row_it_stands_in(html: str, name: str | None) -> None:
    assert owner(html) == name


def test_an_address_beside_a_name_is_private_unless_it_is_an_offices() -> None:
    street = "<p>12 Heather Lane</p>"
    (home,) = exposed.homes(snapshot(CARD + street))
    assert (home.person, home.value, home.sure) == ("Jane Quill", "12 Heather Lane", False)
    (told,) = exposed.homes(snapshot("<p>Jane Quill</p><p>Home address: 12 Heather Lane</p>"))
    assert told.sure


@pytest.mark.parametrize(
    ("html", "roles", "more"),
    [
        ("<p>12 Heather Lane</p>", (), None),
        (CARD + "<p>Office: 12 Heather Lane</p>", (), None),
        (CARD + "<p>Acme</p><p>12 Heather Lane</p>", (), None),
        (CARD + "<p>Heather Trading Ltd</p><p>12 Heather Lane</p>", (), None),
        (CARD + "<p>12 Heather Lane</p>", (Role.LEGAL,), None),
        (CARD + "<p>12 Heather Lane</p>", (), {"/contact": "<p>Find us:</p><p>12 Heather Lane</p>"}),
        (CARD + "<p>12 Heather Lane</p><p>Peter Vellum</p><p>12 Heather Lane</p>", (), None),
    ],
)
def test_office_addresses_are_nobodys_home(html: str, roles: tuple[Role, ...], more: dict[str, str] | None) -> None:
    assert exposed.homes(snapshot(html, *roles, more=more)) == ()


@pytest.mark.parametrize(("lang", "html"), SHAPES["offices"])
def test_places_of_work_named_by_the_profession_alone_are_nobodys_home(lang: str, html: str) -> None:
    assert exposed.homes(snapshot(f'<html lang="{lang}"><body>{html}</body></html>')) == ()


@pytest.mark.parametrize(("lang", "html"), SHAPES["homes"])
def test_what_somebody_is_makes_no_office_of_an_address(lang: str, html: str) -> None:
    assert len(exposed.homes(snapshot(f'<html lang="{lang}"><body>{html}</body></html>'))) == 1


def test_who_speaks_for_the_company_may_be_found() -> None:
    company_profile = CompanyProfile(spokespeople=(Spokesperson("Jane Quill", "in writing, 2026-01-02"),))
    html = CARD + "<p>12 Heather Lane</p><a href=https://www.instagram.com/janequill>Instagram</a>"
    assert exposed.homes(snapshot(html, company_profile=company_profile)) == ()
    assert exposed.profiles(snapshot(html, company_profile=company_profile)) == ()
    assert "Jane Quill" not in exposed.hidden(snapshot(html, company_profile=company_profile))


def test_birth_dates_need_a_name_to_be_sure() -> None:
    (one,) = exposed.births(snapshot("<p>Jane Quill, born 12 March 1980, runs the shop.</p>"))
    assert (one.person, one.value, one.sure) == ("Jane Quill", "12 March 1980", True)
    (two,) = exposed.births(snapshot("<p>Born 12 March 1980, she runs the shop.</p>"))
    assert (two.person, two.sure) == ("", False)
    assert exposed.births(snapshot("<p>Our elephant was born on 12 March 2026.</p>")) == ()
    marked = (
        '<script type="application/ld+json">{"@type":"Person","name":"Jane Quill","birthDate":"1980-03-12"}</script>'
    )
    assert [one.sure for one in exposed.births(snapshot(marked))] == [True]


@pytest.mark.parametrize(
    ("html", "sure"),
    [
        (CARD + "<a href=https://www.facebook.com/jane.quill>Facebook</a>", [True]),
        (CARD + "<a href=https://www.instagram.com/heather_and_dogs/>Instagram</a>", [False]),
        (CARD + "<a href=https://www.linkedin.com/in/janequill>LinkedIn</a>", []),
        (CARD + "<a href=https://www.facebook.com/acmecare>Facebook</a>", []),
        (CARD + "<a href=https://www.facebook.com/sharer/sharer.php?u=x>Share</a>", []),
        (CARD + "<a href=https://www.instagram.com/p/abc/>A picture</a>", []),
        (f"<p>Jane Quill {'had an idea ' * 9} <a href=https://x.com/heather_and_dogs>X</a></p>", []),
        ("<p>Follow us</p><a href=https://www.instagram.com/heather_and_dogs/>Instagram</a>", []),
        (CARD + FILLER * 3 + "<a href=https://x.com/heather_and_dogs>X</a>", []),
    ],
)
def test_private_profiles_are_those_beside_a_name(html: str, sure: list[bool]) -> None:
    assert [one.sure for one in exposed.profiles(snapshot(html))] == sure


def test_official_profiles_are_the_companys() -> None:
    found = snapshot(CARD + "<a href=https://www.instagram.com/heather_and_dogs/>Instagram</a>")
    mention = ProfileMention("", "", ProfileSource.CONFIGURATION)
    profile = Profile("instagram", "heather_and_dogs", "https://www.instagram.com/heather_and_dogs/", (mention,))
    assert exposed.profiles(replace(found, profiles=(profile,))) == ()
