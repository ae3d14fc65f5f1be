"""Whether a check declares what there is: a misspelled word would make it say nothing, or stand where nobody looks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from difflib import get_close_matches

from auditor.model import ARTIFACTS, EFFORTS, TEAMS, Check, Severity, Snapshot
from auditor.plugins.names import is_name

INTERFACE = 1
"""Version of what checks may import and have to declare. It grows when a check written for it would no longer work."""


def problems(check: Check, categories: Iterable[str]) -> Iterator[str]:
    """Yield what is wrong with a declaration, a clause each, with the nearest right word.

    Args:
        check: What is declared.
        categories: Ids of the categories that it may belong to.
    """
    if check.interface != INTERFACE:
        yield f"it was written for interface {check.interface!r} of checks; this auditor has {INTERFACE}"
    yield from name_problems(check.id, check.category, categories)
    yield from _fields_problems("needs", check.needs)
    yield from _fields_problems("uses", check.uses)
    if check.effort is not None:
        yield from _unknown("effort", check.effort, EFFORTS)
    if check.team is not None:
        yield from _unknown("team", check.team, TEAMS)
    if not isinstance(check.severity, Severity):
        yield f"severity is {check.severity!r}; it has to be a `Severity`, such as Severity.LOW"
    yield from (f"{name} says nothing" for name in ("title", "failing_title") if not _is_text(getattr(check, name)))


def name_problems(id: object, category: object, categories: Iterable[str]) -> Iterator[str]:
    """Yield what is wrong with an id and a category."""
    if not is_name(id):
        yield f"its id is {id!r}; it has to be lower-case words joined by dashes, such as untitled-page"
    yield from _unknown("category", category, categories, "a new one is a line in categories.toml beside the checks")


def _fields_problems(name: str, declared: object) -> Iterator[str]:
    if not isinstance(declared, tuple | list | frozenset | set):
        yield f'{name} is {declared!r}; it has to be a tuple, such as {name}=("pages",)'
        return
    every = tuple(field.name for field in fields(Snapshot))
    for word in declared:
        if word not in every:
            yield from _unknown(name, word, ARTIFACTS)


def _unknown(name: str, word: object, known: Iterable[str], hint: str = "") -> Iterator[str]:
    known = tuple(known)
    if word in known:
        return
    near = get_close_matches(str(word).lower(), [right.lower() for right in known], n=1, cutoff=0.5)
    meant = next((right for right in known if near and right.lower() == near[0]), "")
    instead = f'did you mean "{meant}"?' if meant else f"it has to be one of {', '.join(known)}"
    yield f'{name}: "{word}" is unknown; {instead}{f" ({hint})" if hint else ""}'


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())
