"""Addresses that lead nowhere whatever the network says: misspelt schemes, mail addresses behind http://, other people's machines.

Each is told by what a browser makes of it (WHATWG URL). Pure.
"""

from __future__ import annotations

import ipaddress
import re

from auditor import urls

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
_OWN_MACHINE = re.compile(r"(?:.+\.)?localhost")
_OFFICE = re.compile(r".+\.(?:local|localdomain|lan|internal|intranet|corp|home|home\.arpa|invalid)")


def reason(raw: str) -> str:
    """Return why what stands in a link opens nothing that it names, as a clause; empty where it is no such thing.

    Args:
        raw: As written in the page.
    """
    written = _SPACES.sub("", raw.strip())
    if match := _MAIL_BEHIND.match(written):
        return f"puts http:// before “{match[1].lower()}:”, so that a click opens no message or call"
    if _MAIL_AS_HOST.fullmatch(written):
        return "is an e-mail address behind http://, so that a click opens a web site and no message"
    if _NOTHING_BEHIND.fullmatch(written):
        return f"is “{written}” with nothing behind it"
    if written.lower().startswith("file:") or _DRIVE.match(written):
        return "names a file on somebody's own computer"
    return _of_scheme(written)


def _of_scheme(written: str) -> str:
    match = _SCHEME.match(written)
    if match is None:
        return ""
    scheme = match[1].lower()
    if scheme in _MEANT:
        return "" if urls.resolve(written, "https://base.invalid/") else "is no address that a browser can open"
    misspelt = (
        written[match.end() :].startswith("//")
        and scheme not in _OTHERS
        and any(_near(scheme, name) for name in _MEANT)
    )
    return f"begins with “{match[0]}//”, which no browser knows" if misspelt else ""


def is_template(raw: str) -> bool:
    """Return whether an address waits for a script to fill something in."""
    return _TEMPLATE.search(raw) is not None


def host_reason(url: str, site: str) -> str:
    """Return why nobody outside can open a URL, as a clause; empty where its host may be anywhere.

    Args:
        url: Absolute.
        site: The home page of the site it is linked on, which may be no public one itself.
    """
    name, own = urls.host(url).strip("[]").rstrip("."), urls.host(site).strip("[]")
    if not name or not _is_public(own):
        return ""
    if _OWN_MACHINE.fullmatch(name) or _is_loopback(name):
        return f"leads to {name}, which is each visitor's own computer"
    if _is_private(name) or _OFFICE.fullmatch(name):
        return f"leads to {name}, which exists in private networks only"
    if not urls.is_address(name) and "." not in name:
        return f"names “{name}” as its host, which is no domain"
    return ""


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
