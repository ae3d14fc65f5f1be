"""The importers, by the name that `format` in auditor.toml gives them."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from importlib import import_module

from auditor.collect.importers import formats
from auditor.collect.importers.base import Importer
from auditor.plugins.registry import declared_in


def _shipped() -> Iterator[Importer]:
    for found in pkgutil.iter_modules(formats.__path__, f"{formats.__name__}."):
        yield from (one for one in declared_in(import_module(found.name)) if isinstance(one, Importer))


IMPORTERS = {one.name: one for one in sorted(_shipped(), key=lambda one: one.name)}
