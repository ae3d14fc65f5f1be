"""Persons' names on a page, told by rules: mark-up, forms of address, roles, mailboxes, tables, very common given names. Pure.

A name is only told where something speaks of a person; what looks like a place, a firm, a product or a page is left alone. The
text read is the page's visible text, hidden parts included, as that of contact details.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from auditor.people import lexicon, marked
from auditor.people.context import Context, Place
from auditor.people.japanese import japanese_names
from auditor.people.runs import Run, is_possible, is_shouted, looks_common, runs_in
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


@dataclass(frozen=True, slots=True)
class _Judged:
    run: Run
    place: Place
    told_by: str
    title: str


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
    for one in _judged(context, lang.lower()):
        name = _name(layout, one.run)
        if fold(name) not in ours or one.told_by in {"form of address", "mailbox"}:
            _add(found, layout, name, one.title, one.told_by, one.run.start, one.run.end)
    for place, title in context.inverted():
        name = " ".join(context.text[place.start : place.end].split())
        _add(found, layout, name, title, "table", place.start, place.end)
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


def _judged(context: Context, lang: str) -> Iterator[_Judged]:
    """Yield the runs that are told as persons: first by themselves, then by the company they keep."""
    open_: list[tuple[Run, Place]] = []
    sure: list[_Judged] = []
    for place in context.cells():
        for run in runs_in(context.text, place.start, place.end, lang):
            if not is_possible(run):
                continue
            judged = _judge(context, place, run)
            if judged is not None:
                sure.append(judged)
            else:
                open_.append((run, place))
    yield from sure
    yield from _beside(context, sure, open_)


def _judge(context: Context, place: Place, run: Run) -> _Judged | None:
    text = " ".join(token.folded for token in run.words)
    if context.is_street(run) or context.is_firm(run):
        return None
    told_by, title = context.speaks(place, run)
    if fold(f"{run.honorific} {text}") in lexicon.known():
        return None
    if text in lexicon.known() and told_by not in {"form of address", "mailbox"}:
        return None
    level = _likeness(context, run)
    if not told_by and level and (title := context.role_beside(place, run)):
        told_by = "role" if lexicon.is_sure_role(title) or level > 1 else ""
    if level == 3 and not is_shouted(run):
        return _Judged(run, place, _told(told_by) or "given name", title or run.role_behind)
    if level >= 2 and (told_by or run.role_behind):
        return _Judged(run, place, _told(told_by) or "role", title or run.role_behind)
    if level == 2 and _is_signed(context, place, run):
        return _Judged(run, place, "given name", "")
    # Of an unknown name in capitals a form of address or a mailbox has to speak: headings and products are written so.
    if (
        level == 1
        and told_by not in {"", "weak label"}
        and (told_by in {"form of address", "mailbox"} or not is_shouted(run))
    ):
        return _Judged(run, place, told_by, title)
    return None


def _told(told_by: str) -> str:
    return told_by.removeprefix("weak ")


def _is_signed(context: Context, place: Place, run: Run) -> bool:
    """Return whether a given name and an initial stand at the beginning of a line, as under a quotation: `- Jane D.`."""
    before = context.text[place.start : run.start]
    return len(run.core) == 1 and run.words[-1].is_initial and not any(map(str.isalnum, before))


def _likeness(context: Context, run: Run) -> int:
    """Return how much the words alone are like a name: 3 a common given name and a family name, 2 half of that, 1 unknown, 0 not.

    Words that the page also writes in small letters are ordinary ones.
    """
    core = [token.folded for token in run.core]
    if not core:
        return 0
    first = re.split(r"[-\u2010\u2011]", core[0])[0]
    rest = core[1:]
    common = [word for word in rest if word in context.small_words or word in lexicon.also_family()]
    if len(core) == 1:
        if run.honorific and core[0] not in context.small_words:
            return 1
        return 2 if first in lexicon.given() and len(run.words) > 1 else 0
    if first in lexicon.given():
        return 2 if common or looks_common(run) or run.words[-1].owns else 3
    if first in lexicon.weak_given():
        return 0 if len(common) == len(rest) and not run.honorific else 2
    common = [word for word in core if word in context.small_words]
    ordinary = common or core[0] in lexicon.also_family() or looks_common(run)
    return 1 if not ordinary or run.honorific else 0


def _beside(context: Context, sure: list[_Judged], open_: list[tuple[Run, Place]]) -> Iterator[_Judged]:
    """Yield runs that stand where persons stand: in the same column of a table, or in a list of nothing but names."""
    columns: dict[tuple[int, int], int] = {}
    for one in sure:
        if one.place.table >= 0 and context.is_whole(one.place, one.run):
            key = (one.place.table, one.place.column)
            columns[key] = columns.get(key, 0) + 1
    lines = {one.place.line for one in sure}
    families = {one.run.core[-1].folded for one in sure}
    for run, place in open_:
        if _likeness(context, run) == 2 and len(run.core) > 1 and run.core[-1].folded in families:
            yield _Judged(run, place, "given name", "")
            continue
        if _likeness(context, run) == 0 or is_shouted(run):
            continue
        in_column = columns.get((place.table, place.column), 0) >= 2 and context.is_whole(place, run)
        headed = place.table >= 0 and context.is_headed(place) and context.is_whole(place, run)
        if headed or in_column or (place.line in lines and context.is_list_of_names(place)):
            yield _Judged(run, place, "table", context.role_beside(place, run))
