"""Patterns of which hardly any is ever found: each is compiled and tried only where a text holds letters that it cannot do without."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

_BEYOND_ASCII = "\u0080"
"""Stands for any letter beyond ASCII, which is all that is asked for where letters have case: `re` has more to say of that than `lower`."""
_LIKE_ASCII = frozenset("\u0130\u0131\u017f\u212a")
"""Letters beyond ASCII that count as one of its letters where case does not."""
_LOOKS_AHEAD = ("?=", "?!", "?<=", "?<!")
_WRITTEN_IN_NUMBERS = {"x": 2, "u": 4, "U": 8}
"""Digits behind a sign that is written as its number."""


def lowered(text: str) -> str:
    """Return a text as `Sought` looks through it: in lower case, with letters that count as others where case does not, as those."""
    if not text.isascii():  # `re` takes these for an i and an s
        text = text.replace("\u0130", "i").replace("\u0131", "i").replace("\u017f", "s")
    return text.lower()


class Sought:
    """Regular expressions of which any may be found, whatever the case of letters."""

    def __init__(self, patterns: Sequence[str]) -> None:
        self._needed = tuple((one, letters_of(one)) for one in patterns)
        self._compiled: dict[str, re.Pattern[str]] = {}

    def are_in(self, text: str, low: str) -> bool:
        """Return whether any of them is found in a text, of which `low` is what `lowered` returns."""
        return any(
            self._pattern(one).search(text) is not None
            for one, needed in self._needed
            if needed is None or _holds(low, needed)
        )

    def found_in(self, text: str, low: str) -> Iterator[re.Match[str]]:
        """Yield where any of them is found, as one pattern of all of them would."""
        if any(needed is None or _holds(low, needed) for _, needed in self._needed):
            yield from self._pattern("|".join(one for one, _ in self._needed)).finditer(text)

    def _pattern(self, one: str) -> re.Pattern[str]:
        if one not in self._compiled:
            self._compiled[one] = re.compile(one, re.IGNORECASE)
        return self._compiled[one]


def _holds(low: str, needed: frozenset[str]) -> bool:
    return any(letters in low for letters in needed) or (_BEYOND_ASCII in needed and not low.isascii())


def letters_of(pattern: str) -> frozenset[str] | None:
    """Return letters of which a text that a pattern finds holds at least one, in lower case; None where it can do without any.

    What it reads of a pattern is plain signs, groups and where they repeat. Whatever else there is stands for any text.
    """
    found, at = _either(pattern, 0)
    return found if at == len(pattern) else None


def _either(pattern: str, at: int) -> tuple[frozenset[str] | None, int]:
    """Read alternatives up to where their group ends; return the letters they need and where that is."""
    needed: list[frozenset[str] | None] = []
    while True:
        found, at = _in_a_row(pattern, at)
        needed.append(found)
        if pattern[at : at + 1] != "|":
            break
        at += 1
    if None in needed:
        return None, at
    return frozenset(one for found in needed for one in found or ()), at


def _in_a_row(pattern: str, at: int) -> tuple[frozenset[str] | None, int]:
    """Read one alternative; return the best of the letters it needs and where it ends."""
    best: frozenset[str] | None = None
    run = ""
    while at < len(pattern) and pattern[at] not in "|)":
        sign, inner, at = _one(pattern, at)
        least, at, repeats = _times(pattern, at)
        if least and sign:
            run += sign
        if repeats or not sign:
            best, run = _better(best, run), ""
        if least and inner is not None and (best is None or _worth(inner) > _worth(best)):
            best = inner
    return _better(best, run), at


def _better(best: frozenset[str] | None, run: str) -> frozenset[str] | None:
    letters = run.lower() if run == run.swapcase() or run.isascii() else ""
    if not letters and run and _LIKE_ASCII.isdisjoint(run):
        letters = _BEYOND_ASCII
    if not letters or (best is not None and _worth(best) >= len(letters)):
        return best
    return frozenset((letters,))


def _worth(needed: Iterable[str]) -> int:
    return min(map(len, needed))


def _one(pattern: str, at: int) -> tuple[str, frozenset[str] | None, int]:
    """Read one part of a pattern: return the sign it stands for, if it is one; else what it needs, if it is a group; and its end."""
    sign = pattern[at]
    if sign == "\\":
        escaped = pattern[at + 1]
        if not escaped.isascii() or not escaped.isalnum():
            return escaped, None, at + 2
        return "", None, at + 2 + _WRITTEN_IN_NUMBERS.get(escaped, 0)
    if sign == "[":
        return "", None, _end_of_class(pattern, at)
    if sign == "(":
        return _group(pattern, at + 1)
    return ("" if sign in ".^$" else sign), None, at + 1


def _group(pattern: str, at: int) -> tuple[str, frozenset[str] | None, int]:
    counts = True
    if pattern[at] == "?":
        if pattern.startswith("?:", at):
            at += 2
        elif pattern.startswith(_LOOKS_AHEAD, at):
            at, counts = at + 2 + (pattern[at + 1] == "<"), False
        else:  # flags, names and conditions
            return "", None, len(pattern) + 1
    found, at = _either(pattern, at)
    return "", found if counts else None, at + 1


def _end_of_class(pattern: str, at: int) -> int:
    """Return where a class of signs ends; a bracket that comes first in it is one of them."""
    at += 1 + (pattern[at + 1] == "^")
    at += pattern[at] == "]"
    while pattern[at] != "]":
        at += 1 + (pattern[at] == "\\")
    return at + 1


_BOUNDS = re.compile(r"\{(\d*+)(?:,\d*+)?\}")


def _times(pattern: str, at: int) -> tuple[int, int, bool]:
    """Return how often the part in front has to be there at least, where its number ends, and whether there is one."""
    sign = pattern[at : at + 1]
    bounds = _BOUNDS.match(pattern, at)
    if bounds is not None:
        least, at = int(bounds[1] or 0), bounds.end()
    elif sign and sign in "?*+":
        least, at = int(sign == "+"), at + 1
    else:
        return 1, at, False
    return least, at + (pattern[at : at + 1] in {"?", "+"}), True
