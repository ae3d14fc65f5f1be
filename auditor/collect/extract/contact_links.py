"""Addresses and numbers in links: `mailto:`, `tel:` and their kin, WhatsApp, and Cloudflare's scrambled addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from auditor.collect.extract.emails import normal
from auditor.model import ContactKind

_LONGEST = 4_000
"""Characters of a link that are read."""
_MOST_ADDRESSES = 50
_SCHEME = re.compile(r"\s*([a-z][a-z0-9+.-]{1,20})\s?:/{0,2}", re.IGNORECASE)
_NOT_SENT = re.compile("[\t\n\r]+")
"""Browsers drop these from a link before they read it (URL standard, section 4.4)."""
_BETWEEN_ADDRESSES = re.compile(r"[,;]")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+")
"""Signs that take no room: they come along when an address is copied."""
_CARRIES_SEVERAL = re.compile(r"[\s/|]+")
_ANGLE = re.compile(r"<([^<>]*)>")
_PHONE_SCHEMES = frozenset(
    {"tel", "callto", "sms", "smsto", "mms", "phone", "skype", "facetime", "facetime-audio", "wtai"}
)
_DIALLED_AFTER = re.compile(r"(?:;(?:ext|isub|postd)=|(?:,|;|%2c|(?<=\d)\s?[pw])(?=[\d#*,]))", re.IGNORECASE)
_CONTEXT = re.compile(r";phone-context=(\+\d{1,15})", re.IGNORECASE)
_WHATSAPP = re.compile(
    r"\s*(?:https?:)?//(?:www\.)?(?:wa\.me/(?:qr/)?(?P<path>\+?[\d\s().-]{5,30})(?=[/?#]|\s*\Z)"
    r"|(?:api|web|chat)?\.?whatsapp\.com/send/?\?(?P<query>.*))",
    re.IGNORECASE,
)
_APP_QUERY = re.compile(r"\s*(?:whatsapp|viber)://(?:send|chat|contact|add)/?\?(.*)", re.IGNORECASE)
_QUERY_NUMBER = re.compile(r"(?:^|&)(?:phone|number)=([^&#]{1,60})", re.IGNORECASE)
_SCRAMBLED = re.compile(r"/cdn-cgi/l/email-protection#([0-9a-f]{4,2000})", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_TEMPLATE = re.compile(
    r"\{\{|\}\}|\{%|<%|%>|\$\{|\[\[|['\"]\s*\+|\+\s*['\"]|^\s*\{[\w. -]+\}|\{[\w. -]+\}\s*$|^\s*\[[\w. -]+\]\s*$|%%|##"
)
"""What a template or a script would have replaced: no address stands there."""
_FILTERED = re.compile(
    r"https?://(?:[\w-]+\.safelinks\.protection\.outlook\.com/\?(?:[^#]*?&)?url=(?P<query>mailto[^&#]+)"
    r"|urldefense(?:\.proofpoint)?\.com/v3/__(?P<path>mailto:.+?)__;)",
    re.IGNORECASE,
)
_WEB_MAILER = re.compile(r"https?://mail\.google\.com/mail/[^#]*?[?&]to=([^&#]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Linked:
    """An address or a number a link leads to."""

    kind: ContactKind
    value: str
    """An address as it will be used, or a number as written, without its extension."""
    hidden: bool = False
    """Scrambled to hide from robots."""


def read_link(href: str) -> list[Linked]:
    """Return the addresses and numbers a link leads to, malformed ones too; empty for any other link."""
    href = _NOT_SENT.sub("", href[:_LONGEST]).strip()
    scheme = _SCHEME.match(href)
    if scheme and scheme[1].lower() == "mailto":
        return _mailed(href[scheme.end() :])
    if (scrambled := _SCRAMBLED.search(href)) is not None:
        return read_scrambled(scrambled[1])
    if (wrapped := _unwrapped(href)) is not None:
        return wrapped
    number = _whatsapp_number(href)
    if number:
        return [Linked(ContactKind.PHONE, number)]
    if scheme and scheme[1].lower() in _PHONE_SCHEMES | {"fax"}:
        return _number(scheme[1].lower(), href[scheme.end() :])
    return []


def read_scrambled(scrambled: str) -> list[Linked]:
    """Return the addresses in what Cloudflare scrambled: all that followed `mailto:`, a subject too."""
    return _mailed(unscramble(scrambled), hidden=True)


def _mailed(rest: str, *, hidden: bool = False) -> list[Linked]:
    return [
        Linked(ContactKind.EMAIL, normal(address), hidden)
        for address in _addresses(rest)
        if not _TEMPLATE.search(address)
    ]


def _unwrapped(href: str) -> list[Linked] | None:
    """Return the addresses in a link that a mail filter has rewritten, or that opens a web mailer; None for any other link."""
    if (wrapped := _FILTERED.match(href)) is not None:
        inner = unquote(wrapped["query"] or wrapped["path"])
        return _mailed(inner[7:]) if inner.lower().startswith("mailto:") else []
    if (mailer := _WEB_MAILER.match(href)) is not None:
        return _mailed(mailer[1])
    return None


def _addresses(rest: str) -> Iterator[str]:
    """Yield the recipients of a `mailto:` link, after RFC 6068: the path, then `to`, `cc` and `bcc`."""
    path, _, query = rest.partition("?")
    lists = [path]
    for field in query.replace("&amp;", "&").split("&"):
        name, _, value = field.partition("=")
        if name.strip().lower() in {"to", "cc", "bcc"}:
            lists.append(value)
    recipients = (one for written in lists for one in _BETWEEN_ADDRESSES.split(unquote(written)))
    for _, recipient in zip(range(_MOST_ADDRESSES), recipients, strict=False):
        yield from _clean(recipient)


def _clean(recipient: str) -> Iterator[str]:
    angle = _ANGLE.search(recipient)
    address = _UNSEEN.sub("", angle[1] if angle else recipient).strip(" \t\r\n\f\v\u00a0<>\"'")
    if "@" in address:
        address = address.rstrip(".")
    if address.lower().startswith("mailto:"):
        address = address[7:].strip()
    if address.count("@") > 1:
        yield from (part for part in _CARRIES_SEVERAL.split(address) if part)
    elif any(sign.isalnum() for sign in address):
        yield address


def _number(scheme: str, rest: str) -> list[Linked]:
    """Return the number of a `tel:` link, after RFC 3966: parameters and what is dialled later cut off."""
    written = unquote(rest).strip()
    if _TEMPLATE.search(written):
        return []
    context = _CONTEXT.search(written)
    written = _DIALLED_AFTER.split(written, maxsplit=1)[0]
    number = written.partition(";")[0].partition("?")[0].strip()
    if scheme in {"callto", "skype", "facetime", "facetime-audio"} and not _looks_dialled(number):
        return []
    if context and not number.startswith("+"):
        number = context[1] + number
    kind = ContactKind.FAX if scheme == "fax" else ContactKind.PHONE
    return [Linked(kind, number)] if any(sign.isalnum() for sign in number) else []


def _looks_dialled(number: str) -> bool:
    """Return whether it is a number and no user name."""
    return len(_DIGIT.findall(number)) >= 5 and not any(sign.isalpha() for sign in number)


def _whatsapp_number(href: str) -> str:
    match = _WHATSAPP.match(href)
    query = ""
    if match:
        if match["path"]:
            return _with_plus(match["path"])
        query = match["query"] or ""
    elif (app := _APP_QUERY.match(href)) is not None:
        query = app[1]
    number = _QUERY_NUMBER.search(query)
    return _with_plus(unquote(number[1])) if number and _DIGIT.search(number[1]) else ""


def _with_plus(number: str) -> str:
    """Return a number of a service that wants the country code without its plus, with it."""
    return "+" + number.strip().lstrip("+ ")


def unscramble(scrambled: str) -> str:
    """Return the address in a `data-cfemail` attribute; empty where it holds none.

    Cloudflare's e-mail obfuscation writes bytes in hexadecimal; the first one is the key that all others are XORed with.
    """
    try:
        key, *rest = bytes.fromhex(scrambled.strip()[:2_000])
        address = bytes(byte ^ key for byte in rest).decode("utf-8")
    except ValueError:
        return ""
    return address if "@" in address else ""


_REVEALS = re.compile(
    r"data-(?:phone|tel|telephone|phone-?number|(?:number|value)(?==.[+0]))=[\"'](\+?\d[\d ().-]{6,24})[\"']",
    re.IGNORECASE,
)


def revealed(html: str) -> Iterator[str]:
    """Yield the numbers that stand in attributes until somebody presses a button for them."""
    yield from (match[1] for match in _REVEALS.finditer(html))
