"""Persons' names on a page, told by rules: mark-up, forms of address, roles, mailboxes, tables, very common given names. Pure.

A name is only told where something speaks of a person; what looks like a place, a firm, a product or a page is left alone. The
text read is the page's visible text, hidden parts included, as that of contact details.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from auditor.analysis.pii import marked
from auditor.analysis.pii.context import Context
from auditor.analysis.pii.japanese import japanese_names
from auditor.analysis.pii.judge import judged
from auditor.analysis.pii.lone import lone_names
from auditor.analysis.pii.runs import Run
from auditor.text.fold import fold
from auditor.text.visible import Layout, lay_out

ASKED = re.compile(
    r' (?:href|xlink:href)="\s*mailto:| rel="[^"]{0,80}author| itemprop="name"| itemtype="[^"]{0,200}Person'
    r'| typeof="[^"]{0,100}Person| class="[^"]{0,200}(?:\bvcard\b|\bh-card\b|\bfn\b|\bp-name\b)| type="application/ld\+json',
    re.IGNORECASE,
)
"""Attributes of elements whose place in the text is needed."""
LONGEST = 200_000
"""Characters of a page's text that are read."""
_MOST = 300
"""Persons of one page that are kept."""
_MOST_PLACES = 50
_EXCERPT = 160
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody a page names."""

    name: str
    """As written, without form of address and degrees."""
    title: str = ""
    """What they are or do, as written; empty where the page does not say."""
    told_by: str = ""
    """What speaks for a person: `mark-up`, `form of address`, `role`, `mailbox`, `label`, `table` or `given name`."""
    places: tuple[tuple[int, int], ...] = ()
    """Offsets of the name in the page's text; none where only machines are told."""
    excerpt: str = ""
    """Up to 160 characters around its first place."""


def layout_of(page: str | LexborHTMLParser, asked: re.Pattern[str] = ASKED) -> Layout:
    """Return the text in which `people` finds names."""
    tree = LexborHTMLParser(page) if isinstance(page, str) else page
    return lay_out(tree, asked, hidden=True)


def people(page: str | LexborHTMLParser | Layout, lang: str = "", own: Iterable[str] = ()) -> tuple[Person, ...]:
    """Return the persons a page names, in the order of the text, each once. Never raises on any input.

    Args:
        page: The page's HTML, parsed or not, or its text as `layout_of` returns it.
        lang: Its language, such as `de` or `pt-br`; empty where unknown. It tells short forms of address apart.
        own: Names of the company and its brands, which may be called like a person.
    """
    layout = page if isinstance(page, Layout) else layout_of(page)
    context = Context(layout, LONGEST)
    found: dict[str, Person] = {}
    for told in marked.marked(layout):
        _add(found, layout, told.name, told.title, "mark-up", told.start, told.end)
    ours = {fold(name) for name in own}
    for one in judged(context, lang.lower()):
        name = _name(layout, one.run)
        if fold(name) not in ours or one.told_by in {"form of address", "mailbox"}:
            _add(found, layout, name, one.title, one.told_by, one.run.start, one.run.end)
    for place, title in context.inverted():
        name = " ".join(context.text[place.start : place.end].split())
        _add(found, layout, name, title, "table", place.start, place.end)
    for name, start, end in lone_names(context, tuple(found)):
        _add(found, layout, name, "", "given name", start, end)
    for hit in japanese_names(layout.text[:LONGEST]):
        _add(found, layout, hit.name, hit.title, hit.told_by, hit.start, hit.end)
    by_place = sorted(found.values(), key=lambda person: person.places or ((0, 0),))
    return tuple(by_place[:_MOST])


def _name(layout: Layout, run: Run) -> str:
    return " ".join(layout.text[run.start : run.end].split())


def _add(found: dict[str, Person], layout: Layout, name: str, title: str, told_by: str, start: int, end: int) -> None:
    key = fold(name)
    place = ((start, end),) if start >= 0 else ()
    known = found.get(key)
    if known is None:
        found[key] = Person(name, title, told_by, place, _around(layout.text, start) if place else "")
        return
    full = len(known.places) >= _MOST_PLACES
    places = known.places if not place or full or place[0] in known.places else (*known.places, *place)
    excerpt = known.excerpt or (_around(layout.text, start) if place else "")
    found[key] = Person(known.name, known.title or title, known.told_by, tuple(sorted(places)), excerpt)


def _around(text: str, start: int) -> str:
    begin = max(text.rfind("\n", 0, start) + 1, start - 60)
    return " ".join(text[begin : begin + _EXCERPT].split())
