"""Whether a page shows an address to whoever looks at it, or only holds it: in traps for robots, in templates of its scripts. Pure."""

from __future__ import annotations

import re
from urllib.parse import unquote

from auditor.text.parsed import of_values
from auditor.text.visible import attributes_of, lay_out

_LINKS = re.compile(r' (?:xlink:)?href="', re.IGNORECASE)


def shows(html: str, address: str) -> bool:
    """Return whether an address can be read, or stands behind a link, before any script has brought more to light."""
    return address.lower() in _readable(html)


def _written_out(html: str) -> str:
    layout = lay_out(html, _LINKS)
    links = (attributes_of(mark.attributes) for mark in layout.marks)
    hrefs = (link.get("href") or link.get("xlink:href") or "" for link in links)
    return "\n".join((layout.text, *map(unquote, hrefs))).lower()


_readable = of_values(_written_out)
