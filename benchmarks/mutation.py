"""Do the tests notice a slip? Each module is changed in one place at a time, and its tests are run over the changed copy.

    python -m benchmarks.mutation [MODULE ...] [--list]

A MODULE is a file of `auditor/`; without one, those in `mutation.toml` are taken. The checkout is never written: a process that
is forked for each change imports the changed text in place of the file. What no test notices is printed, and is to be met with
a test of the rule, or with an entry in `mutation.toml` that says why it changes nothing. Needs a system that can fork.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.abc
import importlib.util
import os
import resource
import signal
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

from benchmarks.mutants import Mutant, mutants

ROOT = Path(__file__).resolve().parent.parent
TABLE = Path(__file__).with_suffix(".toml")
_OURS = ("auditor", "benchmarks", "checks", "tests")
_PATIENCE = 60
"""Seconds of processor time for the tests of one change: it may never come to an end."""
_PYTEST = (
    "-x",
    "-q",
    "--tb=no",
    "-p",
    "no:cacheprovider",
    "-p",
    "no:xdist",
    "--hypothesis-seed=0",
    "-W",
    "ignore::pytest.PytestAssertRewriteWarning",
)
_LEFT_OUT = "not (server or browser or shared_data or slow)"


@dataclass(frozen=True, slots=True)
class Subject:
    """A module, and the tests that hold its rules."""

    path: str
    tests: tuple[str, ...]
    explained: dict[tuple[str, str], str]
    """Why a change changes nothing, by `Mutant.key`."""

    @property
    def name(self) -> str:
        """As it is imported."""
        return self.path.removesuffix(".py").replace("/", ".")

    @property
    def source(self) -> str:
        """What the checkout holds."""
        return (ROOT / self.path).read_text(encoding="utf-8")

    @property
    def mutants(self) -> tuple[Mutant, ...]:
        """All changes."""
        return tuple(mutants(self.source))


def subjects() -> dict[str, Subject]:
    """Return the modules that are to be held to this, by their path."""
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return {
        path: Subject(
            path,
            tuple(entry["tests"]),
            {(one.get("where", ""), one["change"]): one["why"] for one in entry.get("survivor", ())},
        )
        for path, entry in table.items()
    }


def chosen(paths: Sequence[str]) -> Iterator[Subject]:
    """Yield the modules asked for; one that the table does not know is tested by the file that mirrors it."""
    known = subjects()
    for path in paths or known:
        inside = Path(path).resolve().relative_to(ROOT)
        mirror = Path("tests", *inside.parts[1:-1], f"test_{inside.name}").as_posix()
        yield known.get(inside.as_posix()) or Subject(inside.as_posix(), (mirror,), {})


class _Copy(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
    """Imports a changed text in place of a module."""

    def __init__(self, name: str, path: Path, source: str) -> None:
        self.name, self.path, self.source = name, path, source

    def find_spec(self, fullname: str, _path: object = None, _target: ModuleType | None = None) -> ModuleSpec | None:
        """Return our own spec for the one module."""
        if fullname != self.name:
            return None
        return importlib.util.spec_from_file_location(fullname, self.path, loader=self)

    def get_source(self, _fullname: str) -> str:
        """Return the changed text."""
        return self.source


def notices(subject: Subject, source: str) -> bool:
    """Return whether the tests of a module fail, or never end, over this text of it."""
    child = os.fork()
    if child == 0:
        _run(subject, source)
    _, status = os.waitpid(child, 0)
    return status != 0


def _run(subject: Subject, source: str) -> None:
    """Run the tests and end the process: with zero where nothing failed."""
    resource.setrlimit(resource.RLIMIT_CPU, (_PATIENCE, _PATIENCE + 1))
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.dont_write_bytecode = True
    sys.meta_path.insert(0, _Copy(subject.name, ROOT / subject.path, source))
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    code = 70
    try:
        import pytest  # noqa: PLC0415 -- loaded before by `_warm_up`

        code = int(pytest.main([*_PYTEST, "-m", _LEFT_OUT, *subject.tests]))
    finally:
        os._exit(code)


def _warm_up(subject: Subject) -> None:
    """Import what the tests import from others, once for all processes that are forked."""
    reader, writer = os.pipe()
    if os.fork() == 0:
        import pytest  # noqa: PLC0415 -- only in a process that ends with it

        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        pytest.main([*_PYTEST, "--collect-only", *subject.tests])
        os.write(writer, "\n".join(sys.modules).encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, encoding="utf-8") as told:
        names = told.read().split("\n")
    os.wait()
    for name in names:
        if name.split(".")[0] not in {*_OURS, "__main__", "conftest"}:
            with suppress(ImportError):
                importlib.import_module(name)


def measure(subject: Subject) -> tuple[int, list[Mutant]]:
    """Return how many changes there are, and those that no test noticed."""
    _warm_up(subject)
    if notices(subject, subject.source):
        raise SystemExit(f"{subject.path}: its tests fail as it is: {' '.join(subject.tests)}")
    found = subject.mutants
    survivors = []
    for number, mutant in enumerate(found, 1):
        if sys.stderr.isatty():
            print(f"\r{subject.path}: {number} of {len(found)}", end="", file=sys.stderr, flush=True)
        if not notices(subject, mutant.source):
            survivors.append(mutant)
    if sys.stderr.isatty():
        print(file=sys.stderr)
    return len(found), survivors


def report(subject: Subject, total: int, survivors: Sequence[Mutant]) -> bool:
    """Print what came of a module; return whether all is noticed or explained."""
    open_ = [one for one in survivors if one.key not in subject.explained]
    noticed = subject.explained.keys() - {one.key for one in survivors}
    explained = len(survivors) - len(open_)
    print(
        f"{subject.path}: {total} changes, {total - len(survivors)} noticed, {explained} explained, {len(open_)} open"
    )
    for one in open_:
        print(f"  {subject.path}:{one.line} {one.where or 'module'}: {one.change}")
    for where, change in sorted(noticed):
        print(f"  no longer true, take it out of {TABLE.name}: {where or 'module'}: {change}")
    return not open_ and not noticed


def main() -> int:
    """Measure the modules asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("modules", nargs="*", metavar="MODULE", help="a file of auditor/; those in the table if none")
    parser.add_argument("--list", action="store_true", help="only print the changes")
    options = parser.parse_args()
    os.chdir(ROOT)
    fine = True
    with tempfile.TemporaryDirectory() as folder:
        # What a changed module works out is kept for nobody.
        os.environ |= {"AUDITOR_CACHE": "", "HYPOTHESIS_STORAGE_DIRECTORY": folder, "PYTEST_ADDOPTS": ""}
        for subject in chosen(options.modules):
            if options.list:
                for one in subject.mutants:
                    print(f"{subject.path}:{one.line} {one.where or 'module'}: {one.change}")
            else:
                fine &= report(subject, *measure(subject))
                sys.stdout.flush()
    return 0 if fine else 1


if __name__ == "__main__":
    raise SystemExit(main())
