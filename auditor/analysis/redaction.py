"""What of a visit is hidden, and the one place where it is taken out of all that leaves the model. Pure.

Whatever is rendered, printed or exported goes through `everywhere` or `finding`, with what `of` says of the visit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from html import escape
from typing import Any, TypeVar

from auditor.analysis.masking import Hidden, hide, last_digits, mask_email, mask_profile, mask_text
from auditor.analysis.pii import bios, exposed, files
from auditor.analysis.pii.names import people
from auditor.analysis.pii.phones import is_called_mobile, is_called_private, number_kind
from auditor.analysis.pii.view import spokespeople, view
from auditor.model import (
    CONTACT_ROLES,
    Accept,
    ContactDetail,
    ContactKind,
    ContactSource,
    Finding,
    Message,
    Owner,
    Page,
    Role,
    Snapshot,
)
from auditor.model.declarations import Declared
from auditor.model.remembering import remembered
from auditor.platforms.parse import profile_of
from auditor.text.fold import fold
from auditor.text.mailboxes import mailbox_kind
from auditor.text.people.spoken_mailboxes import is_name

T = TypeVar("T")

_LETTERHEAD = (*CONTACT_ROLES, Role.HOME, Role.LEGAL, Role.ABOUT)
"""Roles of pages on which a company publishes its own lines."""
_KEPT = frozenset(
    [
        "id",
        "at",
        "fingerprint",
        "body_sha256",
        "check",
        "taken_at",
        "identifier",
        "ruleset",
        "version",
        "thresholds",
    ]
)
"""Fields that hold keys and times, or our own pages: never words about anybody."""


@remembered()
def of(snapshot: Snapshot) -> Hidden:
    """Return the names and private details of third persons on the site's pages and in its files, and what is no secret."""
    private = {**_spelled_out(snapshot), **files.hidden(snapshot), **exposed.hidden(snapshot), **bios.hidden(snapshot)}
    shown = frozenset((*_shown_profiles(snapshot), *_own_handles(snapshot)))
    return hide(private, frozenset(_own_lines(snapshot)), shown, snapshot.target)


def _spelled_out(snapshot: Snapshot) -> Mapping[str, str]:
    """Return the mailboxes that pages spell out to hide them from robots, as written."""
    return {
        detail.shown: "email"
        for detail in snapshot.contacts
        if detail.source is ContactSource.OBFUSCATED
        and "@" in detail.shown
        and mask_email(detail.value) != detail.value
    }


def _own_lines(snapshot: Snapshot) -> Iterator[str]:
    """Yield the numbers that are the company's: published where companies do, beside nobody's name; service numbers anywhere."""
    pages = {page.url: page for page in snapshot.pages}
    own: set[str] = set()
    somebodys: set[str] = set()
    for detail in snapshot.contacts:
        page = pages.get(detail.page)
        if page is not None and detail.kind is not ContactKind.EMAIL:
            (own if _is_own(snapshot, page, detail) else somebodys).update(_digits(detail))
    yield from own - somebodys
    yield from (last_digits(number) for one in snapshot.company_profile.spokespeople for number in one.phones)


def _is_own(snapshot: Snapshot, page: Page, detail: ContactDetail) -> bool:
    if number_kind(detail.value, detail.region) == "service":
        return True
    if not page.has(*_LETTERHEAD) or not page.fetch.body_sha256:
        return False
    seen = view(snapshot, page)
    owner = seen.owner(detail)
    if owner is None or fold(owner.name) in spokespeople(snapshot):
        return True
    return any(_names_a_desk(seen.before(start)) for start, _ in seen.places(detail))


def _names_a_desk(before: str) -> bool:
    """Return whether the label of a number is a word that role mailboxes are called by: `Customer service:`.

    What stands further in front, as another detail in the same line, is no label of this one: `jane@post.example, mobile`.
    """
    label = _LABEL_END.split(before.rpartition("\n")[2].rstrip(" \u00a0:,;-\u2013\u2014|("))[-1]
    if is_called_mobile(label) or is_called_private(label):
        return False
    return any(mailbox_kind(f"{word}@company.example") == "role" for word in _WORDS.findall(label)[-_LABEL:])


_WORDS = re.compile(r"[^\W\d_]{3,}")
_LABEL = 4
"""Words that a label may have."""
_LABEL_END = re.compile(r"[,;|\t\u2022\u00b7]|[.!?]\s|\S{0,200}[@\d]\S*")
"""What parts a label from what stands in front of it: signs, and other details."""


