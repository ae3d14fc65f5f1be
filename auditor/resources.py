"""Find what ships with the tool: inside the wheel, or beside `auditor/` in a checkout."""

from __future__ import annotations

from datetime import date
from functools import cache, reduce
from operator import getitem
from pathlib import Path
from typing import Any

from auditor.disk.cache import PACKAGE as _PACKAGE
from auditor.disk.cache import kept


@cache
def shipped(name: str) -> Path:
    """Return the directory of the shipped `checks`, `templates` or `examples`.

    Raises:
        FileNotFoundError: this installation lacks it.
    """
    bundled = _PACKAGE / name
    if bundled.is_dir():
        return bundled
    checkout = _PACKAGE.parent
    # In site-packages a sibling called `checks` belongs to somebody else: only a checkout's counts.
    if (checkout / "pyproject.toml").is_file() and (checkout / name).is_dir():
        return checkout / name
    raise FileNotFoundError(f"this installation has no {name!r} folder; install auditor again")


@cache
def facts(path: str) -> dict[str, Any]:
    """Return the facts in a TOML file of the package, `path` relative to `auditor/`. Treat the answer as read-only."""
    source = _PACKAGE / path
    found, dates = kept(path, [source, Path(__file__)], lambda: _without_dates(_parsed(source)))
    for *way, last in dates:
        table = reduce(getitem, way, found)
        table[last] = date.fromisoformat(table[last])
    return found


@cache
def facts_in(folder: str) -> dict[str, dict[str, Any]]:
    """Return the facts in every TOML file of a folder of the package, by the name of the file. Treat the answer as read-only."""
    paths = files_in(folder)
    return kept(f"{folder}/all", paths, lambda: {path.stem: _parsed(path) for path in paths})


def files_in(folder: str) -> list[Path]:
    """Return the TOML files of a folder of the package."""
    return sorted((_PACKAGE / folder).glob("*.toml"))


def _without_dates(table: dict[str, Any]) -> tuple[dict[str, Any], list[tuple[Any, ...]]]:
    """Return what a file says with its dates written out, which no cache holds, and the way to each of them."""
    dates: list[tuple[Any, ...]] = []
    waiting: list[tuple[Any, tuple[Any, ...]]] = [(table, ())]
    while waiting:
        one, way = waiting.pop()
        for key, value in list(one.items() if isinstance(one, dict) else enumerate(one)):
            if type(value) is date:
                one[key] = value.isoformat()
                dates.append((*way, key))
            elif isinstance(value, dict | list):
                waiting.append((value, (*way, key)))
    return table, dates


def _parsed(source: Path) -> dict[str, Any]:
    import tomllib  # noqa: PLC0415 - hardly ever needed: see `kept`

    return tomllib.loads(source.read_text(encoding="utf-8"))


@cache
def every_facts() -> tuple[tuple[Path, dict[str, Any]], ...]:
    """Return every TOML file of the package with its facts, in the order of their paths. Treat the answer as read-only."""
    paths = sorted(_PACKAGE.rglob("*.toml"))
    return tuple((path, facts(path.relative_to(_PACKAGE).as_posix())) for path in paths)


@cache
def word_list(path: str) -> frozenset[str]:
    """Return the lines of a list of the package, `path` relative to `auditor/`, those that begin with `#` left out."""
    lines = (_PACKAGE / path).read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))
