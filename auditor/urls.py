"""URLs as browsers read them (WHATWG), and which site they belong to. Pure functions; nothing here opens a socket."""

from __future__ import annotations

import ipaddress
import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, unquote

import ada_url

if TYPE_CHECKING:
    from tldextract import TLDExtract

_STRIPPED = "".join(map(chr, range(0x21)))  # C0 controls and space, at either end
_ASKED = ("protocol", "hostname", "host", "pathname")
_PROGRAM = re.compile(
    r"mailto:[^@?\s]{1,64}(?:@|%40)[^@?\s]{3,253}|(?:tel|sms):(?:\+|%2b)?\(?\d[\d().%+ -]{2,30}", re.IGNORECASE
)
_PLAIN_PATH = re.compile(r"(?:/[A-Za-z0-9_~-][A-Za-z0-9_~.-]*)+/?|/")
_REMOVED = str.maketrans("", "", "\t\n\r" + "".join(map(chr, range(0xD800, 0xE000))))  # lone surrogates have no UTF-8


class Resolved(NamedTuple):
    """A reference resolved against its page."""

    url: str
    """Absolute and normalised, without fragment and credentials."""
    fragment: str
    """Percent-decoded, without `#`."""


@lru_cache(maxsize=8_192)
def resolve(reference: str, base: str) -> Resolved | None:
    """Resolve `reference` as it stands on the page `base`; None unless it is http or https and a browser accepts it."""
    # What a URL parser takes away first; then the first "#" begins the fragment, whatever stands before it.
    reference = reference.strip(_STRIPPED).translate(_REMOVED)
    address, _, fragment = reference.partition("#")
    # The most usual reference by far: nothing for a parser to change.
    if _PLAIN_PATH.fullmatch(address) and (own := _web_origin(base)):
        return Resolved(own + address, unquote(fragment) if fragment else "")
    try:
        href = ada_url.join_url(base, address) if address else base
    except (ValueError, UnicodeError):
        return None
    if not href.startswith(("http://", "https://")) or (not address and not is_web(base)):
        return None
    if "@" in href:
        href = _without_credentials(href)
    return Resolved(href, unquote(fragment))  # undecodable bytes match no id


def with_query_in(reference: str, encoding: str) -> str:
    """Return a reference whose query says other than ASCII letters in the bytes of its page, as browsers send it (WHATWG URL, 4.4).

    What the encoding lacks is written as a character reference. In UTF-8 and UTF-16 pages nothing changes.
    """
    head, mark, query = reference.partition("?")
    if not mark or query.isascii() or encoding.lower().replace("-", "").startswith("utf") or "#" in head:
        return reference
    query, hash_sign, fragment = query.partition("#")
    sent = "".join(
        sign if sign.isascii() else quote(sign.encode(encoding, "xmlcharrefreplace"), safe="") for sign in query
    )
    return f"{head}?{sent}{hash_sign}{fragment}"


def _without_credentials(href: str) -> str:
    """Return a URL without user name and password: they are never sent and never stored."""
    url = ada_url.URL(href)  # `href` was written by the same parser
    if url.username or url.password:
        url.username = url.password = ""
    return str(url.href)


def opens_program(reference: str) -> bool:
    """Return whether an address opens no page but what visitors write or ring with, and names whom: `mailto:`, `tel:` or `sms:`."""
    return _PROGRAM.match(reference.strip(_STRIPPED).translate(_REMOVED)) is not None


def normalise(text: str) -> str | None:
    """Return an address a person typed (`acme.example`, `https://ACME.example/x#y`) as a URL; None if it is none."""
    text = text.strip()
    if not text or any(character.isspace() for character in text):
        return None
    with_scheme = text if "://" in text else f"https://{text}"
    found = resolve(with_scheme, with_scheme)
    if found is None or not _plausible_host(host(found.url)):
        return None
    return found.url


def _plausible_host(name: str) -> bool:
    return bool(name) and ("." in name or ":" in name or name == "localhost")


@lru_cache(maxsize=8_192)
def _parts(url: str) -> tuple[str, str, str, str]:
    """Return (scheme, host, host:port, path); all empty for what is no URL: pages hold anything, and no question may break."""
    try:
        parsed = ada_url.parse_url(url, _ASKED)
    except (ValueError, UnicodeError):
        return "", "", "", ""
    return parsed["protocol"][:-1], parsed["hostname"], parsed["host"], parsed["pathname"]


def is_web(url: str) -> bool:
    """Return whether a browser would take `url` for the whole address of something on the web."""
    return _parts(url)[0] in {"http", "https"} and bool(_parts(url)[1])


@lru_cache(maxsize=1_024)
def _web_origin(url: str) -> str:
    return origin(url) if is_web(url) else ""


def scheme(url: str) -> str:
    """Return `http` or `https`; empty for what is no URL, as all that follows."""
    return _parts(url)[0]


def host(url: str) -> str:
    """Return the host name in ASCII, an IPv6 address in brackets, without the port."""
    return _parts(url)[1]


def netloc(url: str) -> str:
    """Return `host`, or `host:port` where the port is not the scheme's own."""
    return _parts(url)[2]


