"""What a visitor reads on a page.

The tree is written out once by the parser and taken apart again by one regular expression. Written out, every page is
well-formed: attributes are quoted, elements closed, signs escaped. That is several times faster than asking the tree
node by node where each element ends, and it has no depth limit.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from html import unescape

from selectolax.lexbor import LexborHTMLParser, LexborNode

from auditor.resources import facts

_ATTRIBUTES = r'(?: [^ \t\n\f\r/>][^ \t\n\f\r/>=]*+(?:="[^"]*+")?+)*+'
_RAW = "script|style|iframe|noembed|noframes|xmp|plaintext"
"""Elements whose content is no mark-up: taken as one piece."""


def _tags(raw: str) -> re.Pattern[str]:
    # `\Z`: what is never closed ends with the page, at the price of one look and not of one look for each such element.
    return re.compile(
        rf"<({raw})(?=[ >])({_ATTRIBUTES})>(.*?)(?:</\1>|\Z)"
        rf"|<(/?)([a-zA-Z][^ \t\n\f\r/>]*+)({_ATTRIBUTES})>"
        r"|<!--.*?(?:-->|\Z)",
        re.DOTALL,
    )


_PLAIN_TAG = 6
"""Of the groups in `_tags` the last, where it is no element whose content is taken as one piece, and no comment."""
_SHOWN_TAG = _tags(_RAW + "|noscript")
ANY_TAG = _tags(_RAW)
_ATTRIBUTE = re.compile(r' ([^ \t\n\f\r/>][^ \t\n\f\r/>=]*+)(?:="([^"]*+)")?+')
_ENTITY = {"amp": "&", "lt": "<", "gt": ">", "nbsp": " ", "quot": '"'}
_WRITTEN_ENTITY = re.compile("&(amp|lt|gt|nbsp|quot);")

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
    writer = _Writer(asked, hidden, tags, skips)
    end = 0
    for match in (ANY_TAG if hidden else _SHOWN_TAG).finditer(written):  # one at a time: a page may have very many
        start = match.start()
        if start > end:
            writer.write(written[end:start])
        end = match.end()
        kind = match.lastindex
        if kind == _PLAIN_TAG:
            if match[4]:
                writer.close(match[5])
            else:
                writer.open(match[5], match[6])
        elif kind is not None and match[1] == "script":
            writer.script(match[2], match[3])
    writer.write(written[end:])
    return writer.layout()


def attributes_of(written: str) -> dict[str, str]:
    """Return the attributes of a mark, names in lower case; of a repeated one the first."""
    found: dict[str, str] = {}
    for name, value in _ATTRIBUTE.findall(written):
        found.setdefault(name.lower(), unescape(value) if "&" in value else value)
    return found


class _Writer:
    """Collects the text of a page that is handed over piece by piece, with the tags between the pieces."""

    def __init__(
        self,
        asked: re.Pattern[str] | None,
        hidden: bool,
        tags: frozenset[str],
        skips: Callable[[str, str], bool] | None,
    ) -> None:
        self._asked = asked
        self._hidden = hidden
        self._tags = tags
        self._skips = skips
        self._pieces: list[str] = []
        self._length = 0
        self._pending = _NOTHING
        self._depth = 0
        self._unshown_from = 0
        """Depth at which an element that is not shown opened; 0 while all is shown."""
        self._lines_from = 0
        """Depth at which an element opened that keeps its line breaks."""
        self._open: list[tuple[int, int]] = []
        """Depth of each marked element still open, and its place in `_marks`."""
        self._marks: list[Mark] = []

    def write(self, piece: str) -> None:
        """Add text as it stands between two tags."""
        if self._unshown_from:
            return
        if "&" in piece:
            piece = _WRITTEN_ENTITY.sub(lambda match: _ENTITY[match[1]], piece)
        if self._lines_from and "\n" in piece:
            for line in piece.split("\n"):
                self._write_line(line)
                self._pending = max(self._pending, _LINE)
            return
        self._write_line(piece)

    def _write_line(self, piece: str) -> None:
        if not piece.isascii():
            piece = _INVISIBLE.sub("", piece)
        text = " ".join(piece.split())
        if not text:
            if piece and not self._pending:
                self._pending = _SPACE
            return
        if not self._pending and piece[0].isspace():
            self._pending = _SPACE
        if self._pending and self._length:
            self._pieces.append(_SIGNS[self._pending])
            self._length += 1
        self._pieces.append(text)
        self._length += len(text)
        self._pending = _SPACE if piece[-1].isspace() else _NOTHING

    def open(self, name: str, attributes: str) -> None:
        """Begin an element."""
        separates = _SEPARATES.get(name)
        if separates and separates > self._pending:
            self._pending = separates
        if name in VOID:
            self._void(name, attributes)
            return
        self._depth += 1
        if self._unshown_from:
            return
        if name in _UNSHOWN or ((not self._hidden or self._inside_word(name)) and _hides(name, attributes)):
            self._unshown_from = self._depth
            return
        if self._skips is not None and self._skips(name, attributes):
            self._unshown_from = self._depth
            return
        if name in _KEEPS_LINES and not self._lines_from:
            self._lines_from = self._depth
        if self._is_asked_for(name, attributes):
            self._open.append((self._depth, len(self._marks)))
            self._marks.append(Mark(name, attributes, self._length, self._length))

    def _inside_word(self, name: str) -> bool:
        """Return whether an element begins in the middle of a word: hidden there, it is a decoy for robots."""
        return name not in _SEPARATES and not self._pending and self._length > 0

    def _void(self, name: str, attributes: str) -> None:
        if self._unshown_from:
            return
        if name == "img" and 'alt="@"' in attributes:
            self.write("@")
        if self._is_asked_for(name, attributes):
            self._marks.append(Mark(name, attributes, self._length, self._length))

    def _is_asked_for(self, name: str, attributes: str) -> bool:
        if name in self._tags:
            return True
        return bool(attributes) and self._asked is not None and self._asked.search(attributes) is not None

    def close(self, name: str) -> None:
        """End an element."""
        separates = _SEPARATES.get(name)
        if separates and separates > self._pending:
            self._pending = separates
        if name in VOID:
            return
        if self._open and self._open[-1][0] == self._depth:
            index = self._open.pop()[1]
            self._marks[index] = replace(self._marks[index], end=self._length)
        if self._unshown_from == self._depth:
            self._unshown_from = 0
        if self._lines_from == self._depth:
            self._lines_from = 0
        self._depth -= 1

    def script(self, attributes: str, body: str) -> None:
        """Take note of a script."""
        if self._asked is not None and self._asked.search(attributes):
            self._marks.append(Mark("script", attributes, self._length, self._length, body))

    def layout(self) -> Layout:
        """Return what was written."""
        return Layout("".join(self._pieces), tuple(self._marks))


def _hides(name: str, attributes: str) -> bool:
    if name == "dialog" and " open" not in attributes:
        return True
    if " style=" not in attributes and " hidden" not in attributes:
        return False
    found = attributes_of(attributes)
    return "hidden" in found or _HIDING_STYLE.search(found.get("style", "")) is not None
