"""Whose mailbox an address is, and whether it is that of a named person. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from auditor import urls
from auditor.model import Target
from auditor.text import company_names
from auditor.text.fold import fold, spelled_out
from auditor.text.mailboxes import MailboxKind, mailbox_kind
from auditor.text.people import lexicon

_SEPARATORS = re.compile(r"[^a-z]+")
_WORD = re.compile(r"[^\W\d_]+")
_TOWNS = frozenset(
    [
        "san",
        "santa",
        "sao",
        "saint",
        "sankt",
        "new",
        "north",
        "south",
        "east",
        "west",
        "port",
        "fort",
        "mount",
        "upper",
        "lower",
        "great",
        "old",
        "los",
        "las",
        "bad",
        "kings",
        "queens",
    ]
)
"""With what names of towns begin."""
_SHORTEST = 3
"""Letters from which a name alone tells its owner."""


def kind(address: str, firm: Target) -> MailboxKind:
    """Return `role`, `personal`, `free-mail` or `unknown`; see `auditor.text.mailboxes`.

    A provider's own domain is no free mail where the provider is the company: there its mailboxes are judged like any firm's.
    """
    local, _, domain = address.rpartition("@")
    if mailbox_kind(address) == "free-mail" and _is_own(domain, firm):
        return mailbox_kind(f"{local}@company.example")
    return mailbox_kind(address)


def _is_own(domain: str, firm: Target) -> bool:
    """Return whether a provider's domain is the company's: its site's, or one called like it (`orange.fr` for orange.com)."""
    if urls.same_site(f"https://{domain}/", firm.site):
        return True
    label = company_names.plain(company_names.label(firm.site))
    return len(label) >= _SHORTEST and company_names.plain(domain.partition(".")[0]) == label


def is_role(address: str, firm: Target) -> bool:
    """Return whether an address belongs to a task or a department."""
    return kind(address, firm) == "role"


def is_shared(address: str) -> bool:
    """Return whether a free-mail address is used like a role's mailbox: `acme.info@gmail.example`, `orders.acme@…`.

    A tiny firm's only mailbox is often one: no person's address, but no company's either.
    """
    local, _, _ = address.rpartition("@")
    return mailbox_kind(f"{local}@company.example") == "role"


def names_firm(address: str, firm: Target) -> bool:
    """Return whether the local part holds the firm's name, or that of its domain: `acmetools@…` for Acme Tools."""
    local = company_names.plain(address.rpartition("@")[0])
    known = (company_names.plain(company_names.label(firm.site)), company_names.plain(firm.name))
    return any(
        len(name) > _SHORTEST and (name in local or (len(local) > company_names.TELLING and local in name))
        for name in known
    )


def is_likely(address: str, firm: Target) -> bool:
    """Return whether an address looks like a person's by itself."""
    if kind(address, firm) != "personal" or is_open(address, firm):
        return False
    words = [word for word in _SEPARATORS.split(fold(address.rpartition("@")[0])) if len(word) > 1]
    if words and words[0] in _TOWNS:
        return False
    if not (lexicon.given().isdisjoint(words) and lexicon.given_abroad().isdisjoint(words)):
        return True
    # "gift.cards" is made of words, whatever lists of names hold them.
    return any(map(lexicon.is_family, words)) and lexicon.never().isdisjoint(words)


def is_open(address: str, firm: Target) -> bool:
    """Return whether only the page can tell that an address is a person's.

    One word of it is a town's, a thing's or the firm's own name as well (`charlotte@`, `gift@`, `iris@irisoptics.example`), or
    all of it the name that forms give as an example (`max.mustermann@`).
    """
    local = address.rpartition("@")[0]
    words = [word for word in _SEPARATORS.split(fold(local)) if word]
    joined = " ".join(words)
    if joined in lexicon.known() or joined in lexicon.towns():
        return True
    if len(words) != 1:
        return False
    own = {company_names.plain(company_names.label(firm.site)), company_names.plain(firm.name)}
    listed = words[0] in lexicon.weak_given() or words[0] in lexicon.lone_towns()
    return listed or any(words[0] in name for name in own)


