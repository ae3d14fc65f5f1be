"""Long lists in JSON files, entry by entry.

The standard library's parser reads each entry, from a buffer that is filled as it empties. (ijson was measured: 290,000 entries a second
against 410,000, and 100 KB of opening brackets made it ask for more than 20 GB, since it keeps the path to each place.)
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from auditor.collect.importers.base import ImportProblem, Request
from auditor.collect.importers.files import Export
from auditor.collect.importers.lines import texts
from auditor.model.messages import message

_LARGEST = 16 << 20
"""Characters of one entry; a post has a few thousand."""
_LIST = re.compile(r'\s*(?:(?:window\.)?[\w.]{1,100}\s{0,9}=\s{0,9})?(?:\{\s{0,99}"[^"\\]{1,100}"\s{0,9}:\s{0,9})?\[')
"""`[`, `{"comments_v2": [` or `window.YTD.tweets.part0 = [`."""
_HEAD = 4_096
_SPACE = re.compile(r"[\s,]*")
_DECODE = json.JSONDecoder(strict=False).raw_decode
"""Takes bare line ends and other control characters inside texts."""


def entries(request: Request, export: Export, name: str) -> Iterator[Any]:
    """Yield the entries of a list: the file is one, or an object whose first member is one, or a script that assigns one.

    A file that breaks off half-way, or goes on with something that is no JSON, yields what was before, and says so in
    `request.cut`.

    Raises:
        ImportProblem: it holds no list.
    """
    with export.open(name) as stream:
        buffer = _Buffer(texts(stream))
        buffer.fill(_HEAD)
        start = _LIST.match(buffer.text)
        if start is None:
            raise ImportProblem(
                message("{file} holds no list of entries; is it the JSON of the right export?", file=export.where(name))
            )
        buffer.at = start.end()
        try:
            yield from buffer.entries()
        except _Broken as broken:
            request.cut = f"{export.where(name)} could not be read to its end: {broken}"


def first(text: str) -> Any:
    """Return the first entry of the list that a file begins with; None where the beginning holds none."""
    start = _LIST.match(text)
    if start is None:
        return None
    buffer = _Buffer(iter((text[start.end() :],)))
    try:
        return next(buffer.entries(), None)
    except _Broken:
        return None


class _Broken(Exception):
    """The list does not go on as a list does."""


class _Buffer:
    """Text of which a part is held."""

    def __init__(self, blocks: Iterator[str]) -> None:
        self._blocks = blocks
        self.text = ""
        self.at = 0
        """Where reading goes on."""

    def fill(self, size: int) -> bool:
        """Hold at least so many characters from here on, if there are as many; return whether there are more than before."""
        parts, held = [self.text[self.at :]], len(self.text) - self.at
        more = False
        while held < size and (block := next(self._blocks, None)) is not None:
            parts.append(block)
            held += len(block)
            more = more or bool(block)
        self.text, self.at = "".join(parts), 0
        return more

    def entries(self) -> Iterator[Any]:
        """Yield the entries from here on; raises _Broken where the list breaks off."""
        while self._more():
            yield self._entry()

    def _more(self) -> bool:
        """Go to the next entry; return whether there is one."""
        while True:
            self.at = _SPACE.match(self.text, self.at).end()  # type: ignore[union-attr]  # it always matches
            if self.at < len(self.text):
                return self.text[self.at] != "]"
            if not self.fill(1):
                raise _Broken("it breaks off")

    def _entry(self) -> Any:
        while True:
            held = len(self.text) - self.at
            try:
                entry, end = _DECODE(self.text, self.at)
            except ValueError:
                entry, end = None, 0
            except RecursionError:
                raise _Broken("it is damaged") from None
            if end and end < len(self.text):  # what ends with the buffer may go on, as `12` of `123` does
                self.at = end
                return entry
            if not end and held > _LARGEST:
                raise _Broken("one entry is beyond all bounds, or damaged")
            if self.fill(2 * held + 1):  # twice as much each time, or large entries would take for ever
                continue
            if not end:
                raise _Broken("it is damaged or breaks off")
            self.at = end
            return entry
