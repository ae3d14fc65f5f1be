"""The user's tokens: where they come from, where they may go, and how they are kept out of everything that is written down.

A token is read from the environment alone. It goes to the origin of the one base it was given for, encrypted or to this
machine itself, and never on to where that origin redirects.
"""

from __future__ import annotations

import base64
import ipaddress
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import escape
from urllib.parse import parse_qsl, quote, quote_plus, urlsplit

from auditor import urls
from auditor.model import NOTHING, Message, message

PREFIX = "AUDITOR_TOKEN_"
_SHORTEST = 8
"""Characters of a token at least: shorter ones would turn up in ordinary text, and be hidden there."""
_TOKEN = re.compile(r"[\x21-\x7e]+")


@dataclass(frozen=True, slots=True)
class Token:
    """A secret, and what the user calls it."""

    variable: str
    """Name of the environment variable."""
    value: str = field(repr=False)


def variable(name: str) -> str:
    """Return the environment variable for a source or a host: `social.example` → `AUDITOR_TOKEN_SOCIAL_EXAMPLE`.

    A hyphen is written as two underscores, so that no two hosts share a variable.
    """
    return PREFIX + re.sub(r"[^A-Z0-9]", "_", name.upper().replace("-", "__"))


ONLY_PUBLIC = message("A platform was asked without a token, so only what it shows to everybody was gathered there.")
"""What a token that was not used means for the audit."""


def take(environ: Mapping[str, str], *names: str) -> tuple[Token | None, Message]:
    """Return the first token set for `names`, and why it can't be used where it can't."""
    for name in map(variable, names):
        value = environ.get(name, "").strip()
        if not value:
            continue
        if len(value) < _SHORTEST or not _TOKEN.fullmatch(value):
            why = message(
                "{variable} was not used, because it is not a token: a token has at least {least} characters and no spaces.",
                variable=name,
                least=_SHORTEST,
            )
            return None, ONLY_PUBLIC.telling_operator(why)
        return Token(name, value), NOTHING
    return None, NOTHING


def all_of(environ: Mapping[str, str]) -> tuple[str, ...]:
    """Return every token set, for whatever source: none of them is ever written down."""
    values = (value.strip() for name, value in environ.items() if name.startswith(PREFIX))
    return tuple(filter(None, values))


def may_carry(base: str) -> bool:
    """Return whether a token may go to this base: it has to be encrypted, but on this machine."""
    name = urls.host(base).strip("[]")
    here = name == "localhost" or (urls.is_address(name) and ipaddress.ip_address(name).is_loopback)
    return here or urls.scheme(base) == "https"


def secrets_of(address: str) -> tuple[str, ...]:
    """Return what an address that a user typed holds besides the place: log-in, query, fragment."""
    try:
        parts = urlsplit(address if "://" in address else f"https://{address}")
        login = [part for part in (parts.password or parts.username,) if part]
        pairs = [value for _, value in parse_qsl(parts.query, keep_blank_values=True)]
    except ValueError:
        return ()
    return tuple(filter(None, (*login, *pairs, parts.fragment)))


class Scrubber:
    """Takes secrets out of text, in each spelling in which they travel; those too short for a token stand for ordinary words."""

    def __init__(self, secrets: Iterable[str]) -> None:
        spellings: set[str] = set()
        for secret in (secret for secret in secrets if len(secret) >= _SHORTEST):
            escaped = json.dumps(secret)[1:-1]
            spellings |= {secret, escaped, escaped.replace("/", r"\/"), escape(secret)}
            spellings |= {quote(secret, safe=""), quote_plus(secret), quote(secret)}
            spellings.add(base64.b64encode(secret.encode()).decode())
        longest_first = sorted(filter(None, spellings), key=lambda spelling: (-len(spelling), spelling))
        pattern = "|".join(map(re.escape, longest_first))
        self._text = re.compile(pattern, re.IGNORECASE) if pattern else None
        self._bytes = re.compile(pattern.encode(), re.IGNORECASE) if pattern else None

    def text(self, text: str) -> str:
        """Return text without the secrets."""
        return self._text.sub(urls.HIDDEN, text) if self._text else text

    def body(self, body: bytes) -> bytes:
        """Return a body without the secrets."""
        return self._bytes.sub(urls.HIDDEN.encode(), body) if self._bytes else body

    def url(self, url: str) -> str:
        """Return an address, or text with addresses, without the secrets, log-ins and values of parameters that carry such."""
        return urls.without_secrets(self.text(url))
