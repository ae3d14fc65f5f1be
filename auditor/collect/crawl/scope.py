"""Which links a visit looks at, and how: what no check judges is not asked for. The facts are in `scope.toml`.

Pages of the site are read whatever links them; this is about everything else, and about pages past the limit.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from enum import IntEnum
from functools import cache, lru_cache

from auditor import urls
from auditor.collect.extract import page_roles
from auditor.model import CONTACT_ROLES, Link, LinkKind, Message, Role, message
from auditor.platforms.forwarders import forwards, is_under
from auditor.resources import facts
from auditor.text import imprint, reports
from auditor.text.file_names import bare, stem
from auditor.text.fold import fold, words
from auditor.text.role_words import listed

_FACTS = "collect/crawl/scope.toml"
FOLLOWED = frozenset({LinkKind.ANCHOR, LinkKind.FRAME, LinkKind.REFRESH})
LOOKED_AT = FOLLOWED | {LinkKind.IMAGE, LinkKind.MEDIA}
"""Kinds of links whose addresses a visit may ask for."""


class Look(IntEnum):
    """How an address is looked at; the higher, the closer."""

    NONE = 0
    """Not at all."""
    HOST = 1
    """One of its host stands for all."""
    HANDS = 2
    """In whose hands it lies."""
    TRUTH = 3
    """Whether it is there."""


def by_page(kind: LinkKind, roles: Collection[Role]) -> Look:
    """Return how a page with `roles` has its links of one kind looked at."""
    return _by_page(kind, frozenset(roles)) if roles else Look.NONE


@lru_cache(maxsize=1_024)
def _by_page(kind: LinkKind, roles: frozenset[Role]) -> Look:
    entries = facts(_FACTS)["page"]
    fitting = (one for one in entries if kind in one["kinds"] and not roles.isdisjoint(one["roles"]))
    return max((_look(one) for one in fitting), default=Look.NONE)


def by_link(link: Link, home: str) -> Look:
    """Return how a link is looked at wherever it stands, by what it is called and where it leads."""
    return max(_by_words(link.kind, link.text, link.url), _by_address(link.kind, link.url, home))


@lru_cache(maxsize=16_384)
def _by_words(kind: LinkKind, text: str, url: str) -> Look:
    if kind not in FOLLOWED:
        return Look.NONE
    anchor = kind is LinkKind.ANCHOR
    said = (
        ("page", anchor and _is_called_a_page(text, url)),
        ("imprint", anchor and _is_called_imprint(text, url)),
        ("report", anchor and (reports.says_how(text) or reports.is_bounty(url))),
        ("form", _forms().match(url.partition("://")[2]) is not None),
    )
    return max((_what(name) for name, holds in said if holds), default=Look.NONE)


@lru_cache(maxsize=16_384)
def _by_address(kind: LinkKind, url: str, home: str) -> Look:
    if forwards(url) or is_under(facts(_FACTS)["maps"]["short"], url):
        return _what("forwarder")
    if is_at_home(url, home):
        is_text = kind is LinkKind.ANCHOR and urls.path(url).lower().endswith(_endings())
        return _what("text") if is_text else Look.NONE
    return _what("elsewhere")


def is_at_home(url: str, home: str) -> bool:
    """Return whether an address lies on the host of the home page."""
    return urls.netloc(url).removeprefix("www.") == urls.netloc(home).removeprefix("www.")


def _is_called_a_page(text: str, url: str) -> bool:
    names = (text, bare(text), stem(url)) if urls.path(url).lower().endswith(".pdf") else (text,)
    if not _names().isdisjoint(" ".join(words(fold(name))) for name in names if name):
        return True
    return any(not CONTACT_ROLES.isdisjoint(page_roles.from_link(name, url)) for name in names)


def _is_called_imprint(text: str, url: str) -> bool:
    return bool(text) and (imprint.names_it(text, strong=False) or imprint.names_it(stem(url)))


@cache
def _names() -> frozenset[str]:
    return frozenset(" ".join(words(fold(phrase))) for role in CONTACT_ROLES for phrase in listed(role.value))


@cache
def _forms() -> re.Pattern[str]:
    """Return what the addresses of forms look like that other companies serve, by the table of those who judge them."""
    known = facts("analysis/contact_routes/widgets.toml")["form"]
    return re.compile("|".join(f"(?:{page})" for one in known for page in one.get("pages", [])), re.IGNORECASE)


@cache
def _endings() -> tuple[str, ...]:
    return tuple(f".{ending}" for ending in facts(_FACTS)["endings"]["text"])


@cache
def _what(name: str) -> Look:
    return _look(next(one for one in facts(_FACTS)["link"] if one["what"] == name))


def _look(entry: dict[str, str]) -> Look:
    return Look[entry["look"].upper()]


def told(*, everything: bool) -> Message:
    """Return which links were looked at, for readers of the report."""
    if everything:
        return message("Every link, picture and file of every page that was read was checked.")
    return message(
        "Links were checked on the home page, on legal pages and on pages for contact, press, support and complaints, where "
        "pictures and files were checked too. On other pages, one link to each other site was checked."
    )