def path(url: str) -> str:
    """Return the path, percent-encoded as it is sent."""
    return _parts(url)[3]


@lru_cache(maxsize=8_192)
def origin(url: str) -> str:
    """Return `scheme://host[:port]`."""
    return f"{_parts(url)[0]}://{_parts(url)[2]}"


@lru_cache(maxsize=8_192)
def site_of(url: str) -> str:
    """Return what tells one site from another: the registrable domain, or host:port for addresses and local names."""
    name = host(url)
    if is_address(name) or "." not in name:
        return netloc(url)
    return registrable(name)


@lru_cache(maxsize=8_192)
def registrable(name: str) -> str:
    """Return the registrable domain of a host name.

    Where the public suffix list knows no rule, the last label is the suffix, as its own default rule `*` says.
    """
    return _suffixes()(name).top_domain_under_public_suffix or ".".join(name.split(".")[-2:])


@lru_cache(maxsize=8_192)
def registered(name: str) -> str:
    """Return the domain that somebody registered for a host name; empty where no registry sells names above it.

    Unlike `registrable`, customers' names below a service (`acme.github.io`) are the service's. `example` and `test`, which are
    kept for examples (RFC 2606), count as if they had a registry.
    """
    if name.endswith((".example", ".test")):
        return ".".join(name.split(".")[-2:])
    return "" if is_address(name) else _suffixes()(name).top_domain_under_registry_suffix


@cache
def _suffixes() -> TLDExtract:
    """Return what knows the public suffix list: the copy inside its package, private suffixes such as github.io included."""
    from tldextract import TLDExtract  # noqa: PLC0415 - brings an HTTP client along, which is never used

    return TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)


def same_site(one: str, other: str) -> bool:
    """Return whether two URLs belong to one site; what is no URL belongs to none."""
    here, there = netloc(one), netloc(other)
    return bool(here and there) and (here == there or site_of(one) == site_of(other))


def is_address(name: str) -> bool:
    """Return whether a host name is an IP address."""
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True


def is_home(url: str) -> bool:
    """Return whether the URL is a host's front door, query strings aside."""
    return path(url) in {"", "/", "/index.html", "/index.php", "/index.htm"}


def relative(subject: str, site: str) -> str:
    """Return `subject` without the site's origin, so that a staging copy and the real site name a page alike."""
    return subject.removeprefix(origin(site)) or "/" if is_web(site) else subject


HIDDEN = "[hidden]"
_ALWAYS = (
    r"(?:access|refresh|auth|oauth|id|api|csrf|xsrf|reset|login|user|private|bearer)?[_-]?tokens?|api[_-]?key|app[_-]?key|access[_-]?key|"
    r"private[_-]?key|(?:client|app)[_-]?secret|secret|password|passwd|passwort|pwd|jwt|(?:j|php|asp)?sess(?:ion)?[_-]?id|asp\.net_sessionid|"
    r"authorization|signature|x-amz-(?:signature|credential|security-token)"
)
_PERHAPS = "key|auth|sig|session|sid|code"
"""Names that also stand for what is no secret: `?code=de`."""
_IN_URL = re.compile(rf"([?&;#](?:{_ALWAYS}|{_PERHAPS})=)[^&#;\s\"'<>]+", re.IGNORECASE)
_CLEARLY_IN_URL = re.compile(
    rf"([?&;#](?:(?:{_ALWAYS})=|(?:{_PERHAPS})=(?=[^&#;\s\"'<>]{{0,99}}\d)(?=[^&#;\s\"'<>]{{16}})))[^&#;\s\"'<>]+",
    re.IGNORECASE,
)
_LOGIN = re.compile(r"(?<=[:/]/)[^/?#\s@]*@")
"""Behind two slashes, or one, to which an address comes down that somebody takes for the path of a file."""
_PAIR = r"[\w.-]{1,64}=[^\s;,\"'<>]*+"
_HEADER = re.compile(
    rf"\b((?:set-)?cookie:\s{{0,9}}){_PAIR}(?:;\s?(?:{_PAIR}|secure\b|httponly\b|partitioned\b)){{0,40}}"
    r"|\b(authorization:\s{0,9}(?:basic|bearer|digest|token)\s{1,9})[^\s\"'<>]++"
    r"|\b(bearer\s)(?=[^\s\"'<>]{0,99}\d)[^\s\"'<>]{16,}+",
    re.IGNORECASE,
)


def without_secrets(text: str) -> str:
    """Return an address, or text with addresses, without log-ins and the values of parameters that carry secrets."""
    return _LOGIN.sub("", _without_headers(_IN_URL.sub(rf"\1{HIDDEN}", text)))


def without_clear_secrets(text: str) -> str:
    """Return text without what can be nothing but a secret: tokens, passwords, session ids in addresses, cookies, log-ins in headers.

    What a reader may need to verify a finding stays: `?code=de`, `?key=press`.
    """
    return _without_headers(_CLEARLY_IN_URL.sub(rf"\1{HIDDEN}", text))


def _without_headers(text: str) -> str:
    return _HEADER.sub(lambda match: f"{match[match.lastindex or 0]}{HIDDEN}", text)
