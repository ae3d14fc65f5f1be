"""Find checks: shipped, in a local folder, in an installed package. One door for all three."""

from __future__ import annotations

import hashlib
import importlib.util
import logging
import re
import sys
import traceback
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from types import ModuleType

from auditor.audit import broken, categories, declared
from auditor.audit.categories import CategoriesError, Category
from auditor.model import Check
from auditor.resources import shipped

_LOG = logging.getLogger(__name__)

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
    category: Category


class Checks(dict[str, Known]):
    """Checks by id."""

    left_out: tuple[str, ...] = ()
    """What is wrong with those of installed packages that could not be taken in, a line each."""

    def __init__(self, checks: Iterable[tuple[str, Known]] = (), known: Mapping[str, Category] | None = None) -> None:
        super().__init__(checks)
        self.categories: Mapping[str, Category] = categories.ours() if known is None else known
        """By id, in the order of the report: ours, then those that folders of checks declare."""

    def take(self, module: ModuleType) -> None:
        """Add the checks that a module declares.

        Raises:
            CheckLoadError: one of them is not as it should be; then none is added.
        """
        self.categories = categories_beside(Path(str(module.__file__)).parent, self.categories)
        declared_here = list(_checks_in(module, self.categories))
        for known in declared_here:
            if known.check.id in self:
                raise CheckLoadError(
                    f"{known.path.with_suffix('.py')}: check {known.check.id!r} is declared already, in "
                    f"{self[known.check.id].path.with_suffix('.py')}; rename one"
                )
        self.update({known.check.id: known for known in declared_here})
        _LOG.debug("loaded %s", module.__file__)


def load(*, folders: Iterable[Path] = (), installed: bool = True) -> Checks:
    """Return every known check by id, sorted.

    Args:
        folders: Further folders of checks, each with `<id>.py` and `<id>.md` (dashes as underscores).
        installed: Whether to ask installed packages (entry-point group `auditor.checks`). Those that can't be taken in are
            left out, and `left_out` says why: whoever runs the audit may not know of them.

    Raises:
        CheckLoadError: a folder without checks, a file that does not import, a missing or malformed page, or two
            checks of one id.
    """
    found = Checks()
    for folder in (shipped("checks"), *folders):
        found.categories = categories_beside(folder, found.categories)
        for module in _from_folder(folder):
            found.take(module)
    left_out = tuple(_take_installed(found)) if installed else ()
    checks = Checks(sorted(found.items()), found.categories)
    checks.left_out = left_out
    _LOG.info("%d checks are known", len(checks))
    return checks


def categories_of(known: Iterable[Known]) -> dict[str, Category]:
    """Return the categories by id in the order of the report: ours, then others that the checks belong to."""
    return {**categories.ours(), **{entry.category.id: entry.category for entry in known}}


def one(path: Path) -> Known:
    """Return the check in a file.

    Raises:
        CheckLoadError: the file or its page is not as it should be.
    """
    found = list(_checks_in(_import(path), categories_beside(path.parent, categories.ours())))
    if not found:
        raise CheckLoadError(f"{path}: declares no check")
    return found[0]


def _take_installed(found: Checks) -> Iterator[str]:
    """Add the checks of installed packages; yield what is wrong with those that can't be."""
    for point in sorted(entry_points(group="auditor.checks"), key=lambda point: point.value):
        name = f"installed check {point.name} ({point.value})"
        try:
            found.take(_from_package(point))
        except CheckLoadError as error:
            _LOG.debug("%s could not be loaded", name, exc_info=error)
            yield f"{name}: {error}"


def parse_doc(path: Path) -> CheckDoc:
    """Read a check's Markdown.

    Raises:
        CheckLoadError: it is missing or its headings are not exactly `HEADINGS`.
    """
    if not path.is_file():
        raise CheckLoadError(f"{path}: missing; every check has a page with the headings {', '.join(HEADINGS)}")
    try:
        parts = re.split(r"^## (.+?)\s*$", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    except UnicodeDecodeError:
        raise CheckLoadError(f"{path}: is not encoded in UTF-8") from None
    if tuple(parts[1::2]) != HEADINGS or parts[0].strip():
        raise CheckLoadError(f"{path}: needs exactly the headings {', '.join(HEADINGS)}, as `## ` and in this order")
    return CheckDoc(*(text.strip() for text in parts[2::2]))


def categories_beside(folder: Path, known: Mapping[str, Category]) -> dict[str, Category]:
    """Return the categories known and those that a folder of checks declares; raises CheckLoadError where it can't."""
    try:
        return categories.beside(folder, known)
    except CategoriesError as error:
        raise CheckLoadError(str(error)) from None


def _checks_in(module: ModuleType, known: Mapping[str, Category]) -> Iterator[Known]:
    source = Path(str(module.__file__))
    for value in vars(module).values():
        if not isinstance(value, Check):
            continue
        if str(value.id).replace("-", "_") != source.stem:
            raise CheckLoadError(f"{source}: declares check {value.id!r}; file and id must be the same name")
        for problem in declared.problems(value, known):
            raise CheckLoadError(f"{source}: {problem}")
        path = source.with_suffix(".md")
        yield Known(value, parse_doc(path), path, known[value.category])


def _from_folder(folder: Path) -> Iterator[ModuleType]:
    if not folder.is_dir():
        raise CheckLoadError(f"{folder}: no such folder of checks")
    paths = sorted(path for path in folder.rglob("[!_]*.py") if "__pycache__" not in path.parts and not _is_test(path))
    if not paths:
        raise CheckLoadError(f"{folder}: holds no check (a check is a file <id>.py with its <id>.md)")
    for path in paths:
        module = _import(path)
        if not any(isinstance(value, Check) for value in vars(module).values()):
            raise CheckLoadError(f"{path}: declares no check; helpers' names start with an underscore")
        yield module


def _is_test(path: Path) -> bool:
    """Return whether a file is the test of the check beside it, or what pytest reads before tests."""
    tested = path.name.removeprefix("test_")
    return path.name == "conftest.py" or (tested != path.name and path.with_name(tested).is_file())


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
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # a file that exits must not end the audit as if all were well
        del sys.modules[name]
        raise CheckLoadError(f"{path}: {_why(error, path)}") from error
    return module


def _from_package(point: EntryPoint) -> ModuleType:
    try:
        module = point.load()
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # as above
        raise CheckLoadError(_why(error)) from error
    if not isinstance(module, ModuleType):
        raise CheckLoadError("names an object; it has to name a module")
    if not any(isinstance(value, Check) for value in vars(module).values()):
        raise CheckLoadError("declares no check")
    return module


def _why(error: BaseException, path: Path | None = None) -> str:
    """Return in a clause why a module can't be loaded, with the line of the file."""
    if isinstance(error, SystemExit):
        clause = f"exits while it is being loaded, with {error.code!r}"
    else:
        clause = f"cannot be loaded: {broken.in_a_line(error)}"
    lines = [
        frame.lineno for frame in traceback.extract_tb(error.__traceback__) if path and frame.filename == str(path)
    ]
    return f"{clause} (line {lines[-1]})" if lines else clause
