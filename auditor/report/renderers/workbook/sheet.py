"""Sheets of a workbook in which text is never more than text: no formula, no link of its own, no character that deceives."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from auditor.report.branding import Branding
from auditor.report.renderers.texts import is_web, plain, xml_legal

Cell = str | int | float | date | None
"""What a cell may hold; None for nothing."""

LONGEST_NAME = 31
"""Characters of the name of a sheet; spreadsheets take no more."""
LONGEST_CELL = 32_000
"""Characters; spreadsheets take 32,767."""
LONGEST_LINK = 2_000
"""Characters of an address that can be clicked; spreadsheets take 2,079."""
MOST_LINKS = 60_000
"""Of a sheet; spreadsheets take 65,530."""
MOST_ROWS = 200_000
"""Of a sheet. Our default: spreadsheets take a million, and few machines with pleasure."""

LINE_HEIGHT = 14.0
"""Points of a line in Calibri 10.5."""
TALLEST_ROW = 400.0
"""Points; spreadsheets take 409."""
WIDER_THAN_DIGITS = 0.95
"""How much room an average character takes, in digits, with what is lost where words do not fit."""

_NO_NAME = re.compile(r"[\[\]:*?/\\\n]")
_FORMULA = ("=", "+", "-", "@", "\t", "|", "%")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table."""

    title: str
    width: float
    """In characters, roughly."""
    wraps: bool = False
    """Whether long texts go on in the next line."""
    choices: tuple[str, ...] = ()
    """What may be written into it by hand; empty for anything."""


def safe(text: str) -> str:
    """Return text as a cell holds it."""
    told = xml_legal(plain(text))
    return told if len(told) <= LONGEST_CELL else f"{told[: LONGEST_CELL - 1]}…"


class Formats:
    """The looks of cells of one workbook, each made once."""

    def __init__(self, workbook: Any, branding: Branding) -> None:
        """Make the formats of a workbook of xlsxwriter."""
        base = {"valign": "top", "font_name": "Calibri", "font_size": 10.5}
        self.text = workbook.add_format(base)
        self.wrapped = workbook.add_format(base | {"text_wrap": True})
        self.quoted = workbook.add_format(base | {"quote_prefix": True})
        self.quoted_wrapped = workbook.add_format(base | {"text_wrap": True, "quote_prefix": True})
        self.link = workbook.add_format(base | {"font_color": branding.accent, "underline": 1, "text_wrap": True})
        self.day = workbook.add_format(base | {"num_format": "yyyy-mm-dd", "align": "left"})
        self.number = workbook.add_format(base | {"num_format": "#,##0.##", "align": "left"})
        self.whole = workbook.add_format(base | {"num_format": "#,##0", "align": "left"})
        self.head = workbook.add_format(
            base | {"bold": True, "bg_color": branding.colour, "font_color": "#ffffff", "text_wrap": True}
        )
        self.title = workbook.add_format(
            base | {"bold": True, "font_size": 13, "font_color": branding.colour, "quote_prefix": True}
        )

    def of_text(self, text: str, *, wraps: bool) -> Any:
        """Return the look of a text: one that begins as a formula stays a text when it is edited."""
        if text.lstrip().startswith(_FORMULA):
            return self.quoted_wrapped if wraps else self.quoted
        return self.wrapped if wraps else self.text


