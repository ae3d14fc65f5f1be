"""A page as far as people are concerned: whom it names, where, and whose a detail beside them is. Pure."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import islice

from selectolax.lexbor import LexborHTMLParser

from auditor import urls
from auditor.analysis.pii.birthdates import BirthDate, birth_dates
from auditor.analysis.pii.mailboxes import Owners
from auditor.analysis.pii.marked import Marked, marked
from auditor.analysis.pii.names import LONGEST, Person, layout_of, people
from auditor.model import ContactDetail, ContactKind, ContactSource, Page, Role, Snapshot
from auditor.model.remembering import Remembers, remembered
from auditor.resources import facts
from auditor.text import field_hints
from auditor.text.finding import Finder
from auditor.text.fold import fold
from auditor.text.people import lexicon
from auditor.text.role_words import found_words
from auditor.text.visible import Layout, attributes_of

_ASKED = re.compile(
    r' (?:href|xlink:href)=| rel="[^"]{0,80}author| itemprop="name"| itemtype="[^"]{0,200}Person| typeof="[^"]{0,100}Person'
    r'| class="[^"]{0,200}(?:\bvcard\b|\bh-card\b|\bfn\b|\bp-name\b)| type="application/ld\+json',
    re.IGNORECASE,
)
_LINES = 6
"""Lines below a name in which a detail is still that person's. Our default: name, role, department, address, telephone."""
_SAME_LINE = 160
"""Characters between a name and a detail of one line. Our default."""
_CARD = 100
"""Characters of a line, up to which it may belong to somebody's card and is no paragraph. Our default."""
_HEADING = re.compile(r"<h([1-6])\b[^>]{0,400}>(.{1,400}?)</h\1\s*>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^<>]{0,2000}>")
_LAWFUL, _LAWFUL_LINES = 400, 9
"""Characters and lines in front of a detail in which words of the law are looked for. Our default."""
_FAR = 6_000
"""Characters in front of a place in which headings over it are looked for."""
_QUOTES = frozenset('"\u201c\u201d\u2019\u00bb\u00ab\u300d')
_OCCURRENCES = 8


@dataclass(frozen=True, slots=True)
class Shown:
    """A link where it stands in the text."""

    url: str
    """Absolute."""
    text: str
    start: int
    end: int


