"""Every source there is: each `Source` in a module of this folder, and those that others wrote."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

from auditor.collect.sources.base import Source

SourceFor = Callable[[str], Source | None]


@cache
def shipped() -> tuple[Source, ...]:
    """Return the sources that come with auditor, by name."""
    folder, package = str(Path(__file__).parent), __name__.rpartition(".")[0]
    modules = [importlib.import_module(f"{package}.{one.name}") for one in pkgutil.iter_modules([folder])]
    found = {id(source): source for module in modules for source in declared_in(module)}
    return tuple(sorted(found.values(), key=lambda source: source.name))


def declared_in(module: ModuleType) -> Iterator[Source]:
    """Yield the sources that a module declares or imports."""
    yield from (value for value in vars(module).values() if isinstance(value, Source))


def source_for(platform: str, others: Iterable[Source] = ()) -> Source | None:
    """Return what looks up profiles of a platform and gathers their posts; None where nothing does.

    Args:
        platform: Its id in platforms.toml, or what the source that declares it calls it.
        others: Sources that others wrote; they come before ours.
    """
    return next((source for source in (*others, *shipped()) if platform in source.platforms), None)
