"""All that there is of each kind of plug-in: ours, and what others wrote."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from auditor.plugins import registry
from auditor.plugins.loading import LoadError
from auditor.plugins.registry import Found, Plugin
from auditor.snapshot.reader import NAME

if TYPE_CHECKING:
    from auditor.collect.importers.base import Importer
    from auditor.collect.sources.base import Source
    from auditor.report.renderer import Renderer


@dataclass(frozen=True, slots=True)
class Extensions:
    """What others wrote, with ours for comparison; ours are imported only once they are asked for."""

    found: Found

    @property
    def left_out(self) -> tuple[str, ...]:
        """What is wrong with installed plug-ins that could not be taken in, a line each."""
        return self.found.left_out

    def sources(self) -> tuple[Source, ...]:
        """Return the sources that others wrote; they come before ours."""
        return self.found.values("source")

    def importers(self) -> Mapping[str, Importer]:
        """Return all importers by name."""
        return {**shipped("importer"), **{one.name: one.value for one in self.found.of("importer")}}

    def renderers(self) -> Mapping[str, Renderer]:
        """Return all renderers by name."""
        return {**shipped("renderer"), **{one.name: one.value for one in self.found.of("renderer")}}


def load(folders: Iterable[Path] = (), *, installed: bool = True) -> Extensions:
    """Return what there is.

    Args:
        folders: Of plug-ins, as auditor.toml names them.
        installed: Whether to ask installed packages.

    Raises:
        LoadError: something in a folder is not as it should be, or has a name that is taken.
    """
    found = registry.find(folders, installed=installed)
    taken: list[Plugin] = []
    left_out = list(found.left_out)
    for plugin in found.plugins:
        problem = _clash(plugin)
        if problem and not plugin.installed:
            raise LoadError(problem)
        if problem:
            left_out.append(f"installed {plugin.kind} {plugin.name} ({plugin.whence}): {problem}")
        else:
            taken.append(plugin)
    return Extensions(Found(tuple(taken), tuple(left_out)))


def _clash(plugin: Plugin) -> str:
    """Return what to say where one of ours has the name already, or a renderer the file; checks are compared with their pages."""
    if plugin.kind == "check":
        return ""
    ours = shipped(plugin.kind)
    if plugin.name in ours:
        return registry.clash(plugin, "auditor")
    if plugin.kind != "renderer":
        return ""
    files = {registry.same_file(one.file): f"{name} of auditor" for name, one in ours.items()}
    files[NAME] = "the visit itself"
    other = files.get(registry.same_file(plugin.value.file), "")
    return registry.file_clash(plugin, other) if other else ""


def shipped(kind: str) -> Mapping[str, Any]:
    """Return what comes with auditor, by name: of checks, sources, importers or renderers."""
    if kind == "check":
        from auditor.audit.registry import load as checks  # noqa: PLC0415 - asked for one by one, since each takes time to import

        return {name: known.check for name, known in checks(installed=False).items()}
    if kind == "source":
        from auditor.collect.sources.table import shipped as sources  # noqa: PLC0415 - as above

        return {one.name: one for one in sources()}
    if kind == "importer":
        from auditor.collect.importers.table import IMPORTERS  # noqa: PLC0415 - as above

        return IMPORTERS
    from auditor.report.renderers.table import shipped as renderers  # noqa: PLC0415 - as above

    return renderers()
