"""Find checks: shipped, in a local folder, in an installed package. One door for all three."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from auditor import disk
from auditor.audit import categories, declared
from auditor.audit.categories import CategoriesError, Category
from auditor.model import Check
from auditor.model.messages import translatable
from auditor.plugins import loading
from auditor.plugins import registry as plugins
from auditor.plugins.loading import LoadError
from auditor.plugins.registry import Found, Plugin
from auditor.resources import shipped

_LOG = logging.getLogger(__name__)

HEADINGS = (
    translatable("What it checks"),
    translatable("Why it matters"),
    translatable("How to fix"),
    translatable("What it cannot tell"),
)
"""Exactly these, in this order, as level-two headings of a check's Markdown; in other languages, their translations."""


CheckLoadError = LoadError
"""A check could not be taken in; the message names the file and the fix."""


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
        self.ours: Mapping[str, Path] = {}
        """By id, the files of ours that are not imported yet."""

    @property
    def ids(self) -> frozenset[str]:
        """Return every id that there is, those of ours that are not imported yet among them."""
        return frozenset({*self, *self.ours})

    def take(self, module: ModuleType) -> None:
        """Add the checks that a module declares.

        Raises:
            CheckLoadError: one of them is not as it should be; then none is added.
        """
        self.categories = categories_beside(Path(str(module.__file__)).parent, self.categories)
        declared_here = [_known(check, Path(str(module.__file__)), self.categories) for check in _checks_in(module)]
        for known in declared_here:
            self._require_new(known)
        self.update({known.check.id: known for known in declared_here})
        _LOG.debug("loaded %s", module.__file__)

    def add(self, plugin: Plugin) -> None:
        """Add the check that a plug-in is; raises CheckLoadError as `take` does."""
        self.categories = categories_beside(plugin.file.parent, self.categories)
        known = _known(plugin.value, plugin.file, self.categories)
        self._require_new(known)
        self[known.check.id] = known

    def _require_new(self, known: Known) -> None:
        id_ = known.check.id
        if id_ in self.ids:
            other = self.ours[id_] if id_ in self.ours else self[id_].path.with_suffix(".py")
            raise CheckLoadError(
                f"{known.path.with_suffix('.py')}: check {id_!r} is declared already, in {other}; rename one"
            )


def load(*, folders: Iterable[Path] = (), installed: bool = True, found: Found | None = None) -> Checks:
    """Return every known check by id, sorted; takes and raises what `begin` does."""
    return complete(begin(folders=folders, installed=installed, found=found))


def begin(*, folders: Iterable[Path] = (), installed: bool = True, found: Found | None = None) -> Checks:
    """Return the checks that others wrote, and by name ours: importing these takes as long as the first pages of a visit.

    Args:
        folders: Further folders of checks, each with `<id>.py` and `<id>.md` (dashes as underscores).
        installed: Whether to ask installed packages (entry-point group `auditor.checks`). Those that can't be taken in are
            left out, and `left_out` says why: whoever runs the audit may not know of them.
        found: Plug-ins that were looked for already, in place of `installed`.

    Raises:
        CheckLoadError: a folder without checks, a file that does not import, a missing or malformed page, or two
            checks of one id.
    """
    checks = Checks()
    checks.ours = {path.stem.replace("_", "-"): path for path in loading.files(shipped("checks"))}
    for folder in folders:
        checks.categories = categories_beside(folder, checks.categories)
        for module in _from_folder(folder):
            checks.take(module)
    found = plugins.find(installed=installed, kinds=("check",)) if found is None else found
    checks.left_out = (*found.left_out, *_add_all(checks, found.of("check")))
    return checks


def complete(begun: Checks) -> Checks:
    """Return every check by id, sorted: those begun with, and ours; raises CheckLoadError where an installation is damaged."""
    own = Checks()
    for module in _from_folder(shipped("checks")):
        own.take(module)
    checks = Checks(sorted({**own, **begun}.items()), begun.categories)
    checks.left_out = begun.left_out
    _LOG.info("%d checks are known", len(checks))
    return checks


def categories_of(known: Iterable[Known]) -> dict[str, Category]:
    """Return the categories by id in the order of the report: ours, then others that the checks belong to."""
    return {**categories.ours(), **{entry.category.id: entry.category for entry in known}}


def _add_all(checks: Checks, others: Iterable[Plugin]) -> Iterator[str]:
    """Add checks that are plug-ins; yield what is wrong with those of installed packages that can't be."""
    for plugin in others:
        try:
            checks.add(plugin)
        except CheckLoadError as error:
            if not plugin.installed:
                raise
            yield f"installed check {plugin.name} ({plugin.whence}): {error}"


def one(path: Path) -> Known:
    """Return the check in a file.

    Raises:
        CheckLoadError: the file or its page is not as it should be.
    """
    found = list(_checks_in(loading.import_file(path)))
    if not found:
        raise CheckLoadError(f"{path}: declares no check")
    return _known(found[0], path, categories_beside(path.parent, categories.ours()))


def parse_doc(path: Path, headings: tuple[str, ...] = HEADINGS) -> CheckDoc:
    """Read a check's Markdown.

    Raises:
        CheckLoadError: it is missing or its headings are not exactly `headings`.
    """
    if not path.is_file():
        raise CheckLoadError(f"{path}: missing; every check has a page with the headings {', '.join(headings)}")
    try:
        parts = re.split(r"^## (.+?)[ \t]{0,9}$", disk.text(path), flags=re.MULTILINE)
    except UnicodeDecodeError:
        raise CheckLoadError(f"{path}: is not encoded in UTF-8") from None
    except OSError as error:
        raise CheckLoadError(f"{path}: cannot be read ({error.strerror})") from None
    if tuple(parts[1::2]) != headings or parts[0].strip():
        raise CheckLoadError(f"{path}: needs exactly the headings {', '.join(headings)}, as `## ` and in this order")
    return CheckDoc(*(text.strip() for text in parts[2::2]))


def categories_beside(folder: Path, known: Mapping[str, Category]) -> dict[str, Category]:
    """Return the categories known and those that a folder of checks declares; raises CheckLoadError where it can't."""
    try:
        return categories.beside(folder, known)
    except CategoriesError as error:
        raise CheckLoadError(str(error)) from None


def _checks_in(module: ModuleType) -> Iterator[Check]:
    yield from (value for value in vars(module).values() if isinstance(value, Check))


def _known(check: Check, source: Path, known: Mapping[str, Category]) -> Known:
    """Return a check with its page; raises CheckLoadError where one of them is not as it should be."""
    if str(check.id).replace("-", "_") != source.stem:
        raise CheckLoadError(f"{source}: declares check {check.id!r}; file and id must be the same name")
    for problem in declared.problems(check, known):
        raise CheckLoadError(f"{source}: {problem}")
    path = source.with_suffix(".md")
    return Known(check, parse_doc(path), path, known[check.category])


def _from_folder(folder: Path) -> Iterator[ModuleType]:
    if not folder.is_dir():
        raise CheckLoadError(f"{folder}: no such folder of checks")
    paths = list(loading.files(folder))
    if not paths:
        raise CheckLoadError(f"{folder}: holds no check (a check is a file <id>.py with its <id>.md)")
    for path in paths:
        module = loading.import_file(path)
        if not any(_checks_in(module)):
            raise CheckLoadError(f"{path}: declares no check; helpers' names start with an underscore")
        yield module
