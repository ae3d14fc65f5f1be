"""Links that write to nobody or ring nobody, since nothing was filled in behind `mailto:` or `tel:`. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from selectolax.lexbor import LexborNode

from auditor.analysis import pages
from auditor.model import Page, Role, Snapshot
from auditor.text.needed import lowered
from auditor.text.parsed import tree_of

_SCHEMES = ("tel:", "sms:", "mailto:")
_MAY_BE = re.compile(r"(?:tel|sms|mailto):(?:[\s+/]|%20|%2b)*(?:[\"'>?]|\{\{|\{%|&quot;|\$\{|%7b|\[)", re.IGNORECASE)
"""Looked for before a page is parsed: hardly any has one."""
_EMPTY = re.compile(r"[\s+/()\u00a0\u200b.-]*(?:\?.*)?", re.DOTALL)
_FIELD = re.compile(r"\{\{.*|\{%.*|\$\{.*|<%.*|\[[\w -]+\]|\{[\w .-]+\}", re.DOTALL)
_RECIPIENT = re.compile(r"[?&](?:to|cc|bcc|subject|body)=", re.IGNORECASE)
_SCRIPTED = re.compile(r"data-|x-|v-|:|@|ng-|on[a-z]+|id|wire:")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Unfilled:
    """A link with nothing to ring or to write to."""

    href: str
    shown: str
    field: bool
    """Whether a template's field stands where the number or address should, instead of nothing."""
    scripted: bool
    """Whether a script may fill it in."""


def links(snapshot: Snapshot, *schemes: str) -> Mapping[Unfilled, tuple[str, ...]]:
    """Return the links of pages with a role that begin with one of `schemes` and have nothing behind it, with their pages."""
    found: dict[Unfilled, list[str]] = {}
    for page in pages.living(snapshot, *Role):
        for link in unfilled(page):
            if link.href.lower().startswith(schemes):
                found.setdefault(link, []).append(page.url)
    return {link: tuple(urls) for link, urls in found.items()}


def unfilled(page: Page) -> tuple[Unfilled, ...]:
    """Return the links of a page that visitors see and that ring or write to nobody, each once."""
    html = page.read()
    low = lowered(html)
    if not any(scheme in low for scheme in _SCHEMES) or not _MAY_BE.search(html):
        return ()
    scripts = "<script" in html.lower()
    found = (_judge(link, scripts) for link in tree_of(html).css("a[href]") if not _unseen(link))
    return tuple(dict.fromkeys(one for one in found if one is not None))


def _judge(link: LexborNode, scripts: bool) -> Unfilled | None:
    href = (link.attributes.get("href") or "").strip()
    scheme, colon, rest = href.partition(":")
    if not colon or scheme.lower() + colon not in _SCHEMES:
        return None
    rest = unquote(rest).strip()
    field = _FIELD.fullmatch(rest) is not None
    # "mailto:?subject=…" is how people pass a page on: who shall get it, they choose themselves.
    if not field and (not _EMPTY.fullmatch(rest) or (scheme.lower() != "tel" and _RECIPIENT.search(rest))):
        return None
    named = any(_SCRIPTED.match(name) for name in link.attributes)
    # A field that was encoded on its way out is found by no script any more.
    return Unfilled(href[:_LONGEST], _shown(link), field, scripts and (named or (field and "%7" not in href)))


def _shown(link: LexborNode) -> str:
    text = " ".join(link.text(separator=" ").split())
    pictures = (
        node.attributes.get("alt") or node.attributes.get("aria-label") or "" for node in link.css("img, svg, i, span")
    )
    return (text or next(filter(None, pictures), "") or link.attributes.get("aria-label") or "")[:_LONGEST]


def _unseen(link: LexborNode) -> bool:
    """Return whether nobody can see or reach the link: hidden, or with neither text nor picture in it."""
    return any(_is_hidden(node) for node in _upwards(link)) or not (
        link.text().strip() or link.css("img, svg, i, span, picture")
    )


def _upwards(node: LexborNode | None) -> Iterator[LexborNode]:
    while node is not None and node.tag not in {None, "html", "-undef"}:
        yield node
        node = node.parent


def _is_hidden(node: LexborNode) -> bool:
    if node.tag in {"template", "noscript"}:
        return True
    attributes = node.attributes
    return "hidden" in attributes or _HIDDEN.search(attributes.get("style") or "") is not None
