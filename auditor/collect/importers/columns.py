"""Which column of a table holds what: its header found among the first lines, and the delimiter with it."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from auditor.collect.importers import guesses
from auditor.collect.importers.base import ImportProblem, listed
from auditor.collect.importers.delimited import DELIMITERS, Row
from auditor.config.schema import ConversationSettings
from auditor.model.messages import NOTHING, Message, message
from auditor.resources import facts

HEAD = 60
"""Lines from the top among which the header is looked for; reports put titles and periods above it."""
_WIDEST = 2_000
"""Columns; what has more is no header."""
_LONGEST = 100_000
"""Characters of a line in which the header is looked for."""
_MARKS = re.compile(r"[\W_]+")
_BRACKETED = re.compile(r"\s{0,9}[(\[]([^()\[\]]{0,99})[)\]]\s{0,9}\Z")
"""What a name says of its column in brackets at the end: a unit, or a time zone."""
_HINT = re.compile(r"sep=(.)\s*")
"""First line by which spreadsheets are told the delimiter."""
REQUIRED = ("text", "created_at")
_ANY = "\u2026"


@dataclass(frozen=True, slots=True)
class Layout:
    """What the columns of one kind of table are called, and what stands in them."""

    columns: Mapping[str, tuple[str, ...]]
    """By what they hold: the names they go by, the likeliest first."""
    asked: frozenset[str]
    """What auditor.toml itself names a column for: it must be there."""
    inbound: frozenset[str]
    outbound: frozenset[str]
    """Words of the direction column, folded."""
    kind: str = ""
    timezone: str = ""
    contact: bool = False
    """Whether the author's column names the customer, on the company's rows too."""


@dataclass(frozen=True, slots=True)
class Table:
    """How one file is laid out."""

    delimiter: str
    above: int
    """Lines before the header's last."""
    names: tuple[str, ...]
    index: Mapping[str, int]
    """By what a column holds: its place."""
    sheet: str = ""
    """Title of the sheet of a workbook that has more than one with a table."""

    @property
    def width(self) -> int:
        """How many columns it has."""
        return len(self.names)

    def name(self, field: str) -> str:
        """Return what the file calls a column; empty where it has none."""
        return self.names[self.index[field]] if field in self.index else ""


def layouts() -> dict[str, Any]:
    """Return the tables known by name, as mappings.toml tells them."""
    tables: dict[str, Any] = facts("collect/importers/mappings.toml")["tables"]
    return tables


def layout(name: str, settings: ConversationSettings) -> Layout:
    """Return what columns a table of the format `name` has, with what auditor.toml says of them in front."""
    known = layouts()[name]
    columns = {key: tuple(names) for key, names in known["columns"].items()}
    for key, said in settings.columns.items():
        columns[key] = (said,) if isinstance(said, str) else said
    return Layout(
        columns=columns,
        asked=frozenset(settings.columns),
        inbound=frozenset(map(folded, settings.inbound or known.get("inbound", ()))),
        outbound=frozenset(map(folded, settings.outbound or known.get("outbound", ()))),
        kind=settings.kind or known.get("kind", ""),
        timezone=settings.timezone or known.get("timezone", ""),
        contact=known.get("contact", False) and "author" not in settings.columns,
    )


def folded(name: str) -> str:
    """Return a name or a word of a table as they are compared."""
    return _MARKS.sub(" ", name.casefold()).strip()


@lru_cache(maxsize=8_192)
def squashed(name: str) -> str:
    """Return the name of a column as names are compared: `developerResponse`, `developer_response` and `Developer response` are one."""
    return _MARKS.sub("", name.casefold())


def bracketed(name: str) -> tuple[str, str]:
    """Return a column's name without what stands in brackets at its end, and that: `Date (Europe/London)`."""
    found = _BRACKETED.search(name)
    return (name[: found.start()], found[1].strip()) if found and found.start() else (name, "")


def find(head: Sequence[str], wanted: Layout, delimiter: str, where: str) -> Table:
    """Return how a file is laid out.

    Args:
        head: Its first lines.
        wanted: The columns to look for.
        delimiter: As auditor.toml says; tried out where empty.
        where: Name of the file, for messages.

    Raises:
        ImportProblem: it is empty or lacks a column.
    """
    if not any(line.strip() for line in head):
        raise ImportProblem(message("{file} is empty; export it again.", file=where))
    best = _best(head, wanted, delimiter)
    if best is None:
        raise ImportProblem(
            message("{file}: no header was found in its first {head} lines; is it a table?", file=where, head=HEAD)
        )
    _require(best, wanted, where, guesses.first_rows(head[best.above :], best.delimiter))
    return best


def recognised(head: Sequence[str], wanted: Layout, delimiter: str) -> Table | None:
    """Return how a file is laid out, as `find` does; None where it lacks a column that it must have."""
    best = _best(head, wanted, delimiter) if any(line.strip() for line in head) else None
    fits = best is not None and _has_required(best) and wanted.asked <= best.index.keys()
    return best if fits else None


def _best(head: Sequence[str], wanted: Layout, delimiter: str) -> Table | None:
    """Return the likeliest layout of a file; None where no line could be a header."""
    head = [line[:_LONGEST] for line in head]
    hint = _HINT.fullmatch(head[0])
    tried = (delimiter,) if delimiter else (hint.group(1),) if hint else DELIMITERS
    tables = [table for one in tried for table in _tables(head, wanted, one)]
    return max(tables, key=_fit, default=None)


