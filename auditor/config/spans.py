"""Spans of time as people write them: `30m`, `2h`, `1d`."""

from __future__ import annotations

import re
from datetime import timedelta

SHORTEST, LONGEST = timedelta(minutes=1), timedelta(days=31)
"""Between two rounds. Our default: platforms ask strangers for restraint, and what looks once a month is an audit."""
_UNITS = {"s": 1, "m": 60, "min": 60, "h": 3_600, "d": 86_400}
_SPAN = re.compile(r"([0-9]{1,6})\s*(s|min|m|h|d)\s*")


def span(text: str) -> timedelta:
    """Read a span such as `30m`, `2h`, `1d` or `1h30m`.

    Raises:
        ValueError: it is none, or too short or too long between two rounds; one line that says so.
    """
    left, seconds = text.strip().lower(), 0
    while found := _SPAN.match(left):
        seconds += int(found[1]) * _UNITS[found[2]]
        left = left[found.end() :]
    if left or not text.strip():
        raise ValueError(f"{text!r} is not a span of time; write it like 30m, 2h or 1d")
    asked = timedelta(seconds=seconds)
    if not SHORTEST <= asked <= LONGEST:
        raise ValueError(f"{text!r} is too {'short' if asked < SHORTEST else 'long'}; from 1m to 31d is possible")
    return asked
