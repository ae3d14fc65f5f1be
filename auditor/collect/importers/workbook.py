"""Spreadsheet workbooks (.xlsx) → the lines of a table, as if they had been saved as CSV."""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain, islice
from typing import IO, Any
from xml.etree.ElementTree import ParseError

from auditor.collect.importers import files
from auditor.collect.importers.base import ImportProblem
from auditor.collect.importers.files import Export
from auditor.model.messages import message

WORKBOOK = re.compile(r"\.xls[xm]$", re.IGNORECASE)
_SHARED = 256 << 20
"""Bytes, unpacked, of the texts that all sheets share: the one part that is held in memory."""
_PACKED = 64 << 20
"""Bytes of a workbook inside a zip, which is held in memory: nothing is unpacked to disk. One of 300,000 rows has 20 MB."""
_HEAD = 60
"""Rows that tell how wide a sheet is."""
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


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook, wherever it lies."""

    where: str
    """As messages name it."""
    open: Callable[[], IO[bytes]]


def book(export: Export, name: str) -> Book:
    """Return a workbook among the files of an export; raises ImportProblem for one in a zip that is too large to be held in memory."""
    if export.packed is None or export.is_document:
        path = export.path / name if export.path.is_dir() else export.path
        return Book(str(path), lambda: path.open("rb"))
    with export.open(name) as stream:
        body = stream.read(_PACKED + 1)
    if len(body) > _PACKED:
        raise ImportProblem(
            message(
                "{file} is larger than {most:,} bytes; unpack the zip and name the workbook itself.",
                file=export.where(name),
                most=_PACKED,
            )
        )
    return Book(export.where(name), lambda: io.BytesIO(body))


def heads(found: Book, most: int) -> dict[str, list[str]]:
    """Return by its title the first lines of every sheet that holds a table, as `lines` yields them.

    Raises:
        ImportProblem: it is no workbook, or one that can't be trusted.
    """
    with _opened(found) as sheets:
        begun = ((sheet.title, list(islice(_rows(sheet), most))) for sheet in sheets)
        return {
            title: list(_lines(rows, max(map(len, rows))))
            for title, rows in begun
            if sum(sum(cell != "" for cell in row) > 1 for row in rows) > 1
        }


def lines(found: Book, title: str) -> Iterator[str]:
    """Yield the rows of a sheet, each as a line of CSV; formulas as what they came to. Raises ImportProblem as `heads` does."""
    with _opened(found) as sheets:
        for sheet in sheets:
            if sheet.title == title:
                rows = _rows(sheet)
                head = list(islice(rows, _HEAD))
                yield from _lines(chain(head, rows), max(map(len, head), default=0))


@contextmanager
def _opened(found: Book) -> Iterator[list[Any]]:
    try:
        _examine(found)
        from openpyxl import load_workbook

        with found.open() as stream:  # left to openpyxl, the file of a damaged workbook would stay open
            yield load_workbook(stream, read_only=True, data_only=True, keep_links=False).worksheets
    except _DAMAGE as error:
        raise ImportProblem(
            message(
                "{file} could not be read as a workbook ({error}); save it again, or as CSV.",
                file=found.where,
                error=type(error).__name__,
            )
        ) from None


def _examine(found: Book) -> None:
    with found.open() as stream, zipfile.ZipFile(stream) as packed:
        files.examine(found.where, packed)
        large = next(
            (one for one in packed.infolist() if _PARTS.search(one.filename) and one.file_size > _SHARED), None
        )
    if large is not None:
        raise ImportProblem(
            message(
                "{file}: {part!r} would take {size:,} bytes of memory; save the sheet as CSV.",
                file=found.where,
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
