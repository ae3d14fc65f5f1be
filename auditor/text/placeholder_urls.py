"""Addresses that lead nowhere whatever the network says: misspelt schemes, mail addresses behind http://, other people's machines.

Each is told by what a browser makes of it (WHATWG URL). Pure.
"""

from __future__ import annotations

import ipaddress
import re

from auditor import urls
from auditor.model.messages import NOTHING, Message, message

_SPACES = re.compile(r"[\t\n\r]")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_MAIL_BEHIND = re.compile(r"https?:[/\\]*(mailto|tel|sms|skype)(?::|%3a)", re.IGNORECASE)
_MAIL_AS_HOST = re.compile(r"https?:[/\\]*[\w.+-]+@(?:[\w-]+\.)+[a-z]{2,}/?(?:\?[^/]*)?", re.IGNORECASE)
_NOTHING_BEHIND = re.compile(r"https?:[/\\]*\s*", re.IGNORECASE)
_DRIVE = re.compile(r"[a-z]:[\\/]", re.IGNORECASE)
_TEMPLATE = re.compile(r"\{\{|\$\{|<%|\[\[|%7B%7B|\{%", re.IGNORECASE)
_MEANT = ("http", "https")
_OTHERS = frozenset({"ftp", "ftps", "sftp", "tftp", "hcp", "http", "https", "htcpcp", "ssh", "tp", "nttp", "nntp"})
"""Schemes that only look like a misspelt http."""
_LONGEST_LABEL = 63
"""Characters between two dots of a host name (RFC 1035)."""
_OWN_MACHINE = re.compile(r"(?:.+\.)?localhost")
_OFFICE = re.compile(r".+\.(?:local|localdomain|lan|internal|intranet|corp|home|home\.arpa|invalid)")


def reason(raw: str) -> Message:
    """Return why what stands in a link opens nothing that it names; empty where it is no such thing.

    Args:
        raw: As written in the page.
    """
    written = _SPACES.sub("", raw.strip())
    if match := _MAIL_BEHIND.match(written):
        return message(
            "The link puts http:// before “{scheme}:”, so a click opens no message or call.", scheme=match[1].lower()
        )
    if _MAIL_AS_HOST.fullmatch(written):
        return message("The link is an e-mail address behind http://, so a click opens a website instead of a message.")
    if _NOTHING_BEHIND.fullmatch(written):
        return message("The link is “{written}” with nothing behind it.", written=written)
    if written.lower().startswith("file:") or _DRIVE.match(written):
        return message("The link names a file on somebody's own computer.")
    return _of_scheme(written)


def _of_scheme(written: str) -> Message:
    match = _SCHEME.match(written)
    if match is None:
        return NOTHING
    scheme = match[1].lower()
    if scheme in _MEANT:
        is_address = urls.resolve(written, "https://base.invalid/") is not None
        return NOTHING if is_address else message("The link is not an address that a browser can open.")
    misspelt = (
        written[match.end() :].startswith("//")
        and scheme not in _OTHERS
        and any(_near(scheme, name) for name in _MEANT)
    )
    said = message("The link begins with “{scheme}//”, which no browser knows.", scheme=match[0])
    return said if misspelt else NOTHING


def is_template(raw: str) -> bool:
    """Return whether an address waits for a script to fill something in."""
    return _TEMPLATE.search(raw) is not None


def host_reason(url: str, site: str) -> Message:
    """Return why nobody outside can open a URL; empty where its host may be anywhere.

    Args:
        url: Absolute.
        site: The home page of the site it is linked on, which may be no public one itself.
    """
    name, own = urls.host(url).strip("[]").rstrip("."), urls.host(site).strip("[]")
    if not name or not _is_public(own):
        return NOTHING
    if _OWN_MACHINE.fullmatch(name) or _is_loopback(name):
        return message("The link leads to {host}, which is each visitor's own computer.", host=name)
    if _is_private(name) or _OFFICE.fullmatch(name):
        return message("The link leads to {host}, which exists only in private networks.", host=name)
    if not urls.is_address(name) and ("." not in name or max(map(len, name.split("."))) > _LONGEST_LABEL):
        return message("The link names “{host}” as its host, which is not a domain.", host=name)
    return NOTHING


def _is_public(name: str) -> bool:
    private = urls.is_address(name) and _is_private(name)
    return "." in name and not private and not _OFFICE.fullmatch(name) and not _OWN_MACHINE.fullmatch(name)


def _is_loopback(name: str) -> bool:
    return urls.is_address(name) and ipaddress.ip_address(name).is_loopback


def _is_private(name: str) -> bool:
    if not urls.is_address(name):
        return False
    address = ipaddress.ip_address(name)
    return address.is_private or address.is_link_local or address.is_unspecified


def _near(one: str, other: str) -> bool:
    """Return whether two words differ by one letter left out, added, changed or swapped, or by two of a longer word."""
    if abs(len(one) - len(other)) > 2:
        return False
    row = list(range(len(other) + 1))
    before: list[int] = []
    for i, left in enumerate(one, 1):
        latest = [i]
        for j, right in enumerate(other, 1):
            cost = min(row[j] + 1, latest[j - 1] + 1, row[j - 1] + (left != right))
            if i > 1 and j > 1 and left == other[j - 2] and one[i - 2] == right:
                cost = min(cost, before[j - 2] + 1)
            latest.append(cost)
        before, row = row, latest
    return row[-1] <= (2 if len(one) > 4 else 1)
