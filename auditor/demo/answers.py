"""What an invented network answers, and how its parts are written: JSON, pages, feeds. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from html import escape
from types import MappingProxyType

from auditor.model import Post

Channels = Mapping[str, Sequence[Post]]
"""Posts by channel, each by time."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a network answers."""

    status: int
    body: bytes
    type: str = "application/json; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


def as_json(data: object, status: int = 200, **headers: str) -> Said:
    """Return data as an interface sends it."""
    return Said(status, json.dumps(data, ensure_ascii=False).encode(), headers=headers)


def page(body: str, title: str, status: int = 200) -> Said:
    """Return a page for browsers."""
    html = f'<!doctype html>\n<html lang="en"><title>{title}</title><body>{body}</body></html>\n'
    return Said(status, html.encode(), "text/html; charset=utf-8")


def rss(title: str, home: str, items: Iterable[str]) -> Said:
    """Return a feed, RSS 2.0."""
    head = f"<title>{escape(title)}</title><link>{home}</link><description>{escape(title)}</description><language>en-GB</language>"
    feed = (
        f'<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel>{head}{"".join(items)}</channel></rss>\n'
    )
    return Said(200, feed.encode(), "application/rss+xml; charset=utf-8")


def rss_item(title: str, url: str, at: datetime, summary: str = "") -> str:
    """Return an entry of such a feed."""
    more = f"<description>{escape(summary)}</description>" if summary else ""
    return f"<item><title>{escape(title)}</title><link>{url}</link><guid>{url}</guid>{more}<pubDate>{format_datetime(at)}</pubDate></item>"


def stamp(moment: datetime) -> str:
    """Return a moment in UTC as interfaces write it."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.000Z")


def linked(text: str, urls: Iterable[str]) -> str:
    """Return a text as HTML, with its addresses as links."""
    html = escape(text)
    for url in urls:
        html = html.replace(escape(url), f'<a href="{escape(url)}">{escape(url)}</a>')
    return html
