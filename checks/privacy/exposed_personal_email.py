"""Mailboxes of persons, and free-mail addresses, where a role's mailbox belongs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.api import (
    CONTACT_ROLES,
    ContactKind,
    Finding,
    Outcome,
    Pages,
    People,
    Profiles,
    Role,
    Routes,
    Severity,
    Snapshot,
    check,
    evidence,
    fail,
    message,
    passed,
    review,
)
from auditor.api.types import (
    Sighting,
)

UNNAMED = message("The address looks like a person's mailbox, though nobody is named next to it.")
AMONG_ROLES = message("The mailbox is a person's own, among role mailboxes.")
MEANT = message("Find out whether the address is meant to be public.")


@check(
    "exposed-personal-email",
    category="privacy",
    severity=Severity.HIGH,
    needs=("pages", "contacts"),
    uses=("profiles",),
    effort="hours",
    team="IT",
    title="Pages offer role mailboxes, not personal ones",
    failing_title="A person's own mailbox is published",
)
def exposed_personal_email(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge every address on the pages with a role that load, each once."""
    found = People(snapshot).sightings(Pages(snapshot).living(*Role), ContactKind.EMAIL)
    kinds = {address: People(snapshot).mailbox(address, places) for address, places in found.items()}
    answered = {seen.page.url for address in found if kinds[address] == "role" for seen in found[address]}
    for address, places in found.items():
        if consent := People(snapshot).consent(places):
            yield passed(address, consent)
        elif kinds[address] == "role":
            yield passed(address, message("The address belongs to a role, not to a person."))
        elif kinds[address] == "free-mail":
            yield free_mail(snapshot, address, places)
        elif kinds[address] == "personal":
            yield named(snapshot, address, places, answered)
        else:
            yield passed(address, message("Nothing suggests that the address is a person's."))
    for one in People(snapshot).bio_mailboxes():
        if one.value not in found:
            proof = Profiles(snapshot).proof(one.profile, one.profile.bio or "")
            yield review(one.value, one.said, *proof, hint=MEANT)


def free_mail(snapshot: Snapshot, address: str, places: Sequence[Sighting]) -> Finding:
    """Tell an address that anybody can open: somebody's own, or what a small firm uses as its mailbox."""
    seen = next((one for one in places if one.owner), places[0])
    proof = evidence(snapshot, seen.page.url, seen.excerpt)
    if seen.owner is None and People(snapshot).is_firms(address):
        told = message("The company's mailbox is with a free provider, where anybody can open one like it.")
        return fail(address, told, proof, severity=Severity.MEDIUM)
    if seen.owner is None:
        return fail(address, message("The address is with a free e-mail provider."), proof)
    told = message("The address is with a free e-mail provider, next to the name {person}.", person=seen.owner.name)
    return fail(address, told, proof)


def named(snapshot: Snapshot, address: str, places: Sequence[Sighting], answered: set[str]) -> Finding:
    """Judge a person's mailbox by the worst place it has."""
    findings = (one_place(snapshot, address, seen, seen.page.url in answered) for seen in places)
    order = (Outcome.FAIL, Outcome.REVIEW, Outcome.PASS)
    return min(findings, key=lambda one: (order.index(one.outcome), -(one.severity or Severity.HIGH)))


def one_place(snapshot: Snapshot, address: str, seen: Sighting, has_role_mailbox: bool) -> Finding:
    """Judge a person's mailbox on one page."""
    proof = evidence(snapshot, seen.page.url, seen.excerpt)
    if seen.page.has(Role.MEDIA) or Routes.is_for_press(seen.page, seen.detail):
        return passed(address, message("The mailbox is that of a named press contact, as journalists expect."), proof)
    if seen.lawful:
        return passed(address, message("The mailbox is in a legal notice, where the law asks for it."), proof)
    if not People.fits_owner(seen):
        return review(address, UNNAMED, proof, hint=message("Find out whose mailbox it is."))
    if not seen.page.has(*CONTACT_ROLES):
        told = message("A person's own mailbox is on a page that presents people.")
        return review(address, told, proof, hint=message("Find out whether they agreed, and whether it is needed."))
    if not has_role_mailbox:
        return fail(address, message("The mailbox is a person's own, and the page offers no role mailbox."), proof)
    if seen.owner is not None and seen.owner.title:
        told = message("A person's own mailbox stands next to their name and role, though the page has a role mailbox.")
        return review(address, told, proof, hint=MEANT)
    return fail(address, AMONG_ROLES, proof, severity=Severity.MEDIUM)
