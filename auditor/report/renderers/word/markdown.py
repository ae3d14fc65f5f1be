"""Markdown as paragraphs, lists and tables of a Word file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from auditor.report.renderers import notes
from auditor.report.renderers.word import styles
from auditor.report.renderers.word.paper import Paper, Text, Words

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BLOCKS = frozenset({"p", "ul", "ol", "li", "blockquote", "pre", "table", "hr", "dl", "dt", "dd", "div", *_HEADINGS})
_LOOKS: Mapping[str, Mapping[str, Any]] = {
    "strong": {"bold": True},
    "b": {"bold": True},
    "th": {"bold": True},
    "dt": {"bold": True},
    "em": {"italic": True},
    "i": {"italic": True},
    "cite": {"italic": True},
    "code": {"code": True},
    "kbd": {"code": True},
    "del": {"strike": True},
    "s": {"strike": True},
    "sup": {"raised": 1},
    "sub": {"raised": -1},
}


def add(paper: Paper, text: str, level: int, style: str = "Normal") -> None:
    """Add Markdown to a Word file.

    Args:
        paper: The file.
        text: Markdown, cleaned as notes are.
        level: Of its outermost heading.
        style: Of its paragraphs.
    """
    root = notes.tree(text)
    notes.demote(root, level)
    _Writer(paper, style).blocks(root)


class _Writer:
    def __init__(self, paper: Paper, style: str) -> None:
        self._paper, self._style = paper, style

    def blocks(self, parent: Any) -> None:
        """Write what an element holds; words between its blocks are paragraphs."""
        for block, words in _blocks(parent):
            if block is None:
                self._paper.paragraph(words, self._style)
            elif block.tag in _HEADINGS:
                self._paper.heading(block.text_content(), int(block.tag[1]))
            elif block.tag in {"ul", "ol"}:
                self.items(block, 1)
            elif block.tag == "table":
                self.table(block)
            elif block.tag == "pre":
                self._paper.paragraph(block.text_content().rstrip("\n"), styles.CODE)
            elif block.tag == "blockquote":
                _Writer(self._paper, "Quote").blocks(block)
            else:
                self.blocks(block)

    def items(self, listed: Any, level: int) -> None:
        """Write a list and those inside it."""
        number = self._paper.numbering() if listed.tag == "ol" else None
        for item in listed.iterchildren("li"):
            for block, words in _blocks(item, through=("p",)):
                if block is None:
                    self._paper.item(words, level, number)
                elif block.tag in {"ul", "ol"}:
                    self.items(block, level + 1)
                else:
                    self.blocks(block)

    def table(self, table: Any) -> None:
        """Write a table, whose first row is its head."""
        rows = [[list(_words(cell, Words(""))) for cell in row.iterchildren("th", "td")] for row in table.iter("tr")]
        if not rows or not rows[0]:
            return
        wide = len(rows[0])
        cut: list[list[Text]] = [[*row[:wide], *[""] * (wide - len(row))] for row in rows[1:]]
        heads = ["".join(words.text for words in cell) for cell in rows[0]]
        self._paper.table("; ".join(filter(None, heads)), heads, cut, [1.0] * wide)


def _blocks(parent: Any, through: tuple[str, ...] = ()) -> Iterator[tuple[Any, list[Words]]]:
    """Yield (block, nothing) and (None, words) in their order; of blocks named in `through` the words."""
    words: list[Words] = [Words(_spaced(parent.text))] if (parent.text or "").strip() else []
    for child in parent:
        if child.tag in _BLOCKS:
            if words:
                yield None, words
            words = []
            if child.tag in through:
                yield from _blocks(child)
            else:
                yield child, []
            words = [Words(_spaced(child.tail))] if (child.tail or "").strip() else []
        else:
            words += _words_of(child, Words(""))
    if words:
        yield None, words


def _words_of(element: Any, look: Words) -> Iterator[Words]:
    """Yield the words of an element inside a line, and those behind it."""
    if element.tag == "br":
        yield replace(look, text="\n")
    else:
        inner = replace(look, **_LOOKS.get(element.tag, {}))
        yield from _words(element, replace(inner, link=element.get("href", "")) if element.tag == "a" else inner)
    if element.tail:
        yield replace(look, text=_spaced(element.tail))


def _words(element: Any, look: Words) -> Iterator[Words]:
    if element.text:
        yield replace(look, text=_spaced(element.text))
    for child in element:
        yield from _words_of(child, look)


def _spaced(text: str) -> str:
    return text.replace("\n", " ")
