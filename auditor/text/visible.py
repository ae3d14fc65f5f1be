"""What a visitor reads on a page.

The tree is written out once by the parser and taken apart again (`written`). Then hardly anything is done tag by tag: what every
tag separates is looked up, all is joined and white space brought together in a few passes over the whole. Only elements that hide
something, keep their lines or were asked for are looked at one by one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from itertools import accumulate, compress

from selectolax.lexbor import LexborHTMLParser, LexborNode

from auditor.resources import facts
from auditor.text.written import WHOLE, taken_apart

_ATTRIBUTE = re.compile(r' ([^ \t\n\f\r/>][^ \t\n\f\r/>=]*+)(?:="([^"]*+)")?+')
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", " "), ("&quot;", '"'), ("&amp;", "&"))
"""As the parser writes them; the one whose sign begins them all comes last."""

_NOTHING, _SPACE, _LINE, _TAB, _ROW = range(5)
"""What separates two pieces of text; the greater wins: a cell's border outweighs the paragraphs in it, a row's the cells."""
_SIGNS = ("", " ", "\n", "\t", "\n")
_ELEMENTS = facts("text/elements.toml")
_SEPARATES: dict[str, int] = {
    **dict.fromkeys(_ELEMENTS["block"], _LINE),
    **dict.fromkeys(_ELEMENTS["cell"], _TAB),
    **dict.fromkeys(_ELEMENTS["row"], _ROW),
}
VOID = frozenset[str](_ELEMENTS["void"])
_UNSHOWN = frozenset[str](_ELEMENTS["unshown"])
_KEEPS_LINES = frozenset[str](_ELEMENTS["keeps_lines"])
_SEPARATOR, _CLOSES, _VOID, _ODD = 7, 8, 16, 32
"""What a kind of tag says, as bits: how it separates; whether it ends an element, or one without content; whether it has to be
looked at whatever its attributes."""
_KINDS = range(64)
_STEPS = [0 if kind & _VOID else -1 if kind & _CLOSES else 1 for kind in _KINDS]
"""By kind, how many elements deeper it leads."""
_LOOKED_AT = [bool(kind & _ODD) for kind in _KINDS]
_MOST_KINDS = 1_000
_MAY_HIDE = re.compile(r' (?:style="[^"]*?(?i:none|hidden)|hidden(?![^ =>]))')
_INNER_SIGNS = "\x01\x02\x03"
"""What stands for the ends of lines, cells and rows while a page is put together, unless the page has such signs itself."""
_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+")
"""Soft hyphens, zero-width spaces, marks of direction: nobody reads them, and they split words and numbers."""
_HIDING_STYLE = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mark:
    """An element that was asked for, and the text it spans."""

    tag: str
    attributes: str
    """As written out; read them with `attributes_of`."""
    start: int
    """Offset into the layout's text."""
    end: int
    body: str = ""
    """Content of a script."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The text of a page and where the elements asked for stand in it."""

    text: str
    """One block a line, cells of a table separated by tabs, no other run of white space."""
    marks: tuple[Mark, ...] = ()
    """In the order in which the elements begin."""


def visible_text(tree: LexborHTMLParser | LexborNode | str) -> str:
    """Return what a visitor reads, one block a line, cells of a table separated by tabs.

    Left out: scripts, styles, templates, `noscript`, the head, and whatever `hidden`, `display: none` or
    `visibility: hidden` hides in the mark-up itself. Style sheets are not consulted. `aria-hidden` text is seen.
    """
    return lay_out(tree).text


def lay_out(
    tree: LexborHTMLParser | LexborNode | str,
    asked: re.Pattern[str] | None = None,
    *,
    hidden: bool = False,
    tags: frozenset[str] = frozenset(),
    skips: Callable[[str, str], bool] | None = None,
) -> Layout:
    """Return the visible text with a mark for each element whose written attributes `asked` finds.

    `asked` sees attributes as ` name="value" …`. Scripts are marked too, with their content, wherever they stand.
    `hidden` adds what scripts may bring to light: hidden elements and `noscript`, never templates, nor what hides in the
    middle of a word. Elements called as in `tags` are marked whatever their attributes; `skips` is asked with name and
    attributes for elements to leave out with all that stands in them.
    """
    if isinstance(tree, str):
        tree = LexborHTMLParser(tree)
    node = tree.root if isinstance(tree, LexborHTMLParser) else tree
    written = (node.html if node is not None else "") or ""
    return _Page(written, asked, hidden, tags, skips).layout()


def attributes_of(written: str) -> dict[str, str]:
    """Return the attributes of a mark, names in lower case; of a repeated one the first."""
    found: dict[str, str] = {}
    for name, value in _ATTRIBUTE.findall(written):
        found.setdefault(name.lower(), unescape(value) if "&" in value else value)
    return found


