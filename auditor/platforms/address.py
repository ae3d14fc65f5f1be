"""Addresses taken apart as platforms read them: without what nobody sees, spelled in one way. Pure; never raises."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, unquote

from auditor import urls

_LONGEST_URL, _LONGEST_PART, _MOST_PARTS, _LONGEST_QUERY, _MOST_PARAMETERS = 2_000, 300, 20, 1_500, 50
"""Characters, parts of a path and parameters; no profile's address comes near. Our default."""
_NOWHERE = "https://nowhere.invalid/"
_INVISIBLE = frozenset({"Cf", "Cc", "Cs"})
_FILLERS = str.maketrans("", "", "\u115f\u1160\u3164\uffa0" + "".join(map(chr, range(0xFE00, 0xFE10))))
_NO_PATH = "/\ufffd"
"""Stands for a path that is none of a profile; no pattern takes it for a name."""


@dataclass(frozen=True, slots=True)
class Address:
    """A web address taken apart."""

    scheme: str
    netloc: str
    """Host in ASCII, and the port where it is unusual."""
    path: str
    """Decoded, without invisible characters and empty parts: empty or `/a/b`."""
    query: tuple[tuple[str, str], ...] = ()
    """Names in lower case, and values."""

    def parameter(self, name: str) -> str:
        """Return the value of a parameter; empty where there is none."""
        return next((value for key, value in self.query if key == name), "")


def read(url: str) -> Address | None:
    """Take apart an address, `x.com/acme` as well as `https://x.com/acme`; None where it is none, or far too long."""
    if len(url) > _LONGEST_URL:
        return None
    resolved = urls.resolve(_with_scheme(url), _NOWHERE)
    if resolved is None or resolved.url.startswith(_NOWHERE):
        return None
    netloc = urls.netloc(resolved.url).removesuffix(".")
    query = _parameters(resolved.url.partition("?")[2])
    return Address(urls.scheme(resolved.url), netloc, _path(urls.path(resolved.url)), query)


def behind_hash(url: str, address: Address, sign: str = "!") -> Address:
    """Return the address that one with `#!` stands for, as platforms themselves once wrote them; else `address`.

    With an empty `sign`, whatever stands behind `#` is the path.
    """
    fragment = url.partition("#")[2]
    if not fragment.startswith(sign) or not fragment:
        return address
    path, _, query = fragment.removeprefix(sign).partition("?")
    return replace(address, path=_path(path), query=_parameters(query))


def _with_scheme(url: str) -> str:
    typed = url.strip()
    if ":" in typed[:12] or typed.startswith(("/", "\\", "#", "?", ".")):
        return url
    return f"https://{typed}"


def _path(written: str) -> str:
    parts = [_clean(unquote(part)).replace("/", "\ufffd") for part in written.split("/", 4 * _MOST_PARTS)]
    kept = [part for part in parts if part]
    if len(kept) > _MOST_PARTS or any(len(part) > _LONGEST_PART for part in kept):
        return _NO_PATH
    return "".join(f"/{part}" for part in kept)


def _parameters(query: str) -> tuple[tuple[str, str], ...]:
    kept = "&".join(query[:_LONGEST_QUERY].split("&")[:_MOST_PARAMETERS])
    # "&amp;" that was escaped twice is common in old pages.
    pairs = parse_qsl(kept, keep_blank_values=True)
    return tuple((name.casefold().removeprefix("amp;"), _clean(value)) for name, value in pairs)


def _clean(text: str) -> str:
    """Return a text without what nobody sees: zero-width and control characters, marks of direction, spaces at its ends."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text).translate(_FILLERS)
    if not text.isprintable():
        text = "".join(sign for sign in text if unicodedata.category(sign) not in _INVISIBLE)
    return text.strip()
