"""Addresses beside names are put to a person, unless they are an office's."""

from __future__ import annotations

from auditor.model import Outcome, Role
from tests.snapshots import FILLER, Site, only, run

CHECK = "exposed-home-address"


def test_an_address_beside_a_name_is_for_a_person_to_judge() -> None:
    html = FILLER + "<p>Jane Quill</p><p>12 Heather Lane</p>"
    found = only(run(CHECK, Site().page("/team", html, Role.ABOUT).snapshot()))
    assert (found.outcome, found.subject) == (Outcome.REVIEW, "12 Heather Lane")
    assert "nothing on the site says that it is an office" in found.message.text
    told = html.replace("12 Heather", "Home address: 12 Heather")
    private = only(run(CHECK, Site().page("/t", told, Role.ABOUT).snapshot()))
    assert private.message.text == "The page calls the address next to the name Jane Quill private."


def test_an_offices_address_passes() -> None:
    html = FILLER + "<p>Jane Quill</p><p>Office: 12 Heather Lane</p>"
    found = only(run(CHECK, Site().page("/team", html, Role.ABOUT).snapshot()))
    assert (found.outcome, found.subject) == (Outcome.PASS, "https://www.acme.example/team")


def test_pages_that_name_nobody_are_not_judged() -> None:
    assert run(CHECK, Site().page("/x", FILLER, Role.ABOUT).snapshot()).outcome is Outcome.NOT_APPLICABLE
