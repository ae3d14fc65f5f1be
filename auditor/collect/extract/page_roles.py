"""What a page is for, told from the links that lead to it, its address, its title and heading, and its structured data.

The words are in `words.toml`, how a text is matched with them in `phrases`; here stand what addresses say and how all is put
together. Where an address shows that a page is one item of a list, an archive or a log-in, it outweighs every word.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from urllib.parse import quote, unquote, unquote_plus

from auditor.collect.extract.lexicon import lexical_facts, squash, squashed
from auditor.collect.extract.role_phrases import (
    ALL_ROLES,
    LIST_ROLES,
    LONGEST_TEXT,
    NO_ROLES,
    is_stranger,
    named,
    slug_roles,
    titled,
    typed,
)
from auditor.model import LinkText, Role
from auditor.text.role_words import by_language

_TRIED = (Role.CONTACT, Role.MEDIA, Role.SUPPORT)
_LANGUAGES_TRIED = 3
_ORDER = {Role.CONTACT: 0, Role.MEDIA: 0, Role.SUPPORT: 0, Role.COMPLAINTS: 0, Role.LEGAL: 1, Role.ABOUT: 2}
_LAST = 3
_LONGEST_TITLE = 400
"""Characters looked at; what comes later is stuffing."""
_DEEPEST = 20
"""Path segments and query fields looked at."""
_YEAR = re.compile(r"(?:19|20)\d\d(?:[-_]\d\d){0,2}")
_NUMBERED = re.compile(r"([^\W\d]+)[-_ ]?\d{1,4}")
_NUMBER = re.compile(r"\d{3}")


def from_link(text: str, url: str) -> dict[Role, str]:
    """Return the roles a link promises, each with what says so, such as `link text "Press"` or `path "/press"`.

    `url` is absolute. The text of a link to the front page counts only where `url` has a fragment (`/#contact` on a site of
    one page): menus write `#` where nothing is linked. For the same reason links of a page to itself should not be asked for.
    """
    return dict(_from_link(text.strip(), url))


@lru_cache(maxsize=8_192)
def _from_link(text: str, url: str) -> tuple[tuple[Role, str], ...]:
    address = _address(url)
    if address is None or address.barred == ALL_ROLES:
        return ()
    found: dict[Role, str] = {}
    if not address.is_front or address.fragment:
        said = named(text, address.host) - address.barred - {Role.HOME}
        if said:
            found = dict.fromkeys(said, LinkText(f'link text "{_short(text)}"'))
    for role in address.roles:
        found.setdefault(role, address.reason)
    return tuple(sorted(found.items()))


def from_page(url: str, title: str, heading: str, types: tuple[str, ...]) -> dict[Role, str]:
    """Return the roles a page claims, each with what says so, such as `heading "Contact us"`.

    `heading` is the text of the first h1 and may be empty; `types` are the schema.org types on the page, as names or IRIs.
    Home is told from the address alone.
    """
    address = _address(url) or _NOWHERE
    title, heading = " ".join(title[:_LONGEST_TITLE].split()), " ".join(heading[:_LONGEST_TITLE].split())
    found: dict[Role, str] = {}
    for reason, roles in (
        (f'heading "{_short(heading)}"', named(heading, address.host)),
        (f'title "{_short(title)}"', titled(title, heading, address.host)),
        ("structured data", typed(types)),
    ):
        for role in roles - address.barred - {Role.HOME}:
            found.setdefault(role, reason)
    for role in address.roles:
        found.setdefault(role, address.reason)
    return dict(sorted(found.items()))


def usual_paths(languages: Collection[str] = ()) -> tuple[tuple[Role, str], ...]:
    """Return paths to try on a site that links no such page, most usual first within each role.

    Args:
        languages: Codes of the site's languages; English is tried on every site.
    """
    spoken = dict.fromkeys((*list(languages)[:_LANGUAGES_TRIED], "en"))
    tables = [by_language()[code].get("usual", {}) for code in spoken if code in by_language()]
    paths = {role: [path for table in tables for path in table.get(role, ())] for role in _TRIED}
    return tuple((role, quote(path)) for role, found in paths.items() for path in dict.fromkeys(found))


def priority(roles: Collection[Role]) -> int:
    """Return how soon to read a page: 0 for contact, media, support and complaints, then 1 legal, 2 about, 3 the rest."""
    return min((_ORDER.get(role, _LAST) for role in roles), default=_LAST)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"


# ----------------------------------------------------------------------------------------------------- what addresses say


@dataclass(frozen=True, slots=True)
class _Address:
    """What an address alone says of its page."""

    host: str
    roles: frozenset[Role] = NO_ROLES
    reason: str = ""
    barred: frozenset[Role] = NO_ROLES
    """Roles the page can't have, whatever it is called."""
    is_front: bool = False
    """Whether it is the front page of the host, or of one language."""
    fragment: str = ""