def _fit(table: Table) -> tuple[bool, int, int, int]:
    return _has_required(table), len(table.index), table.width, -table.above


def _has_required(table: Table) -> bool:
    return all(field in table.index for field in REQUIRED)


def _tables(head: Sequence[str], wanted: Layout, delimiter: str) -> Iterator[Table]:
    """Yield what the table would be like if any of the first rows were the header."""
    reader = csv.reader(iter(head), delimiter=delimiter)
    every = [name for names in wanted.columns.values() for name in names]
    known = {name.strip() for name in every} | set(map(squashed, every))
    try:
        for row in reader:
            if any(row) and len(row) <= _WIDEST:
                yield Table(delimiter, reader.line_num, tuple(name.strip() for name in row), _index(row, wanted, known))
    except csv.Error:
        return


def _index(row: Row, wanted: Layout, known: set[str]) -> dict[str, int]:
    """Return the place of each column that is wanted; `known` holds all their names, of which most rows have none."""
    exact = {name.strip(): place for place, name in reversed(list(enumerate(row)))}
    alike = {squashed(bracketed(name)[0]): place for place, name in reversed(list(enumerate(row)))}
    alike |= {squashed(name): place for place, name in reversed(list(enumerate(row)))}
    if known.isdisjoint(exact) and known.isdisjoint(alike):
        return {}
    index = {}
    for field, names in wanted.columns.items():
        for name in names:
            place = exact.get(name.strip(), alike.get(squashed(name)))
            if place is not None:
                index[field] = place
                break
    return index


def _require(table: Table, wanted: Layout, where: str, rows: Sequence[Row]) -> None:
    """Raise ImportProblem where a column is missing that auditor.toml names, or that every table needs."""
    is_header = _is_header(table, rows)
    there = message("Its columns: {columns}.", columns=listed(table.names)) if is_header else _seen(table)
    for field in sorted(wanted.asked - table.index.keys()):
        near = _likeliest(field, wanted, table, rows) if is_header else ""
        guess = message("Did you mean {column!r}?", column=near) if near else NOTHING
        lacks = message(
            "{file} has no column {column} (columns.{field} in auditor.toml).",
            file=where,
            column=" | ".join(map(repr, wanted.columns[field])),
            field=field,
        )
        raise ImportProblem(lacks.then(guess, there))
    if lacking := [field for field in REQUIRED if field not in table.index]:
        near_ones = ((field, _likeliest(field, wanted, table, rows) if is_header else "") for field in lacking)
        nowhere = message("{file}: no column was found for {fields}.", file=where, fields=", ".join(lacking))
        names = ", ".join(f"{field} = {near or _ANY!r}" for field, near in near_ones)
        setting = f"columns = {{ {names} }}"
        fix = message("Name them in auditor.toml: {setting}", setting=setting)
        raise ImportProblem(nowhere.then(there, fix))


def _is_header(table: Table, rows: Sequence[Row]) -> bool:
    """Return whether what was taken for a header surely is one: the first row of a file without any is somebody's post.

    Names of columns are no dates, numbers and addresses, and there are dates below them.
    """
    below = [[row[place].strip() for row in rows if place < len(row)] for place in range(table.width)]
    dated = any(guesses.are_moments([cell for cell in cells if cell]) for cells in below)
    return dated and not any(map(guesses.is_value, table.names))


def _seen(table: Table) -> Message:
    """Return what may be told of a first row that may be a post: how many cells it has, and which words in it every table may have."""
    known = {
        squashed(name): name.lower()
        for one in layouts().values()
        for names in one["columns"].values()
        for name in names
    }
    seen = sorted(known[name] for name in known.keys() & set(map(squashed, table.names)))
    cells = message("Its first row has one cell.", "Its first row has {count} cells.", count=table.width)
    if not seen:
        return cells.then(message("None of them is the usual name of a column; does it have a row of headings?"))
    return cells.then(message("Usual names of columns among them: {names}.", names=", ".join(seen)))


def _likeliest(field: str, wanted: Layout, table: Table, rows: Sequence[Row]) -> str:
    """Return the column not taken yet that could hold something by its values, the one whose name is most alike; empty for none."""
    taken = {place for other, place in table.index.items() if other != field}
    free = [place for place in range(table.width) if place not in taken]
    cells = [[row[place] if place < len(row) else "" for place in free] for row in rows]
    names = [folded(table.names[place]) for place in free]
    place = guesses.best(field, names, cells, map(folded, (*wanted.columns[field], *_usual_names(field))))
    return listed([table.names[free[place]]]) if place is not None else ""


def _usual_names(field: str) -> Iterator[str]:
    """Yield what any of the tables known calls a column."""
    for known in layouts().values():
        yield from known["columns"].get(field, ())


def directions(table: Table, wanted: Layout) -> dict[str, bool]:
    """Return what the words of the direction column, folded, say: whether the company wrote it."""
    said = facts("collect/importers/mappings.toml")["yes"]
    name = folded(table.name("direction"))
    words: dict[str, bool] = {}
    if name in said["means_outbound"] or name in said["means_inbound"]:
        outbound = name in said["means_outbound"]
        words |= dict.fromkeys(said["words"], outbound) | dict.fromkeys(said["opposite"], not outbound)
    return words | dict.fromkeys(wanted.inbound, False) | dict.fromkeys(wanted.outbound, True)
