"""Every source there is: each `Source` in a module of this folder, and those that others wrote."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

from auditor.collect.sources.base import Source
from auditor.plugins.registry import declared_in

SourceFor = Callable[[str], Source | None]


@cache
def shipped() -> tuple[Source, ...]:
    """Return the sources that come with auditor, by name."""
    folder, package = str(Path(__file__).parent), __name__.rpartition(".")[0]
    modules = [importlib.import_module(f"{package}.{one.name}") for one in pkgutil.iter_modules([folder])]
    every = (one for module in modules for one in declared_in(module) if isinstance(one, Source))
    found = {id(source): source for source in every}
    return tuple(sorted(found.values(), key=lambda source: source.name))


def source_for(platform: str, others: Iterable[Source] = ()) -> Source | None:
    """Return what looks up profiles of a platform and gathers their posts; None where nothing does.

    Args:
        platform: Its id in platforms.toml, or what the source that declares it calls it.
        others: Sources that others wrote; they come before ours.
    """
    return next((source for source in (*others, *shipped()) if platform in source.platforms), None)
