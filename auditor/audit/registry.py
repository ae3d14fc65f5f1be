"""Find checks: shipped, in a local folder, in an installed package. One door for all three."""

from __future__ import annotations

import hashlib
import importlib.util
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import entry_points
from pathlib import Path
from types import ModuleType

from auditor.audit import declared
from auditor.model import Check
from auditor.resources import shipped

HEADINGS = ("What it checks", "Why it matters", "How to fix", "What it cannot tell")
"""Exactly these, in this order, as level-two headings of a check's Markdown."""


class CheckLoadError(Exception):
    """A check could not be taken in; the message names the file and the mend."""


@dataclass(frozen=True, slots=True)
class CheckDoc:
    """What a check's Markdown says, each part as Markdown text."""

    what: str
    why: str
    fix: str
    limits: str


@dataclass(frozen=True, slots=True)
class Known:
    """A check with its page."""

    check: Check
    doc: CheckDoc
    path: Path
    """The Markdown file."""


def load(*, folders: Iterable[Path] = (), installed: bool = True) -> Mapping[str, Known]:
    """Return every known check by id, sorted.

    Args:
        folders: Further folders of checks, each with `<id>.py` and `<id>.md` (dashes as underscores).
        installed: Whether to ask installed packages (entry-point group `auditor.checks`).

    Raises:
        CheckLoadError: a folder without checks, a file that does not import, a missing or malformed page, or two
            checks of one id.
    """
    modules = [module for folder in (shipped("checks"), *folders) for module in _from_folder(folder)]
    if installed:
        modules += _from_packages()
    found: dict[str, Known] = {}
    for module in modules:
        for known in _checks_in(module):
            if known.check.id in found:
                raise CheckLoadError(
                    f"check {known.check.id!r} is declared twice: {found[known.check.id].path.with_suffix('.py')} "
                    f"and {known.path.with_suffix('.py')}; rename one"
                )
            found[known.check.id] = known
    return dict(sorted(found.items()))


def parse_doc(path: Path) -> CheckDoc:
    """Read a check's Markdown.

    Raises:
        CheckLoadError: it is missing or its headings are not exactly `HEADINGS`.
    """
    if not path.is_file():
        raise CheckLoadError(f"{path}: missing; every check has a page with the headings {', '.join(HEADINGS)}")
    parts = re.split(r"^## (.+?)\s*$", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    if tuple(parts[1::2]) != HEADINGS or parts[0].strip():
        raise CheckLoadError(f"{path}: needs exactly the headings {', '.join(HEADINGS)}, as `## ` and in this order")
    return CheckDoc(*(text.strip() for text in parts[2::2]))


def _checks_in(module: ModuleType) -> Iterator[Known]:
    source = Path(str(module.__file__))
    for value in vars(module).values():
        if not isinstance(value, Check):
            continue
        if str(value.id).replace("-", "_") != source.stem:
            raise CheckLoadError(f"{source}: declares check {value.id!r}; file and id must be the same name")
        for problem in declared.problems(value):
            raise CheckLoadError(f"{source}: {problem}")
        path = source.with_suffix(".md")
        yield Known(value, parse_doc(path), path)


def _from_folder(folder: Path) -> Iterator[ModuleType]:
    if not folder.is_dir():
        raise CheckLoadError(f"{folder}: no such folder of checks")
    paths = sorted(path for path in folder.rglob("[!_]*.py") if "__pycache__" not in path.parts)
    if not paths:
        raise CheckLoadError(f"{folder}: holds no check (a check is a file <id>.py with its <id>.md)")
    for path in paths:
        module = _import(path)
        if not any(isinstance(value, Check) for value in vars(module).values()):
            raise CheckLoadError(f"{path}: declares no check; helpers' names start with an underscore")
        yield module


def _import(path: Path) -> ModuleType:
    # Two folders may hold files of one name: the name in sys.modules tells them apart by their place.
    digest = hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:12]
    name = f"auditor_loaded_{digest}.{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise CheckLoadError(f"{path}: cannot be imported")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # dataclasses and pickle look the module up by name
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        del sys.modules[name]
        raise CheckLoadError(f"{path}: does not import: {type(error).__name__}: {error}") from error
    return module


def _from_packages() -> Iterator[ModuleType]:
    for point in sorted(entry_points(group="auditor.checks"), key=lambda point: point.value):
        try:
            module = point.load()
        except Exception as error:
            raise CheckLoadError(
                f"entry point {point.name} = {point.value}: {type(error).__name__}: {error}"
            ) from error
        if not isinstance(module, ModuleType):
            raise CheckLoadError(f"entry point {point.name} = {point.value}: must name a module, not an object in it")
        yield module
