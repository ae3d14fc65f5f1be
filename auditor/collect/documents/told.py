"""Collects what a file tells: each fact once, cleaned of what no reader should meet, bounded in number and length."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import pairwise
from types import MappingProxyType
from urllib.parse import unquote

from auditor.resources import facts

_LONGEST = 240
_MOST = 20
"""Values of one name."""
_SCANNED = 20_000
"""Characters of one text that are searched for paths."""
_WINDOWS = re.compile(r"(?<![A-Za-z])[A-Za-z]:[\\/](?![\\/])[^\x00-\x1f\"<>|*?;,]{2,220}")
_SHARE = re.compile(r"(?<![\\\w])\\\\[\w.$-]{1,63}\\[^\x00-\x1f\"<>|*?;,/]{1,220}")
_POSIX = re.compile(
    r"(?<![\w./:-])/(?:home|Users|Volumes|private|mnt|media|export|var/folders)/[^\x00-\x1f\"<>|*?;,]{1,220}"
)
_FILE = re.compile(r"file:/{1,5}[^\x00-\x1f\"<>|*?;,\s]{2,220}", re.IGNORECASE)
_MOMENT = re.compile(r"(?:D:)?(\d{4})[-:./]?(\d\d)?[-:./]?(\d\d)?(?:[T ]?(\d\d):?(\d\d)(?::?(\d\d))?)?")
_BETWEEN = re.compile(r"[\\/]")
_NULL_ISLAND = 0.0001
"""Degrees from 0/0, in the open sea, within which a place is a receiver's that found none."""
_SAME_PLACE = 0.0005
"""Degrees within which two places are one: about 50 m."""


class Told:
    """What a file tells."""

    def __init__(self) -> None:
        self._facts: dict[str, dict[str, str]] = {}
        self._places: list[tuple[float, float]] = []
        self.pictures = 0
        """Pictures inside that were looked at."""

    @property
    def facts(self) -> Mapping[str, tuple[str, ...]]:
        """Facts by name, each value once, in the order found."""
        return MappingProxyType({name: tuple(found.values()) for name, found in self._facts.items()})

    def add(self, name: str, value: str) -> None:
        """Take in one fact, unless it says nothing."""
        text = clean(value)
        found = self._facts.setdefault(name, {}) if text else {}
        if text and len(found) < _MOST:
            found.setdefault(text.casefold(), text)

    def add_moment(self, name: str, value: str) -> None:
        """Take in a date as EXIF, PDF or XMP write it; anything else is no date."""
        match = _MOMENT.match(value.strip())
        if match is None or not 1900 <= int(match[1]) <= 2200 or match[2] == "00":
            return
        day = "-".join(filter(None, match.groups()[:3]))
        self.add(name, f"{day}T{match[4]}:{match[5]}:{match[6] or '00'}" if match[4] and match[3] else day)

    def add_place(self, latitude: float, longitude: float) -> None:
        """Take in where it was taken, in degrees; what is no place on Earth, or 0/0, is none."""
        if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):  # not a number fails here too
            return
        if abs(latitude) < _NULL_ISLAND and abs(longitude) < _NULL_ISLAND:
            return
        if any(max(abs(latitude - a), abs(longitude - b)) < _SAME_PLACE for a, b in self._places):
            return
        self._places.append((latitude, longitude))
        self.add("gps", f"{latitude:.6f},{longitude:.6f}")

    def take(self, other: Told, names: Iterable[str]) -> None:
        """Take in some of the facts that a file inside tells."""
        for name in names:
            for value in other.facts.get(name, ()):
                self.add(name, value)

    def scan(self, text: str) -> None:
        """Take in the file paths that stand in a text, and the log-in names in them."""
        if "/" not in text and "\\" not in text:
            return
        for pattern in (_WINDOWS, _SHARE, _FILE, _POSIX):
            for match in pattern.finditer(text[:_SCANNED]):
                self._add_path(match[0])

    def _add_path(self, path: str) -> None:
        path = clean(path)
        known = self._facts.get("path", {})
        folded = path.casefold()
        if any(folded in other or other in folded for other in known):  # one pattern's find inside another's
            return
        self.add("path", path)
        if account := account_in(path):
            self.add("account", account)


def clean(value: str) -> str:
    """Return a value on one line, without control, direction and invisible characters, at most `_LONGEST` long."""
    kept = "".join(" " if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp"} else c for c in value[:2_000])
    text = " ".join(kept.split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


@cache
def _folders() -> tuple[frozenset[str], frozenset[str]]:
    found = facts("collect/documents/facts.toml")["folders"]
    return frozenset(found["homes"]), frozenset(found["nobody"])


def account_in(path: str) -> str:
    r"""Return the log-in name that a path goes through: `jdoe` of `C:\Users\jdoe\Desktop`; empty where none does."""
    homes, nobody = _folders()
    parts = [part for part in _BETWEEN.split(unquote(path) if "%" in path else path) if part]
    for before, name in pairwise(parts):
        if before.casefold() in homes:
            return "" if name.casefold() in nobody or (name is parts[-1] and "." in name) else name
    return ""


def decoded(raw: bytes) -> str:
    """Return bytes of which nobody says what they are as text: UTF-8 where they are, else Latin."""
    raw = raw.split(b"\0", 1)[0]
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")
