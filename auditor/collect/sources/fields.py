"""Reading fields out of answers that may hold anything: what is not of the kind asked for is as if it were not there."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

from auditor import urls

NAME_LENGTH = 300
"""Characters kept of a name; the longest that any platform allows is a third of it. Our default."""
BIO_LENGTH = 10_000
"""Characters kept of a description. Our default."""
TEXT_LENGTH = 100_000
"""Characters kept of a post: what snac allows, the most of all platforms read."""

_UNWANTED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ud800-\udfff]+"
)
"""Control characters, marks that turn the direction of text, what has no width, halves of characters. The joiners stay:
some scripts and signs are spelt with them."""
_MOST = 2**53
"""Greatest whole number that every reader of JSON agrees on."""
_EPOCH_FROM, _EPOCH_TO = 0, 253_402_300_799 - 86_400
"""Seconds from 1970 to the last day but one of 9999: beyond, time zones run out of calendar."""


def find(data: Any, *path: str | int) -> Any:
    """Return what lies at `path` of keys and indexes; None where something on the way is missing or of another kind."""
    for step in path:
        if isinstance(data, dict) and isinstance(step, str):
            data = data.get(step)
        elif isinstance(data, list) and isinstance(step, int) and -len(data) <= step < len(data):
            data = data[step]
        else:
            return None
    return data


def clean(value: str, most: int = TEXT_LENGTH) -> str:
    """Return text that can be stored, shown and compared; cut with `…` where it is longer than `most` characters."""
    value = _UNWANTED.sub("", value[: most * 2].replace("\r\n", "\n")).strip()
    return value if len(value) <= most else value[: most - 1] + "…"


def text(data: Any, *path: str | int, most: int = TEXT_LENGTH) -> str:
    """Return a string, or a whole number as a string (ids are either); empty for anything else."""
    value = find(data, *path)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) <= 10**30:
        return str(value)
    return clean(value, most) if isinstance(value, str) else ""


def line(data: Any, *path: str | int, most: int = NAME_LENGTH) -> str:
    """Return a string on one line: names, titles."""
    return " ".join(text(data, *path, most=most).split())


def count(data: Any, *path: str | int) -> int | None:
    """Return a whole number from 0 up; None for anything else."""
    value = find(data, *path)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _MOST:
        return None
    return value


def rows(data: Any, *path: str | int) -> list[dict[str, Any]]:
    """Return the objects in a list; empty for anything else."""
    value = find(data, *path)
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def strings(data: Any, *path: str | int) -> tuple[str, ...]:
    """Return the strings in a list, cleaned."""
    value = find(data, *path)
    return tuple(clean(one) for one in value if isinstance(one, str)) if isinstance(value, list) else ()


def moment(data: Any, *path: str | int) -> datetime | None:
    """Return a time in UTC, written by ISO 8601 (UTC where no zone is given) or as seconds since 1970; None for anything else."""
    value = find(data, *path)
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return datetime.fromtimestamp(value, UTC) if _EPOCH_FROM <= value <= _EPOCH_TO else None
    if not isinstance(value, str) or len(value) > 64:
        return None
    try:
        found = datetime.fromisoformat(value.strip())
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def created_at(row: dict[str, Any]) -> datetime | None:
    """Return when a row says that it was created, by its field `created_at`."""
    return moment(row, "created_at")


_WORD = re.compile(r"[^\s<>\"'()\[\]{}|]{4,2000}")
_BARE = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,8}[a-z]{2,24}(?:/[^@]*)?")
_MOST_LINKS = 50


def links_in(text: str) -> tuple[str, ...]:
    """Return the addresses in a plain text, each once: whole ones, and bare domains, which platforms make links of too."""
    found: dict[str, None] = {}
    for written in _WORD.findall(text):
        word = written.rstrip(".,;:!?…")
        if not word.lower().startswith(("http://", "https://")):
            word = f"https://{word}" if _BARE.fullmatch(word) else ""
        if word and (address := urls.normalise(word)) is not None:
            found[address] = None
    return tuple(found)[:_MOST_LINKS]