def _digits(detail: ContactDetail) -> Iterator[str]:
    yield from filter(None, map(last_digits, (detail.value, detail.shown, detail.href)))


def _shown_profiles(snapshot: Snapshot) -> Iterator[str]:
    yield from (profile.url for profile in snapshot.profiles if profile.official)
    for one in snapshot.company_profile.spokespeople:
        yield from one.profiles


def _own_handles(snapshot: Snapshot) -> Iterator[str]:
    """Yield the company's accounts that are written like a mailbox, as the Fediverse's are: `acme@social.example`."""
    accounts = (profile.handle for profile in snapshot.profiles if profile.owner in {Owner.CERTAIN, Owner.LIKELY})
    for account in (*accounts, *(channel.account for channel in snapshot.channels)):
        if "@" in account.strip("@"):
            yield account.strip("@").casefold()


def finding(found: Finding, hidden: Hidden) -> Finding:
    """Return the finding fit to be shown to anybody."""
    evidence = tuple(
        replace(item, url=mask_text(item.url, hidden), excerpt=mask_text(item.excerpt, hidden, parts=True))
        for item in found.evidence
    )

    def masked(text: str) -> str:
        return mask_text(text, hidden)

    def borne(by: Accept | None) -> Accept | None:
        if by is None:
            return None
        return replace(
            by, pattern=masked(by.pattern), reason=masked(by.reason), who=masked(by.who), note=masked(by.note)
        )

    return replace(
        found,
        subject=masked(found.subject),
        message=found.message.over_words(masked),
        hint=found.hint.over_words(masked),
        data={name: masked(value) if isinstance(value, str) else value for name, value in found.data.items()},
        accepted=borne(found.accepted),
        lapsed=borne(found.lapsed),
        evidence=evidence,
    )


def declarations(told: Iterable[Declared], snapshot: Snapshot, hidden: Hidden) -> tuple[Declared, ...]:
    """Return answers of an interview fit to be shown to anybody.

    Who answered stays, as whoever wrote it meant it to be shown. What they name as evidence may name others, whom no page of the site
    names: those are found in the very text, and so are addresses of their profiles, with `https://` or without.
    """
    shown = spokespeople(snapshot)

    def masked(text: str) -> str:
        named = people(escape(text), own=(snapshot.target.name,))
        third = hide({person.name: "name" for person in named if fold(person.name) not in shown})
        return _PROFILE.sub(lambda match: _profile(match[0], hidden), third.apply(text, parts=True))

    return everywhere(tuple(replace(one, evidence=masked(one.evidence)) for one in told), hidden)


_PROFILE = re.compile(
    r"(?:https?://)?(?:[\w-]{1,63}\.){1,5}[a-z]{2,24}/[^\s<>\"]{1,300}(?<![.,;:!?)\]])", re.IGNORECASE
)


def _profile(address: str, hidden: Hidden) -> str:
    url = address if "://" in address else f"https://{address}"
    found = profile_of(url)
    if found is None or not {url, found.url}.isdisjoint(hidden.accounts):
        return address
    return mask_profile(address) if found.holder == "person" or is_name(found.handle.partition("@")[0]) else address


def everywhere(value: T, hidden: Hidden) -> T:
    """Return a value with every text in it masked, however deep: dataclasses, tuples, lists and mappings of them.

    What is masked already stays as it is, so that this may be the last thing done to whatever is shown.
    """
    masked: Any = _masked(value, hidden)
    return masked  # type: ignore[no-any-return]


def _masked(value: Any, hidden: Hidden) -> Any:
    if isinstance(value, str):
        return type(value)(mask_text(value, hidden)) if type(value) is str else value
    if isinstance(value, Message):
        return value.over_words(lambda words: mask_text(words, hidden))
    if is_dataclass(value) and not isinstance(value, type):
        named = (field.name for field in fields(value) if field.init and field.name not in _KEPT)
        return replace(value, **{name: _masked(getattr(value, name), hidden) for name in named})
    if isinstance(value, tuple):
        made = [_masked(item, hidden) for item in value]
        return type(value)(*made) if hasattr(value, "_fields") else tuple(made)
    if isinstance(value, list):
        return [_masked(item, hidden) for item in value]
    if isinstance(value, dict):
        return {key: item if key in _KEPT else _masked(item, hidden) for key, item in value.items()}
    return value
