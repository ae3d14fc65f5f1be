"""The plug-ins that others wrote: in folders that auditor.toml names, and in installed packages."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import EntryPoint, EntryPoints, entry_points
from pathlib import Path
from types import ModuleType
from typing import Any

from auditor.plugins import loading
from auditor.plugins.loading import LoadError

KINDS = {
    "check": "auditor.checks",
    "source": "auditor.sources",
    "importer": "auditor.importers",
    "renderer": "auditor.renderers",
}
"""Every kind of plug-in, with its group of entry points. What a class of values is for stands in its `PLUGIN`."""


@dataclass(frozen=True, slots=True)
class Plugin:
    """Something that a module declares."""

    kind: str
    """A key of `KINDS`."""
    name: str
    """Unique within its kind."""
    value: Any
    origin: str
    """Where it comes from: a package, or the folder that was named."""
    version: str
    """Of the package; empty for a folder."""
    place: str
    """The module or file that declares it."""
    file: Path
    """The file."""
    installed: bool
    """Whether it is there without anybody having named it."""

    @property
    def interface(self) -> int:
        """Return the version of the interface that it was written for."""
        found: int = self.value.interface
        return found

    @property
    def title(self) -> str:
        """Return what it is, for people."""
        return str(getattr(self.value, "title", ""))

    @property
    def whence(self) -> str:
        """Return where it comes from, for a message."""
        return f"{self.place} of {self.origin} {self.version}" if self.version else self.place


@dataclass(frozen=True, slots=True)
class Found:
    """All that was found."""

    plugins: tuple[Plugin, ...] = ()
    """By kind and name."""
    left_out: tuple[str, ...] = ()
    """What is wrong with those of installed packages that could not be taken in, a line each: whoever runs the audit may not
    know of them."""

    def of(self, kind: str) -> tuple[Plugin, ...]:
        """Return those of a kind."""
        return tuple(one for one in self.plugins if one.kind == kind)

    def values(self, kind: str) -> tuple[Any, ...]:
        """Return what those of a kind declare."""
        return tuple(one.value for one in self.of(kind))


def find(folders: Iterable[Path] = (), *, installed: bool = True, kinds: Iterable[str] = tuple(KINDS)) -> Found:
    """Return the plug-ins in folders and installed packages.

    Args:
        folders: Each with files that declare plug-ins, of any kind.
        installed: Whether to ask installed packages.
        kinds: What to ask them for.

    Raises:
        LoadError: a folder holds none, a file can't be imported, or what it declares is not as it should be.
    """
    taken: dict[tuple[str, str], Plugin] = {}
    files: dict[str, Plugin] = {}
    for folder in folders:
        for plugin in _in_folder(folder):
            _take(plugin, taken, files)
    left_out: list[str] = []
    points = entry_points() if installed else EntryPoints()  # once: it reads a file of every package
    for kind in kinds:
        for point in sorted(points.select(group=KINDS[kind]), key=lambda point: point.value):
            try:
                for plugin in _installed(kind, point):
                    _take(plugin, taken, files)
            except LoadError as error:
                left_out.append(f"installed {kind} {point.name} ({point.value}): {error}")
    ordered = sorted(taken.values(), key=lambda one: (tuple(KINDS).index(one.kind), one.name))
    return Found(tuple(ordered), tuple(left_out))


def _take(plugin: Plugin, taken: dict[tuple[str, str], Plugin], files: dict[str, Plugin]) -> None:
    """Take a plug-in; raise LoadError where another has its name, or writes its file: one report would replace the other."""
    key = plugin.kind, plugin.name
    if key in taken:
        raise LoadError(clash(plugin, taken[key].whence))
    if plugin.kind == "renderer":
        file = same_file(plugin.value.file)
        if file in files:
            raise LoadError(file_clash(plugin, f"{files[file].name} in {files[file].whence}"))
        files[file] = plugin
    taken[key] = plugin


def same_file(name: str) -> str:
    """Return what two names of files share that some disks take for one."""
    return name.casefold()


def file_clash(plugin: Plugin, other: str) -> str:
    """Return what to say of a renderer whose file another writes."""
    where = "" if plugin.installed else f"{plugin.place}: "
    return f"{where}renderer {plugin.name!r} writes {plugin.value.file}, as {other} does; name another file"


def clash(plugin: Plugin, other: str) -> str:
    """Return what to say of a plug-in whose name is taken by another."""
    where = "" if plugin.installed else f"{plugin.place}: "
    return f"{where}{plugin.kind} {plugin.name!r} is declared already, in {other}; rename one"


def declared_in(module: ModuleType) -> Iterator[Any]:
    """Yield what a module declares, by itself or in tuples and lists."""
    seen: set[int] = set()
    for value in list(vars(module).values()):
        for one in value if isinstance(value, tuple | list) else (value,):
            if getattr(type(one), "PLUGIN", "") in KINDS and id(one) not in seen:
                seen.add(id(one))
                yield one


def _in_folder(folder: Path) -> Iterator[Plugin]:
    if not folder.is_dir():
        raise LoadError(f"{folder}: no such folder of plug-ins")
    paths = list(loading.files(folder))
    if not paths:
        raise LoadError(f"{folder}: holds no plug-in (a plug-in is a file that declares one)")
    for path in paths:
        values = list(declared_in(loading.import_file(path)))
        if not values:
            raise LoadError(f"{path}: declares no {', '.join(KINDS)}; helpers' names start with an underscore")
        for value in values:
            _require_sound(value, f"{path}: ")
            yield Plugin(value.PLUGIN, value.name, value, str(folder), "", str(path), path, installed=False)


def _installed(kind: str, point: EntryPoint) -> Iterator[Plugin]:
    found = loading.import_point(point)
    every = (
        declared_in(found) if isinstance(found, ModuleType) else found if isinstance(found, tuple | list) else (found,)
    )
    values = list(every)
    if wrong := [one for one in values if getattr(type(one), "PLUGIN", "") != kind]:
        raise LoadError(f"names {_what(wrong[0])}; it has to name {_a(kind)}, or a module that declares some")
    if not values:
        raise LoadError(f"declares no {kind}")
    package = point.dist.name if point.dist else point.module
    version = point.dist.version if point.dist else ""
    file = Path(str(sys.modules[point.module].__file__))
    for value in values:
        _require_sound(value)
        yield Plugin(kind, value.name, value, package, version, point.module, file, installed=True)


def _what(value: object) -> str:
    other = getattr(type(value), "PLUGIN", "")
    return _a(other) if other in KINDS else f"an object of type {type(value).__name__}"


def _require_sound(value: Any, where: str = "") -> None:
    """Raise LoadError where a declaration is not as it should be. Checks are looked at with their pages, by whoever takes them."""
    for problem in getattr(value, "problems", tuple)():
        raise LoadError(f"{where}{value.PLUGIN} {value.name!r}: {problem}")


def _a(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"
