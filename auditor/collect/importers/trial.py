"""How the files that auditor.toml names would be read: tried out on their first rows, without a visit and without a run folder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from auditor.collect.importers.base import Importer, ImportProblem, Request, Skip
from auditor.collect.importers.columns import Table
from auditor.collect.importers.private import Gate
from auditor.collect.importers.run import Gathered, nothing, opened, private_key, read, relative, shown
from auditor.collect.importers.table import IMPORTERS
from auditor.config.schema import Settings
from auditor.model import Message, Post
from auditor.plugins import watch

FIRST = 2_000
"""Rows after which a file of which none could be read is given up, before a visit. Our default."""
_SHOWN = 3
"""Posts that are shown."""


@dataclass
class Trial:
    """What came of trying to read one file."""

    path: str
    """Relative, as messages show it."""
    importer: Importer | None = None
    """None where the format is not known."""
    tables: list[Table] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)
    """Sheets of workbooks that were not read."""
    posts: int = 0
    by_brand: int = 0
    accounts: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Posts by platform and account."""
    first: list[Post] = field(default_factory=list)
    """The first posts as they were read."""
    skipped: Counter[str] = field(default_factory=Counter)
    where: dict[str, str] = field(default_factory=dict)
    """By reason, the first row that was left out."""
    cannot_see: tuple[str, ...] = ()
    pairing: str = ""
    whole: bool = True
    """Whether all of the file was gone through."""
    problem: Message | None = None
    """Why nothing can be read; None where something can."""
    cut: str = ""
    """Why not all of it could be read, as a clause; empty where it was."""
    fault: str = ""
    """What broke in an importer; empty for nothing. It is no fault of the file."""


def broken(settings: Settings, importers: Mapping[str, Importer] = IMPORTERS) -> list[Message]:
    """Return what is wrong with the files of which nothing could be read: their first rows are tried."""
    return [one.problem for one in trials(settings, importers, most=FIRST) if one.problem is not None]


def trials(
    settings: Settings,
    importers: Mapping[str, Importer] = IMPORTERS,
    *,
    most: int | None = None,
    told: Callable[[Post], object] = lambda _: None,
) -> Iterator[Trial]:
    """Yield what comes of every file.

    Args:
        settings: All of auditor.toml.
        importers: All that there are, by name.
        most: Rows that are tried; all where None. A file is not given up before one of them was a post, or so many were none.
        told: Given every post that was read.
    """
    key = private_key(settings, Path())
    for one in settings.conversations:
        trial = Trial(shown(Path(one.path)))
        try:
            trial.importer, request = opened(settings, one, Path(), importers, key)
            trial.tables, trial.passed_over, trial.pairing = request.tables, request.passed_over, one.pairing
            _try(trial, trial.importer, request, partial(_read, trial, request, most, told))
        except ImportProblem as problem:
            trial.problem = relative(problem.said, Path(one.path))
        yield trial


def _try(
    trial: Trial, importer: Importer, request: Request, reading: Callable[[Iterator[Post | Skip], Gathered], None]
) -> None:
    """Read a file; raises ImportProblem where nothing came of it, for another reason than that the importer broke."""
    gathered = Gathered()
    try:
        watch.attempt(f"importer {importer.name}", lambda: reading(read(importer, request), gathered), ImportProblem)
    except watch.Broke as broke:
        trial.fault = str(broke)
    except ImportProblem as problem:
        if not trial.posts:
            raise
        request.cut = problem.said.text
    if not trial.posts and not trial.fault:
        raise nothing(request, importer, trial.skipped, trial.where)
    trial.cut = request.cut.replace(str(request.path), trial.path)
    trial.cannot_see = tuple(sorted(gathered.unseen(request, importer)))


def _read(
    trial: Trial,
    request: Request,
    most: int | None,
    told: Callable[[Post], object],
    rows: Iterator[Post | Skip],
    gathered: Gathered,
) -> None:
    gate = Gate(request)
    for number, each in enumerate(rows):
        row = gate.passed(each, number + 1) if isinstance(each, Post) else each
        if most is not None and number >= most and trial.whole:
            trial.whole = False
            return
        if isinstance(row, Skip):
            trial.skipped[row.reason] += 1
            trial.where.setdefault(row.reason, row.where)
            continue
        trial.posts += 1
        trial.by_brand += row.by_brand
        trial.accounts[row.platform, row.account] += 1
        gathered.take(row)
        trial.first += [row] if len(trial.first) < _SHOWN else []
        told(row)
