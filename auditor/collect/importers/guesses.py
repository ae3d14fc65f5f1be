"""Which column of a table could hold what, by what stands in it: advice for auditor.toml, never a reading of its own."""

from __future__ import annotations

import csv
import difflib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice

from auditor.collect.importers.times import DAY_FIRST, MONTH_FIRST, Clock

_ROWS = 50
"""Rows that are looked at."""
_MOST = 0.8
"""Share of a column's values that have to be of a kind. Our default."""
_ENOUGH = {"text": 3.0, "reply": 3.0}
"""How much speaks for a column whatever it is called: words of a text, on average. Our default."""
_NUMBER = re.compile(r"[-+]?[\d.,\s%]+")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[^\s@]+@[^\s@]+\.[^\s@]+")
_LONGEST_HEADING = 60
"""Characters. Our default."""
_ALIKE = 0.55
"""Likeness from which a column's name speaks for it."""
_CLOCKS = Clock(None, DAY_FIRST), Clock(None, MONTH_FIRST)

Values = Sequence[str]


def best(field: str, names: Sequence[str], rows: Sequence[Sequence[str]], called: Iterable[str]) -> int | None:
    """Return the place of the column that could hold something; None where none could.

    Args:
        field: `text`, `created_at` or another of the words that `columns` in auditor.toml knows.
        names: What the columns are called.
        rows: The first rows.
        called: Names that such a column goes by, folded; likeness to one of them decides between several.
    """
    fits = _FITS.get(field, _anything)
    known = tuple(called)
    found = []
    for place, name in enumerate(names):
        values = [row[place].strip() for row in rows if place < len(row) and row[place].strip()]
        likeness = max((difflib.SequenceMatcher(None, name, one).ratio() for one in known), default=0.0)
        strength = fits(values) if values else 0.0
        if strength >= _ENOUGH.get(field, 1.0) or (strength > 0 and likeness >= _ALIKE):
            found.append((likeness >= _ALIKE, strength, likeness, -place))
    return -max(found)[3] if found else None


def first_rows(lines: Iterable[str], delimiter: str) -> list[list[str]]:
    """Return the first rows of a table, as far as they can be read."""
    try:
        return list(islice(csv.reader(iter(lines), delimiter=delimiter), _ROWS))
    except csv.Error:
        return []


def are_moments(values: Values) -> bool:
    """Return whether the values of a column are dates."""
    return bool(values) and _moments(values) > 0


def is_value(cell: str) -> bool:
    """Return whether a cell is a date, a number, an address or longer than any heading: no name of a column."""
    cell = cell.strip()
    if not cell:
        return False
    return len(cell) > _LONGEST_HEADING or bool(_NUMBER.fullmatch(cell) or _ADDRESS.fullmatch(cell) or _is_moment(cell))


def _share(values: Values, holds: Callable[[str], object]) -> float:
    return sum(bool(holds(value)) for value in values) / len(values)


def _is_moment(value: str) -> bool:
    if value.isdigit() and len(value) < 10:  # an age or an amount: seconds since 1970 have ten digits
        return False
    return any(clock.read(value) is not None for clock in _CLOCKS)


def _moments(values: Values) -> float:
    """Return how much speaks for a column of dates: the more, the more have a time of day."""
    share = _share(values, _is_moment)
    return share + _share(values, lambda value: ":" in value or value.isdigit()) if share >= _MOST else 0.0


def _texts(values: Values) -> float:
    """Return how much speaks for a column of texts: how many words they have."""
    if (
        _share(values, lambda value: _is_moment(value) or _NUMBER.fullmatch(value) or _ADDRESS.fullmatch(value))
        > 1 - _MOST
    ):
        return 0.0
    return sum(len(value.split()) for value in values) / len(values)


def _anything(_: Values) -> float:
    return 0.5


_FITS: Mapping[str, Callable[[Values], float]] = {
    "text": _texts,
    "created_at": _moments,
    "reply": _texts,
    "reply_at": _moments,
}
