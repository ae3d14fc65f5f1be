"""Text that platforms send as HTML: what it says and where it links."""

from __future__ import annotations

from functools import cached_property

from selectolax.lexbor import LexborHTMLParser

from auditor import urls
from auditor.collect.sources import fields
from auditor.text.visible import visible_text

_NO_LINKS = frozenset({"mention", "hashtag", "u-url"})
"""Classes of links that lead to people and topics of the platform."""
_NOWHERE = "https://nowhere.invalid/"


class Markup:
    """A piece of HTML from somebody else's server."""

    def __init__(self, html: str) -> None:
        self._html = html
        self._tree = LexborHTMLParser(html) if "<" in html or "&" in html else None

    @cached_property
    def text(self) -> str:
        """What a reader sees, one block a line."""
        return fields.clean(visible_text(self._tree) if self._tree else self._html)

    @cached_property
    def links(self) -> tuple[str, ...]:
        """Where it links, each once, people and topics of the platform left out."""
        if self._tree is None:
            return fields.links_in(self._html)
        found: dict[str, None] = {}
        for node in self._tree.css("a[href]"):
            if _NO_LINKS.intersection((node.attributes.get("class") or "").split()):
                continue
            place = urls.resolve(node.attributes.get("href") or "", _NOWHERE)
            if place is not None and not place.url.startswith(_NOWHERE):
                found[place.url] = None
        return tuple(found)