class _Kinds(dict[str, int]):
    """Kinds of tags by name, with a slash where they end an element: worked out when they are first met."""

    def __init__(self, odd: frozenset[str] | None) -> None:
        super().__init__({WHOLE: _VOID})
        self._odd = odd

    def __missing__(self, written: str) -> int:
        closes = written[:1] == "/"
        name = written[closes:]
        kind = _SEPARATES.get(name, _NOTHING) | (_VOID if name in VOID else 0) | (_CLOSES if closes else 0)
        if not closes and (self._odd is None or name in self._odd):
            kind |= _ODD
        if len(self) < _MOST_KINDS:
            self[written] = kind
        return kind


@lru_cache(maxsize=16)
def _kinds(tags: frozenset[str], all_odd: bool) -> _Kinds:
    return _Kinds(None if all_odd else _UNSHOWN | _KEEPS_LINES | {"dialog", "img"} | tags)


class _Page:
    """The texts and tags of a page, and what becomes of them."""

    def __init__(
        self,
        written: str,
        asked: re.Pattern[str] | None,
        hidden: bool,
        tags: frozenset[str],
        skips: Callable[[str, str], bool] | None,
    ) -> None:
        self._asked = asked
        self._hidden = hidden
        self._wanted = tags
        self._skips = skips
        self._texts, self._tags, self._scripts = taken_apart(written, hidden, asked)
        known = _kinds(tags, skips is not None)
        # Each tag once: a heavy page has few of them many times.
        by_tag = {tag: known[tag.partition(" ")[0]] for tag in set(self._tags)}
        kinds = bytes(map(by_tag.__getitem__, self._tags))
        signs = _unused_signs(written)
        self._line = signs[0]
        self._joined = _Joined(signs)
        by_kind = ["", "", signs[0], signs[1], signs[2], "", "", ""] * (len(_KINDS) // 8)
        self._signs = list(map(by_kind.__getitem__, kinds))
        self._depths = list(accumulate(map(_STEPS.__getitem__, kinds)))
        self._odd = list(compress(range(len(kinds)), map(_LOOKED_AT.__getitem__, kinds)))
        self._marks: list[tuple[str, str, str]] = []
        self._bounds: list[tuple[int, int]] = []
        """Tags before which a mark begins or ends, each with the mark's place."""
        self._open: list[tuple[int, int]] = []
        """Marks that are still open, each with the depth of what it stands in."""
        self._closed_to = 0
        self._inside = (-1, False)
        """The last tag that was asked about, and whether it stood in the middle of a word."""

    def layout(self) -> Layout:
        """Return the page's layout."""
        hidden_to = lines_to = -1
        for place in self._places():
            tag = self._tags[place]
            self._close(place)
            if tag == WHOLE:
                self._mark(place, "script", *self._scripts[place])
                continue
            name = tag.partition(" ")[0]
            attributes = tag[len(name) :]
            if place <= hidden_to:
                continue
            if name in VOID:
                if name == "img" and 'alt="@"' in attributes:
                    self._texts[place] += "@"
            elif self._is_unshown(place, name, attributes):
                hidden_to = self._end(place)
                self._texts[place + 1 : hidden_to + 1] = [""] * (hidden_to - place)
                continue
            elif name in _KEEPS_LINES and place > lines_to:
                lines_to = self._end(place)
                self._keep_lines(place, lines_to)
            if name in self._wanted or (attributes and self._asked is not None and self._asked.search(attributes)):
                self._mark(place, name, attributes)
                if name not in VOID:
                    self._open.append((len(self._marks) - 1, self._depths[place] - 1))
        self._close(len(self._tags))
        return self._written()

    def _places(self) -> list[int]:
        """Return the tags that have to be looked at: odd ones, those that may hide something, those asked for."""
        whole = ">".join(self._tags)
        found = {*self._odd, *self._scripts, *_holding(whole, _MAY_HIDE)}
        if self._asked is not None:
            found |= set(_holding(whole, self._asked))
        return sorted(
            place
            for place in found
            if self._tags[place][:1] != "/" and (self._tags[place] != WHOLE or place in self._scripts)
        )

    def _end(self, place: int) -> int:
        """Return the tag that ends the element which begins with one; behind the last where none does."""
        try:
            return self._depths.index(self._depths[place] - 1, place + 1)
        except ValueError:
            return len(self._tags)

    def _mark(self, place: int, name: str, attributes: str, body: str = "") -> None:
        self._bounds.append((place, len(self._marks)))
        self._marks.append((name, attributes, body))

    def _close(self, place: int) -> None:
        """End the marks that end before a tag. Each tag is passed once, however many marks are open."""
        while self._open:
            mark, depth = self._open[-1]
            try:
                end = self._depths.index(depth, self._closed_to, place)
            except ValueError:
                break
            self._open.pop()
            self._bounds.append((end, mark))
            self._closed_to = end + 1
        self._closed_to = place

    def _is_unshown(self, place: int, name: str, attributes: str) -> bool:
        if name in _UNSHOWN:
            return True
        # Hidden in the middle of a word, it is a decoy for robots, whatever scripts bring to light.
        if _hides(name, attributes) and (not self._hidden or (name not in _SEPARATES and self._is_inside_word(place))):
            return True
        return self._skips is not None and self._skips(name, attributes)

    def _is_inside_word(self, place: int) -> bool:
        """Return whether text goes on right up to a tag."""
        last, inside = self._inside
        for before in range(place, last, -1):
            if text := _as_read(self._texts[before]):
                inside = not text[-1].isspace() and text[-1] != self._line
                break
            if before and self._signs[before - 1]:
                inside = False
                break
        self._inside = (place, inside)
        return inside

    def _keep_lines(self, start: int, end: int) -> None:
        for place in range(start + 1, min(end + 1, len(self._texts))):
            if "\n" in self._texts[place]:
                self._texts[place] = self._texts[place].replace("\n", self._line) + self._line

    def _written(self) -> Layout:
        pieces = [""] * (2 * len(self._tags) + 1)
        pieces[0::2], pieces[1::2] = self._texts, self._signs
        spans: dict[int, tuple[int, int]] = {}
        start = 0
        for place, mark in self._bounds:
            self._joined.add("".join(pieces[start : 2 * place + 1]))
            start = 2 * place + 1
            length = self._joined.length
            spans[mark] = (spans.get(mark, (length, 0))[0], length)
        self._joined.add("".join(pieces[start:]))
        marks = (
            Mark(name, attributes, *spans[mark], body) for mark, (name, attributes, body) in enumerate(self._marks)
        )
        return Layout("".join(self._joined.pieces), tuple(marks))


def _holding(tags: str, pattern: re.Pattern[str]) -> Iterator[int]:
    """Yield which of the tags that are joined by brackets a pattern finds something in, and perhaps some that it does not."""
    place = start = 0
    while (match := pattern.search(tags, start)) is not None:
        place += tags.count(">", start, match.start())
        yield place
        start = tags.find(">", match.start()) + 1
        if not start:
            return
        place += 1


def _as_read(text: str) -> str:
    """Return a text as written with its signs as they are, and without those that nobody sees."""
    if "&" in text:
        for entity, sign in _ENTITIES:
            text = text.replace(entity, sign)
    return text if text.isascii() else _INVISIBLE.sub("", text)


class _Joined:
    """The text of a page that is handed over piece by piece, with inner signs for what its tags separate."""

    def __init__(self, signs: str) -> None:
        self.pieces: list[str] = []
        self.length = 0
        self._signs = signs
        self._ranks = {" ": _SPACE, signs[0]: _LINE, signs[1]: _TAB, signs[2]: _ROW}
        self._pending = _NOTHING

    def add(self, piece: str) -> None:
        """Add the next piece. Of what separates two words the greatest remains."""
        piece = _as_read(piece)
        if not piece:
            return
        text = " ".join(piece.split())
        text = f"{' ' if piece[0].isspace() else ''}{text}{' ' if text and piece[-1].isspace() else ''}"
        for sign, runs in zip(self._signs, _runs(self._signs), strict=True):
            if sign in text:
                text = runs.sub(sign, text)
        self._pending = max(self._pending, self._ranks.get(text[0], _NOTHING))
        behind = self._ranks.get(text[-1], _NOTHING)
        if text := text[text[0] in self._ranks : len(text) - (text[-1] in self._ranks)]:
            if self._pending and self.length:
                text = _SIGNS[self._pending] + text
            for sign, shown in zip(self._signs, _SIGNS[_LINE:], strict=True):
                text = text.replace(sign, shown)
            self.pieces.append(text)
            self.length += len(text)
            self._pending = behind


@lru_cache(maxsize=4)
def _runs(signs: str) -> tuple[re.Pattern[str], ...]:
    """Return, for each of the inner signs, what finds it with the blanks and the lesser signs around it, those brought together first."""
    line, cell, row = map(re.escape, signs)
    return (
        re.compile(f" ?{line}[ {line}]*+"),
        re.compile(f"[ {line}]?{cell}[ {line}{cell}]*+"),
        re.compile(f"[ {line}{cell}]?{row}[ {line}{cell}{row}]*+"),
    )


def _unused_signs(written: str) -> str:
    """Return three signs that a page does not have."""
    if not any(sign in written for sign in _INNER_SIGNS):
        return _INNER_SIGNS
    private = map(chr, range(0xE000, 0xF900))
    return "".join([*(sign for sign in private if sign not in written), *_INNER_SIGNS][:3])


def _hides(name: str, attributes: str) -> bool:
    if name == "dialog" and " open" not in attributes:
        return True
    if " style=" not in attributes and " hidden" not in attributes:
        return False
    found = attributes_of(attributes)
    return "hidden" in found or _HIDING_STYLE.search(found.get("style", "")) is not None
