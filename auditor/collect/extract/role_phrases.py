"""Which roles a text or a path segment names: `words.toml` and the words of each language put to use.

A role comes from a phrase that is the whole of a text or of one of its parts, never from a word in a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from auditor.collect.extract.lexicon import AND, SEPARATOR, lexical_facts, read_lexicon, squash, tokens_of
from auditor.model import Role
from auditor.text.fold import fold, is_unspaced, title_parts

NO_ROLES: frozenset[Role] = frozenset()
ALL_ROLES = frozenset(Role)
LIST_ROLES = frozenset({Role.MEDIA, Role.SUPPORT})
"""Roles of pages that have items below them, which name their index in title and banner."""
LONGEST_TEXT = 80
"""Characters; no phrase with its fillers and companions is longer."""

_ANYWHERE = ALL_ROLES - LIST_ROLES - {Role.HOME}
"""Roles a page has whichever part of its title names them."""
_ASCII_WORD = re.compile(r"[a-z0-9]+")
_SUFFIX = re.compile(r"(.+?)[-_. ](?:\d|1\d|([a-z]{2,3}))")


@lru_cache(maxsize=8_192)
def _said(text: str) -> frozenset[Role]:
    """Return the roles a text names, if it says nothing else."""
    if not text or len(text) > LONGEST_TEXT or is_stranger(text):
        return NO_ROLES
    roles: set[Role] = set()
    for part in _split(tokens_of(text), SEPARATOR):
        said = _part(part)
        if said is None:
            return NO_ROLES
        roles |= said
    return frozenset(roles - {Role.HOME} or roles)


def _split(tokens: Sequence[str], at: str) -> list[list[str]]:
    parts: list[list[str]] = [[]]
    for token in tokens:
        if token == at:
            parts.append([])
        else:
            parts[-1].append(token)
    return [part for part in parts if part]


def _part(tokens: Sequence[str]) -> frozenset[Role] | None:
    """Return the roles of what stands between two separators; None where it says something unknown."""
    key = " ".join(tokens)
    whole = read_lexicon().phrases.get(key)
    if whole is not None:
        return whole
    roles = NO_ROLES
    if key in read_lexicon().asides:
        return roles
    for piece in _split(tokens, AND):
        said = _piece(piece)
        if said is None:
            return None
        roles |= said
    return roles


def _piece(tokens: Sequence[str]) -> frozenset[Role] | None:
    """Return the roles of words without any conjunction; none where they may stand beside a role; None if unknown."""
    lexicon, key = read_lexicon(), " ".join(tokens)
    if key in lexicon.phrases:
        return lexicon.phrases[key]
    if key.isdecimal() or key in lexicon.companions or key in lexicon.asides:
        return NO_ROLES
    if is_unspaced(key) and AND not in tokens:
        return _unspaced(key.replace(" ", "")) or _framed(tokens)
    return _framed(tokens) or _strong(key, len(tokens))


def _framed(tokens: Sequence[str]) -> frozenset[Role] | None:
    """Look for a phrase inside its fillers: `our contact page`, `contact deutschland`."""
    lexicon = read_lexicon()
    for start in range(min(3, len(tokens))):
        if start and " ".join(tokens[:start]) not in lexicon.lead:
            continue
        for end in range(len(tokens), max(start, len(tokens) - 3), -1):
            rest = " ".join(tokens[end:])
            roles = lexicon.phrases.get(" ".join(tokens[start:end]))
            if roles and (not rest or rest in lexicon.trail):
                return roles
            if roles and rest in lexicon.places:
                return roles & {Role.CONTACT, Role.MEDIA} or None
    return None


def _strong(key: str, length: int) -> frozenset[Role] | None:
    if length > lexical_facts()["strong"]["longest"]:
        return None
    for phrase in read_lexicon().strong:
        if key.startswith(phrase + " ") or key.endswith(" " + phrase):
            return frozenset({Role.CONTACT})
    return None


def _unspaced(text: str) -> frozenset[Role] | None:
    """Judge a run of a script that puts no spaces between words."""
    strong, lexicon = lexical_facts()["strong"], read_lexicon()
    stripped = _strip_signs(text)
    if stripped in lexicon.phrases:
        return lexicon.phrases[stripped]
    if stripped in lexicon.companions or stripped in lexicon.asides:
        return NO_ROLES
    if len(text) > strong["longest_signs"]:
        return None
    if stripped.endswith(lexicon.contact_endings):
        about_press = any(sign in stripped for sign in lexicon.media_signs)
        return frozenset({Role.MEDIA if about_press else Role.CONTACT})
    if any(stripped.endswith(ending) for ending in strong["support_endings"]):
        return frozenset({Role.SUPPORT})
    return None


def _strip_signs(text: str) -> str:
    for sign in read_lexicon().signs:
        if len(text) > len(sign) + 1:
            text = text.removesuffix(sign).removeprefix(sign)
    return text


@lru_cache(maxsize=8_192)
def slug_roles(segment: str) -> frozenset[Role]:
    """Return the roles a path segment names, its language or counter aside: `contact-us`, `presse_de`, `kontakt-2`."""
    if len(segment) > LONGEST_TEXT or is_stranger(segment):
        return NO_ROLES
    slugs = read_lexicon().slugs
    if roles := slugs.get(squash(segment)):
        return roles
    if "-" not in segment and segment.isalpha():
        return NO_ROLES
    tokens = tokens_of(segment)
    if AND in tokens and (said := _part(tokens)):
        return said - {Role.HOME}
    suffix = _SUFFIX.fullmatch(segment.lower())
    if suffix and (suffix[2] is None or suffix[2] in lexical_facts()["addresses"]["suffixes"]):
        return slugs.get(squash(suffix[1]), NO_ROLES)
    return _joined(tokens)


def is_stranger(text: str) -> bool:
    """Return whether a text is known to mean something else than the role whose word is in it: `contact lenses`."""
    return squash(text) in read_lexicon().never


def _joined(tokens: Sequence[str]) -> frozenset[Role]:
    """Return the roles of two phrases in a row one of which is contact's: `contact-impressum`, `support-contact`."""
    phrases = read_lexicon().phrases
    for cut in range(1, min(len(tokens), 6)):
        roles = phrases.get(" ".join(tokens[:cut])), phrases.get(" ".join(tokens[cut:]))
        if roles[0] and roles[1] and Role.CONTACT in roles[0] | roles[1]:
            both = roles[0] | roles[1] - {Role.HOME}
            return both - {Role.CONTACT} if Role.MEDIA in both else both
    return NO_ROLES


