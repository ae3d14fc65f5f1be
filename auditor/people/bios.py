"""Private details of persons in the bios of the company's own profiles. Pure."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from auditor import names
from auditor.model import Existence, Owner, Profile, Snapshot
from auditor.people import mailboxes
from auditor.people.names import people
from auditor.people.phones import is_called_mobile, is_called_private, number_kind
from auditor.people.view import own_names, spokespeople
from auditor.text.fold import fold
from auditor.text.posts.details import Detail, details

_FREE = "An address with a provider of free mail stands in the bio of a profile."
_NAMED = "A person's mailbox stands in the bio of a profile."
_PRIVATE = "A private number stands in the bio of a profile, beside a person's name."
_MOBILE = "A mobile number stands in the bio of a profile, beside a person's name."
_REACH = 80
"""Characters between a name and what belongs to it in a bio. House rule."""


@dataclass(frozen=True, slots=True)
class InBio:
    """A mailbox or a number of somebody's in a bio."""

    profile: Profile
    value: str
    person: str
    """Who is named beside it; empty where nobody is."""
    said: str
    """That it stands there, as a sentence."""


def mail(snapshot: Snapshot) -> Iterator[InBio]:
    """Yield the mailboxes of persons in bios: free mail that isn't the firm's own, or one that fits a name beside it."""
    for profile, detail, person in _told(snapshot):
        if detail.kind != "email":
            continue
        address = re.sub(r" ?[\[(]at[\])] ?", "@", detail.value)
        free = mailboxes.kind(address, snapshot.target) == "free-mail"
        firms = mailboxes.is_shared(address) or mailboxes.names_firm(address, snapshot.target)
        fits = bool(person) and mailboxes.belongs(address, person) != ""
        if fits or (free and not firms):
            yield InBio(profile, address, person if fits else "", _FREE if free else _NAMED)


def phones(snapshot: Snapshot) -> Iterator[InBio]:
    """Yield the mobile and private numbers beside a person's name in bios."""
    for profile, detail, person in _told(snapshot):
        if detail.kind != "phone" or not person:
            continue
        before = (profile.bio or "")[max(0, detail.start - 60) : detail.start]
        private = is_called_private(before)
        mobile = is_called_mobile(before) or number_kind(detail.value) == "mobile"
        if private or mobile:
            yield InBio(profile, detail.value, person, _PRIVATE if private else _MOBILE)


def hidden(snapshot: Snapshot) -> dict[str, str]:
    """Return the names to be masked wherever they stand."""
    return {one.person: "name" for one in (*mail(snapshot), *phones(snapshot)) if one.person}


@lru_cache(maxsize=8)
def _told(snapshot: Snapshot) -> tuple[tuple[Profile, Detail, str], ...]:
    found = []
    for profile in snapshot.profiles:
        if profile.bio and _is_own(snapshot, profile):
            for detail in details(profile.bio):
                person = _beside(snapshot, profile.bio, detail)
                if fold(person) not in spokespeople(snapshot):
                    found.append((profile, detail, person))
    return tuple(found)


def _is_own(snapshot: Snapshot, profile: Profile) -> bool:
    """Return whether a profile is the company's: auditor.toml says so, or the site names it and it is called like the company."""
    if profile.existence is not Existence.LIVE or profile.owner is not Owner.CERTAIN:
        return False
    if profile.official:
        return True
    known = (*own_names(snapshot), snapshot.brief.handle, names.label(snapshot.target.site))
    said = {names.plain(profile.handle.partition("@")[0]), names.plain(profile.name or "")}
    return bool(profile.mentions) and any(
        len(name) >= names.SHORTEST and any(name in one for one in said) for name in map(names.plain, known)
    )


def _beside(snapshot: Snapshot, bio: str, detail: Detail) -> str:
    """Return the person named last before a detail; empty where nobody is near."""
    head = bio[max(0, detail.start - _REACH) : detail.start]
    found = people(f"<p>{html.escape(head)}</p>", "", own_names(snapshot))
    return found[-1].name if found else ""
