"""Spreadsheet workbooks (.xlsx) → the lines of a table, as if they had been saved as CSV."""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from itertools import chain, islice
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from auditor.collect.importers.base import ImportProblem
from auditor.model.messages import message

WORKBOOK = re.compile(r"\.xls[xm]$", re.IGNORECASE)
_SHARED = 256 << 20
"""Bytes, unpacked, of the texts that all sheets share: the one part that is held in memory."""
_PARTS = re.compile(r"xl/(?:sharedStrings|styles|workbook)\.xml$", re.IGNORECASE)
_MOST_ROWS = 1_048_576
"""Rows of a sheet (Office Open XML's own limit); a sheet that claims more is no sheet."""
_WIDEST = 2_000
_LONG = 1e15
"""Numbers from here on have more digits than a spreadsheet keeps: they are written as it shows them, and count as lost ids."""
_DAMAGE = (
    ValueError, KeyError, TypeError, AttributeError, IndexError, ParseError, zipfile.BadZipFile, zlib.error, EOFError,
    NotImplementedError, OverflowError,
)  # fmt: skip
"""What openpyxl raises for workbooks that are none, or damaged."""


def lines(path: Path) -> Iterator[str]:
    """Yield the rows of the first sheet that holds a table, each as a line of CSV; formulas as what they came to.

    Raises:
        ImportProblem: it is no workbook, or one that can't be trusted.
    """
    with _opened(path) as book:
        for sheet in book.worksheets:
            rows = _rows(sheet)
            head = list(islice(rows, 60))
            if sum(sum(cell != "" for cell in row) > 1 for row in head) > 1:
                yield from _lines(chain(head, rows), max(map(len, head)))
                return


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    try:
        _examine(path)
        from openpyxl import load_workbook

        with path.open("rb") as stream:  # left to openpyxl, the file of a damaged workbook would stay open
            yield load_workbook(stream, read_only=True, data_only=True, keep_links=False)
    except _DAMAGE as error:
        raise ImportProblem(
            message(
                "{file} could not be read as a workbook ({error}); save it again, or as CSV.",
                file=str(path),
                error=type(error).__name__,
            )
        ) from None


def _examine(path: Path) -> None:
    with zipfile.ZipFile(path) as packed:
        large = next(
            (one for one in packed.infolist() if _PARTS.search(one.filename) and one.file_size > _SHARED), None
        )
    if large is not None:
        raise ImportProblem(
            message(
                "{file}: {part!r} would take {size:,} bytes of memory; save the sheet as CSV.",
                file=str(path),
                part=large.filename[:80],
                size=large.file_size,
            )
        )


def _rows(sheet: Any) -> Iterator[list[str]]:
    if not hasattr(sheet, "reset_dimensions"):  # a sheet of charts
        return
    sheet.reset_dimensions()  # what it says of its own size is often wrong
    for row in islice(sheet.iter_rows(values_only=True, max_col=_WIDEST), _MOST_ROWS):
        cells = [_text(value) for value in row]
        while cells and not cells[-1]:
            cells.pop()
        yield cells


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, int):
        return str(value) if abs(value) < _LONG else f"{value:.5E}"
    if isinstance(value, datetime | date):
        return value.isoformat(" ") if isinstance(value, datetime) else value.isoformat()
    return str(value).replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "")


def _number(value: float) -> str:
    if abs(value) >= _LONG:
        return f"{value:.5E}"
    return str(int(value)) if value.is_integer() else repr(value)


def _lines(rows: Iterable[list[str]], width: int) -> Iterator[str]:
    """Yield rows as CSV; a line end within a cell stands between quotes, so that one row may be several lines."""
    for row in rows:
        out = io.StringIO(newline="\n")
        csv.writer(out, lineterminator="\n").writerow(row and row + [""] * (width - len(row)))
        out.seek(0)
        yield from out
