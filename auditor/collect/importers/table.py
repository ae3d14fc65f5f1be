"""The importers, by the name that `format` in auditor.toml gives them."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from types import ModuleType

from auditor.collect.importers import formats
from auditor.collect.importers.base import Importer


def declared_in(module: ModuleType) -> Iterator[Importer]:
    """Yield the importers that a module declares, by themselves or in tuples."""
    for value in vars(module).values():
        if isinstance(value, Importer):
            yield value
        elif isinstance(value, tuple):
            yield from (one for one in value if isinstance(one, Importer))


def _shipped() -> Iterator[Importer]:
    for found in pkgutil.iter_modules(formats.__path__, f"{formats.__name__}."):
        yield from declared_in(import_module(found.name))


IMPORTERS = {one.name: one for one in sorted(_shipped(), key=lambda one: one.name)}
