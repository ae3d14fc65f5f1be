"""What a check sees of a visit: the fields it declares, and nothing else.

A check that reads what it does not declare would go on judging when that could not be gathered. Helpers of ours are given the
whole visit and answer for what they read by themselves: what they look at besides may change without breaking anybody's check.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from auditor.model.remembering import memory, share
from auditor.model.visit import ARTIFACTS, Snapshot

_READ = ("fetches",)
"""What was read comes with the answers it was read from: evidence names their hour and their hash."""
_COMES_WITH = {
    "pages": (*_READ, "controls"),  # what a host answers for a page that cannot exist is what a page is judged by
    "links": _READ,
    "contacts": _READ,
    "forms": _READ,
    "documents": _READ,
    "profiles": (*_READ, "profile_controls"),
    "posts": ("channels",),
    "landings": _READ,
    "mentions": ("venues",),
}
_OPEN = tuple(field.name for field in fields(Snapshot) if field.name not in ARTIFACTS)
"""What every check may read: whose visit it is and when, what is configured, what is missing."""
_OURS = "auditor."


class UndeclaredRead(Exception):
    """A check read what it does not declare; the message says what to declare."""


class View(Snapshot):
    """A snapshot of which a check can read only what is declared."""

    holds_helpers = False
    """Whether helpers too may read no more than is declared: a check of ours declares what they look at."""
    _whole: Snapshot

    def __init__(self, whole: Snapshot, declared: Iterable[str]) -> None:
        named = frozenset(declared)
        known = named | {part for name in named for part in _COMES_WITH.get(name, ())}
        kept = {name: getattr(whole, name) for name in (*_OPEN, *ARTIFACTS) if name in known or name in _OPEN}
        self.__dict__.update(kept, _whole=whole)
        share(self, memory(whole))

    def __hash__(self) -> int:
        return id(self._whole)  # as `Snapshot` does, without asking it

    def __eq__(self, other: object) -> bool:
        # What was worked out of a visit for one check is there for the next, which sees another part of it.
        return self._whole is (other._whole if isinstance(other, View) else other)

    def __repr__(self) -> str:
        return f"<what a check sees of {self.target.site}>"


def demand(snapshot: Snapshot, name: str) -> None:
    """See to it that a check declares what it asks helpers of ours about.

    Raises:
        UndeclaredRead: the field is not declared.
    """
    if isinstance(snapshot, View) and name not in vars(snapshot):
        raise UndeclaredRead(_undeclared(name))


def _undeclared(name: str) -> str:
    return (
        f"snapshot.{name} is read and not declared: add {name!r} to `needs` if nothing can be said without it, to `uses` if it "
        "only helps"
    )


class _Undeclared:
    """Stands in a view for a field that it does not hold."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __get__(self, view: View | None, of: type[View]) -> Any:
        if view is None:
            return self
        reader = sys._getframe(1).f_globals.get("__name__", "")  # noqa: SLF001 - who reads decides
        if reader.startswith(_OURS) and not of.holds_helpers:
            return getattr(view._whole, self._name)  # noqa: SLF001 - a view's own
        raise UndeclaredRead(_undeclared(self._name))


for _name in ARTIFACTS:
    setattr(View, _name, _Undeclared(_name))
