"""Time zones by their names."""

from __future__ import annotations

from zoneinfo import ZoneInfo

_LONGEST = 64
"""Characters of a name; IANA's have up to 32. Python looks for files of that name, folder by folder."""


def zone(name: str) -> ZoneInfo | None:
    """Return a time zone by its IANA name; None where there is none of that name."""
    try:
        return ZoneInfo(name) if 0 < len(name) <= _LONGEST else None
    except (KeyError, ValueError, OSError):
        return None
