"""What the sections of our TOML files have in common."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict


class Section(BaseModel):
    """A table of auditor.toml: a key that is not known is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


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
    if value:
        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError):
            raise ValueError(f"{value!r} is not a time zone; write it like Europe/Berlin") from None
    return value


def nearest(word: str, known: Iterable[str]) -> str:
    """Return which word is likely meant, as the end of a line about one that is not known; empty where none is near."""
    close = difflib.get_close_matches(word, list(known), n=1, cutoff=0.5)
    return f"; did you mean {close[0]}?" if close else ""