class View(Remembers):
    """One page's text, the persons in it and the places of its details."""

    def __init__(self, page: Page, own: tuple[str, ...]) -> None:
        self.page = page
        self.own = own
        self.layout: Layout = layout_of(page.read(), _ASKED)
        self.text = self.layout.text[:LONGEST]
        self.people = people(self.layout, page.lang, own)
        spans = sorted((start, end, person) for person in self.people for start, end in person.places)
        self._spans = spans
        self._starts = [start for start, _, _ in spans]

    @cached_property
    def marked(self) -> tuple[Marked, ...]:
        """Persons whom mark-up names, with what it says of them."""
        return tuple(marked(self.layout))

    def places(self, detail: ContactDetail) -> Iterator[tuple[int, int]]:
        """Yield where a detail of the page stands in the text."""
        if detail.href:
            yield from self._by_href.get(detail.href.strip(), ())
            return
        shown = detail.shown or detail.value
        yield from self._by_text(shown)

    @cached_property
    def _by_text(self) -> Callable[[str], tuple[tuple[int, int], ...]]:
        """What returns the first places of a string: several rules ask for those of the same details."""
        finder = Finder(self.text)

        @lru_cache(maxsize=2_048)
        def found(shown: str) -> tuple[tuple[int, int], ...]:
            places: list[tuple[int, int]] = []
            start = finder.find(shown) if shown else -1
            while start >= 0 and len(places) < _OCCURRENCES:
                places.append((start, start + len(shown)))
                start = finder.find(shown, start + len(shown))
            return tuple(places)

        return found

    @cached_property
    def _by_href(self) -> dict[str, list[tuple[int, int]]]:
        """Where links stand, by where they lead as written: a page may have thousands of them."""
        found: dict[str, list[tuple[int, int]]] = {}
        for mark in self.layout.marks:
            said = attributes_of(mark.attributes)
            href = (said.get("href") or said.get("xlink:href") or "").strip()[:2_000]
            found.setdefault(href, []).append((mark.start, mark.end))
        return found

    def owner(self, detail: ContactDetail) -> Person | None:
        """Return whose a detail is: by the name in the address or by mark-up, else by where it stands; None where nobody's."""
        if detail.kind is ContactKind.EMAIL:
            named = self._owners.first(detail.value)
            if named is not None:
                return self.people[named]
        if detail.source is ContactSource.STRUCTURED:
            return self._marked_with(detail)
        places = list(self.places(detail))
        beside = {person for start, end in places if (person := self.beside(start, end)) is not None}
        owner = beside.pop() if len(beside) == 1 else None
        return None if owner is not None and _is_shop(owner) and self.is_among_dealers(places[0][0]) else owner

    @cached_property
    def _owners(self) -> Owners:
        return Owners(person.name for person in self.people)

    def is_among_dealers(self, place: int) -> bool:
        """Return whether one of the headings over a place is about dealers or practices: `Stockists`, `Find a doctor`."""
        level = 9
        for line in reversed(self.text[max(0, place - _FAR) : place].split("\n")):
            own = self.headings.get(line.strip(), 9)
            if own < level:
                level = own
                if _dealers().search(fold(line)):
                    return True
        return False

    def _marked_with(self, detail: ContactDetail) -> Person | None:
        """Return the person of whom structured data tell a detail."""
        same = _digits if detail.kind is ContactKind.PHONE else str.casefold
        names = {
            one.name
            for one in self.marked
            for route in one.routes
            if same(route) in {same(detail.value), same(detail.shown)}
        }
        return next((person for person in self.people if person.name in names), None)

    def beside(self, start: int, end: int) -> Person | None:
        """Return the person whose card a place stands in: in the same line or row, or some lines below the name."""
        line_start = self.text.rfind("\n", 0, start) + 1
        line_end = self.text.find("\n", end)
        line_end = len(self.text) if line_end < 0 else line_end
        same = self.between(line_start, line_end)
        if same:
            return self._nearest(same, start, end)
        return self._above(line_start)

    def between(self, start: int, end: int) -> list[tuple[int, int, Person]]:
        """Return the persons whose names begin in a part of the text, with their places."""
        first = bisect_right(self._starts, start - 1)
        last = bisect_right(self._starts, end)
        return self._spans[first:last]

    def _nearest(self, spans: list[tuple[int, int, Person]], start: int, end: int) -> Person | None:
        """Return the last person named before the place, else the only one behind it; near enough in both cases."""
        before = [span for span in spans if span[1] <= start]
        if before:
            near = start - before[-1][1] <= _SAME_LINE or "\t" in self.text[before[-1][1] : start]
            return before[-1][2] if near else None
        behind = [span for span in spans if span[0] >= end]
        if len(behind) == 1 and behind[0][0] - end <= _SAME_LINE // 4:
            return behind[0][2]
        return spans[0][2] if spans[0][0] <= start < spans[0][1] or start <= spans[0][0] < end else None

    def _above(self, line_start: int) -> Person | None:
        index = bisect_right(self._starts, line_start) - 1
        if index < 0:
            return None
        start, end, person = self._spans[index]
        between = self.text[end:line_start]
        named = self.text.rfind("\n", 0, start) + 1
        lines = between.split("\n")
        if len(lines) - 1 > _LINES or any(len(line) > _CARD for line in lines) or "\t" in between:
            return None
        stop = self.text.find("\n", end)
        if self._is_quoted(named, start) or self._is_cut(named, lines[1:]):
            return None
        if start - named > _CARD // 3 or stop - named > _CARD or len(self.between(named, end)) != 1:
            return None  # in a sentence, or one of several
        return person

    def _is_cut(self, named: int, lines: list[str]) -> bool:
        """Return whether a heading, of no lower level than the name's, stands between a name and a detail: it begins something else."""
        own = self.text[named : self.text.find("\n", named)].strip()
        level = self.headings.get(own, 7)
        return any(self.headings.get(line.strip(), 9) <= level and not lexicon.role_in(line) for line in lines)

    def is_heading(self, line: str) -> bool:
        """Return whether a line of the text is a heading of the page."""
        return line.strip() in self.headings

    @cached_property
    def headings(self) -> dict[str, int]:
        """Levels of the page's headings by their text."""
        found: dict[str, int] = {}
        for match in _HEADING.finditer(self.page.read()[: 2 * LONGEST]):
            text = " ".join(html.unescape(_TAG.sub(" ", match[2])).split())
            if text:
                found[text] = min(int(match[1]), found.get(text, 7))
        return found

    @cached_property
    def _anchors(self) -> tuple[tuple[int, int], ...]:
        """Where the texts of links stand."""
        return tuple(sorted((mark.start, mark.end) for mark in self.layout.marks if mark.tag == "a"))

    def _is_quoted(self, line: int, name: int) -> bool:
        """Return whether a name stands under a quotation, as its author: what follows is not that person's."""
        above = self.text[self.text.rfind("\n", 0, max(0, line - 1)) + 1 : max(0, line - 1)].rstrip()
        before = self.text[line:name].strip()
        return above[-1:] in _QUOTES or before in {"-", "\u2013", "\u2014", "~"}

    def is_prose(self, place: int) -> bool:
        """Return whether a place stands in a line that is too long for a card."""
        end = self.text.find("\n", place)
        return (len(self.text) if end < 0 else end) - self.text.rfind("\n", 0, place) > _CARD

    def is_lawful(self, place: int) -> bool:
        """Return whether the law asks for what stands at a place: on a legal page, or a few lines below words that say so."""
        if self.page.has(Role.LEGAL):
            return True
        end = self.text.find("\n", place)
        begin = max(0, place - _LAWFUL)
        said = list(self.text[begin : end if end >= 0 else None])
        first = bisect_right(self._anchors, (begin,)) - 1
        for start, stop in islice(self._anchors, max(0, first), None):  # "Impressum" in a menu is none
            if start >= begin + len(said):
                break
            for index in range(max(0, start - begin), min(stop - begin, len(said))):
                said[index] = " " if said[index] != "\n" else "\n"
        lines = "".join(said).split("\n")
        return _lawful().search(fold("\n".join(lines[-_LAWFUL_LINES:]))) is not None

    def before(self, start: int, length: int = 60) -> str:
        """Return the text directly in front of a place."""
        return self.text[max(0, start - length) : start]

    def excerpt(self, person: Person | None, start: int, end: int) -> str:
        """Return the words from the name to the detail, where both are near each other, else those around the detail."""
        named = [place for place in (person.places if person else ()) if place[0] <= start and start - place[0] <= 240]
        begin = named[-1][0] if named else max(self.text.rfind("\n", 0, start) + 1, start - 80)
        return " ".join(self.text[begin : min(len(self.text), max(end, begin + 60))].split())

    @cached_property
    def births(self) -> tuple[BirthDate, ...]:
        """Full birth dates on the page, as of when it was read."""
        found = tuple(birth_dates(self.text, self.page.fetch.at.date(), self.page.lang))
        asked = tuple(field_hints.hints(LexborHTMLParser(self.page.read()))) if found else ()
        return tuple(
            one for one in found if not any(one.text in hint for hint in asked)
        )  # an example for who fills it in

    @cached_property
    def links(self) -> tuple[Shown, ...]:
        """Links to other sites, where they stand."""
        found = []
        for mark in self.layout.marks:
            href = attributes_of(mark.attributes).get("href", "")
            if mark.tag != "a" or not href or mark.start >= len(self.text):
                continue
            link = urls.resolve(href, self.page.url)
            if link is not None and not urls.same_site(link.url, self.page.url):
                found.append(Shown(link.url, self.text[mark.start : mark.end].strip(), mark.start, mark.end))
        return tuple(found[:2_000])


def _is_shop(person: Person) -> bool:
    """Return whether a name may be a shop's that is called like its owner: `Henry Moss Ironmongers`."""
    *_, last = words = lexicon.folded(person.name.split())
    return len(words) > 2 and not lexicon.is_family(last)


@cache
def _dealers() -> re.Pattern[str]:
    return found_words(facts("text/people/words.toml")["dealers"]["words"])


@cache
def _lawful() -> re.Pattern[str]:
    return found_words(facts("text/people/words.toml")["lawful"]["words"])


@remembered()
def own_names(snapshot: Snapshot) -> tuple[str, ...]:
    """Return what the company and its brands are called."""
    return (snapshot.target.name, *snapshot.company_profile.names)


@remembered(512)
def view(snapshot: Snapshot, page: Page) -> View:
    """Return a page of the visit as far as people are concerned; read once."""
    return View(page, own_names(snapshot))


@remembered()
def spokespeople(snapshot: Snapshot) -> frozenset[str]:
    """Return the folded names of those who speak for the company on purpose."""
    return frozenset(fold(one.name) for one in snapshot.company_profile.spokespeople)


def _digits(number: str) -> str:
    return "".join(char for char in number if char.isdecimal())
