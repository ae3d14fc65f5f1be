"""What a target is, and what may come out of any: the properties that all share."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import Any

from auditor.model import Message
from tests.fuzz.case import Case

_UNPRINTED = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Controls of terminals and of directions, line ends, half characters; what no version of Unicode knows yet is no harm."""


@dataclass(frozen=True, slots=True)
class Target:
    """Something that reads what strangers wrote."""

    name: str
    """Lower-case words joined by dashes: a folder of the corpus."""
    check: Callable[[Case], object]
    """Reads an input and looks at what came of it: raises where that is wrong, returns what was read, falsy for nothing."""
    seeds: Callable[[], Iterable[Case]]
    """Honest inputs to begin with, besides those in the corpus."""
    tokens: tuple[bytes, ...] = ()
    """Words that mean something to it."""
    weight: float = 1.0
    """Its share of the time."""
    slowest: float = 1.0
    """Processor seconds that any input may take on this project's usual machine …"""
    per_byte: float = 20e-6
    """… and for each byte."""
    change: Callable[[Case, int], Case] | None = None
    """Makes a new input of an old one and a number, where bytes and trees of JSON won't do."""
    guided: bool = True
    """Whether inputs that reach new lines are built upon; not where other threads or connections do the work."""


def words(name: str) -> tuple[bytes, ...]:
    """Return the words of a file in `words/`, one a line; line ends inside are written as escapes."""
    text = (Path(__file__).with_name("words") / f"{name}.txt").read_text(encoding="utf-8")
    return tuple(line.replace(r"\r", "\r").replace(r"\n", "\n").encode() for line in text.splitlines())


def require(true: object, what: str) -> None:
    """Raise AssertionError where something that was promised does not hold."""
    if not true:
        raise AssertionError(what)


def require_storable(value: Any, where: str = "it") -> None:
    """See that no text in a value holds half a character or a NUL's kin that SQLite or JSON could not keep, however deep it lies."""
    if isinstance(value, str):
        require(
            not any("\ud800" <= sign <= "\udfff" for sign in value), f"{where} holds half a character: {value[:60]!r}"
        )
    elif isinstance(value, Message):
        require_storable(value.in_full, f"{where}.in_full")
    elif is_dataclass(value) and not isinstance(value, type):
        for one in fields(value):
            require_storable(getattr(value, one.name), f"{where}.{one.name}")
    elif isinstance(value, Mapping):
        for key, item in value.items():
            require_storable(key, f"a key of {where}")
            require_storable(item, f"{where}[{key!r}]")
    elif isinstance(value, list | tuple | set | frozenset):
        for item in value:
            require_storable(item, f"{where}[…]")


def require_line(text: str, *, most: int = 3_000) -> None:
    """See that an error is one line that can be printed."""
    require(text.strip() and not _UNPRINTED.search(text), f"no line to print: {text[:200]!r}")
    require(len(text) < most, f"a line of {len(text)} characters")