@lru_cache(maxsize=8_192)
def belongs(address: str, name: str) -> str:
    """Return how an address fits a person's name: `full` (both names or an initial with the other), `part` (one name), or nothing.

    `jane.doe`, `doe.jane`, `janedoe`, `j.doe`, `jdoe`, `doej`, `janed`; digits and sub-addresses aside.
    """
    joined, dotted = _joined(address)
    if len(joined) < _SHORTEST:
        return ""
    takes_dot = _full_forms(name).get(joined)
    if takes_dot is not None and (dotted or not takes_dot):
        return "full"
    return "part" if any(joined in _part_forms(parts) for parts in _spellings(name)) else ""


class Owners:
    """People by the addresses that are built from the whole name of one: a page may name hundreds, and hold hundreds of addresses."""

    def __init__(self, names: Iterable[str]) -> None:
        self._first: dict[tuple[str, bool], int] = {}
        for place, name in enumerate(names):
            for joined, takes_dot in _full_forms(name).items():
                for dotted in (True,) if takes_dot else (True, False):
                    self._first.setdefault((joined, dotted), place)

    def first(self, address: str) -> int | None:
        """Return the place of the first name that an address fits as `full`, see `belongs`; None where none does."""
        joined, dotted = _joined(address)
        return self._first.get((joined, dotted)) if len(joined) >= _SHORTEST else None


class Boxes:
    """Addresses by the letters people are written with in them: a page may hold hundreds, and name thousands of people."""

    def __init__(self, addresses: Iterable[str]) -> None:
        self._addresses = tuple(addresses)
        self._first: dict[tuple[str, bool], int] = {}
        for place, address in enumerate(self._addresses):
            joined, dotted = _joined(address)
            if len(joined) >= _SHORTEST:
                self._first.setdefault((joined, dotted), place)

    def first(self, name: str) -> str:
        """Return the first address that fits a name as `full`, see `belongs`; empty where none does."""
        forms = _full_forms(name).items() if self._first else ()
        wanted = (
            (joined, dotted) for joined, takes_dot in forms for dotted in ((True,) if takes_dot else (True, False))
        )
        places = [self._first[form] for form in wanted if form in self._first]
        return self._addresses[min(places)] if places else ""


def _joined(address: str) -> tuple[str, bool]:
    """Return the letters of an address in front of its domain and sub-address, and whether anything separates them."""
    local = _SEPARATORS.sub(".", fold(address.rpartition("@")[0]).partition("+")[0]).strip(".")
    return local.replace(".", ""), "." in local


@lru_cache(maxsize=8_192)
def _spellings(name: str) -> frozenset[tuple[str, ...]]:
    """Return the words of a name, once without accents and once with umlauts spelled out."""
    found = set()
    for spell in (fold, lambda text: fold(spelled_out(text))):
        parts = tuple(spell(word) for word in _WORD.findall(name))
        found.add(tuple(part for part in parts if len(part) > 1 and part not in lexicon.endings()))
    return frozenset(parts for parts in found if parts)


@lru_cache(maxsize=8_192)
def _full_forms(name: str) -> Mapping[str, bool]:
    """Return how addresses write a whole name, without what separates its parts, each with whether only one with a separator is meant."""
    found: dict[str, bool] = {}
    for parts in _spellings(name):
        given = parts[0]
        for family in _families(parts):
            always = {given + family, family + given}
            if len(family) >= _SHORTEST:
                always |= {given[0] + family, family + given[0]}
            found |= dict.fromkeys(always, False)
            found.setdefault(given + family[0], True)
    return found


def _part_forms(parts: tuple[str, ...]) -> frozenset[str]:
    """Return how addresses write a part of a name."""
    given = parts[0]
    alone = (one for one in (*_families(parts), given) if len(one) >= _SHORTEST)
    return frozenset((*alone, *((given + parts[-1][0],) if len(parts) > 1 else ())))


def _families(parts: tuple[str, ...]) -> set[str]:
    families = {parts[-1], "".join(parts[1:]), *parts[1:]} - {""} if len(parts) > 1 else set()
    return families - lexicon.particles()
