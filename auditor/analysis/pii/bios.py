"""Private details of persons in the bios of the company's own profiles. Pure."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import phonenumbers

from auditor import urls
from auditor.analysis.pii import mailboxes
from auditor.analysis.pii.names import people
from auditor.analysis.pii.phones import is_called_mobile, is_called_private, number_kind
from auditor.analysis.pii.view import own_names, spokespeople
from auditor.model import ContactKind, Existence, Message, Owner, Profile, Snapshot, message
from auditor.model.remembering import remembered
from auditor.resources import facts
from auditor.text import company_names
from auditor.text.fold import fold, words
from auditor.text.mailboxes import mailbox_kind
from auditor.text.posts.details import Detail, details

_FREE = message("An address at a free e-mail provider is in the bio of a profile.")
_PRIVATELY = message("The bio of a profile calls a number private.")
_NAMED = message("A person's own mailbox is in the bio of a profile.")
_PRIVATE = message("A private number is in the bio of a profile, next to a person's name.")
_MOBILE = message("A mobile number is in the bio of a profile, next to a person's name.")
_REACH = 80
"""Characters between a name and what belongs to it in a bio. Our default."""

_LONGEST = 5_000
_SHORT = 3
"""Letters up to which a word between a name and a number is a label, such as `tel`, and no role. Our default."""
_NAME_LIKE = re.compile(r"(?<![\w@])[^\W\d_a-z][^\W\d_]+(?: [^\W\d_a-z][^\W\d_]+){1,2}")


@dataclass(frozen=True, slots=True)
class InBio:
    """A mailbox or a number of somebody's in a bio."""

    profile: Profile
    value: str
    person: str
    """Who is named beside it; empty where nobody is."""
    said: Message
    """That it stands there."""


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
    """Yield the mobile and private numbers beside a person's name in bios, and those called private.

    A line that the site itself publishes is the company's, and so is one that a role's name stands in front of.
    """
    region = _region(snapshot)
    published = {one.value for one in snapshot.contacts if one.kind is not ContactKind.EMAIL}
    for profile, detail, person in _told(snapshot):
        if detail.kind != "phone" or _plain(detail.value, region) in published:
            continue
        before = (profile.bio or "")[max(0, detail.start - 60) : detail.start]
        if is_called_private(before):
            yield InBio(profile, detail.value, person, _PRIVATE if person else _PRIVATELY)
        elif person and (is_called_mobile(before) or number_kind(detail.value, region) == "mobile"):
            yield InBio(profile, detail.value, person, _MOBILE)


@remembered()
def _region(snapshot: Snapshot) -> str:
    """Return the country that numbers without a country's code are read for: the one most of the site's are; empty for none."""
    told = Counter(one.region for one in snapshot.contacts if one.region)
    ending = urls.host(snapshot.target.site).rpartition(".")[2]
    known = facts("collect/extract/regions.toml")
    own = known["top_level"].get(ending, ending) if ending not in known["worldwide"]["domains"] else ""
    return told.most_common(1)[0][0] if told else snapshot.company_profile.jurisdiction or own.upper()


def _plain(value: str, region: str) -> str:
    """Return a number as contacts are written."""
    try:
        number = phonenumbers.parse(value, region or None)
    except phonenumbers.NumberParseException:
        return re.sub(r"\D", "", value)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def hidden(snapshot: Snapshot) -> dict[str, str]:
    """Return the names to be masked wherever they stand."""
    return {one.person: "name" for one in (*mail(snapshot), *phones(snapshot)) if one.person}


@remembered()
def _told(snapshot: Snapshot) -> tuple[tuple[Profile, Detail, str], ...]:
    found = []
    for profile in snapshot.profiles:
        if profile.bio and _is_own(snapshot, profile):
            for detail in _details(profile.bio, _region(snapshot)):
                person = _beside(snapshot, profile.bio, detail)
                if fold(person) not in spokespeople(snapshot):
                    found.append((profile, detail, person))
    return tuple(found)


def _details(bio: str, region: str) -> tuple[Detail, ...]:
    """Return the details in a bio, with the numbers that are written as in their own country."""
    found = details(bio)
    local = phonenumbers.PhoneNumberMatcher(bio[:_LONGEST], region or None)
    more = [Detail("phone", one.raw_string, one.start, one.end) for one in local]
    return (*found, *(one for one in more if not any(one.start < each.end and each.start < one.end for each in found)))


def _is_own(snapshot: Snapshot, profile: Profile) -> bool:
    """Return whether a profile is the company's: auditor.toml says so, or the site names it and it is called like the company."""
    if profile.existence is not Existence.LIVE or profile.owner is not Owner.CERTAIN:
        return False
    if profile.official:
        return True
    known = (*own_names(snapshot), snapshot.company_profile.handle, company_names.label(snapshot.target.site))
    said = {company_names.plain(profile.handle.partition("@")[0]), company_names.plain(profile.name or "")}
    return bool(profile.mentions) and any(
        len(name) >= company_names.SHORTEST and any(name in one for one in said)
        for name in map(company_names.plain, known)
    )


def _beside(snapshot: Snapshot, bio: str, detail: Detail) -> str:
    """Return the person named last before a detail; empty where nobody is near, or a role stands between."""
    head = bio[max(0, detail.start - _REACH) : detail.start]
    found = people(f"<p>{html.escape(head)}</p>", _language(snapshot), own_names(snapshot))
    name = found[-1].name if found else _signed(bio, head)
    after = head.rpartition(name)[2] if name and name in head else ""
    return "" if detail.kind == "phone" and _is_role_named(after) else name


@remembered()
def _language(snapshot: Snapshot) -> str:
    """Return the language of the site, which its bios may well be in too."""
    return next((page.lang for page in snapshot.pages if page.lang), "")


def _signed(bio: str, head: str) -> str:
    """Return the two words in front of a detail that a mailbox in the bio is called after: a name that no list has."""
    runs = [match[0] for match in _NAME_LIKE.finditer(head)]
    boxes = [detail.value for detail in details(bio) if detail.kind == "email"]
    return next((run for run in runs[::-1] if any(mailboxes.belongs(box, run) for box in boxes)), "")


def _is_role_named(text: str) -> bool:
    """Return whether the words between a name and a number call it a role's: `Jonas Keller. Support: +49 …`."""
    return any(mailbox_kind(f"{word}@firm.example") == "role" for word in words(fold(text)) if len(word) > _SHORT)