@lru_cache(maxsize=8_192)
def named(text: str, host: str) -> frozenset[Role]:
    """Return the roles a text names, also where it adds the name of the site: `Contact Acme`, `Acme Support`."""
    if not text or len(text) > LONGEST_TEXT:
        return NO_ROLES
    if text.isascii() and read_lexicon().anchors.isdisjoint(
        _ASCII_WORD.findall(text.lower().replace("e-mail", "email"))
    ):
        return NO_ROLES  # most links of most pages, told without taking the text apart
    tokens = tokens_of(text)
    if not is_unspaced(text) and (read_lexicon().anchors.isdisjoint(tokens) or _says_more(tokens, host)):
        return NO_ROLES
    said = _said(text)
    if said or not host:
        return said
    if SEPARATOR in tokens or AND in tokens or is_stranger(text):
        return NO_ROLES
    for cut in range(1, len(tokens)):
        for phrase, name, first in ((tokens[:cut], tokens[cut:], True), (tokens[cut:], tokens[:cut], False)):
            roles = read_lexicon().phrases.get(" ".join(phrase), NO_ROLES)
            # "Support Acme" asks for money as often as it offers help.
            roles -= {Role.SUPPORT, Role.HOME} if first and len(phrase) == 1 else {Role.HOME}
            if roles and "".join(phrase) not in host and is_brand("".join(name), host):
                return roles
    return NO_ROLES


def _says_more(tokens: Sequence[str], host: str) -> bool:
    """Return whether a word rules a role out: one that no phrase, filler or name of the site has, and no strong phrase excuses."""
    lexicon = read_lexicon()
    unknown = [token for token in tokens if token not in lexicon.vocabulary and not token.isdecimal()]
    if not unknown or not lexicon.strong_words.isdisjoint(tokens) or any(is_unspaced(token) for token in unknown):
        return False
    label = _label(host)
    return not any(token in label or label in token for token in unknown)


@lru_cache(maxsize=1_024)
def _label(host: str) -> str:
    """Return the part of a host name that a company is called by."""
    labels = [label.replace("-", "") for label in host.removeprefix("www.").split(".")[:-1]] or [host]
    return max(labels, key=len)


def is_brand(squashed: str, host: str) -> bool:
    """Return whether a squashed text is the site's name as its host spells it: `acmetools` for www.acme-tools.example."""
    label = _label(host)
    if len(squashed) < 3 or len(label) < 3:
        return False
    # "Acme opens a plant" holds the name too.
    return squashed in label or (label in squashed and len(label) / len(squashed) >= 0.4)


def titled(title: str, heading: str, host: str) -> frozenset[Role]:
    """Return the roles of a title, without the site's name in it and without the sections it files the page under."""
    parts = title_parts(title)
    whole = _said(title)
    if whole or not parts:
        return whole
    item = bool(heading) and not named(heading, host) and not is_brand(squash(heading), host)
    item = item and fold(heading) in {fold(part) for part in parts}
    branded = is_brand(squash(parts[0]), host)
    roles = NO_ROLES
    for index, part in enumerate(parts):
        names_page = not item and (index == 0 or (index == 1 and branded))
        roles |= named(part, host) & (ALL_ROLES if names_page else _ANYWHERE)
    return roles | (named(title.rpartition(":")[2].strip(), host) & _ANYWHERE if ":" in title else NO_ROLES)


def typed(types: tuple[str, ...]) -> frozenset[Role]:
    """Return the roles that schema.org types name, given as names or IRIs."""
    known = lexical_facts()["types"]
    names = [name.rpartition("/")[2] for name in types]
    return frozenset(Role(known[name]) for name in names if name in known)
