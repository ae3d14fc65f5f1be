"""Which posts each share of the conversations counted, as CSV. Written row by row: there may be millions."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from auditor.report.renderers.texts import cell

COLUMNS = ("platform", "account", "post_id", "url", "at", "rate", "counted_as")


def write(rows: Iterable[Sequence[str]], path: Path) -> None:
    """Write a file in UTF-8 with CRLF line ends, as RFC 4180 has them: same rows, same bytes.

    Args:
        rows: A value for each of COLUMNS.
        path: The file, which is replaced.
    """
    with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
        out = csv.writer(file)
        out.writerow(COLUMNS)
        out.writerows(map(cell, row) for row in rows)