_NOWHERE = _Address("")


@dataclass(frozen=True, slots=True)
class _Path:
    segments: tuple[str, ...]
    """Decoded, without file ending, index file, session, and language at the end."""
    scripted: bool
    """Whether its file is a program, which may be told by its query which page is meant."""


@dataclass(frozen=True, slots=True)
class _Rules:
    """Word lists about addresses; all but the endings, keys and languages squashed."""

    page_endings: frozenset[str]
    file_endings: frozenset[str]
    page_keys: frozenset[str]
    list_keys: frozenset[str]
    list_words: frozenset[str]
    filter_keys: frozenset[str]
    languages: frozenset[str]
    indexes: frozenset[str]
    login: frozenset[str]
    archives: frozenset[str]
    stories: frozenset[str]
    goods: frozenset[str]
    below: dict[Role, frozenset[str]]
    hosts: dict[str, Role]


@cache
def _rules() -> _Rules:
    words = lexical_facts()
    written, above = words["addresses"], words["ancestors"]
    return _Rules(
        frozenset(written["pages"]),
        frozenset(written["files"]),
        frozenset(written["page_keys"]),
        frozenset(written["list_keys"]),
        frozenset(written["list_words"]),
        frozenset(written["filter_keys"]),
        frozenset(written["languages"]),
        squashed(written["indexes"]),
        squashed(words["login"]["words"]),
        squashed(above["archives"]),
        squashed(above["stories"]),
        squashed(above["goods"]),
        {Role(role): squashed(names) for role, names in words["below"].items()},
        {label: Role(role) for role, labels in words["hosts"].items() for label in labels},
    )


@lru_cache(maxsize=8_192)
def _address(url: str) -> _Address | None:
    """Return what an address says; None for anything but pages: other schemes, pictures, downloads."""
    scheme, separator, rest = url.partition("://")
    if not separator or scheme.lower() not in {"http", "https"}:
        return None
    rest, _, fragment = rest.partition("#")
    rest, _, query = rest.partition("?")
    authority, _, path = rest.partition("/")
    host = authority.rpartition("@")[2].partition(":")[0].lower()
    read = _read_path(path)
    if read is None:
        return None
    fields = _fields(query)
    barred = _barred(read.segments, fields)
    if not read.segments or (len(read.segments) == 1 and _is_locale(read.segments[0])):
        roles, reason = _front_roles(host, fields)
        return _Address(host, roles - barred, reason, barred, is_front=Role.HOME in roles, fragment=fragment)
    if roles := _path_roles(read.segments):
        reason = f'path "{_short("/" + unquote(path))}"'
    elif read.scripted:
        roles, reason = _query_roles(fields)
    else:
        return _Address(host, barred=barred, fragment=fragment)
    return _Address(host, roles - barred, reason, barred, fragment=fragment)


def _read_path(path: str) -> _Path | None:
    """Return the segments that matter; None where the path names a file that is no page."""
    rules = _rules()
    segments = [unquote(part.partition(";")[0]) for part in path.split("/", _DEEPEST) if part]
    if not segments:
        return _Path((), scripted=True)
    name, dot, ending = segments[-1].rpartition(".")
    if dot and ending.lower() in rules.file_endings:
        return None
    scripted = bool(dot) and ending.lower() in rules.page_endings
    if scripted:
        segments[-1] = name
    if squash(segments[-1].partition(".")[0]) in rules.indexes:
        segments.pop()
        scripted = True
    while len(segments) > 1 and _is_locale(segments[-1]):
        segments.pop()
    return _Path(tuple(segments), scripted)


