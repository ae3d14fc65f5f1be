"""Mailboxes of persons, and free-mail addresses, where a role's mailbox belongs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.api import (
    CONTACT_ROLES,
    ContactKind,
    Finding,
    Outcome,
    Role,
    Severity,
    Snapshot,
    bios,
    check,
    details,
    evidence,
    fail,
    mailboxes,
    offers,
    pages,
    passed,
    presences,
    review,
)


@check(
    "exposed-personal-email",
    category="privacy",
    severity=Severity.HIGH,
    needs=("pages", "contacts"),
    effort="hours",
    team="IT",
    title="Role mailboxes stand where people are asked to write",
    failing_title="A person's own mailbox is on show",
)
def exposed_personal_email(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge every address on the pages with a role that load, each once."""
    living, firm = pages.living(snapshot, *Role), snapshot.target
    found = details.sightings(snapshot, living, ContactKind.EMAIL)
    answered = {seen.page.url for address in found if mailboxes.is_role(address, firm) for seen in found[address]}
    for address, places in found.items():
        if consent := details.consent(snapshot, places):
            yield passed(address, consent)
        elif mailboxes.is_role(address, firm):
            yield passed(address, "Belongs to a role, not to a person.")
        elif mailboxes.kind(address, firm) == "free-mail":
            yield free_mail(snapshot, address, places)
        elif details.is_somebodys(places, firm):
            yield named(snapshot, address, places, answered)
        else:
            yield passed(address, "Nothing says that it is a person's.")
    for one in bios.mail(snapshot):
        if one.value not in found:
            yield review(
                one.value, f"{one.said} Is it meant to?", *presences.proof(snapshot, one.profile, one.profile.bio or "")
            )


def free_mail(snapshot: Snapshot, address: str, places: Sequence[details.Sighting]) -> Finding:
    """Tell an address that anybody can open: somebody's own, or what a small firm uses as its mailbox."""
    seen = next((one for one in places if one.owner), places[0])
    proof = evidence(snapshot, seen.page.url, seen.excerpt)
    if seen.owner is None and (mailboxes.is_shared(address) or mailboxes.names_firm(address, snapshot.target)):
        message = "Serves as the company's mailbox but lies with a provider where anybody may open one like it."
        return fail(address, message, proof, severity=Severity.MEDIUM)
    whose = f", beside the name {seen.owner.name}" if seen.owner else ""
    return fail(address, f"Is an address with a provider of free mail{whose}.", proof)


def named(snapshot: Snapshot, address: str, places: Sequence[details.Sighting], answered: set[str]) -> Finding:
    """Judge a person's mailbox by the worst place it has."""
    findings = (one_place(snapshot, address, seen, seen.page.url in answered) for seen in places)
    order = (Outcome.FAIL, Outcome.REVIEW, Outcome.PASS)
    return min(findings, key=lambda one: (order.index(one.outcome), -(one.severity or Severity.HIGH)))


def one_place(snapshot: Snapshot, address: str, seen: details.Sighting, has_role_mailbox: bool) -> Finding:
    """Judge a person's mailbox on one page."""
    proof = evidence(snapshot, seen.page.url, seen.excerpt)
    if seen.page.has(Role.MEDIA) or offers.is_press(seen.page, seen.detail):
        return passed(address, "Is that of a named contact for the press, as journalists expect.", proof)
    if seen.lawful:
        return passed(address, "Stands in an imprint or a notice for which the law asks.", proof)
    if not details.fits_owner(seen):
        return review(address, "Looks like a person's mailbox, though nobody is named beside it: whose is it?", proof)
    if not seen.page.has(*CONTACT_ROLES):
        message = "Is a person's mailbox on a page that presents people: did they agree, and is it needed?"
        return review(address, message, proof)
    if not has_role_mailbox:
        return fail(address, "Is a person's mailbox, and the page offers none of a role.", proof)
    if seen.owner is not None and seen.owner.title:
        message = "Is a person's mailbox beside name and role, and one of a role is at hand: is it meant to be there?"
        return review(address, message, proof)
    return fail(address, "Is a person's mailbox among those of roles.", proof, severity=Severity.MEDIUM)
