"""Which posts each share of the conversations counted, as CSV. Written row by row: there may be millions."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from auditor.report import Report
from auditor.report.renderer import Renderer, RenderProblem
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


def _see_to_it(report: Report, path: Path) -> None:
    """See that the file, which `auditor check` writes where there are posts, is there; write an empty one where there are none."""
    if report.talk and not path.is_file():
        raise RenderProblem(f"{path}: not found; run `auditor check {path.parent}` again")
    if not report.talk:
        write((), path)


RENDERER = Renderer(
    interface=1, once=True, name="csv", title="The posts behind each share", file="posts.csv", render=_see_to_it
)
