"""Tables: comma or tab separated, one row per post, or per review with the reply beside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain, islice
from zoneinfo import ZoneInfo

from auditor.collect.importers import columns, delimited, files, workbook
from auditor.collect.importers.base import ImportProblem, Request, Skip
from auditor.collect.importers.cells import Plan
from auditor.collect.importers.columns import Table
from auditor.collect.importers.files import Export
from auditor.collect.importers.lines import lines
from auditor.collect.importers.times import Clock, Order, order_of
from auditor.model import Post
from auditor.model.messages import Message, message
from auditor.platforms import ratings
from auditor.text.zones import zone

EITHER = re.compile(rf"\.(?:csv|tsv|tab|txt)$|{workbook.WORKBOOK.pattern}", re.IGNORECASE)
"""What files with tables are called."""
_OTHER_WORKBOOKS = frozenset({".xls", ".xlsb", ".ods", ".numbers"})
_MARK = re.compile(r"\d{1,3}(?:\.\d{1,2})?")
_SAMPLE = 5_000
"""Rows whose dates tell what comes first in them; where they don't, all rows are asked."""


def reader(
    name: str, *, own: bool = False, called: re.Pattern[str] | None = None
) -> Callable[[Request], Iterator[Post | Skip]]:
    """Return what reads tables of the format `name`; `own` where the company wrote all of it, and what its files are `called`."""

    def read(request: Request) -> Iterator[Post | Skip]:
        if request.path.suffix.lower() in _OTHER_WORKBOOKS:
            raise ImportProblem(
                message(
                    "{file} is a spreadsheet of an older or other kind; save it as .xlsx or CSV, and name that file.",
                    file=str(request.path),
                )
            )
        with files.opened(request.path) as export:
            for one in _names(export, called):
                yield from table(request, export, one, name, own=own)

    return read


def _names(export: Export, called: re.Pattern[str] | None) -> Sequence[str]:
    if export.is_document:
        return (export.path.name,)
    return export.chosen(called or EITHER, "table (.csv, .tsv, .xlsx)")


@dataclass(frozen=True, slots=True)
class _Source:
    """Where the lines of one table come from: a file, or a sheet of a workbook."""

    export: Export
    name: str
    encoding: str
    book: workbook.Book | None = None
    sheet: str = ""

    @property
    def where(self) -> str:
        """How messages name it."""
        return self.export.where(self.name)

    @contextmanager
    def lines(self) -> Iterator[Iterator[str]]:
        """Open it to read its lines."""
        if self.book is not None:
            yield workbook.lines(self.book, self.sheet)
            return
        with self.export.open(self.name) as stream:
            yield lines(stream, self.encoding)


def table(
    request: Request, export: Export, name: str, format: str, *, own: bool = False, backslashes: bool = False
) -> Iterator[Post | Skip]:
    """Yield the posts of one table.

    Args:
        request: What is to be imported.
        export: What it lies in.
        name: The file.
        format: What its columns are called, as in mappings.toml.
        own: Whether the company wrote all of it.
        backslashes: As `delimited.records` has it.

    Raises:
        ImportProblem: it has other columns, or its dates could mean two things.
    """
    wanted = columns.layout(format, request.settings)
    if wanted.timezone and not request.settings.timezone:
        request.clock = Clock(ZoneInfo(wanted.timezone), request.settings.time_format)
    for source in _sources(request, export, name, wanted):
        yield from _posts(request, source, wanted, own=own, backslashes=backslashes)


def _sources(request: Request, export: Export, name: str, wanted: columns.Layout) -> list[_Source]:
    """Return what is read of a file: of a workbook, every sheet with such columns; the first one where none has, to say what it lacks."""
    encoding = request.settings.encoding
    if not workbook.WORKBOOK.search(name):
        return [_Source(export, name, encoding)]
    book = workbook.book(export, name)
    heads = workbook.heads(book, columns.HEAD)
    fit = [title for title, head in heads.items() if columns.recognised(head, wanted, request.settings.delimiter)]
    chosen = fit or list(heads)[:1] or [""]
    request.passed_over += [title for title in heads if title not in chosen]
    return [_Source(export, name, encoding, book, title) for title in chosen]


def _posts(
    request: Request, source: _Source, wanted: columns.Layout, *, own: bool, backslashes: bool
) -> Iterator[Post | Skip]:
    with source.lines() as every:
        head = list(islice(every, columns.HEAD))
        laid_out = replace(columns.find(head, wanted, request.settings.delimiter, source.where), sheet=source.sheet)
        request.tables.append(laid_out)
        _take_zone(request, laid_out)
        plan = Plan(request, laid_out, wanted, own, source.where, _scale(request, source, laid_out, backslashes))
        if request.clock.needs_order:
            request.clock.order = _order(source, laid_out, backslashes)
        feed = delimited.Feed(chain(head[laid_out.above :], every), laid_out.above)
        yield from plan.posts(delimited.records(feed, laid_out.delimiter, backslashes=backslashes))
    plan.close()


def _take_zone(request: Request, laid_out: Table) -> None:
    """Read dates in the zone that the name of their column tells, as in `Date (Europe/London)`, where nobody says another."""
    named = columns.bracketed(laid_out.name("created_at"))[1]
    if "/" not in named or request.settings.timezone or request.settings.time_format:
        return
    if (known := zone(named)) is not None:
        request.clock = Clock(known)


def _order(source: _Source, laid_out: Table, backslashes: bool) -> Order:
    """Return what comes first in the dates of a table; raises ImportProblem where nobody can tell."""
    places = [laid_out.index[key] for key in ("created_at", "reply_at") if key in laid_out.index]
    with source.lines() as every:
        below = islice(every, laid_out.above, None)
        rows = delimited.records(delimited.Feed(below), laid_out.delimiter, backslashes=backslashes)
        texts = (row[place] for _, row in rows for place in places if place < len(row))
        found = order_of(islice(texts, _SAMPLE))
        if found is Order.UNKNOWN:
            found = order_of(chain(("1/1/2000",), texts))
    if found in {Order.UNKNOWN, Order.MIXED}:
        raise ImportProblem(_ambiguous(found, source.where, laid_out.name("created_at")))
    return found


def _scale(request: Request, source: _Source, laid_out: Table, backslashes: bool) -> int:
    """Return the highest mark of the reviews of a table: what the head of its column says, its place is known for, or its marks show."""
    head = laid_out.name("rating")
    known = ratings.in_words(head) or ratings.best(request.settings.platform or request.platform)
    if not head or known != ratings.STARS:
        return known
    place = laid_out.index["rating"]
    with source.lines() as every:
        below = islice(every, laid_out.above, None)
        rows = delimited.records(delimited.Feed(below), laid_out.delimiter, backslashes=backslashes)
        cells = (row[place].strip().replace(",", ".") for _, row in islice(rows, _SAMPLE) if place < len(row))
        marks = [float(cell) for cell in cells if _MARK.fullmatch(cell)]
    return ratings.scale_of(marks)


def _ambiguous(found: Order, file: str, column: str) -> Message:
    if found is Order.UNKNOWN:
        return message(
            '{file}: every date in {column!r} could be day or month first, such as 4/5/2026; set time_format = "day-first" or '
            '"month-first" in auditor.toml.',
            file=file,
            column=column,
        )
    return message(
        "{file}: some dates in {column!r} can only be day first, others only month first; set "
        'time_format = "day-first" or "month-first" in auditor.toml, then those of the other order are left out.',
        file=file,
        column=column,
    )
