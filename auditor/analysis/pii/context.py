"""What stands around a possible name on a page: its cell, the roles and labels beside it, mailboxes that fit it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote

from auditor.analysis.pii import mailboxes
from auditor.analysis.pii.runs import Run
from auditor.resources import facts
from auditor.text.fold import fold
from auditor.text.people import lexicon
from auditor.text.visible import Layout, attributes_of

_EMAIL = re.compile(r"(?<![\w.+@-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_SMALL_WORD = re.compile(r"(?<![\w@./'\u2019-])[^\W\d_A-Z][^\W\d_A-Z]+(?![\w@/]|[.-]\w)")
_AHEAD = re.compile(r"\s{0,3}(?:[,(|:\u2013\u2014\u2022\u00b7~]|-\s|\s-)\s{0,3}")
_PARTS = re.compile(r"\s{0,99}[,;|()\u2013\u2014\u2022\u00b7]\s*|\s-\s|:\s|\.\s")
_IS = re.compile(
    r"\s+(?:is|ist|est|es|\u00e8|\u00e9|jest|\u00e4r|is een|was)\s+(?:(?:the|a|an|our|der|die|das|ein|eine|le|la|un|une|el|un|una|il|o|a|um|uma|de|het|een|v\u00e5r|en)\s+)?(\S[^.,;|()\n\t]{2,60})",
    re.IGNORECASE,
)
_LAST_LABEL = re.compile(r"([^\n\t|;:,()]{2,60}?)\s{0,9}+([:|,\u2013\u2014]|-)\s{0,9}+$")
_SMALL_ROLE = re.compile(r"((?:[^\W\d_][\w-]{1,20}[ \u00a0]){0,2}[^\W\d_A-Z][^\W\d_]{2,24})[ \u00a0]$")
_LABEL_SIGNS = frozenset(":|,\u2013\u2014-")
_LONGEST_ROLE = 72
"""Characters that `_SMALL_ROLE` finds at most."""
_STREET_NUMBER = re.compile(r",?[ \u00a0]\d{1,4}[a-z]?(?![\w-]|[\s.-]\d)", re.IGNORECASE)
_FIRM_BEHIND = re.compile(
    r"[ \u00a0]{0,9}(?:&|\+|\band\b|\bund\b|\bet\b|\by\b|\be\b)\s{1,9}([^\W\d_]+)|\s{0,9},?\s{1,9}((?:Inc|LLC|Ltd|GmbH|S\.A|LLP|P\.C|PC|PLLC)\b)"
)
_BEFORE_WORD = re.compile(r"([^\W\d_]{1,40}+)[ \u00a0.]{1,3}$")
_DEGREE = re.compile(r",\s?([A-Z][A-Za-z.-]{1,6})(?![\w])")
_NEXT_WORD = re.compile(r"[ \u00a0]([^\W\d_A-Z][^\W\d_]{2,30})")
_STATES = frozenset({"MA", "MD", "PE", "DO", "BA", "MP", "SR", "II", "CA"})
"""Degrees that are also codes of states and regions, as in `Takoma Glen, MD`; with full stops they are degrees."""
_INVERTED = re.compile(
    r"\s*((?:[^\W\d_][^\W\d_]?['\u2019]|(?:[DV]e|[Vv]an|[Vv]an der|La|St\.) )?[^\W\d_a-z][^\W\d_]+(?:[-' ][^\W\d_a-z][^\W\d_]+)?), ([^\W\d_a-z][^\W\d_]+)(?:[- ][A-Z][^\W\d_]{0,15}\.?)?\s*"
)
_LONGEST_INVERTED = 60
_CUT = re.compile(r"\s{0,99}[,;/&]\s*|\s{1,99}(?:and|und|et|y|e|en|i|och|\u00e9s)\s+")
_STREETS = frozenset(facts("text/people/words.toml")["streets"]["words"])
"""Words in small letters in front of a street's name."""
_KINDS = frozenset(facts("analysis/pii/streets.toml")["behind"])
_HOUSE_NUMBER = re.compile(r"(?<!\w)\d{1,6}[a-zA-Z]?,? $")
_STREETS_BEHIND = frozenset(
    {"gate", "gata", "gade", "vej", "vei", "vag", "plads", "plass", "utca", "street", "road", "avenue"}
)
"""And behind it: `Karl Johans gate`."""
_TRIM = " \t.,;:|-\u2013\u2014()\u2022\u00b7*\"\u201c\u201d'"
_REACH = 130
_LABEL_WORDS = 5
_LONGEST_CELL = 300
"""Characters of a cell that may hold nothing but a name."""
_NEIGHBOURS = 2
"""Lines before and after in which a role may stand."""


