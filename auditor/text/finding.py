"""Where strings stand in a text of which many are asked for, one after the other."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from functools import cached_property

_BEFORE, _BEHIND = 4, 3
"""Characters around the `@` of an address by which it is looked up."""
_MOST_SIGNS = 50_000
_MOST_ALIKE = 200
"""Places that are tried one by one; a plain search takes no longer than for more."""


class Finder:
    """A text that is searched for hundreds of addresses: each would take a walk through all of it."""

    def __init__(self, text: str) -> None:
        self._text = text

    def find(self, said: str, start: int = 0) -> int:
        """Return what `str.find` does."""
        at = said.find("@")
        if at < _BEFORE or len(said) - at <= _BEHIND:
            return self._text.find(said, start)
        places = self._signs.get(said[at - _BEFORE : at + _BEHIND], _NONE) if self._signs is not None else None
        if places is None or len(places) > _MOST_ALIKE:
            return self._text.find(said, start)
        for index in range(bisect_left(places, start + at), len(places)):
            if self._text.startswith(said, places[index] - at):
                return places[index] - at
        return -1

    @cached_property
    def _signs(self) -> dict[str, array[int]] | None:
        """Where each `@` stands, by the characters around it; None where there are too many to remember."""
        if self._text.count("@") > _MOST_SIGNS:
            return None
        found: dict[str, array[int]] = {}
        for match in re.finditer("@", self._text):
            at = match.start()
            found.setdefault(self._text[max(0, at - _BEFORE) : at + _BEHIND], array("L")).append(at)
        return found


_NONE = array("L")
