"""Lines → rows of a table, whatever was done to its quotes, line ends and delimiters on the way.

The standard library's reader does the work, in its strict mode: where it stumbles, only the line at fault is judged by itself,
and reading goes on with the next. Nothing is lost to a quote that somebody forgot to close.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from auditor.collect.importers.base import Skip

TOO_FEW, TOO_MANY = "too few fields", "too many fields"
DELIMITERS = (",", ";", "\t", "|")
_MOST_LINES = 500
"""Lines of one field; longer ones come from quotes that were never closed."""
_MOST_JOINED = 200
"""Lines that a row broken by bare line ends may be spread over."""

Row = list[str]
Numbered = tuple[int, Row]
"""Line in the file, from 1; cells."""


class _Unclosed(Exception):
    """A field does not end."""


@dataclass
class Feed:
    """Lines for the reader, of which some can be given again."""

    lines: Iterator[str]
    number: int = 0
    """Of the line given last, from 1."""
    taken: list[str] = field(default_factory=list)
    """Lines given since the last complete row."""
    _again: deque[str] = field(default_factory=deque)

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        """Return the next line."""
        if len(self.taken) >= _MOST_LINES:
            raise _Unclosed
        line = self._again.popleft() if self._again else next(self.lines)
        self.number += 1
        self.taken.append(line)
        return line

    def all_but_first(self) -> str:
        """Take back what was given since the last complete row, and return its first line."""
        first, *others = self.taken
        self._again.extendleft(reversed(others))
        self.number -= len(others)
        self.taken.clear()
        return first


def records(feed: Feed, delimiter: str, *, backslashes: bool = False) -> Iterator[Numbered]:
    """Yield rows as they stand in the file.

    Args:
        feed: The lines.
        delimiter: Between cells.
        backslashes: Whether quotes inside cells have one in front instead of being doubled.
    """
    escape = "\\" if backslashes else None
    while True:
        reader = csv.reader(feed, delimiter=delimiter, strict=True, escapechar=escape)
        try:
            for row in reader:
                yield feed.number - len(feed.taken) + 1, row
                feed.taken.clear()
        except (csv.Error, _Unclosed):
            if not feed.taken:  # an error without a line can't be
                return
            number = feed.number - len(feed.taken) + 1
            yield number, _leniently(feed.all_but_first(), delimiter)
        else:
            return


def _leniently(line: str, delimiter: str) -> Row:
    """Return the cells of one line, stray quotes taken as text."""
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:  # a cell above the limit of 128 KB
        return []


def whole(
    rows: Iterable[Numbered], width: int, starts: Callable[[Row], bool], *, open_end: bool
) -> Iterator[Numbered | Skip]:
    """Yield rows of `width` cells, mended where bare line ends broke them or empty cells at the end were left out.

    Args:
        rows: As they stand in the file.
        width: Cells that a row should have.
        starts: Whether a row too short is the beginning of one, to judge by its date.
        open_end: Whether the last cell is text, so that more lines may belong to it.
    """
    mender = _Mender(width, starts, open_end)
    for number, row in rows:
        if len(row) > width and not any(row[width:]):
            del row[width:]
        if len(row) == width:
            yield from mender.complete(number, row)
        elif len(row) > width:
            yield from mender.rest()
            yield Skip(TOO_MANY, f"line {number}")
        else:
            yield from mender.short(number, row)
    yield from mender.rest()


@dataclass
class _Mender:
    """Holds back what the next row may belong to."""

    width: int
    starts: Callable[[Row], bool]
    open_end: bool
    ready: Numbered | None = None
    """A complete row."""
    held: Numbered | None = None
    """The beginning of a row, after it."""
    joined: int = 0
    """Lines put together in the row held back last."""

    def complete(self, number: int, row: Row) -> list[Numbered | Skip]:
        """Take a row; return what it shows to be finished."""
        finished = self.rest()
        self.ready = number, row
        return finished

    def short(self, number: int, row: Row) -> list[Numbered | Skip]:
        """Take a row that has too few cells; return what it shows to be finished."""
        if self.joined < _MOST_JOINED and not self.starts(row):
            if self.held is not None and len(self.held[1]) + len(row) - 1 <= self.width:
                return self._join(self.held, row)
            if self.held is None and self.ready is not None and self.open_end and len(row) <= 1:
                self.ready[1][-1] += "\n" + "".join(row)
                self.joined += 1
                return []
        if not row:
            return []
        finished: list[Numbered | Skip] = []
        if self.held is not None:
            finished = self.rest()
        self.held, self.joined = (number, row), 0
        return finished

    def _join(self, held: Numbered, row: Row) -> list[Numbered | Skip]:
        number, cells = held
        cells = [*cells[:-1], f"{cells[-1]}\n{row[0] if row else ''}", *row[1:]]
        self.joined += 1
        if len(cells) < self.width:
            self.held = number, cells
            return []
        self.held = None
        finished = self.rest()
        self.ready = number, cells
        return finished

    def rest(self) -> list[Numbered | Skip]:
        """Return what was held back, in the order of the file."""
        finished: list[Numbered | Skip] = [] if self.ready is None else [self.ready]
        if self.held is not None:
            number, row = self.held
            padded = [*row, *[""] * (self.width - len(row))]
            finished.append((number, padded) if self.starts(row) else Skip(TOO_FEW, f"line {number}"))
        self.ready = self.held = None
        self.joined = 0
        return finished
