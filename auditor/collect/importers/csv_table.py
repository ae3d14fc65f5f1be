"""Tables: comma or tab separated, one row per post, or per review with the reply beside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
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

TABLES = re.compile(r"\.(?:csv|tsv|tab|txt)$", re.IGNORECASE)
"""What files with tables are called."""
_EITHER = re.compile(f"{TABLES.pattern}|{workbook.WORKBOOK.pattern}", re.IGNORECASE)
_OTHER_WORKBOOKS = frozenset({".xls", ".xlsb", ".ods", ".numbers"})
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
    if export.is_document or len(export.names) == 1:
        return (export.path.name,) if export.is_document else export.names
    return export.wanted(called or (TABLES if export.packed else _EITHER), "table (.csv, .tsv, .xlsx)")


@contextmanager
def table_lines(export: Export, name: str, encoding: str = "") -> Iterator[Iterator[str]]:
    """Open a table, be it text or a workbook, to read its lines."""
    if workbook.WORKBOOK.search(name) and (export.is_document or export.packed is None):
        yield workbook.lines(export.path / name if export.path.is_dir() else export.path)
        return
    with export.open(name) as stream:
        yield lines(stream, encoding)


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
    with table_lines(export, name, request.settings.encoding) as source:
        head = list(islice(source, columns.HEAD))
        laid_out = columns.find(head, wanted, request.settings.delimiter, export.where(name))
        request.tables.append(laid_out)
        _take_zone(request, laid_out)
        plan = Plan(request, laid_out, wanted, own, export.where(name))
        if request.clock.needs_order:
            request.clock.order = _order(request, export, name, laid_out, backslashes)
        feed = delimited.Feed(chain(head[laid_out.above :], source), laid_out.above)
        yield from plan.posts(delimited.records(feed, laid_out.delimiter, backslashes=backslashes))
    plan.close()


def _take_zone(request: Request, laid_out: Table) -> None:
    """Read dates in the zone that the name of their column tells, as in `Date (Europe/London)`, where nobody says another."""
    named = columns.bracketed(laid_out.name("created_at"))[1]
    if "/" not in named or request.settings.timezone or request.settings.time_format:
        return
    with suppress(KeyError, ValueError, OSError):
        request.clock = Clock(ZoneInfo(named))


def _order(request: Request, export: Export, name: str, laid_out: Table, backslashes: bool) -> Order:
    """Return what comes first in the dates of a table; raises ImportProblem where nobody can tell."""
    places = [laid_out.index[key] for key in ("created_at", "reply_at") if key in laid_out.index]
    with table_lines(export, name, request.settings.encoding) as every:
        source = islice(every, laid_out.above, None)
        rows = delimited.records(delimited.Feed(source), laid_out.delimiter, backslashes=backslashes)
        texts = (row[place] for _, row in rows for place in places if place < len(row))
        found = order_of(islice(texts, _SAMPLE))
        if found is Order.UNKNOWN:
            found = order_of(chain(("1/1/2000",), texts))
    if found in {Order.UNKNOWN, Order.MIXED}:
        raise ImportProblem(_ambiguous(found, export.where(name), laid_out.name("created_at")))
    return found


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
