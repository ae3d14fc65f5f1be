"""Feeds as they are written, RSS and Atom of all versions → their entries; and where pages say that there is one. Pure.

Feeds are read by feedparser from bytes in memory: it is never told an address or a file's name, which it would open.
"""

from __future__ import annotations

import calendar
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from typing import Any, NamedTuple

import feedparser  # type: ignore[import-untyped]  # it comes without types
from selectolax.lexbor import LexborHTMLParser

from auditor import urls
from auditor.collect.sources import fields
from auditor.collect.sources.markup import Markup
from auditor.platforms import address
from auditor.platforms.catalogue import catalogue

LONGEST = 1_000_000
"""Characters of a feed that are read: newest entries stand first, and the worst feed of this size costs ten seconds of computing. Our default."""
_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/rdf+xml"})
_SENTENCE = 30
"""Characters of a title that a summary does not begin with by chance. Our default."""
_FALLS_OVER = (ValueError, AssertionError, LookupError, TypeError, AttributeError, OverflowError, RecursionError)
"""What feedparser and the readers below it raise for feeds that break their assumptions."""

_NUMBERED = re.compile("&#(?:0*([0-9]{1,7})|x0*([0-9a-f]{1,6})|[0-9]+|x[0-9a-f]+)(?![0-9a-f])", re.IGNORECASE)
"""A character written as its number, which feedparser takes for one whatever the number."""

_DECLARED = re.compile(r"<!ENTITY\b([^>]*+)>")
_PLAIN = re.compile(r"""\s+[\w.-]{1,40}\s+(?:"(?:[^&%"]{0,20}|&#\w{1,8};)"|'(?:[^&%']{0,20}|&#\w{1,8};)')\s*""")
"""An entity that stands for a sign or a word, as old feeds declare `nbsp`. What stands for others multiplies."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a feed."""

    id: str
    text: str
    """Title and summary in plain text, a line each; one of them where they say the same."""
    url: str
    author: str
    at: datetime | None
    """UTC; None where the feed gives no time."""
    edited_at: datetime | None
    links: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed holds."""

    entries: tuple[Entry, ...]
    lang: str = ""
    title: str = ""


def read(text: str, base: str) -> Feed | None:
    """Return what a feed holds; None for text that is no feed. Never raises; costs up to some seconds of computing.

    Args:
        text: Decoded already; what its own first line says of its encoding does not count any more.
        base: Its address, for links that are relative.
    """
    safe = _NUMBERED.sub(_known, _DECLARED.sub(_plain, text[:LONGEST]))
    body = safe.lstrip("\ufeff \t\r\n").encode("utf-8", errors="replace")
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": base}
    try:
        found = feedparser.parse(BytesIO(body), response_headers=headers)
        if not found.get("version"):
            return None
        rows = [row for row in found.get("entries", ()) if isinstance(row, Mapping)]
        head = dict(found.get("feed", {}))
        lang, title = fields.line(head, "language", most=20).lower(), Markup(fields.line(head, "title")).text
        return Feed(tuple(_entry(dict(row)) for row in rows), lang, title)
    except _FALLS_OVER:
        return None


def _plain(found: re.Match[str]) -> str:
    return found[0] if _PLAIN.fullmatch(found[1]) else ""


def _known(found: re.Match[str]) -> str:
    """Return a numbered character as it stands, or as the sign that stands for what is no character."""
    decimal, hexadecimal = found.groups()
    number = int(decimal) if decimal else int(hexadecimal, 16) if hexadecimal else sys.maxunicode + 1
    return found[0] if number <= sys.maxunicode else "&#65533"


def announced(html: str, base: str) -> tuple[str, ...]:
    """Return the feeds that a page names in its head, in its order."""
    found: dict[str, None] = {}
    for node in LexborHTMLParser(html).css("link[rel~='alternate' i][type][href]"):
        kind = (node.attributes.get("type") or "").partition(";")[0].strip().lower()
        place = urls.resolve(node.attributes.get("href") or "", base)
        if kind in _TYPES and place is not None:
            found[place.url] = None
    return tuple(found)


def unwrapped(url: str) -> str:
    """Return where an address that only leads on leads to, such as those of Google Alerts; any other as it is."""
    taken = address.read(url)
    for one in catalogue().wrappers if taken is not None else ():
        if taken is not None and one.host == taken.netloc and one.path.rstrip("/") in {"", taken.path}:
            target = taken.parameter(one.parameter)
            if target.startswith(("http://", "https://")):
                return urls.normalise(target) or url
    return url


def _entry(row: dict[str, Any]) -> Entry:
    title, summary = _shown(row, "title"), _shown(row, "summary")
    body = summary if summary.text else _shown(row, "content", 0)
    link = _link(row)
    name = " ".join(title.text.split())
    at = _time(row, "published_parsed") or _time(row, "updated_parsed") or _time(row, "created_parsed")
    edited = _time(row, "updated_parsed")
    text = fields.clean(body.text if _repeats(name, body.text) else f"{name}\n{body.text}")
    key = fields.line(row, "id", most=2_000) or link or sha256(f"{at}\0{text}".encode()).hexdigest()
    author = fields.line(row, "author")
    return Entry(key, text, link, author, at, edited if edited != at else None, body.links)


class _Shown(NamedTuple):
    text: str
    links: tuple[str, ...]


def _shown(row: dict[str, Any], *path: str | int) -> _Shown:
    """Return a text of an entry; what the feed says is plain is taken as it is."""
    value = fields.find(row, *path)
    if isinstance(value, dict):
        html, kind = fields.text(value, "value"), fields.text(value, "type")
    else:
        html, kind = fields.text(row, *path), fields.text(row, f"{path[0]}_detail", "type")
    if kind == "text/plain":
        return _Shown(html, fields.links_in(html))
    markup = Markup(html)
    return _Shown(markup.text, markup.links)


def _repeats(title: str, summary: str) -> bool:
    """Return whether a summary begins with the title: some feeds cut their titles from what they say."""
    begins = title.rstrip(".… ").casefold()
    said = " ".join(summary.split()).casefold()
    return said.startswith(begins) and (begins != title.casefold() or len(begins) >= _SENTENCE or said == begins)


def _link(row: dict[str, Any]) -> str:
    written = fields.line(row, "link", most=4_000)
    found = urls.normalise(written) if written.startswith(("http://", "https://")) else None
    return unwrapped(found) if found else ""


def _time(row: dict[str, Any], key: str) -> datetime | None:
    value = row.get(key)
    try:
        return datetime.fromtimestamp(calendar.timegm(value), UTC) if value else None
    except (ValueError, OverflowError, OSError, TypeError, IndexError):
        return None
