"""The addresses and numbers of a visit, each with whose it is on every page that shows it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from auditor.analysis.pii.mailboxes import belongs, is_likely, is_role, kind
from auditor.analysis.pii.names import Person
from auditor.analysis.pii.namesakes import is_namesake
from auditor.analysis.pii.phones import NumberKind, is_called_mobile, is_called_private, number_kind
from auditor.analysis.pii.view import View, view
from auditor.model import (
    NOTHING,
    ContactDetail,
    ContactKind,
    Message,
    Page,
    Role,
    Snapshot,
    Spokesperson,
    Target,
    message,
)
from auditor.text.fold import fold
from auditor.text.mailboxes import MailboxKind


@dataclass(frozen=True, slots=True)
class Sighting:
    """A contact detail on one page."""

    page: Page
    detail: ContactDetail
    owner: Person | None
    """Whose it is, by the name in the address or beside it; None where nobody's."""
    excerpt: str
    """From the name to the detail, where both are near each other."""
    before: str
    """The words directly in front of it, up to 60 characters."""
    namesake: bool = False
    """It is called like a person and said to be a branch's, a product's or a program's."""
    lawful: bool = False
    """The law asks for it there: in an imprint, of the controller in a privacy notice, of a seller at a distance."""


def sightings(snapshot: Snapshot, pages: Iterable[Page], *kinds: ContactKind) -> Mapping[str, tuple[Sighting, ...]]:
    """Return by value where each detail of `kinds` stands on `pages`, in the order of the visit."""
    wanted = {page.url: page for page in pages}
    found: dict[str, list[Sighting]] = {}
    for detail in snapshot.contacts:
        page = wanted.get(detail.page)
        if page is not None and detail.kind in kinds:
            found.setdefault(detail.value, []).append(_sighting(view(snapshot, page), detail))
    return {value: tuple(listed) for value, listed in found.items()}


def _sighting(one: View, detail: ContactDetail) -> Sighting:
    owner = one.owner(detail)
    places = list(one.places(detail))
    if not places:
        return Sighting(one.page, detail, owner, detail.context, "", lawful=one.page.has(Role.LEGAL))
    namesake = detail.kind is ContactKind.EMAIL and _is_namesake(one, detail, owner)
    start, end = next((place for place in places if one.beside(*place) == owner), places[0])
    excerpt = one.excerpt(owner, start, end)
    if detail.value not in excerpt and detail.shown not in excerpt:
        excerpt = f"{excerpt} \u2192 {detail.value}"
    return Sighting(one.page, detail, owner, excerpt, one.before(start), namesake, one.is_lawful(start))


def _is_namesake(one: View, detail: ContactDetail, owner: Person | None) -> bool:
    named = owner if owner is not None and belongs(detail.value, owner.name) else None
    return is_namesake(one, detail, named)


def fits_owner(sighting: Sighting) -> bool:
    """Return whether an address is built from the name, or one of the names, of whom it stands beside."""
    if sighting.owner is None or sighting.namesake:
        return False
    return belongs(sighting.detail.value, sighting.owner.name) != ""


def is_somebodys(places: Sequence[Sighting], firm: Target) -> bool:
    """Return whether an address is a person's: by who is named beside it, or by itself where nothing else is called so."""
    if any(map(fits_owner, places)):
        return True
    return is_likely(places[0].detail.value, firm) and not any(seen.namesake for seen in places)


def consent(snapshot: Snapshot, places: Iterable[Sighting]) -> Message:
    """Return that and why a detail is shown on purpose; nothing where auditor.toml does not say so."""
    found = next(filter(None, (on_purpose(snapshot, seen) for seen in places)), None)
    if found is None:
        return NOTHING
    return message(
        "It belongs to a spokesperson who agreed to be named ({consent}).", consent=found.consent.rstrip(".")
    )


def on_purpose(snapshot: Snapshot, sighting: Sighting) -> Spokesperson | None:
    """Return who speaks for the company with this detail, as auditor.toml says; None where it names nobody for it.

    Somebody named there without any mailbox (or number) of theirs may be shown with every one.
    """
    is_mail = sighting.detail.kind is ContactKind.EMAIL
    for one in snapshot.company_profile.spokespeople:
        listed = one.emails if is_mail else one.phones
        if sighting.detail.value.lower() in {value.lower() for value in listed}:
            return one
        if not listed and sighting.owner is not None and fold(sighting.owner.name) == fold(one.name):
            return one
    return None


def mailbox(address: str, places: Sequence[Sighting], firm: Target) -> MailboxKind:
    """Return whose mailbox an address is, by itself and by where it stands: `role`, `free-mail`, `personal` or `unknown`."""
    if is_role(address, firm):
        return "role"
    if kind(address, firm) == "free-mail":
        return "free-mail"
    return "personal" if is_somebodys(places, firm) else "unknown"


def line(places: Sequence[Sighting]) -> Literal["private"] | NumberKind:
    """Return what sort of line a number is, by the words in front of it or by its country's plan.

    Returns:
        `private` where a page calls it so, else `mobile`, `fixed`, `internet`, `service`, `either` (its country's numbers do
        not show which) or `unknown`.
    """
    if any(is_called_private(seen.before) for seen in places):
        return "private"
    if any(is_called_mobile(seen.before) for seen in places):
        return "mobile"
    return number_kind(places[0].detail.value, places[0].detail.region)
