"""What the sections of our TOML files have in common."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime

from pydantic import BaseModel, ConfigDict, model_validator

from auditor import urls
from auditor.text import zones


class Section(BaseModel):
    """A table of auditor.toml: a key that is not known is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    @model_validator(mode="before")
    @classmethod
    def _is_plain(cls, value: object) -> object:
        for key, said in _leaves(value):
            if isinstance(said, str) and (wrong := _CONTROL.search(said)):
                raise ValueError(f"{key}: holds a control character ({wrong[0]!r}); write it again without")
            if isinstance(said, int | float) and abs(said) > _MOST:
                raise ValueError(f"{key}: is beyond any use; write a number up to {_MOST:,}")
        return value


_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What no value needs, and what would break a header, a terminal or a line of ours."""
_MOST = 1_000_000_000


def _leaves(value: object) -> Iterator[tuple[str, object]]:
    """Yield (key as a person would name it, value) of everything in a table, however deep it goes."""
    todo: list[tuple[str, object]] = [("", value)]
    while todo:
        key, said = todo.pop()
        if isinstance(said, Mapping):
            todo += [(f"{key}.{name}".lstrip(".")[:200], inner) for name, inner in reversed(list(said.items()))]
        elif isinstance(said, list | tuple):
            todo += [(f"{key} (entry {number})"[:200], inner) for number, inner in enumerate(said, 1)][::-1]
        else:
            yield key, said


def plain_date(value: object) -> object:
    """Pass on a date, or nothing.

    Raises:
        ValueError: it is anything else, a date in quotes or with a time among them.
    """
    if value is not None and (not isinstance(value, date) or isinstance(value, datetime)):
        raise ValueError(f"{str(value)!r} is not a date; write it without quotes and time, like 2026-12-31")
    return value


def zone(value: str) -> str:
    """Pass on the name of a time zone, or nothing.

    Raises:
        ValueError: there is no such zone.
    """
    if value and zones.zone(value) is None:
        raise ValueError(f"{value[:80]!r} is not a time zone; write it like Europe/Berlin")
    return value


def nearest(word: str, known: Iterable[str]) -> str:
    """Return which word is likely meant, as the end of a line about one that is not known; empty where none is near."""
    close = difflib.get_close_matches(word, list(known), n=1, cutoff=0.5)
    return f"; did you mean {close[0]}?" if close else ""


_NO_SITE = re.compile(r"\s*(?!https?:)[a-z][a-z0-9+.-]{0,30}:(?!\d|//)|[^/:]{0,300}@", re.IGNORECASE)
"""Other kinds of addresses, which could be read as a host's: `mailto:press@company.example`, and mailboxes themselves."""
_LONGEST_HOST = 253


def site(value: str) -> str:
    """Return the address of a home page as it is visited.

    Raises:
        ValueError: it is none.
    """
    found = urls.normalise(value) if not _NO_SITE.match(value) else None
    host = urls.host(found) if found else ""
    if found is None or len(host) > _LONGEST_HOST or not any(map(str.isalnum, host)):  # `.` is a folder
        shown = value if len(value) <= _LONGEST_HOST else f"{value[:60]}…"
        raise ValueError(f"{shown!r} is not a web address; write it like https://www.company.example")
    return found


def line(value: str) -> str:
    """Pass on a text of one line.

    Raises:
        ValueError: it has more of them.
    """
    if len(value.splitlines()) > 1:
        raise ValueError("holds a line break; write it on one line")
    return value
