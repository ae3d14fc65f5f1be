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
_OPENS = re.compile(r"\s*([\[{])")
_HEAD = 4_096
_FAR = 64 << 10
"""Characters in which a list is looked for behind other members."""
_BEFORE = 2_000
"""Characters in front of a list that tell what it belongs to."""
_SPACE = re.compile(r"[\s,]*")
_BETWEEN = re.compile(r"[\s,;]*")
_ANOTHER = re.compile(r"\[")
_DECODE = json.JSONDecoder(strict=False).raw_decode
"""Takes bare line ends and other control characters inside texts."""


def entries(request: Request, export: Export, name: str) -> Iterator[Any]:
    """Yield the entries of a list: the file is one, or an object whose first member is one, or a script that assigns one.

    Several of them one after the other, as people make who put exports together, are read as one. A file that breaks off half-way, or goes on with something that is no JSON, yields what was before, and says so in
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
        try:
            while start is not None:
                buffer.at = start.end()
                yield from buffer.entries()
                start = buffer.next(_LIST, inside="{" in start.group())
        except _Broken as broken:
            request.cut = f"{export.where(name)} could not be read to its end: {broken}"


def objects(request: Request, export: Export, name: str, key: str = "") -> Iterator[Any]:
    """Yield the entries of a list under `key`, of a list that the file is, or of a file of objects one after the other.

    A member under `key` may stand behind others, as far as the first 64 KB reach; empty lists of that name are passed over. Several such
    lists are read one after the other: programs that ask an interface page by page save one for each. A file that breaks off yields what
    was before, and says so in `request.cut`.

    Raises:
        ImportProblem: it holds neither.
    """
    with export.open(name) as stream:
        buffer = _Buffer(texts(stream))
        buffer.fill(_FAR)
        start = start_of(buffer.text, key)
        if start is None:
            raise ImportProblem(
                message("{file} holds no list of entries; is it the JSON of the right export?", file=export.where(name))
            )
        under = _under(buffer.text, key) is not None
        buffer.at = start
        try:
            yield from buffer.all_entries(_opening(key) if under else None)
        except _Broken as broken:
            request.cut = f"{export.where(name)} could not be read to its end: {broken}"


def start_of(text: str, key: str) -> int | None:
    """Return where the first entry stands in the beginning of a file, as `objects` reads it; None where it holds none."""
    under = _under(text, key)
    if under is not None:
        return under
    if start := _OPENS.match(text):
        return start.end() if start.group(1) == "[" else start.end() - 1
    return None


def _opening(key: str) -> re.Pattern[str]:
    return re.compile(rf'"{key}"\s{{0,99}}:\s{{0,99}}\[')


def _under(text: str, key: str) -> int | None:
    """Return where the first entry stands of the first list under a key that has any."""
    found = re.search(rf"{_opening(key).pattern}\s{{0,99}}(?!\s|\])", text[:_FAR]) if key else None
    return None if found is None else text.index("[", found.start()) + 1


def sections(request: Request, export: Export, name: str, key: str) -> Iterator[tuple[str, Any]]:
    """Yield (what stands before the list, entry) of every list under `key`, wherever in the file these lists are.

    Of what stands before a list, its last 2,000 characters are given. A file that breaks off says so in `request.cut`.
    """
    opening = _opening(key)
    with export.open(name) as stream:
        buffer = _Buffer(texts(stream))
        try:
            while (before := buffer.find(opening)) is not None:
                for entry in buffer.entries():
                    yield before, entry
        except _Broken as broken:
            request.cut = f"{export.where(name)} could not be read to its end: {broken}"


def first_object(text: str, key: str = "") -> Any:
    """Return the first entry that `objects` would yield; None where the beginning of the file holds no whole one."""
    start = start_of(text, key)
    if start is None:
        return None
    buffer = _Buffer(iter((text[start:],)))
    try:
        return next(buffer.entries(loose=True), None)
    except _Broken:
        return None


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

    def find(self, opening: re.Pattern[str]) -> str | None:
        """Go behind the next place that a pattern finds; return what stands before it, None where there is none any more."""
        before = ""
        while True:
            found = opening.search(self.text, self.at)
            if found is not None:
                before = (before + self.text[self.at : found.start()])[-_BEFORE:]
                self.at = found.end()
                return before
            kept = max(self.at, len(self.text) - _BEFORE)  # the pattern may begin in this block and end in the next
            before, self.at = (before + self.text[self.at : kept])[-_BEFORE:], kept
            if not self.fill(len(self.text) - kept + 1):
                return None

    def entries(self, *, loose: bool = False) -> Iterator[Any]:
        """Yield the entries from here on; raises _Broken where the list breaks off, unless they stand `loose` in the file."""
        while self._more(loose):
            yield self._entry()

    def all_entries(self, opening: re.Pattern[str] | None) -> Iterator[Any]:
        """Yield the entries from here on and of the lists that follow.

        Args:
            opening: How these begin, wherever they are; None for those that follow at once.
        """
        if self.text[self.at - 1 : self.at] != "[":
            yield from self.entries(loose=True)
            return
        going_on = True
        while going_on:
            yield from self.entries()
            if opening is not None:
                going_on = self.find(opening) is not None
            elif going_on := (start := self.next(_ANOTHER)) is not None:
                self.at = start.end()

    def next(self, opening: re.Pattern[str], *, inside: bool = False) -> re.Match[str] | None:
        """Return how another list begins behind the one that ends here; None at the end of the file; raises _Broken for anything else.

        Args:
            opening: How it begins.
            inside: Whether the list that ends here is a member of an object: its other members are passed over.
        """
        self.at += 1
        while inside and self._char() == '"':
            self._entry()
            self._pass(":")
            self._pass_value()
        if inside:
            self._pass("}")
        if not self._char():
            return None
        self.fill(_HEAD)
        start = opening.match(self.text, self.at)
        if start is None:
            raise _Broken("it goes on with something else")
        return start

    def _char(self) -> str:
        """Go to the next character that is no space, comma or semicolon, and return it; empty at the end."""
        while True:
            self.at = _BETWEEN.match(self.text, self.at).end()  # type: ignore[union-attr]  # it always matches
            if self.at < len(self.text) or not self.fill(1):
                return self.text[self.at : self.at + 1]

    def _pass(self, char: str) -> None:
        if self._char() != char:
            raise _Broken("it is damaged or breaks off")
        self.at += 1

    def _pass_value(self) -> None:
        """Go behind a value, however long a list it is."""
        if self._char() != "[":
            self._entry()
            return
        self.at += 1
        for _ in self.entries():
            pass
        self.at += 1

    def _more(self, loose: bool) -> bool:
        """Go to the next entry; return whether there is one."""
        while True:
            self.at = _SPACE.match(self.text, self.at).end()  # type: ignore[union-attr]  # it always matches
            if self.at < len(self.text):
                return self.text[self.at] != "]"
            if not self.fill(1):
                if loose:
                    return False
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