def _is_locale(segment: str) -> bool:
    """Tell `en`, `deutsch`, `de-at` and `pt_BR` from other names."""
    language, dash, region = segment.lower().replace("_", "-").partition("-")
    return language in _rules().languages and (
        not dash or len(region) == 2 or region in {"hans", "hant", "latn", "419"}
    )


def _fields(query: str) -> tuple[tuple[str, str], ...]:
    pairs = (field.partition("=") for field in query.split("&", _DEEPEST) if field)
    return tuple((key.lower(), unquote_plus(value)) for key, _, value in pairs)


def _front_roles(host: str, fields: tuple[tuple[str, str], ...]) -> tuple[frozenset[Role], str]:
    roles, reason = _query_roles(fields)
    if roles:
        return roles, reason
    role = _rules().hosts.get(host.partition(".")[0])
    if role is not None and host.count(".") >= 2:
        return frozenset({role}), f'host "{host}"'
    return frozenset({Role.HOME}), "front page"


def _query_roles(fields: tuple[tuple[str, str], ...]) -> tuple[frozenset[Role], str]:
    """Return the roles of the page a query names: `?page=contact`, `?route=information/contact`."""
    for key, value in fields:
        if key in _rules().page_keys:
            roles = slug_roles(value.rstrip("/").rpartition("/")[2]) - {Role.HOME}
            if roles:
                return roles, f'query "{_short(f"{key}={value}")}"'
    return NO_ROLES, ""


def _path_roles(segments: tuple[str, ...]) -> frozenset[Role]:
    """Return the roles of a page by its last path segment and those above it."""
    rules = _rules()
    above = frozenset(map(squash, segments[:-1]))
    if above & rules.stories or any(_YEAR.fullmatch(segment) for segment in segments):
        return NO_ROLES
    roles = slug_roles(segments[-1])
    if len(segments) > 1:
        roles = _inherited(segments) or roles - {Role.HOME}
    return roles - {Role.MEDIA} if above & rules.goods else roles


def _inherited(segments: tuple[str, ...]) -> frozenset[Role]:
    last = squash(segments[-1])
    return frozenset(role for role in slug_roles(segments[-2]) if last in _rules().below.get(role, ()))


def _barred(segments: tuple[str, ...], fields: tuple[tuple[str, str], ...]) -> frozenset[Role]:
    """Return the roles the page can't have."""
    if not segments:
        return NO_ROLES
    rules = _rules()
    last = segments[-1]
    is_archive = any(squash(segment) in rules.archives for segment in segments[:-1])
    if is_archive or squash(last) in rules.login or is_stranger(last) or _is_later_part(segments, fields):
        return ALL_ROLES
    filtered = any(key in rules.filter_keys and value for key, value in fields)
    dated = any(_YEAR.fullmatch(segment) for segment in segments)
    return LIST_ROLES if filtered or dated or _is_item(segments) else NO_ROLES


def _is_later_part(segments: tuple[str, ...], fields: tuple[tuple[str, str], ...]) -> bool:
    """Tell page 7 of a list: `/press/page/7`, `/press/p7`, `/press?page=7`; but not `/page/7`, a page told by its number."""
    rules = _rules()
    for word, number in pairwise(segments[1:]):
        if number.isdecimal() and word.lower() in rules.list_words:
            return True
    numbered = _NUMBERED.fullmatch(segments[-1].lower())
    if len(segments) > 1 and numbered is not None and numbered[1] in rules.list_words:
        return True
    return any(key in rules.list_keys and value.isdecimal() and int(value[:9]) > 1 for key, value in fields)


def _is_item(segments: tuple[str, ...]) -> bool:
    """Tell one release or answer below its index: `/press/acme-opens-plant`, `/support/40213`."""
    last = segments[-1]
    if len(segments) == 1 or slug_roles(last) or _inherited(segments):
        return False
    if not any(slug_roles(segment) & LIST_ROLES for segment in segments[:-1]):
        return False
    return last.isdecimal() or _NUMBER.search(last) is not None or len(re.split(r"[-_+ ]", last)) >= 3
