"""The categories of checks: ours, and those that a folder of checks declares in a `categories.toml` of its own."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from auditor import disk, toml
from auditor.plugins.names import is_name
from auditor.resources import facts

FILE = "categories.toml"
_KEYS = ("id", "title", "question")
_LINE = 'category = [{ id = "billing", title = "Billing", question = "Are invoices right?" }]'


class CategoriesError(Exception):
    """A `categories.toml` that can't be used; one line that says what, where and how to fix it."""


@dataclass(frozen=True, slots=True)
class Category:
    """A chapter of the report."""

    id: str
    title: str
    question: str
    """What it answers; empty for none."""


@cache
def ours() -> Mapping[str, Category]:
    """Return the shipped categories by id, in the order of the report."""
    return {entry["id"]: Category(**entry) for entry in facts("audit/categories.toml")["category"]}


def beside(folder: Path, known: Mapping[str, Category]) -> dict[str, Category]:
    """Return the known categories and those that a folder of checks declares, which stand behind them.

    Args:
        folder: May hold a `categories.toml`.
        known: What there is already.

    Raises:
        CategoriesError: the file is malformed, or names a category that is there already.
    """
    path, found = folder / FILE, dict(known)
    for entry in _entries(path) if path.is_file() else ():
        category = _category(entry, path)
        if found.get(category.id, category) != category or category.id in ours():
            raise CategoriesError(f"{path}: category {category.id!r} is there already; choose another id")
        found[category.id] = category
    return found


def _entries(path: Path) -> list[Any]:
    try:
        told = toml.read(disk.text(path))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise CategoriesError(f"{path}: cannot be read ({error})") from None
    entries = told.pop("category", None)
    if told or not isinstance(entries, list):
        raise CategoriesError(f"{path}: has to be a list of categories and nothing else, such as {_LINE}")
    if twice := [one for place, one in enumerate(entries) if one in entries[:place]]:
        raise CategoriesError(f"{path}: names {twice[0]} twice; remove one")
    return entries


def _category(entry: object, path: Path) -> Category:
    if not isinstance(entry, dict) or not {"id", "title"} <= entry.keys() <= set(_KEYS):
        raise CategoriesError(f"{path}: {entry} is no category; write it like {_LINE}")
    for key, value in entry.items():
        if not isinstance(value, str) or not value.strip():
            raise CategoriesError(f"{path}: {key} is {value!r}; it has to be a text")
    if not is_name(entry["id"]):
        raise CategoriesError(f"{path}: id is {entry['id']!r}; it has to be lower-case words joined by dashes")
    return Category(entry["id"], entry["title"], entry.get("question", ""))
