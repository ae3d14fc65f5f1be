"""Mark-up as a browser takes it, written so that a parser of HTML builds the same page from it. Pure."""

from __future__ import annotations

import re

from auditor.text.shadow import opened

XHTML = "application/xhtml+xml"
_CLOSED_AT_ONCE = re.compile(r"<([a-z][\w:-]{0,60})((?:\s[^<>]{0,4000}?)?)\s?/>", re.IGNORECASE)
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
)


def as_browsers_read(html: str, content_type: str) -> str:
    """Return a page in which what a browser shows stands where it shows it.

    Args:
        html: The page as it came.
        content_type: Its media type. Under XHTML's, `<script/>` is a whole element, where HTML takes all that follows for a script.
    """
    return opened(_CLOSED_AT_ONCE.sub(_with_end, html) if content_type == XHTML and "/>" in html else html)


def _with_end(tag: re.Match[str]) -> str:
    return tag[0] if tag[1].lower() in _VOID else f"<{tag[1]}{tag[2]}></{tag[1]}>"
