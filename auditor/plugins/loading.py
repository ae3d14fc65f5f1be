"""Import what others wrote. Whatever goes wrong is one line that names the file or the package."""

from __future__ import annotations

import hashlib
import importlib.util
import sys
import traceback
from collections.abc import Iterator
from importlib.metadata import EntryPoint
from pathlib import Path
from types import ModuleType

from auditor import disk
from auditor.plugins.watch import at_work, in_a_line


class LoadError(Exception):
    """A plug-in could not be taken in; the message names it and says how to fix it."""


def files(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder that may declare something, by path: helpers' names begin with an underscore, and tests are none."""
    for path in sorted(folder.rglob("[!_]*.py")):
        if "__pycache__" not in path.parts and not _is_test(path):
            yield path


def _is_test(path: Path) -> bool:
    """Return whether a file is the test of the one beside it, or what pytest reads before tests."""
    tested = path.name.removeprefix("test_")
    return path.name == "conftest.py" or (tested != path.name and path.with_name(tested).is_file())


def import_file(path: Path) -> ModuleType:
    """Return the module in a file.

    Raises:
        LoadError: it can't be imported.
    """
    if not path.is_file():  # a pipe would be waited for
        raise LoadError(f"{path}: is no file")
    try:
        disk.require_file(path, disk.LARGEST_TEXT)
    except OSError as error:
        raise LoadError(f"{path}: {error.strerror or error}") from None
    # Two folders may hold files of one name: the name in sys.modules tells them apart by their place.
    digest = hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:12]
    name = f"auditor_loaded_{digest}.{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise LoadError(f"{path}: cannot be imported")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # dataclasses and pickle look the module up by name
    try:
        with at_work(str(path)):
            spec.loader.exec_module(module)
    except (KeyboardInterrupt, MemoryError):  # neither is the file's fault
        raise
    except BaseException as error:  # a file that exits must not end the audit as if all were well
        del sys.modules[name]
        raise LoadError(f"{path}: {_why(error, path)}") from error
    return module


def import_point(point: EntryPoint) -> object:
    """Return what an installed package names: a module or an object in one.

    Raises:
        LoadError: it can't be imported.
    """
    try:
        with at_work(f"{point.name} ({point.value})"):
            found: object = point.load()
    except (KeyboardInterrupt, MemoryError):
        raise
    except BaseException as error:  # as above
        raise LoadError(_why(error)) from error
    return found


def _why(error: BaseException, path: Path | None = None) -> str:
    """Return in a clause why a module can't be loaded, with the line of the file."""
    if isinstance(error, SystemExit):
        clause = f"exits while it is being loaded, with {error.code!r}"
    else:
        clause = f"cannot be loaded: {in_a_line(error)}"
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame.lineno for frame in frames if path and frame.filename == str(path)]
    return f"{clause} (line {lines[-1]})" if lines else clause
