"""Whose mailboxes stand on the pages, and whether they belong there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from auditor.model import CompanyProfile, Outcome, Role, Severity, Snapshot, Spokesperson
from tests.snapshots import FILLER, Site, only, outcomes, run

CHECK = "exposed-personal-email"
CARD = "<p>Jane Quill</p><p>Sales Manager</p><p>jane.quill@acme.example</p>"


def visit(html: str, *roles: Role) -> Snapshot:
    return Site().page("/page", FILLER + html, *(roles or (Role.CONTACT,))).snapshot()


@pytest.mark.parametrize(
    "address", ["info@acme.example", "press-uk@acme.example", "kundenservice@acme.example", "rh@acme.example"]
)
def test_mailboxes_of_roles_pass(address: str) -> None:
    assert outcomes(run(CHECK, visit(address))) == {address: Outcome.PASS}


def test_a_persons_mailbox_is_at_fault_where_the_page_offers_no_other() -> None:
    found = only(run(CHECK, visit(CARD)))
    assert (found.outcome, found.subject, found.severity) == (Outcome.FAIL, "jane.quill@acme.example", Severity.HIGH)
    assert found.evidence[0].excerpt == "Jane Quill Sales Manager jane.quill@acme.example"


def test_staff_with_name_and_role_beside_a_role_mailbox_is_for_a_person_to_judge() -> None:
    found = only(run(CHECK, visit(CARD + "<p>info@acme.example</p>")), Outcome.REVIEW)
    assert found.subject == "jane.quill@acme.example"


def test_a_persons_mailbox_among_those_of_roles_is_a_lesser_fault() -> None:
    card = "<p>info@acme.example</p><p>Jane Quill</p><p>jane.quill@acme.example</p>"
    assert only(run(CHECK, visit(card)), Outcome.FAIL).severity is Severity.MEDIUM


def test_what_only_looks_like_a_persons_mailbox_is_put_to_somebody() -> None:
    found = run(CHECK, visit("<p>info@acme.example</p><p>jane.quill@acme.example</p>"))
    assert found.outcome is Outcome.REVIEW


@pytest.mark.parametrize("role", [Role.MEDIA, Role.LEGAL])
def test_press_officers_and_imprints_name_people_rightly(role: Role) -> None:
    assert only(run(CHECK, visit(CARD, role))).outcome is Outcome.PASS


def test_a_press_contact_on_a_contact_page_is_one_too() -> None:
    assert only(run(CHECK, visit("<h2>Press contact</h2>" + CARD))).outcome is Outcome.PASS


def test_a_team_page_is_for_a_person_to_judge() -> None:
    assert only(run(CHECK, visit(CARD, Role.ABOUT))).outcome is Outcome.REVIEW


def test_an_address_is_told_once_by_its_worst_place() -> None:
    site = Site().page("/press", FILLER + CARD, Role.MEDIA).page("/contact", FILLER + CARD, Role.CONTACT)
    assert only(run(CHECK, site.snapshot())).outcome is Outcome.FAIL


def test_free_mail_is_always_told() -> None:
    (own,) = run(CHECK, visit("<p>Jane Quill</p><p>jane.quill.85@gmail.com</p>")).findings
    assert (own.outcome, own.severity) == (Outcome.FAIL, Severity.HIGH)
    assert "next to the name Jane Quill" in own.message.text
    press = only(run(CHECK, visit("<p>Jane Quill</p><p>jane.quill@gmail.com</p>", Role.MEDIA)))
    assert press.outcome is Outcome.FAIL


@pytest.mark.parametrize("address", ["acme.anvils@gmail.com", "info.anvils@web.de"])
def test_a_small_firms_free_mailbox_is_a_lesser_fault_with_its_own_words(address: str) -> None:
    site = Site("https://www.acme-anvils.example/").page("/contact", FILLER + address, Role.CONTACT)
    found = only(run(CHECK, site.snapshot()))
    assert (found.outcome, found.severity) == (Outcome.FAIL, Severity.MEDIUM)
    assert "The company's mailbox is with a free provider" in found.message.text


def test_who_speaks_for_the_company_passes_with_consent() -> None:
    company_profile = CompanyProfile(
        spokespeople=(Spokesperson("Jane Quill", "In writing, 2026-01-02.", ("jane.quill@gmail.com",)),)
    )
    found = only(
        run(CHECK, replace(visit("<p>Jane Quill</p><p>jane.quill@gmail.com</p>"), company_profile=company_profile))
    )
    assert (found.outcome, found.message.text) == (
        Outcome.PASS,
        "It belongs to a spokesperson who agreed to be named (In writing, 2026-01-02).",
    )
    other = only(
        run(CHECK, replace(visit("<p>Jane Quill</p><p>jane.quill@web.de</p>"), company_profile=company_profile))
    )
    assert other.outcome is Outcome.FAIL
    unlisted = CompanyProfile(spokespeople=(Spokesperson("Jane Quill", "in writing"),))
    assert only(run(CHECK, replace(visit(CARD), company_profile=unlisted))).outcome is Outcome.PASS


def test_what_nothing_is_known_of_passes() -> None:
    assert only(run(CHECK, visit("kxq7@acme.example"))).outcome is Outcome.PASS


def test_no_addresses_no_judgement() -> None:
    assert run(CHECK, visit("")).outcome is Outcome.NOT_APPLICABLE
