"""Which format a file is of: what auditor.toml says, or what the importers make of it."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from pathlib import Path

from auditor.collect.importers import files, private
from auditor.collect.importers.base import Importer, ImportProblem
from auditor.collect.importers.sample import Sample
from auditor.config.schema import ConversationSettings
from auditor.model.messages import Message, message, phrase
from auditor.plugins import watch

_ENOUGH = 0.5
"""How sure an importer has to be for its word to count."""
_TABLES = frozenset({".csv", ".tsv", ".tab"})
_APART = 0.05
"""By how much the surest has to be ahead of the next."""


def importer_for(path: Path, settings: ConversationSettings, importers: Mapping[str, Importer]) -> Importer:
    """Return what reads a file.

    Args:
        path: The file, folder or zip.
        settings: What auditor.toml says of it; its `format` is taken on trust.
        importers: All that there are, by name.

    Raises:
        ImportProblem: there is no such format, or none is recognised for sure; the message says what to write.
    """
    if settings.format:
        return _named(path, settings.format, importers)
    with files.opened(path) as export:
        sample = Sample(export, settings)
        sure = {name: _sure(one, sample) for name, one in importers.items() if sample.packing in one.takes}
    best = max(sure.values(), default=0.0)
    first, *others = [name for name, value in sure.items() if value > best - _APART and value > 0] or [""]
    if first and not others and best >= _ENOUGH:
        return importers[first]
    if not first and path.suffix.lower() in _TABLES and "csv" in importers:
        return importers["csv"]  # which says what columns it has, and how to name them
    raise ImportProblem(_unsure(path, {name: value for name, value in sure.items() if value > 0}, importers))


def _sure(importer: Importer, sample: Sample) -> float:
    """Return how sure an importer is; one that breaks is noted, and out of the question."""
    try:
        said = watch.attempt(
            f"importer {importer.name}", lambda: importer.sniff(sample), ImportProblem, OSError, *files.DAMAGE
        )
    except watch.Broke as broke:
        watch.note(private.fault(importer, sample.settings, f"looking at {sample.path}", broke))
        return 0.0
    if isinstance(said, int | float) and 0 <= said <= 1:
        return said
    watch.note(
        f"importer {importer.name} is {type(said).__name__} {said!r} sure of a file; it has to be a number from 0 to 1"
    )
    return 0.0


def _named(path: Path, name: str, importers: Mapping[str, Importer]) -> Importer:
    if name in importers:
        return importers[name]
    unknown = message("{file}: format {format!r} is not known.", file=str(path), format=name)
    if near := difflib.get_close_matches(name, importers, n=1, cutoff=0.5):
        raise ImportProblem(unknown.then(message("Did you mean {format!r}?", format=near[0])))
    raise ImportProblem(unknown.then(_known(importers)))


def _unsure(path: Path, sure: Mapping[str, float], importers: Mapping[str, Importer]) -> Message:
    """Return what to write where no importer, or more than one, takes a file for its own; the likeliest first."""
    if not sure:
        said = message(
            "{file}: its format was not recognised; say in auditor.toml what it is, such as {setting}.",
            file=str(path),
            setting='format = "jsonl"',
        )
        return said.then(_known(importers))
    names = sorted(sure, key=lambda name: -sure[name])
    setting = f'format = "{names[0]}"'
    shown = [f"{name} ({importers[name].title})" for name in names]
    unsure = message(
        "{file}: its format was not recognised for sure; it may be {formats}. Say in auditor.toml what it is, such as {setting}.",
        file=str(path),
        formats=_either(shown),
        setting=setting,
    )
    if path.suffix.lower() not in _TABLES or "csv" in sure:
        return unsure
    other = message(
        "For a table of another tool, write {setting} and name its columns under {key}.",
        setting='format = "csv"',
        key="columns",
    )
    return unsure.then(other)


def _either(names: list[str]) -> Message:
    if len(names) == 1:
        return phrase("{only}", only=names[0])
    if len(names) == 2:
        return phrase("{first} or {last}", first=names[0], last=names[1])
    return phrase("{first}, {more}", first=names[0], more=_either(names[1:]))


def _known(importers: Mapping[str, Importer]) -> Message:
    names = ", ".join(importers)
    return message("Known formats: {formats}.", formats=names)
