"""A page taken apart once for all who ask about it.

What is made of a page is kept under its very text, never under the page, the visit or the snapshot it came from: two visits that
received the same bytes share it, and no visit is held in memory by it. It is bounded by characters, so that a process that audits
one company after the other keeps no more than one that audits a single one.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

from selectolax.lexbor import LexborHTMLParser

from auditor.text.visible import visible_text

T = TypeVar("T")

_TREES = 500_000
"""Characters of the pages whose trees are kept: a tree takes up to a hundred bytes for each."""
_TEXTS = 4_000_000
"""Characters of the pages of which plain values are kept."""


class ByText(Generic[T]):
    """What a function makes of texts: of those asked for last, up to so many characters of them together, and always of the last."""

    def __init__(self, make: Callable[[str], T], characters: int) -> None:
        self._make = make
        self._characters = characters
        self._kept: OrderedDict[str, T] = OrderedDict()
        self._held = 0

    def __call__(self, text: str) -> T:
        """Return what the function makes of `text`."""
        if text in self._kept:
            self._kept.move_to_end(text)
            return self._kept[text]
        while (
            self._kept and self._held + len(text) > self._characters
        ):  # before another is made: both would be held at once
            self._held -= len(self._kept.popitem(last=False)[0])
        made = self._kept[text] = self._make(text)
        self._held += len(text)
        return made

    def __len__(self) -> int:
        return len(self._kept)


def of_trees(make: Callable[[str], T]) -> ByText[T]:
    """Keep what `make` returns where that holds a tree, or nodes of one."""
    return ByText(make, _TREES)


def of_values(make: Callable[[str], T]) -> ByText[T]:
    """Keep what `make` returns where that is hardly larger than the page itself."""
    return ByText(make, _TEXTS)


tree_of = of_trees(LexborHTMLParser)
"""The tree of a page. It is shared: whoever changes one parses for themselves."""
text_of = of_values(visible_text)
"""What a visitor reads on a page, as `visible_text` returns it."""
