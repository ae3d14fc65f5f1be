"""What a post's words came to, written as short marks: what is kept of words that are not kept themselves. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import MISSING, fields
from typing import Any

from auditor.text.posts.intents import Reading

READ = "read"
"""The first mark: without it, words that came to nothing could not be told from words that nobody looked at."""
_USUAL = {one.name: None if one.default is MISSING else one.default for one in fields(Reading)}


def marks_of(reading: Reading) -> tuple[str, ...]:
    """Return the marks of a reading: `read`, then a field's name where it holds, with `=` and how sure, or with `:` and a kind."""
    return READ, *_marks(reading)


def _marks(reading: Reading) -> Iterator[str]:
    for name in _USUAL:
        said = getattr(reading, name)
        if isinstance(said, tuple):
            yield from (f"{name}:{kind}" for kind in said)
        elif said is True:
            yield name
        elif said:
            yield f"{name}={said}"


def reading_of(marks: Iterable[str]) -> Reading:
    """Return the reading that marks were made of; marks of another version that nobody knows any more are passed over."""
    said: dict[str, Any] = {"understood": False}
    for mark in marks:
        for sign, value in ((":", _kind), ("=", _measure)):
            name, found, rest = mark.partition(sign)
            if found and name in _USUAL:
                said[name] = value(said.get(name), rest)
        if mark in _USUAL:
            said[mark] = True
    return Reading(**said)


def _kind(known: tuple[str, ...] | None, kind: str) -> tuple[str, ...]:
    return *(known or ()), kind


def _measure(_: object, number: str) -> float:
    return float(number)
