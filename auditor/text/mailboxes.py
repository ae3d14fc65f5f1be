"""Whose mailbox an address is: a role's, a person's, or one with a free-mail provider. Pure functions.

Words are facts, in `mailboxes.toml`. An address is called a person's only where it looks like a name; what nothing is known
about stays unknown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from auditor.resources import facts
from auditor.text.fold import fold
from auditor.text.role_words import listed

MailboxKind = Literal["role", "free-mail", "personal", "unknown"]

_LONGEST_LOCAL = 64
"""Characters of a local part (RFC 5321, 4.5.3.1.1)."""
_SEPARATORS = re.compile(r"[^a-z0-9]+")
_PARTICLES = frozenset({"da", "de", "del", "der", "di", "do", "la", "van", "von", "ter", "ten", "den"})
"""Inside names: Maria de la Cruz."""
_HUMP = re.compile("(?<=[a-z])(?=[A-Z])")
_VOWEL = re.compile("[aeiouy]")


@lru_cache(maxsize=8_192)
def mailbox_kind(address: str) -> MailboxKind:
    """Return whose mailbox `address` is.

    `free-mail`: at a provider where anybody may open one, whatever its name; `role`: named after a task or a department;
    `personal`: named like a person; `unknown`: anything else, and what is no address.
    """
    local, at, domain = address.strip().rpartition("@")
    if not at or not local or not domain or len(local) > _LONGEST_LOCAL:
        return "unknown"
    if _is_free_mail(domain.lower().rstrip(".")):
        return "free-mail"
    tokens = _tokens(local)
    if _is_role(tokens):
        return "role"
    return "personal" if _is_personal(local, tokens, domain) else "unknown"


@lru_cache(maxsize=8_192)
def is_media_mailbox(address: str) -> bool:
    """Return whether the press is meant to write to `address`: press@, presse-de@, ufficio.stampa@, newsroom@."""
    local, at, _ = address.strip().rpartition("@")
    if not at or len(local) > _LONGEST_LOCAL:
        return False
    lists, tokens = _lists(), _tokens(local)
    if not lists.not_media.isdisjoint(tokens):
        return False
    if "".join(tokens) in lists.media or not lists.media.isdisjoint(tokens):
        return True
    joined = ((token, _joined_role(token)) for token in tokens)
    return any(word in lists.media and _without(token, word) not in lists.not_media for token, word in joined)


@dataclass(frozen=True, slots=True)
class _Lists:
    media: frozenset[str]
    not_media: frozenset[str]
    role: frozenset[str]
    strong: frozenset[str]
    joinable: tuple[str, ...]
    endings: tuple[str, ...]
    modifiers: frozenset[str]
    things: frozenset[str]
    titles: frozenset[str]
    families: frozenset[str]
    domains: frozenset[str]
    names: frozenset[str]


@cache
def _lists() -> _Lists:
    found = facts("text/mailboxes.toml")
    role, free = found["role"], found["free_mail"]
    media = frozenset((*role["media"], *map(_joined, listed("mailboxes", "media"))))
    return _Lists(
        media,
        frozenset(role["not_media"]),
        media | frozenset((*role["words"], *role["strong"], *map(_joined, listed("mailboxes", "role")))),
        frozenset(role["strong"]),
        tuple(role["joinable"]),
        tuple(role["endings"]),
        frozenset(role["modifiers"]),
        frozenset(role["things"]),
        frozenset(role["titles"]),
        frozenset(free["families"]),
        frozenset(free["domains"]),
        frozenset(found["given"]["names"]),
    )


def _joined(written: str) -> str:
    return _SEPARATORS.sub("", fold(written))


def _tokens(local: str) -> tuple[str, ...]:
    """Return the words of a local part, without its sub-address (`+news`) and the digits around them; `JaneDoe` is two."""
    words = _SEPARATORS.split(fold(_HUMP.sub(".", local.partition("+")[0])))
    return tuple(token for word in words if (token := word.strip("0123456789")))


def _is_free_mail(domain: str) -> bool:
    lists = _lists()
    return domain in lists.domains or domain.partition(".")[0] in lists.families


def _is_role(tokens: tuple[str, ...]) -> bool:
    lists = _lists()
    if not tokens:
        return False
    if "".join(tokens) in lists.role:
        return True
    roles = [token in lists.role or bool(_joined_role(token)) for token in tokens]
    if all(role or token in lists.modifiers for role, token in zip(roles, tokens, strict=True)):
        return any(roles)
    # "info.smithfield" is a branch's; "j.press" and "peter.sales" may be people's.
    ends_strong = tokens[0] in lists.strong or tokens[-1] in lists.strong
    return ends_strong and len(tokens) > 1 and len(tokens[0]) > 1 and lists.names.isdisjoint(tokens)


def _joined_role(token: str) -> str:
    """Return the role word of a run without separators: `press` for `ukpress`; empty where there is none."""
    lists = _lists()
    for word in lists.joinable:
        for rest in (token.removesuffix(word), token.removeprefix(word)):
            if rest != token and (rest in lists.modifiers or rest in lists.role):
                return word
    for word in lists.endings:
        if len(token) >= len(word) + 2 and token.endswith(word):
            return word
    return ""


def _without(token: str, word: str) -> str:
    return token.removeprefix(word) if token.startswith(word) else token.removesuffix(word)


def _is_personal(local: str, tokens: tuple[str, ...], domain: str) -> bool:
    """Return whether a local part looks like a name: `jane.doe`, `j.doe`, `doe_jane`, `jane`."""
    lists = _lists()
    known = [token for token in tokens if token not in lists.titles]
    long = [token for token in known if len(token) > 1]
    if not long or len(known) > 4 or not all(map(_could_be_name, long)):
        return False
    if len(known) < len(tokens) or not lists.names.isdisjoint(long):  # "dr.smith", "jane", "doe-jane"
        return True
    if len(known) == 1 or "." not in local.partition("+")[0]:
        return False
    # Two words nobody knows, as in "acme.tools" at acme-tools.example, are a person's unless they are the company's.
    company = _SEPARATORS.sub("", domain.lower().rpartition(".")[0])
    return len(long) < len(known) or not any(token in company for token in long)


def _could_be_name(token: str) -> bool:
    lists = _lists()
    if token in lists.names or token in _PARTICLES:
        return True
    if token in lists.role or token in lists.modifiers or token in lists.things:
        return False
    return token.isalpha() and len(token) <= 20 and _VOWEL.search(token) is not None
