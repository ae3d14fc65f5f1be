"""The renderers that come with auditor, by the name that `--format` gives them."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from pathlib import Path

from auditor.plugins.registry import declared_in
from auditor.report.renderer import Renderer


@cache
def shipped() -> dict[str, Renderer]:
    """Return whatever declares a `Renderer` in this folder, as in a folder of somebody else's."""
    folder, package = str(Path(__file__).parent), __name__.rpartition(".")[0]
    modules = [importlib.import_module(f"{package}.{one.name}") for one in pkgutil.iter_modules([folder])]
    found = [one for module in modules for one in declared_in(module) if isinstance(one, Renderer)]
    return {one.name: one for one in sorted(found, key=lambda one: one.name)}