@dataclass(frozen=True, slots=True)
class Place:
    """A cell of the text: a line, or what stands between tabs in one."""

    line: int
    column: int
    start: int
    end: int
    table: int
    """Number of the table it is in: rows without a break; -1 outside tables."""


class Context:
    """A page's text, made ready to be asked what stands around a place."""

    def __init__(self, layout: Layout, longest: int) -> None:
        self.text = layout.text[:longest]
        self._layout = layout
        self._lines: list[tuple[int, int]] = []
        self._headings: list[list[str]] = []
        start = 0
        for line in self.text.split("\n"):
            self._lines.append((start, start + len(line)))
            start += len(line) + 1

    def cells(self) -> Iterator[Place]:
        """Yield every cell in the order of the text."""
        self._headings.clear()
        table, inside = -1, False
        for number, (start, end) in enumerate(self._lines):
            cells = self.text[start:end].split("\t")
            if len(cells) > 1 and not inside:
                table += 1
                self._headings.append(cells)
            inside = len(cells) > 1
            begin = start
            for column, cell in enumerate(cells):
                yield Place(number, column, begin, begin + len(cell), table if inside else -1)
                begin += len(cell) + 1

    @cached_property
    def small_words(self) -> frozenset[str]:
        """Words that the page also writes in small letters, folded: no names."""
        return frozenset(fold(word) for word in set(_SMALL_WORD.findall(self.text)) if word[0].islower())

    @cached_property
    def emails(self) -> tuple[tuple[int, str], ...]:
        """Addresses with their offsets, those of links included."""
        found = [(match.start(), match.group()) for match in _EMAIL.finditer(self.text)]
        for mark in self._layout.marks:
            href = attributes_of(mark.attributes).get("href", "").strip()
            if href.lower().startswith("mailto:") and (match := _EMAIL.search(unquote(href[7:300]))):
                found.append((mark.start, match.group()))
        return tuple(sorted(set(found))[:500])

    def is_whole(self, place: Place, run: Run) -> bool:
        """Return whether the cell holds nothing but the name, with its form of address, role, label or degrees."""
        if place.end - place.start > _LONGEST_CELL:
            return False
        cell = self.text[place.start : place.end]
        before, behind = cell[: run.start - place.start], cell[run.end - place.start :]
        left = [word for word in re.findall(r"\w+", before) if not self._belongs_to(word)]
        right = [word for word in re.findall(r"\w+", behind) if not self._belongs_to(word)]
        return not left and not right

    @staticmethod
    def _belongs_to(word: str) -> bool:
        folded = fold(word)
        return (
            folded in lexicon.honorifics("")
            or folded in lexicon.endings()
            or folded in lexicon.modifiers()
            or folded in lexicon.labels()
            or lexicon.is_role_word(folded)
        )

    def speaks(self, place: Place, run: Run) -> tuple[str, str]:
        """Return what says that the run is a person, and what they are: (`role`, `Sales Manager`); nothing where nothing does."""
        title = run.role or self._role_in_cell(place, run)
        if run.honorific or self._has_degree(run):
            return "form of address", title
        if title or (run.weak_honorific and len(run.core) > 1):
            return "role", title
        if self.mailbox(run):
            return "mailbox", self.role_beside(place, run)
        label = self._label(place, run)
        if label:
            return ("label" if label in lexicon.person_labels() else "weak label"), self.role_beside(place, run)
        return ("weak label" if run.label else ""), ""

    def _role_in_cell(self, place: Place, run: Run) -> str:
        behind = self.text[run.end : min(place.end, run.end + _REACH)]
        if (ahead := _AHEAD.match(behind)) is not None:
            for part in _PARTS.split(behind[ahead.end() :])[:4]:
                if role := lexicon.role_in(part):
                    return "" if self._begins_with_name(part) else role
                if not part.strip() or not all(word.rstrip(".").isupper() for word in part.split()):
                    break  # anything but degrees between name and role: another matter
        if (says := _IS.match(behind)) is not None and (role := lexicon.role_in(says[1])):
            return role
        before = self.text[max(place.start, run.start - _REACH) : run.start]
        if (label := _last_label(before)) is not None and (
            lexicon.is_pure_role(label[1]) or self._begins_with_role(label[1], label[2])
        ):
            return lexicon.role_in(label[1])
        if (said := _small_role(before)) is not None and lexicon.is_role_word(fold(said[1].split()[-1])):
            return lexicon.role_in(said[1])  # "our sales manager Jane Doe"
        return self._role_in_row(place)

    @staticmethod
    def _begins_with_role(text: str, sign: str) -> bool:
        """Return whether what stands before a colon or a dash begins with a role, or is short and has one before a colon."""
        said = text.split()
        if sign == ":" and len(said) <= _LABEL_WORDS:
            return True
        most = 2 * _LABEL_WORDS if sign == ":" else 3
        return len(said) <= most and sign != "," and lexicon.is_role_word(lexicon.folded(said[:1])[0])

    def _has_degree(self, run: Run) -> bool:
        """Return whether a degree or the like follows behind a comma: `Jane Doe, PhD`."""
        behind = _DEGREE.match(self.text, run.end, run.end + 20)
        if behind is None or behind[1] in _STATES:
            return False
        return fold(behind[1].replace(".", "")) in lexicon.endings()

    @staticmethod
    def _begins_with_name(text: str) -> bool:
        said = lexicon.folded(text.split()[:3])
        return not lexicon.given().isdisjoint(said)

    def _role_in_row(self, place: Place) -> str:
        if place.table < 0:
            return ""
        start, end = self._lines[place.line]
        cells = self.text[start:end].split("\t")
        for column in (place.column + 1, place.column - 1, place.column + 2):
            if 0 <= column < len(cells) and (role := lexicon.role_in(cells[column])):
                return role
        return ""

    def _label(self, place: Place, run: Run) -> str:
        """Return the label in front of a name, folded; empty where there is none."""
        written = self._before(place, run)
        return written if written in lexicon.labels() else ""

    def _before(self, place: Place, run: Run) -> str:
        before = self.text[max(place.start, run.start - _REACH) : run.start]
        if (label := _last_label(before)) is not None:
            return fold(label[1].strip(_TRIM))
        if before.strip(_TRIM):
            return ""
        if place.table >= 0:
            return fold(self._row_cell(place, -1).strip(_TRIM))
        above = self.line(place.line - 1).rstrip()
        return fold(above.strip(_TRIM)) if above.endswith(":") else ""

    def _row_cell(self, place: Place, step: int) -> str:
        start, end = self._lines[place.line]
        cells = self.text[start:end].split("\t")
        return cells[place.column + step] if 0 <= place.column + step < len(cells) else ""

    def line(self, number: int) -> str:
        """Return a line of the text; nothing outside it."""
        if not 0 <= number < len(self._lines):
            return ""
        start, end = self._lines[number]
        return self.text[start:end]

    def role_beside(self, place: Place, run: Run) -> str:
        """Return the role on the line before or after, where the name is alone on its own; empty where there is none."""
        if place.table >= 0 or not self.is_whole(place, run):
            return ""
        lines = (
            (place.line - 1, place.line + 1) if self._roles_come_first(place.line) else (place.line + 1, place.line - 1)
        )
        return next((lexicon.role_in(self.line(number)) for number in lines if self._is_role_line(number)), "")

    def _is_role_line(self, number: int) -> bool:
        text = self.line(number)
        return "\t" not in text and lexicon.is_pure_role(text)

    def _roles_come_first(self, number: int) -> bool:
        """Return whether a list of names and roles, line by line, begins with a role."""
        if not self._is_role_line(number - 1):
            return False
        while self._is_role_line(number - 3):
            number -= 2
        above = self.line(number - 2).split()
        return not (2 <= len(above) <= 4 and lexicon.folded(above[:1])[0] in lexicon.given())

    def mailbox(self, run: Run) -> str:
        """Return an address on the page that is built from the whole name; empty where there is none."""
        if len(run.core) < 2:
            return ""
        name = " ".join(token.text for token in run.core)
        return self._boxes.first(name)

    @cached_property
    def _boxes(self) -> mailboxes.Boxes:
        return mailboxes.Boxes(email for _, email in self.emails)

    def is_street(self, run: Run) -> bool:
        """Return whether a name is that of a street: `rue Victor Hugo`, `Anna Nowak 12`."""
        before = _BEFORE_WORD.search(self.text[max(0, run.start - 20) : run.start])
        if before is not None and not run.honorific and fold(before[1]) in _STREETS:
            return True
        numbered = _HOUSE_NUMBER.search(self.text[max(0, run.start - 8) : run.start]) is not None
        if numbered and not run.honorific and run.core and run.core[-1].folded in lexicon.place_words() | _KINDS:
            return True
        behind = _NEXT_WORD.match(self.text, run.end, run.end + 30)
        if behind is not None and fold(behind[1]) in _STREETS_BEHIND:
            return True
        return _STREET_NUMBER.match(self.text, run.end) is not None

    def is_firm(self, run: Run) -> bool:
        """Return whether a firm's name goes on behind the run: `Jane Doe & Sons`, `Jane Doe, Inc.`."""
        goes_on = _NEXT_WORD.match(self.text, run.end, run.end + 30)
        if goes_on is not None and fold(goes_on[1]) in lexicon.firms() and not lexicon.is_department(goes_on[1]):
            return True
        behind = _FIRM_BEHIND.match(self.text, run.end, run.end + 40)
        if behind is None or behind[2]:
            return behind is not None
        said = fold(behind[1])
        # "Jane Doe and Sons" is a firm, "Jane Doe and her sons" are a family.
        return said in lexicon.never() and (behind[1][0].isupper() or said in lexicon.firms())

    def inverted(self) -> Iterator[tuple[Place, str]]:
        """Yield cells such as `Doe, Jane M.`, with the role beside, where two or more say that the page lists people so."""
        cells = [
            place for place in self.cells() if place.end - place.start < _LONGEST_INVERTED and self._is_inverted(place)
        ]
        if len(cells) > 1:
            yield from ((place, self._role_in_row(place)) for place in cells)

    def _is_inverted(self, place: Place) -> bool:
        match = _INVERTED.fullmatch(self.text, place.start, place.end)
        if match is None:
            return False
        family, given = lexicon.folded((match[1], match[2]))
        if family in lexicon.never() or given in lexicon.never():
            return False
        if self.is_headed(place):
            return True
        if given in lexicon.given():
            return family not in lexicon.given() or lexicon.is_family(family)
        return (given in lexicon.weak_given() or given in lexicon.given_abroad()) and lexicon.is_family(family)

    def is_headed(self, place: Place) -> bool:
        """Return whether the first row of its table calls the column one of persons: `Name`, `Ansprechpartner`."""
        if not 0 <= place.table < len(self._headings):
            return False
        heading = self._headings[place.table]
        return place.column < len(heading) and fold(heading[place.column].strip(_TRIM)) in lexicon.headings()

    def is_list_of_names(self, place: Place) -> bool:
        """Return whether a cell is a short list of things of two to four capitalised words each."""
        if place.end - place.start > 2 * _LONGEST_CELL:
            return False
        parts = [part for part in _CUT.split(self.text[place.start : place.end].strip(_TRIM)) if part]
        return 1 < len(parts) <= 12 and all(2 <= len(part.split()) <= 4 and part[0].isupper() for part in parts)


def _last_label(before: str) -> re.Match[str] | None:
    # Most texts end in no sign, and the pattern would be tried from each of their characters.
    return _LAST_LABEL.search(before) if before.rstrip()[-1:] in _LABEL_SIGNS else None


def _small_role(before: str) -> re.Match[str] | None:
    written = before[-1:] in {" ", "\u00a0"} and before[-2:-1].isalnum()
    return _SMALL_ROLE.search(before[-_LONGEST_ROLE:]) if written else None
