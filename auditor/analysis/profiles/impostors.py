"""Accounts that look like the company's and are on no list of its own. Never more than a question for a person. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from auditor import urls
from auditor.analysis.profiles import profiles
from auditor.model import AccountSearch, Existence, Message, Owner, Profile, Snapshot, message
from auditor.model.remembering import remembered
from auditor.resources import facts
from auditor.text.account_names import near
from auditor.text.fold import fold, words

_SIGNS = 2
"""Of name, handle, picture and text, how many have to be like the company's. Our default."""
_SHORTEST, _COPIED, _LONGEST = 40, 0.85, 2_000
"""Characters from which a bio may be a copy; how much of it has to be the same; how much is compared. Our default."""


@dataclass(frozen=True, slots=True)
class Suspect:
    """An account that looks like the company's."""

    account: Profile
    search: AccountSearch
    signs: tuple[Message, ...]
    """What is like the company's, a sentence each."""
    declared: str = ""
    """The word by which the account says that it is a parody or by fans; empty for none."""


@remembered()
def suspects(snapshot: Snapshot) -> tuple[Suspect, ...]:
    """Return the accounts that searches found which look like the company's and are not known to be."""
    found = []
    for search in snapshot.account_searches:
        for account in search.found:
            signs = tuple(_signs(snapshot, account)) if not _is_settled(snapshot, account) else ()
            if len(signs) >= _SIGNS:
                found.append(Suspect(account, search, signs, _declared(snapshot, account)))
    return tuple(found)


def _signs(snapshot: Snapshot, account: Profile) -> Iterator[Message]:
    names = profiles.brand(snapshot)
    own = [one for one in profiles.own(snapshot) if one.existence is Existence.LIVE]
    handle = profiles.chosen_name(account)
    if near(handle, names):
        yield message("Its handle is like the company's name.")
    elif near(handle, map(profiles.chosen_name, own)):
        yield message("Its handle is like that of one of the company's profiles.")
    if account.name and near(account.name, names):
        yield message("It calls itself “{name}”.", name=account.name)
    if account.avatar_sha256 and any(one.avatar_sha256 == account.avatar_sha256 for one in own):
        yield message("It shows the picture of one of the company's profiles.")
    if any(_is_copied(account.bio or "", one.bio or "") for one in own):
        yield message("Its description is that of one of the company's profiles.")


def _is_copied(bio: str, own: str) -> bool:
    one, other = fold(bio)[:_LONGEST], fold(own)[:_LONGEST]
    if min(len(one), len(other)) < _SHORTEST:
        return False
    return other in one or SequenceMatcher(None, one, other, autojunk=False).ratio() >= _COPIED


def _is_settled(snapshot: Snapshot, account: Profile) -> bool:
    """Return whether it is known whose an account is: somebody said so, or it proves it. A paid badge proves nothing."""
    if snapshot.approved is not None and snapshot.approved.account(account.platform, account.handle) is not None:
        return True
    named = (one for one in snapshot.profiles if one.platform == account.platform and one.handle == account.handle)
    if any(one.official or one.owner is not Owner.UNKNOWN for one in named):
        return True
    agreed = {url.rstrip("/").lower() for person in snapshot.company_profile.spokespeople for url in person.profiles}
    if account.url.rstrip("/").lower() in agreed:
        return True
    return _bears_domain(snapshot, account) or profiles.leads_to_site(snapshot, account.verified_links)


def _bears_domain(snapshot: Snapshot, account: Profile) -> bool:
    """Return whether a handle is a name of the company's own domains, which nobody else can have."""
    host = account.handle.rpartition("@")[2] if "@" in account.handle else account.handle
    return "." in host and urls.site_of(f"https://{host}/") in profiles.own_domains(snapshot)


def _declared(snapshot: Snapshot, account: Profile) -> str:
    """Return the word by which an account says that it is not the company; empty for none.

    "Beware of unofficial accounts" and "not affiliated with Telegram groups" are what impostors write.
    """
    known = facts("analysis/profiles/parody.toml")
    called = _run(f"{account.name or ''} {account.handle}")
    if found := next((one for one in (*known["words"], *known["in_names"]) if f" {one} " in called), ""):
        return found
    said = _run((account.bio or "")[:_LONGEST])
    own = {word for name in profiles.brand(snapshot) for word in words(fold(name))} | set(known["before_it"])
    return next((one for one in known["words"] if f" {one} " in said and _is_of_itself(said, one, own)), "")


def _run(text: str) -> str:
    return f" {' '.join(words(fold(text.replace('_', ' '))))} "


def _is_of_itself(said: str, phrase: str, own: Collection[str]) -> bool:
    """Return whether a bio says so of its own account, and of the company."""
    known = facts("analysis/profiles/parody.toml")
    before, _, after = said.partition(f" {phrase} ")
    if any(f" {one} " in f"{before} " for one in known["warnings"]):
        return False
    behind = after.split()
    if behind[:1] and behind[0] in known["others"]:
        return False
    return len(behind) < 2 or behind[0] not in known["with"] or behind[1] in own
