"""Declarative shadow roots: templates that browsers show where they stand (HTML, 4.12.3). Pure."""

from __future__ import annotations

import re

_SIGN = "shadowroot"
_TEMPLATE = re.compile(r"<(/?)template(?=[\s>/])([^>]{0,2000})>", re.IGNORECASE)
_SHOWN = re.compile(r"(?:^|\s)shadowroot(?:mode)?\s*=\s*[\"']?(?:open|closed)", re.IGNORECASE)


def opened(html: str) -> str:
    """Return a page with the templates that browsers show as ordinary elements; others stay templates, which nobody sees."""
    if _SIGN not in html:  # written in lower case wherever it was seen
        return html
    inside: list[bool] = []

    def shown(match: re.Match[str]) -> str:
        if match[1]:
            return "</div>" if inside and inside.pop() else match[0]
        inside.append(_SHOWN.search(match[2]) is not None)
        return "<div>" if inside[-1] else match[0]

    return _TEMPLATE.sub(shown, html)