class Sheet:
    """One sheet of a workbook, written from the top."""

    def __init__(self, workbook: Any, name: str, formats: Formats) -> None:
        """Add a sheet to a workbook of xlsxwriter."""
        taken = [sheet.get_name().lower() for sheet in workbook.worksheets()]
        named = _NO_NAME.sub(" ", safe(name))[:LONGEST_NAME].strip("' ")
        usable = bool(named) and named.lower() not in taken
        self._sheet = workbook.add_worksheet(named if usable else None)  # the library has names of its own
        self._formats = formats
        self._links = 0
        self._sheet.hide_gridlines(2)

    def for_print(self, header: str, footer: str) -> None:
        """Say how it is printed: on its side, as wide as the paper, with a line at the head and one at the foot."""
        self._sheet.set_landscape()
        self._sheet.set_paper(9)
        self._sheet.fit_to_pages(1, 0)
        self._sheet.set_header(f"&L{_for_header(header)}")
        self._sheet.set_footer(f"&L{_for_header(footer)}&R&P / &N")

    def widths(self, widths: Iterable[float]) -> None:
        """Set the widths of the columns, in characters."""
        for number, width in enumerate(widths):
            self._sheet.set_column(number, number, width)

    def list_of(self, name: str, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], printed: int) -> None:
        """Fill the sheet with one table that can be filtered, its head always in sight and on every printed page.

        `printed` is how many columns are: what all of them are printed in, nobody reads.
        """
        self._sheet.freeze_panes(1, 2)
        self._sheet.repeat_rows(0)
        self.widths(column.width for column in columns)
        self.table(name, 0, columns, rows[:MOST_ROWS])
        last = max(len(rows), 1)
        self._sheet.print_area(0, 0, last, printed - 1)
        for number, column in enumerate(columns):
            if column.choices:
                self._sheet.data_validation(
                    1, number, last, number, {"validate": "list", "source": list(column.choices)}
                )

    def table(self, name: str, top: int, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> int:
        """Write a table, marked as one so that readers for the blind tell its head; return the row below it."""
        for number, column in enumerate(columns):
            self._sheet.write_string(top, number, safe(column.title), self._formats.head)
        for down, row in enumerate(rows, top + 1):
            self._sheet.set_row(down, _height(columns, row))
            for number, (column, value) in enumerate(zip(columns, row, strict=True)):
                self.cell(down, number, value, wraps=column.wraps)
        if rows:
            titles = _told_apart([safe(column.title) for column in columns])
            heads = [{"header": title, "header_format": self._formats.head} for title in titles]
            options = {"name": name, "columns": heads, "style": "Table Style Light 1", "autofilter": top == 0}
            self._sheet.add_table(top, 0, top + len(rows), len(columns) - 1, options)
        return top + len(rows) + 1

    def title(self, row: int, text: str) -> int:
        """Write a heading; return the row below it."""
        self._sheet.write_string(row, 0, safe(text), self._formats.title)
        return row + 1

    def cell(self, row: int, column: int, value: Cell, *, wraps: bool = False) -> None:
        """Write one cell."""
        if isinstance(value, str):
            self._text(row, column, safe(value), wraps=wraps)
        elif isinstance(value, date):
            when = datetime(value.year, value.month, value.day)  # noqa: DTZ001 - a day has no zone
            self._sheet.write_datetime(row, column, when, self._formats.day)
        elif value is not None:
            look = self._formats.whole if value == int(value) else self._formats.number
            self._sheet.write_number(row, column, value, look)

    def _text(self, row: int, column: int, text: str, *, wraps: bool) -> None:
        if is_web(text) and len(text) <= LONGEST_LINK and self._links < MOST_LINKS:
            self._links += 1
            self._sheet.write_url(row, column, text, self._formats.link, text)
        elif text:
            self._sheet.write_string(row, column, text, self._formats.of_text(text, wraps=wraps))


def _told_apart(titles: Sequence[str]) -> list[str]:
    """Return titles of columns, those that a translation has twice told apart by a number: a table takes none twice."""
    seen: Counter[str] = Counter()
    apart: list[str] = []
    for title in titles:
        seen[title.lower()] += 1
        apart.append(title if seen[title.lower()] == 1 else f"{title} ({seen[title.lower()]})")
    return apart


def _height(columns: Sequence[Column], row: Sequence[Cell]) -> float:
    """Return how high a row has to be, in points: not every program works that out when it opens a file."""
    pairs = ((column.width, value) for column, value in zip(columns, row, strict=True) if column.wraps)
    lines = max((_lines(value, width) for width, value in pairs if isinstance(value, str)), default=1)
    return min(LINE_HEIGHT * lines + 2, TALLEST_ROW)


def _lines(text: str, width: float) -> int:
    return sum(max(1, math.ceil(len(line) * WIDER_THAN_DIGITS / width)) for line in safe(text).split("\n"))


def _for_header(text: str) -> str:
    """Return a line as headers and footers take it: `&` is a code there, and 255 characters are all there is room for."""
    return " ".join(safe(text).split())[:100].replace("&", "&&")
