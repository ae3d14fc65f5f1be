"""Pages nested beyond what browsers take apart."""

from __future__ import annotations

import re
from itertools import accumulate
from operator import sub

from selectolax.lexbor import LexborHTMLParser

from auditor.text.visible import VOID
from auditor.text.written import ANY_TAG

DEEPEST = 512
"""Elements within each other, as Chromium bounds them: what is deeper it puts side by side. Parsers that climb to the top for each
element take hours over a hundred thousand of them."""
_PARSED = 2_000
"""Elements within each other that a parser is given: its time grows with their square. Our default."""
_LEFT_OPEN = frozenset(
    [
        "body",
        "colgroup",
        "dd",
        "dt",
        "head",
        "html",
        "li",
        "optgroup",
        "option",
        "p",
        "rp",
        "rt",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
    ]
)
"""Elements that end where the next begins, so that a thousand of them need not lie within each other. Source: HTML standard, optional tags."""
_TAG = re.compile(r"<(/?[a-zA-Z][a-zA-Z0-9]{0,30})")
_MOST_TAGS = 1_000


def levelled(html: str) -> str:
    """Return a page whose elements are not nested deeper than browsers nest them; nearly all pages are as they were."""
    if html.count("<") <= DEEPEST or _at_most(html) <= DEEPEST:
        return html
    return _cut(LexborHTMLParser(_cut(html, _PARSED, VOID | _LEFT_OPEN)).html or "", DEEPEST, VOID)


def _at_most(html: str) -> int:
    """Return how deep a page is nested at most; more than it is, where elements are left open."""
    steps = _Steps()
    depths = list(accumulate(map(steps.__getitem__, _TAG.findall(html)), initial=0))
    lowest = accumulate(depths, min)  # ends of elements that are not open end nothing
    most: int = max(map(sub, depths, lowest))
    return most


class _Steps(dict[str, int]):
    """How many elements deeper tags lead, by their slash and name."""

    def __missing__(self, tag: str) -> int:
        step = -1 if tag[0] == "/" else 0 if tag.lower() in VOID else 1
        if len(self) < _MOST_TAGS:
            self[tag] = step
        return step


def _cut(written: str, deepest: int, uncounted: frozenset[str]) -> str:
    """Return a page without the tags of elements that are deeper than so many others; their text stays."""
    kept: list[str] = []
    depth = start = 0
    for match in ANY_TAG.finditer(written):
        name, closes = (match[5] or "").lower(), bool(match[4])
        if not name or name in uncounted:
            continue
        depth = max(0, depth - closes)
        if depth >= deepest:
            kept.append(written[start : match.start()])
            start = match.end()
        depth += not closes
    return "".join((*kept, written[start:]))
