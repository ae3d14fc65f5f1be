"""Tables: each format in mappings.toml, and any other table of posts by its columns."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Any

from auditor.collect.importers import columns, csv_table
from auditor.collect.importers.base import NO, POSSIBLE, Importer
from auditor.collect.importers.columns import folded
from auditor.collect.importers.sample import Sample

_SUFFIXES = frozenset({".csv", ".tsv", ".tab", ".xlsx", ".xlsm"})
_MARKED, _NAMED, _OURS, _TYPICAL, _TABLE, _RATHER_ANOTHER = 0.9, 0.8, 0.7, 0.6, 0.5, 0.1
"""A table with columns that only this tool has; with the columns that auditor.toml names; with columns named as the fields of a
post; with columns typical of the format; a file that is called a table; one that may be of a tool that is known."""


def _sniff(format: str, known: dict[str, Any], sample: Sample) -> float:
    """Return how sure it is that a file is a table as a tool exports it."""
    name = sample.first_table(_called(known) or csv_table.EITHER)
    table = sample.table(name, format) if name else None
    if table is None:
        return NO
    there = frozenset(map(folded, table.names))
    if any(there >= set(map(folded, mark)) for mark in known.get("marks", ())):
        return _MARKED
    if all(column in table.index for column in known.get("typical", ("",))):
        return _TYPICAL
    fits = "direction" in table.index or {"author", "thread"} <= table.index.keys()
    return (
        POSSIBLE + len(table.index) / 100 if fits else NO
    )  # the more columns it knows, the likelier it is asked for first


def _called(known: dict[str, Any]) -> re.Pattern[str] | None:
    return re.compile(known["files"], re.IGNORECASE) if "files" in known else None


def _sniff_any(sample: Sample) -> float:
    """Return how sure it is that a file is a table of posts, whoever wrote it."""
    name = sample.first_table(csv_table.EITHER)
    table = sample.table(name, "csv") if name else None
    if table is not None:
        return _NAMED if sample.settings.columns else _OURS
    if sample.suffix not in _SUFFIXES:
        return NO
    others = (_sniff(name, known, sample) for name, known in columns.layouts().items() if name != "csv")
    return _RATHER_ANOTHER if any(others) else _TABLE


def _importer(name: str, known: dict[str, Any]) -> Importer:
    sniff: Callable[[Sample], float] = _sniff_any if name == "csv" else partial(_sniff, name, known)
    return Importer(
        interface=1,
        name=name,
        title=known["title"],
        sniff=sniff,
        read=csv_table.reader(name, own=known.get("own", False), called=_called(known)),
        cannot_see=("deleted", "images", *known.get("cannot_see", ())),
        private=known.get("private", known.get("kind") == "direct"),
        platform=known.get("platform", ""),
        seen=known.get("seen", False),
        by_path=name == "csv" or any(key in known for key in ("marks", "typical")),
        basis=known["source"],
    )


IMPORTERS = tuple(_importer(name, known) for name, known in columns.layouts().items() if not known.get("hidden"))
